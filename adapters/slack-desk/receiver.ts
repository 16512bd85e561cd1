// Bolt's way in, answered only when the listeners are done: Bolt itself acknowledges an event before they begin, and a
// crash in between would lose it.

import type { App, Receiver } from '@slack/bolt'
import { z } from 'zod'
import { ChannelError, type DoorRequest } from '../../src/ports/channel.ts'
import type { DeskAnswer } from '../../src/ports/desk.ts'
import type { Clock, Log } from '../../src/ports/outside.ts'
import { parsed, proveSender, type Told } from '../slack-app/request.ts'

/** Slack waits 3 s; what takes longer is refused in time, and comes again. */
const answerWithinMs = 2_700

export type SlackReceiver = Receiver & {
  /** A request at our door. Throws ChannelError where its sender or shape is not proved, or the work is not done. */
  receive(request: DoorRequest): Promise<DeskAnswer>
  /** Brings what is proved already to the listeners; resolves with the answer that Slack gets. Throws ChannelError. */
  hear(told: Told, retry?: { readonly num: number; readonly reason: string }): Promise<unknown>
}

type ReceiverParts = {
  readonly signingSecret: string
  /** Our workspace's id, once we know who we are there; before that nothing can be heard rightly. */
  readonly team: () => string | undefined
  readonly clock: Clock
  readonly log: Log
}

const Authorized = z.object({
  team_id: z.string().optional(),
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).optional(),
})

const plain = 'text/plain; charset=utf-8'
const json = 'application/json; charset=utf-8'

export function createReceiver({ signingSecret, team, clock, log }: ReceiverParts): SlackReceiver {
  let app: App | undefined

  const hear: SlackReceiver['hear'] = async (told, retry) => {
    if (told['type'] === 'app_rate_limited') {
      log.warn({ desk: 'slack' }, 'Slack holds events back for this minute: more came than it delivers to one app')
      return undefined
    }
    const own = team()
    if (!app || own === undefined) throw busy('The Slack desk is still starting.')
    // An app may be installed elsewhere too, with the same secret; what is told there is nothing to this desk.
    if (!isFor(own, told)) return undefined
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

/** An event names whose it is by those who may see it: a room that is shared may be another workspace's. */
function isFor(team: string, told: Told): boolean {
  if (told['event'] === undefined) return true
  const { data } = Authorized.safeParse(told)
  return data?.authorizations ? data.authorizations.some((one) => one.team_id === team) : data?.team_id === team
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

function retryOf({ headers }: DoorRequest): { num: number; reason: string } | undefined {
  const num = Number(headers['x-slack-retry-num'] ?? 0)
  return num > 0 ? { num, reason: String(headers['x-slack-retry-reason'] ?? '') } : undefined
}

function answerOf(value: unknown): DeskAnswer {
  if (value === undefined || value === '') return { status: 200, body: '', contentType: plain }
  if (typeof value === 'string') return { status: 200, body: value, contentType: plain }
  return { status: 200, body: JSON.stringify(value), contentType: json }
}
