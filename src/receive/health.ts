// Lives (the process answers) and ready (the store may be used): for whoever starts, watches and routes to us.

import { z } from 'zod'
import type { Clock } from '../ports/outside.ts'
import type { Route } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'
import { within } from './deadline.ts'

const patienceMs = 1_500

/** Whether the store answers in time and says that it may be used. Never throws. */
export async function isHealthy(store: Pick<Store, 'health'>, clock: Clock): Promise<boolean> {
  const asked = store.health().then(
    (health) => health.ok,
    () => false,
  )
  return within(clock, patienceMs, asked, false)
}

const State = z.strictObject({ state: z.enum(['live', 'ready', 'not-ready']) })

export function healthRoutes(deps: {
  readonly store: Pick<Store, 'health'>
  readonly clock: Clock
  /** The server was told to close: it is live, but wants no new work. */
  readonly closing: () => boolean
}): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/livez',
      access: 'public',
      summary: 'Whether the process answers',
      answers: { 200: { description: 'It does', schema: State } },
      handle: () => ({ status: 200, body: { state: 'live' } }),
    },
    {
      method: 'GET',
      path: '/readyz',
      access: 'public',
      summary: 'Whether messages can be accepted',
      answers: {
        200: { description: 'They can', schema: State },
        503: { description: 'They cannot: the store is away or the server is closing', schema: State },
      },
      async handle() {
        const ready = !deps.closing() && (await isHealthy(deps.store, deps.clock))
        return ready
          ? { status: 200, body: { state: 'ready' } }
          : { status: 503, body: { state: 'not-ready' }, headers: { 'retry-after': '2' } }
      },
    },
  ]
}
