// Sends what is owed, in order within each conversation, with back-off, to an honest end: delivered, failed or in doubt.

import type { Language } from '../model/language.ts'
import { type Channel, ChannelError, type ChannelErrorCode, type FittedReply } from '../ports/channel.ts'
import type { Clock, Log, Signals } from '../ports/outside.ts'
import type { Delivery, DeliveryEnd, Store } from '../ports/store.ts'
import { change, isReplaced, type Words } from './change.ts'
import { fitReply } from './fit.ts'
import { withFiles } from './outgoing-files.ts'
import { createPace, type Pace } from './pace.ts'

export type OutboxParts = {
  readonly store: Pick<Store, 'dueDeliveries' | 'beginDelivery' | 'endDelivery' | 'deliveredAs' | 'keptAttachment'>
  readonly channels: ReadonlyMap<string, Channel>
  readonly clock: Clock
  readonly signals: Pick<Signals, 'publish'>
  readonly log: Log
  /** Says to a customer that files came which cannot be shown where they are. */
  readonly sayNotShown: (language: Language, names: readonly string[]) => string
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

/** The same for a file, which may be large and the line slow. */
const sendFileWithinMs = 120_000

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
  const sentParts: SendParts['sentParts'] = new Map()
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
      if (channel && !(await pace.turn(channel, delivery.address))) return
      await deliver(delivery, channel, { ...parts, pace, sentParts })
    }
  }

  async function sweep(): Promise<void> {
    try {
      // Those of a resting channel stay due; others are looked for behind them.
      const due = await store.dueDeliveries(clock.now(), batch + skipped)
      const free = due.filter(({ channel, address }) => {
        const far = parts.channels.get(channel)
        return far === undefined || !pace.isHeld(far, address)
      })
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
  /** The platform's ids of the parts of a long reply that have gone out, by message id: a further try goes on behind. */
  readonly sentParts: Map<string, readonly string[]>
}

async function deliver(delivery: Delivery, channel: Channel | undefined, parts: SendParts): Promise<void> {
  const { store, clock, signals, log, sentParts } = parts
  const { message, conversationId, channel: name, attempts } = delivery
  const end = await tryOnce(delivery, channel, parts)
  // Its place was parted from while it waited its turn: it goes home now, and is read anew.
  if (end === 'moved') return
  await store.endDelivery(message.id, end, clock.now())
  if (end.kind !== 'retry') sentParts.delete(message.id)
  if (end.kind !== 'delivered' && !(end.kind === 'failed' && end.code === 'replaced'))
    log.warn({ conversationId, channel: name, attempts, end: end.kind }, 'a reply was not delivered')
  signals.publish(`conversation:${conversationId}`)
}

type Tried = DeliveryEnd | 'moved'

async function tryOnce(delivery: Delivery, channel: Channel | undefined, parts: SendParts): Promise<Tried> {
  const { message, interrupted, address } = delivery
  if (!channel || !message.reply) return { kind: 'failed', code: 'no-channel' }
  const folds = channel.capabilities.foldsRepeats === true
  if (interrupted && !folds) return { kind: 'doubt' }
  // What is changed at its place may be changed again: such a try is never in doubt.
  const words = await tried(delivery, channel, parts, true, () => wordsLeft(delivery, channel, parts))
  if (words === 'in place') return { kind: 'delivered', externalIds: [] }
  if (words === 'replaced') return { kind: 'failed', code: words }
  if ('kind' in words) return words
  return tried<Tried>(delivery, channel, parts, folds, async () => {
    const to = { channel: delivery.channel, address }
    if (!folds && !(await parts.store.beginDelivery(message.id, parts.clock.now(), to))) return 'moved'
    const { reply, files, unshown } = await withFiles(delivery, words.text, channel, parts)
    const fitted = fitReply(reply, message.id, channel.capabilities, files)
    // An agent's file that could not be taken, without a word to it.
    if (fitted.length === 0) return { kind: 'failed', code: 'file-refused' }
    const externalIds = await sendParts(fitted, delivery, channel, parts)
    return { kind: 'delivered', externalIds, ...(unshown && { code: 'file-not-shown' as const }) }
  })
}

/** The same reply to the same conversation again would be a second copy, except where the far side folds repeats. */
async function tried<T>(
  { attempts, address }: Delivery,
  channel: Channel,
  { pace, clock }: SendParts,
  folds: boolean,
  act: () => Promise<T>,
): Promise<T | DeliveryEnd> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof ChannelError && error.code === 'rate-limited' && error.retryAfterMs !== undefined)
      pace.hold(channel, address, clock.now() + error.retryAfterMs)
    return endOf(error, attempts + 1, clock.now(), folds)
  }
}

/** What is to be sent as a message: all of most replies, nothing of what can be changed where the customer has it. */
async function wordsLeft(
  { message, conversationId, attempts }: Delivery,
  channel: Channel,
  { store, channels, clock, sentParts }: SendParts,
): Promise<Words> {
  const { text, position, reply } = message
  const line = reply?.relays ?? reply?.corrects
  if (line === undefined || !reply) return { text }
  const carriers = await store.deliveredAs(conversationId, line)
  const mayHaveGone = sentParts.has(message.id) || (attempts > 0 && channel.capabilities.foldsRepeats === true)
  if (!mayHaveGone && isReplaced(position, carriers, channel)) return 'replaced'
  if (reply.corrects === undefined) return { text }
  const earlier = carriers.filter((carrier) => carrier.position < position)
  const within = <T>(calling: Promise<T>) => withinLimit(clock, calling)
  return change({ ...reply, author: message.author, text }, message.id, earlier, channels, within)
}

/** Sends what has not gone out of a reply yet; returns the platform's ids of all its parts. */
async function sendParts(
  fitted: readonly FittedReply[],
  { message, address }: Delivery,
  channel: Channel,
  { clock, sentParts }: SendParts,
): Promise<readonly string[]> {
  let ids = sentParts.get(message.id) ?? []
  for (const part of fitted.slice(ids.length)) {
    const limitMs = part.file ? sendFileWithinMs : sendWithinMs
    const { externalId } = await withinLimit(clock, channel.send(part, address), limitMs)
    ids = [...ids, externalId]
    sentParts.set(message.id, ids)
  }
  return ids
}

/** A send without an end would hold its conversation for ever. */
function withinLimit<T>(clock: Clock, sending: Promise<T>, limitMs = sendWithinMs): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new ChannelError('doubtful', `The channel did not answer within ${limitMs / 1000} s.`))
    const cancel = clock.after(limitMs, late)
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
