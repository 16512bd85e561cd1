// Sends what is owed, in order within each conversation, with back-off, to an honest end: delivered, failed or in doubt.

import { type Channel, ChannelError, type ChannelErrorCode, type FittedReply } from '../ports/channel.ts'
import type { Clock, Log, Signals } from '../ports/outside.ts'
import type { Delivery, DeliveryEnd, Store } from '../ports/store.ts'
import { fitReply } from './fit.ts'
import { createPace, type Pace } from './pace.ts'

export type OutboxParts = {
  readonly store: Pick<Store, 'dueDeliveries' | 'beginDelivery' | 'endDelivery'>
  readonly channels: ReadonlyMap<string, Channel>
  readonly clock: Clock
  readonly signals: Pick<Signals, 'publish'>
  readonly log: Log
}

export type Outbox = {
  /** Sends what one conversation is owed now. Resolves when nothing of it is due any more. */
  send(conversationId: string): Promise<void>
  start(): void
  /** Lets running sends end. */
  stop(): Promise<void>
}

const sweepEveryMs = 1000
const batch = 100

/** What may be otherwise at the next try; a wrong key is mended by the operator meanwhile. */
const mayHeal: ReadonlySet<ChannelErrorCode> = new Set(['unreachable', 'rate-limited', 'doubtful', 'unauthorized'])

/** A channel that has not sent by then is taken for one whose answer never came. */
export const sendWithinMs = 30_000

/** Tries before a reply is given up: with the waits below, about an hour and a half. */
export const mostTries = 12

/** 2 s, 4 s, 8 s ... at most 15 minutes. */
export function backOffMs(tries: number): number {
  return Math.min(1000 * 2 ** tries, 15 * 60_000)
}

export function createOutbox(parts: OutboxParts): Outbox {
  const { store, clock, log } = parts
  const running = new Map<string, Promise<void>>()
  const pace = createPace(clock)
  const sentParts = new Map<string, number>()
  let skipped = 0
  let cancelSweep = () => {}
  let stopped = false

  /** One conversation is drained by one runner at a time; a second call waits its turn and looks again. */
  function send(conversationId: string): Promise<void> {
    const before = running.get(conversationId) ?? Promise.resolve()
    const mine = before
      .catch(() => undefined)
      .then(() => drain(conversationId))
      .finally(() => {
        if (running.get(conversationId) === mine) running.delete(conversationId)
      })
    running.set(conversationId, mine)
    return mine
  }

  async function drain(conversationId: string): Promise<void> {
    while (!stopped) {
      const [delivery] = await store.dueDeliveries(clock.now(), 1, conversationId)
      if (!delivery) return
      const channel = parts.channels.get(delivery.channel)
      if (channel && !(await pace.turn(channel))) return
      await deliver(delivery, channel, { ...parts, pace, sentParts })
    }
  }

  async function sweep(): Promise<void> {
    try {
      // Those of a resting channel stay due; others are looked for behind them.
      const due = await store.dueDeliveries(clock.now(), batch + skipped)
      const free = due.filter(({ channel }) => !pace.isHeld(channel))
      skipped = due.length - free.length
      await Promise.all([...new Set(free.map(({ conversationId }) => conversationId))].map(send))
    } catch (error) {
      log.warn({ error }, 'the outbox could not be read; it is tried again')
    }
    if (!stopped) cancelSweep = clock.after(sweepEveryMs, () => void sweep())
  }

  return {
    send,
    start: () => void sweep(),
    async stop() {
      stopped = true
      cancelSweep()
      pace.stop()
      await Promise.allSettled(running.values())
    },
  }
}

type SendParts = OutboxParts & {
  readonly pace: Pace
  /** How many parts of a long reply have gone out, by message id: a further try goes on behind them. */
  readonly sentParts: Map<string, number>
}

async function deliver(delivery: Delivery, channel: Channel | undefined, parts: SendParts): Promise<void> {
  const { store, clock, signals, log, sentParts } = parts
  const { message, conversationId, channel: name, attempts } = delivery
  const end = await tryOnce(delivery, channel, parts)
  await store.endDelivery(message.id, end, clock.now())
  if (end.kind !== 'retry') sentParts.delete(message.id)
  if (end.kind !== 'delivered')
    log.warn({ conversationId, channel: name, attempts, end: end.kind }, 'a reply was not delivered')
  signals.publish(`conversation:${conversationId}`)
}

/** The same reply to the same conversation again would be a second copy, except where the far side folds repeats. */
async function tryOnce(delivery: Delivery, channel: Channel | undefined, parts: SendParts): Promise<DeliveryEnd> {
  const { store, clock, pace } = parts
  const { message, attempts, interrupted } = delivery
  if (!channel || !message.reply) return { kind: 'failed', code: 'no-channel' }
  const fitted = fitReply(
    { ...message.reply, author: message.author, text: message.text },
    message.id,
    channel.capabilities,
  )
  const folds = channel.capabilities.foldsRepeats === true
  if (interrupted && !folds) return { kind: 'doubt' }
  try {
    if (!folds) await store.beginDelivery(message.id, clock.now())
    return { kind: 'delivered', externalId: await sendParts(fitted, delivery, channel, parts) }
  } catch (error) {
    if (error instanceof ChannelError && error.code === 'rate-limited' && error.retryAfterMs !== undefined)
      pace.hold(channel.name, clock.now() + error.retryAfterMs)
    return endOf(error, attempts + 1, clock.now(), folds)
  }
}

/** Sends what has not gone out of a reply yet; returns the platform's id of its last part. */
async function sendParts(
  fitted: readonly FittedReply[],
  { message, address }: Delivery,
  channel: Channel,
  { clock, sentParts }: SendParts,
): Promise<string> {
  let externalId = ''
  for (let index = sentParts.get(message.id) ?? 0; index < fitted.length; index++) {
    externalId = (await withinLimit(clock, channel.send(fitted[index] as FittedReply, address))).externalId
    sentParts.set(message.id, index + 1)
  }
  return externalId
}

/** A send without an end would hold its conversation for ever. */
function withinLimit<T>(clock: Clock, sending: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () =>
      reject(new ChannelError('doubtful', `The channel did not answer within ${sendWithinMs / 1000} s.`))
    const cancel = clock.after(sendWithinMs, late)
    sending.then(resolve, reject).finally(cancel)
  })
}

function endOf(error: unknown, tries: number, now: number, folds: boolean): DeliveryEnd {
  const code = error instanceof ChannelError ? error.code : 'unreachable'
  if (code === 'doubtful' && !folds) return { kind: 'doubt' }
  if (!mayHeal.has(code) || tries >= mostTries) return { kind: 'failed', code }
  const waitMs = (error instanceof ChannelError ? error.retryAfterMs : undefined) ?? backOffMs(tries)
  return { kind: 'retry', atMs: now + waitMs, code }
}
