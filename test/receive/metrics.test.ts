// /metrics: what Prometheus reads is what happened, with few labels and no customer's word; a key or this machine only.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IncomingMessage } from '../../src/model/message.ts'
import { isOnlyHere } from '../../src/outward.ts'
import { createMetrics, type Metrics } from '../../src/receive/metrics.ts'
import { issueToken } from '../../src/receive/tokens.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { caseOf, reply, turnOf } from '../contract/store-samples.ts'
import { startWorld, type World } from './world.ts'

type Sample = { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: number }

/** The text form of Prometheus, version 0.0.4; throws at a line that is none. */
function parse(text: string): { samples: Sample[]; types: Map<string, string> } {
  const samples: Sample[] = []
  const types = new Map<string, string>()
  for (const line of text.split('\n').filter(Boolean)) {
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line)
    if (comment?.[1] === 'TYPE') types.set(comment[2] ?? '', comment[3] ?? '')
    if (comment) continue
    const [, name, labels = '', value] =
      /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? ([+-]?(?:[\d.e+-]+|Inf|NaN))$/.exec(line) ?? []
    if (name === undefined) throw new Error(`not a line of Prometheus: ${line}`)
    const pairs = [...labels.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\\n]|\\.)*)"/g)].map(([, key, of]) => [key, of])
    samples.push({ name, labels: Object.fromEntries(pairs), value: Number(value?.replace('Inf', 'Infinity')) })
  }
  return { samples, types }
}

const start = { language: 'en', now: 1_000 } as const
const canary = 'my secret canary'
const said = (externalId: string, channel: string): IncomingMessage => ({
  ...{ channel, externalId, address: `a-${canary}` },
  ...{ author: { kind: 'customer' }, text: canary },
})

async function read(metrics: Metrics) {
  const [route] = metrics.routes(true)
  const answer = await route?.handle({} as never)
  if (!answer || !('text' in answer)) throw new Error('no text')
  const { samples, types } = parse(answer.text)
  const value = (name: string, labels: Readonly<Record<string, string>> = {}) =>
    samples.find((one) => one.name === name && Object.entries(labels).every(([key, of]) => one.labels[key] === of))
      ?.value
  return { text: answer.text, samples, types, value, contentType: answer.contentType }
}

describe('what is counted', () => {
  it('is what went through the store', async () => {
    const metrics = createMetrics(await openSqlite(':memory:'), { now: () => 61_000 })
    const { store } = metrics
    const { conversationId } = await store.addMessage(said('1', 'web'), start)
    await store.addMessage(said('1', 'web'), start)
    await store.addMessage(said('2', 'telegram'), start)
    const state = await store.readTurn(conversationId)
    if (!state) throw new Error('no conversation')
    const turn = turnOf(state, {
      replies: [reply(canary), reply(canary)],
      case: caseOf(1001, conversationId, { openedAt: 1_000 }),
    })
    await store.saveTurn(turn)
    await store.saveTurn(turn)
    expect((await read(metrics)).value('nightdesk_outbox_depth')).toBe(1)
    for (const end of [
      { kind: 'retry', atMs: 2_000, code: 'unreachable' },
      { kind: 'delivered', externalIds: ['x'] },
    ]) {
      const [due] = await store.dueDeliveries(Number.MAX_SAFE_INTEGER, 10)
      if (due) await store.beginDelivery(due.message.id, 1_000)
      if (due) await store.endDelivery(due.message.id, end as never, 1_000)
    }
    const { value, text, types, contentType } = await read(metrics)
    metrics.stop()
    expect(contentType).toContain('version=0.0.4')
    expect(value('nightdesk_messages_received_total', { channel: 'web', outcome: 'new' })).toBe(1)
    expect(value('nightdesk_messages_received_total', { channel: 'web', outcome: 'duplicate' })).toBe(1)
    expect(value('nightdesk_messages_received_total', { channel: 'telegram', outcome: 'new' })).toBe(1)
    expect(value('nightdesk_turns_total', { outcome: 'saved' })).toBe(1)
    expect(value('nightdesk_turns_total', { outcome: 'stale' })).toBe(1)
    expect(value('nightdesk_deliveries_total', { channel: 'web', end: 'retry' })).toBe(1)
    expect(value('nightdesk_deliveries_total', { channel: 'web', end: 'delivered' })).toBe(1)
    expect(value('nightdesk_cases_waiting')).toBe(1)
    expect(value('nightdesk_oldest_wait_seconds')).toBe(60)
    expect(value('nightdesk_commit_seconds_count', { operation: 'add-message' })).toBe(3)
    expect(value('nightdesk_commit_seconds_bucket', { operation: 'save-turn', le: '+Inf' })).toBe(2)
    for (const quantile of ['0.5', '0.99', '1'])
      expect(value('nightdesk_event_loop_lag_seconds', { quantile })).toBeGreaterThanOrEqual(0)
    expect(types.get('nightdesk_turns_total')).toBe('counter')
    expect(types.get('nightdesk_commit_seconds')).toBe('histogram')
    expect(text).not.toContain('canary')
  })

  it('has as many labels as there are channels, whatever comes', async () => {
    const metrics = createMetrics(await openSqlite(':memory:'), { now: () => 0 })
    for (let at = 0; at < 60; at++) await metrics.store.addMessage(said(`m${at}`, `channel${at}`), start)
    const { samples } = await read(metrics)
    metrics.stop()
    const received = samples.filter(({ name }) => name === 'nightdesk_messages_received_total')
    expect(received).toHaveLength(21)
    expect(received.find(({ labels }) => labels['channel'] === 'other')?.value).toBe(40)
  })
})

describe('who may read', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld()
  })
  afterAll(() => world.stop())

  it('is a key with that scope, or a manager', async () => {
    const status = async (headers: Record<string, string>) => (await fetch(`${world.url}/metrics`, { headers })).status
    const { secret } = await issueToken(world.store, { name: 'Prometheus', scopes: ['metrics:read'] }, world.now())
    const other = await issueToken(world.store, { name: 'Excel', scopes: ['stats:read'] }, world.now())
    expect(await status({})).toBe(401)
    expect(await status({ authorization: `Bearer ${other.secret}` })).toBe(403)
    expect(await status({ authorization: `Bearer ${secret}` })).toBe(200)
    expect(await status(await world.staff(['manager']))).toBe(200)
  })

  it('is everybody where only this machine can call', () => {
    expect(isOnlyHere('127.0.0.1', 'http://localhost:3000')).toBe(true)
    expect(isOnlyHere('::1', 'http://[::1]:3000')).toBe(true)
    expect(isOnlyHere('0.0.0.0', 'http://localhost:3000')).toBe(false)
    expect(isOnlyHere('127.0.0.1', 'https://help.shop.example')).toBe(false)
    expect(isOnlyHere('localhost.shop.example', 'http://localhost')).toBe(false)
  })
})
