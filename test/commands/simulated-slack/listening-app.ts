// An app as small as can be: it notes what comes and answers as it is told. No socket, no library.

import type { Send } from '../../../src/commands/simulated-slack/http-door.ts'
import { simulatedSlack } from '../../../src/commands/simulated-slack/simulated-slack.ts'
import type { Fields } from '../../../src/commands/simulated-slack/world.ts'
import { type FakeClock, fakeClock } from '../../fake-clock.ts'

export type Heard = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** A workspace with the room `support`, on a fake clock, whose app is this one. */
export function withApp(options: { readonly scopes?: readonly string[] } = {}) {
  const clock: FakeClock = fakeClock()
  const heard: Heard[] = []
  const answers: { status?: number; body?: string; headers?: Record<string, string>; never?: boolean }[] = []
  const send: Send = async (url, { headers, body, signal }) => {
    heard.push({ url, headers, body })
    const { status = 200, body: text = '', headers: given = {}, never = false } = answers.shift() ?? {}
    if (never) await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cut'))))
    return { status, headers: new Headers(given), text: async () => text }
  }
  const slack = simulatedSlack({ clock, send, ...options })
  slack.useHttp({ events: 'events', interactivity: 'interactivity', commands: 'commands' })
  const support = slack.room('support')
  /** Calls the Web API as the app does. */
  const call = async (
    method: string,
    args: Fields = {},
  ): Promise<Fields & { status: number; retryAfter: string | null }> => {
    const headers = { authorization: `Bearer ${slack.world.app.botToken}`, 'content-type': 'application/json' }
    const url = `${slack.world.address}/api/${method}`
    const response = await slack.fetch(url, { method: 'POST', headers, body: JSON.stringify(args) })
    const { status } = response
    return { ...((await response.json()) as Fields), status, retryAfter: response.headers.get('retry-after') }
  }
  /** The events heard, oldest first. */
  const events = () =>
    heard
      .filter(({ url }) => url === 'events')
      .map(({ body }) => JSON.parse(body) as { event: Fields; event_id: string })
  return { slack, clock, heard, answers, support, call, events }
}
