// `/metrics` for Prometheus: what this process takes in and sends, how long commits take, and who waits. Labels are
// names of our own; no customer's word comes near them.

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Clock } from '../ports/outside.ts'
import type { Route } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'
import { standing } from '../stats/report.ts'

export type Metrics = {
  /** The same store; what is written through it is counted and timed. */
  readonly store: Store
  /** `open`: nobody but this machine can reach us, so no key is asked for. */
  routes(open: boolean): readonly Route[]
  stop(): void
}

/** More names of channels than there can be adapters: beyond it they are one. */
const mostChannels = 20
const mostCases = 100_000
const mostInOutbox = 1_000
/** How often the event loop is looked at. */
const lagLookMs = 20
/** From a grouped commit on a fast disk to a server that hardly answers. */
const commitSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export function createMetrics(store: Store, clock: Pick<Clock, 'now'>): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `nightdesk_${name}`, help, labelNames, registers })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const received = counter('messages_received_total', 'Messages that came in; desk: from agents.', [
    'channel',
    'outcome',
  ])
  const deliveries = counter('deliveries_total', 'Tries to send a reply, by how they ended.', ['channel', 'end'])
  const turns = counter('turns_total', 'Turns decided; stale ones are decided again.', ['outcome'])
  const commits = new Histogram({
    ...{ name: 'nightdesk_commit_seconds', help: 'Time until the store had committed.', registers },
    ...{ labelNames: ['operation'] as const, buckets: commitSeconds },
  })
  const standings = {
    waiting: gauge('nightdesk_cases_waiting', 'Cases that no agent has taken, at this moment.'),
    owned: gauge('nightdesk_cases_owned', 'Cases that an agent has, at this moment.'),
    oldest: gauge('nightdesk_oldest_wait_seconds', 'How long the oldest waiting case has waited; 0 when none does.'),
    outbox: gauge('nightdesk_outbox_depth', `Conversations with a reply still to be sent, up to ${mostInOutbox}.`),
  }
  const lag = new Gauge({
    ...{ name: 'nightdesk_event_loop_lag_seconds', help: 'Delay of the event loop since the last look.', registers },
    labelNames: ['quantile'] as const,
  })
  const memory = gauge('process_resident_memory_bytes', 'Resident memory.')
  gauge('process_start_time_seconds', 'Start of the process, in seconds since 1970.').set(
    Math.round(Date.now() / 1000 - process.uptime()),
  )
  const delay = monitorEventLoopDelay({ resolution: lagLookMs })
  delay.enable()

  async function look(): Promise<void> {
    const now = clock.now()
    const [cases, outbox] = await Promise.all([
      store.cases({ state: 'open', limit: mostCases }),
      store.dueDeliveries(Number.MAX_SAFE_INTEGER, mostInOutbox),
    ])
    const { waiting, owned, oldestWaitMs = 0 } = standing(cases, now)
    standings.waiting.set(waiting)
    standings.owned.set(owned)
    standings.oldest.set(oldestWaitMs / 1000)
    standings.outbox.set(outbox.length)
    for (const quantile of [0.5, 0.99, 1]) {
      // What is measured is the time between two looks, so the part that was meant is taken off.
      lag.set({ quantile: String(quantile) }, Math.max(0, delay.percentile(quantile * 100) / 1e9 - lagLookMs / 1000))
    }
    delay.reset()
    memory.set(process.memoryUsage.rss())
  }

  return {
    store: measured(store, { received, deliveries, turns, commits }),
    routes: (open) => [
      {
        method: 'GET',
        path: '/metrics',
        access: open ? 'public' : 'manager',
        ...(open ? {} : { scope: 'metrics:read' as const }),
        summary: 'Counters and gauges of this process in the form of Prometheus',
        answers: { 200: { description: 'text/plain; version=0.0.4' } },
        async handle() {
          await look()
          return { status: 200, text: await registry.metrics(), contentType: registry.contentType }
        },
      },
    ],
    stop: () => void delay.disable(),
  }
}

type Counted = {
  readonly received: Counter<'channel' | 'outcome'>
  readonly deliveries: Counter<'channel' | 'end'>
  readonly turns: Counter<'outcome'>
  readonly commits: Histogram<'operation'>
}

function measured(store: Store, { received, deliveries, turns, commits }: Counted): Store {
  const channels = new Set<string>()
  /** Where replies under way go; an ended one is forgotten. */
  const goesTo = new Map<string, string>()
  const nameOf = (channel: string): string => {
    if (channels.size < mostChannels) channels.add(channel)
    return channels.has(channel) ? channel : 'other'
  }
  async function timed<R>(operation: string, commit: () => Promise<R>): Promise<R> {
    const end = commits.startTimer({ operation })
    const result = await commit()
    end()
    return result
  }
  return {
    ...store,
    async addMessage(message, start) {
      const added = await timed('add-message', () => store.addMessage(message, start))
      received.inc({ channel: nameOf(message.channel), outcome: added.outcome })
      return added
    },
    async saveTurn(turn) {
      const outcome = await timed('save-turn', () => store.saveTurn(turn))
      turns.inc({ outcome })
      return outcome
    },
    async dueDeliveries(now, limit, conversationId) {
      const due = await store.dueDeliveries(now, limit, conversationId)
      for (const { message, channel } of due) goesTo.set(message.id, channel)
      return due
    },
    async endDelivery(messageId, end, now) {
      await timed('end-delivery', () => store.endDelivery(messageId, end, now))
      deliveries.inc({ channel: nameOf(goesTo.get(messageId) ?? 'other'), end: end.kind })
      if (end.kind !== 'retry') goesTo.delete(messageId)
    },
  }
}
