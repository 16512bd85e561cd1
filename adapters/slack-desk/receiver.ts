// Bolt's way in, answered only when the listeners are done: Bolt itself acknowledges an event before they begin, and a
// crash in between would lose it.

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { App, Receiver } from '@slack/bolt'
import { ChannelError, type DoorRequest } from '../../src/ports/channel.ts'
import type { DeskAnswer } from '../../src/ports/desk.ts'
import type { Clock, Log } from '../../src/ports/outside.ts'

/** Slack waits 3 s; what takes longer is refused in time, and comes again. */
const answerWithinMs = 2_700
const staleAfterMs = 5 * 60_000

/** What Slack told us, parsed. */
export type Told = Readonly<Record<string, unknown>>

export type SlackReceiver = Receiver & {
  /** A request at our door. Throws ChannelError where its sender or shape is not proved, or the work is not done. */
  receive(request: DoorRequest): Promise<DeskAnswer>
  /** Brings what is proved already to the listeners; resolves with the answer that Slack gets. Throws ChannelError. */
  hear(told: Told, retry?: { readonly num: number; readonly reason: string }): Promise<unknown>
}

type ReceiverParts = {
  readonly signingSecret: string
  /** Whether we know who we are there; before that nothing can be heard rightly. */
  readonly isReady: () => boolean
  readonly clock: Clock
  readonly log: Log
}

const plain = 'text/plain; charset=utf-8'
const json = 'application/json; charset=utf-8'

export function createReceiver({ signingSecret, isReady, clock, log }: ReceiverParts): SlackReceiver {
  let app: App | undefined

  const hear: SlackReceiver['hear'] = async (told, retry) => {
    if (told['type'] === 'app_rate_limited') {
      log.warn({ desk: 'slack' }, 'Slack holds events back for this minute: more came than it delivers to one app')
      return undefined
    }
    if (!app || !isReady()) throw busy('The Slack desk is still starting.')
    let answer: unknown
    let isAnswered = false
    const done = app.processEvent({
      body: { ...told },
      ...(retry ? { retryNum: retry.num, retryReason: retry.reason } : {}),
      ack: async (response: unknown) => {
        isAnswered = true
        answer = response
      },
    })
    // Bolt answers events itself, at once; anything else is answered by a listener that knows it is done.
    const isEvent = told['event'] !== undefined
    const inTime = await within(clock, answerWithinMs, done).catch((fault: unknown) => {
      // By its name alone: the text of an error may quote a customer.
      log.error({ desk: 'slack', fault: nameOf(fault) }, 'what came from Slack could not be stored; it comes again')
      throw busy('It could not be stored.')
    })
    if (inTime || (isAnswered && !isEvent)) return answer
    log.warn({ desk: 'slack' }, 'what came from Slack could not be stored in time; it comes again')
    throw busy('It is not stored yet.')
  }

  return {
    init(bolt) {
      app = bolt
    },
    start: async () => undefined,
    stop: async () => undefined,
    hear,
    async receive(request) {
      proveSender(request, signingSecret)
      const told = parsed(request)
      if (told['type'] === 'url_verification')
        return { status: 200, body: String(told['challenge']), contentType: plain }
      if (told['ssl_check'] !== undefined) return { status: 200, body: '', contentType: plain }
      return answerOf(await hear(told, retryOf(request)))
    },
  }
}

/** True once the work is done, false when it takes longer. Throws what the work throws. */
async function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<boolean> {
  // Work that goes on after its time may still fail, and nobody waits for it any more.
  work.catch(() => undefined)
  let cancel = (): void => {}
  const late = new Promise<false>((resolve) => {
    cancel = clock.after(ms, () => resolve(false))
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    cancel()
  }
}

/** Bolt wraps what a listener threw. */
function nameOf(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault
  return 'original' in fault && fault.original instanceof Error ? fault.original.name : fault.name
}

function busy(text: string): ChannelError {
  return new ChannelError('unreachable', text)
}

/** Throws ChannelError `unauthorized` where Slack's signature over the very bytes is wrong or older than five minutes. */
function proveSender({ headers, body, receivedAt }: DoorRequest, signingSecret: string): void {
  const timestamp = String(headers['x-slack-request-timestamp'] ?? '')
  const signature = String(headers['x-slack-signature'] ?? '')
  const fresh = /^\d{1,12}$/.test(timestamp) && Math.abs(receivedAt - Number(timestamp) * 1000) <= staleAfterMs
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex')
  const [given, right] = [Buffer.from(signature), Buffer.from(`v0=${digest}`)]
  if (!fresh || given.length !== right.length || !timingSafeEqual(given, right))
    throw new ChannelError('unauthorized', 'Slack did not sign this, or too long ago.')
}

function parsed({ headers, body }: DoorRequest): Told {
  const text = body.toString('utf8')
  try {
    if (String(headers['content-type'] ?? '').startsWith('application/json')) return fields(JSON.parse(text))
    const form = new URLSearchParams(text)
    const payload = form.get('payload')
    return payload === null ? Object.fromEntries(form) : fields(JSON.parse(payload))
  } catch {
    throw new ChannelError('malformed', 'This is no request as Slack makes them.')
  }
}

function fields(value: unknown): Told {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Told
  throw new TypeError('not an object')
}

function retryOf({ headers }: DoorRequest): { num: number; reason: string } | undefined {
  const num = Number(headers['x-slack-retry-num'] ?? 0)
  return num > 0 ? { num, reason: String(headers['x-slack-retry-reason'] ?? '') } : undefined
}

function answerOf(value: unknown): DeskAnswer {
  if (value === undefined || value === '') return { status: 200, body: '', contentType: plain }
  if (typeof value === 'string') return { status: 200, body: value, contentType: plain }
  return { status: 200, body: JSON.stringify(value), contentType: json }
}
