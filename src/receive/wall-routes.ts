// The wall screen's API: what it shows, and the links that open it, which managers make and revoke.

import { z } from 'zod'
import { dayNumberAt, dayStartAt } from '../calendar/zone.ts'
import type { Case } from '../model/case.ts'
import type { FiguresReport } from '../model/stats.ts'
import type { WallLink, WallView } from '../model/wall.ts'
import type { Route, Token } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'
import type { FiguresDeps } from './figures-routes.ts'
import { notFound } from './refusal.ts'
import { issueWallLink, type Tokens } from './tokens.ts'

export type WallDeps = {
  readonly store: Tokens & Pick<Store, 'cases'>
  readonly figures: FiguresDeps['figures']
  /** IANA name. */
  readonly zone: () => string
  /** Where browsers reach us. */
  readonly publicUrl: string
}

/** Many screens that ask at once are told the same. */
const sameForMs = 2_000
const mostCases = 100_000

const Count = z.int()
const Figure = z.number().optional()
const View = z
  .object({
    now: Count,
    zone: z.string(),
    waiting: Count,
    oldest: z.object({ waitMs: Count, promiseAt: Count }).optional(),
    nextPromiseAt: Count.optional(),
    overdue: Count,
    owned: Count,
    today: z.object({
      episodes: Count,
      solvedByBot: Count,
      handoffs: Count,
      humanReply: z.looseObject({ n: Count, p50Ms: Figure, p90Ms: Figure }),
      promises: z.object({ n: Count, hits: Count, percent: Figure, low: Figure, high: Figure }),
    }),
  })
  .meta({ id: 'WallView', description: 'Times are epoch ms; today began at midnight in the zone' })
const Link = z.object({ id: z.string(), name: z.string(), createdAt: Count, lastUsedAt: Count.optional() })
const LinkBody = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'say where the screen hangs')
    .max(40, 'a name has at most 40 characters')
    .regex(/^[^\p{C}]+$/u, 'a name has no control characters'),
})

/** GET /api/wall, and /api/wall/links for managers. */
export function wallRoutes(deps: WallDeps): readonly Route[] {
  return [wallRoute(deps), ...linkRoutes(deps)]
}

function wallRoute(deps: WallDeps): Route {
  let last: { readonly at: number; readonly view: Promise<WallView> } | undefined
  return {
    method: 'GET',
    path: '/api/wall',
    access: 'manager',
    scope: 'wall:read',
    summary: 'What a screen on the wall shows: numbers alone, no names and no words',
    answers: { 200: { description: 'Now and today', schema: View } },
    async handle({ now }) {
      if (!last || Math.abs(now - last.at) >= sameForMs) {
        const view = viewOf(deps, now)
        last = { at: now, view }
        // What failed is asked for again by the next.
        view.catch(() => {
          last = undefined
        })
      }
      return { status: 200, body: await last.view }
    },
  }
}

function linkRoutes({ store, publicUrl }: WallDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/wall/links',
      access: 'manager',
      summary: 'The links to wall screens that are good',
      answers: { 200: { description: 'Oldest first', schema: z.object({ links: z.array(Link) }) } },
      handle: async () => ({ status: 200, body: { links: (await store.tokens()).filter(isWall).map(linkOf) } }),
    },
    {
      method: 'POST',
      path: '/api/wall/links',
      access: 'manager',
      summary: 'Make a link to the wall screen; its address is told here and never again',
      body: LinkBody,
      answers: { 201: { description: 'Made', schema: Link.extend({ url: z.string() }) } },
      async handle({ body, now }) {
        const { name } = LinkBody.parse(body)
        const { token, url } = await issueWallLink(store, name, now, publicUrl)
        return { status: 201, body: { ...linkOf(token), url } }
      },
    },
    {
      method: 'DELETE',
      path: '/api/wall/links/:id',
      access: 'manager',
      summary: 'End a link to the wall screen, at once',
      params: z.strictObject({ id: z.string().regex(/^[\w-]{1,40}$/, 'no link has such an id') }),
      answers: { 204: { description: 'It is no good any more' }, 404: { description: 'There is no such link' } },
      async handle({ params }) {
        // A key of a program is ended by whoever may use the command line, not by a manager's page.
        const link = (await store.tokens()).find((token) => token.id === params['id'] && isWall(token))
        if (!link || !(await store.deleteToken(link.id))) throw notFound()
        return { status: 204 }
      },
    },
  ]
}

function isWall({ scopes }: Token): boolean {
  return scopes.length === 1 && scopes[0] === 'wall:read'
}

function linkOf({ id, name, createdAt, lastUsedAt }: Token): WallLink {
  return { id, name, createdAt, ...(lastUsedAt === undefined ? {} : { lastUsedAt }) }
}

async function viewOf({ store, figures, zone }: WallDeps, now: number): Promise<WallView> {
  const midnight = dayStartAt(zone(), dayNumberAt(zone(), now)) ?? now
  const [report, cases] = await Promise.all([
    figures({ from: Math.min(midnight, now), to: now + 1 }, now),
    store.cases({ state: 'open', limit: mostCases }),
  ])
  return { now, zone: zone(), ...standingOf(cases, report.now, now), today: todayOf(report) }
}

function standingOf(cases: readonly Case[], { waiting, oldestWaitMs, owned }: FiguresReport['now'], now: number) {
  const waiters = cases.filter(({ state }) => state === 'waiting')
  const promises = waiters.map(({ promiseAt }) => promiseAt)
  const oldest = waiters.toSorted((a, b) => a.openedAt - b.openedAt)[0]
  return {
    waiting,
    owned,
    overdue: promises.filter((promiseAt) => promiseAt < now).length,
    ...(oldest && oldestWaitMs !== undefined ? { oldest: { waitMs: oldestWaitMs, promiseAt: oldest.promiseAt } } : {}),
    ...(promises.length > 0 ? { nextPromiseAt: promises.reduce((a, b) => Math.min(a, b)) } : {}),
  }
}

function todayOf({ total: { counts, clocks, shares } }: FiguresReport): WallView['today'] {
  return {
    episodes: counts.episodes,
    solvedByBot: counts.solvedByBot,
    handoffs: counts.handoffs,
    humanReply: clocks.humanReply.business,
    promises: shares['promises'] ?? { n: 0, hits: 0 },
  }
}
