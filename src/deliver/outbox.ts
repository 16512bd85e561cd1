// Sends what is owed, in order within each conversation, with back-off, to an honest end: delivered, failed or in doubt.

import { type Channel, ChannelError } from '../ports/channel.ts'
import type { Clock, Log, Signals } from '../ports/outside.ts'
import type { Delivery, DeliveryEnd, Store } from '../ports/store.ts'
import { fitReply } from './fit.ts'

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

/** Tries before a reply is given up: with the waits below, about an hour and a half. */
export const mostTries = 12

/** 2 s, 4 s, 8 s ... at most 15 minutes. */
export function backOffMs(tries: number): number {
  return Math.min(1000 * 2 ** tries, 15 * 60_000)
}

export function createOutbox(parts: OutboxParts): Outbox {
  const { store, clock, log } = parts
  const running = new Map<string, Promise<void>>()
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
      await deliver(delivery, parts)
    }
  }

  async function sweep(): Promise<void> {
    try {
      const due = await store.dueDeliveries(clock.now(), batch)
      await Promise.all([...new Set(due.map(({ conversationId }) => conversationId))].map(send))
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
      await Promise.allSettled(running.values())
    },
  }
}

async function deliver(delivery: Delivery, { store, channels, clock, signals, log }: OutboxParts): Promise<void> {
  const channel = channels.get(delivery.channel)
  const { message, conversationId, channel: name, attempts } = delivery
  const end = await tryOnce(delivery, channel, { store, clock })
  await store.endDelivery(message.id, end, clock.now())
  if (end.kind !== 'delivered')
    log.warn({ conversationId, channel: name, attempts, end: end.kind }, 'a reply was not delivered')
  signals.publish(`conversation:${conversationId}`)
}

/** The same reply to the same conversation again would be a second copy, except where the far side folds repeats. */
async function tryOnce(
  delivery: Delivery,
  channel: Channel | undefined,
  parts: Pick<OutboxParts, 'store' | 'clock'>,
): Promise<DeliveryEnd> {
  const { message, address, attempts, interrupted } = delivery
  if (!channel || !message.reply) return { kind: 'failed', code: 'no-channel' }
  const folds = channel.capabilities.foldsRepeats === true
  if (interrupted && !folds) return { kind: 'doubt' }
  try {
    if (!folds) await parts.store.beginDelivery(message.id, parts.clock.now())
    let externalId = ''
    for (const part of fitReply(
      { ...message.reply, author: message.author, text: message.text },
      message.id,
      channel.capabilities,
    ))
      externalId = (await channel.send(part, address)).externalId
    return { kind: 'delivered', externalId }
  } catch (error) {
    return endOf(error, attempts + 1, parts.clock.now())
  }
}

function endOf(error: unknown, tries: number, now: number): DeliveryEnd {
  const code = error instanceof ChannelError ? error.code : 'unreachable'
  const mayHeal = code === 'unreachable' || code === 'rate-limited'
  if (!mayHeal || tries >= mostTries) return { kind: 'failed', code }
  const waitMs = (error instanceof ChannelError ? error.retryAfterMs : undefined) ?? backOffMs(tries)
  return { kind: 'retry', atMs: now + waitMs, code }
}
