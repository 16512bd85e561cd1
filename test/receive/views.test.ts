// The page's further views over HTTP: the same numbers as JSON and as a table, customers' words only for those who may
// read them, agents only where the shop says so, and how channels do.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { figuresOf } from '../../src/figures.ts'
import { parseCsv } from '../../src/intent-files/csv.ts'
import type { NewEvent } from '../../src/model/event.ts'
import type { Explanation } from '../../src/model/stats.ts'
import type {
  AgentsReport,
  ChannelsReport,
  CommentsReport,
  DeliveriesReport,
  DistributionReport,
  FlowsReport,
  ReadConversation,
  WeekReport,
} from '../../src/model/views.ts'
import { figuresRoutes } from '../../src/receive/figures-routes.ts'
import { issueToken } from '../../src/receive/tokens.ts'
import { viewsRoutes } from '../../src/receive/views-routes.ts'
import { viewsDeps, type Way } from '../../src/views.ts'
import { shopWith } from '../stats/memory-source.ts'
import { startWorld, type World } from './world.ts'

let world: World
let headers: Record<string, string>
let figuresByAgent = false
let ways: readonly Way[] = [{ name: 'web' }]
let conversationId = ''
let openedAt = 0
const secret = 'Kari Nordmann, kari@example.com, 12345'

beforeAll(async () => {
  world = await startWorld()
  headers = await world.staff(['manager', 'agent'], 'Ingrid')
  await tell()
})
afterAll(() => world.stop())

/** One episode: a flow that is left for a person, a reply that failed, a score and words about it. */
async function tell(): Promise<void> {
  const { store } = world
  const at = world.now() - 3_600_000
  openedAt = at
  const visitor = await world.visitor()
  conversationId = visitor.conversationId
  const said = await store.addMessage(
    {
      ...{ channel: 'web', externalId: 'words', text: `I am ${secret}. It took too long.`, receivedAt: at },
      ...{ address: (await store.conversation(conversationId))?.address ?? '', author: { kind: 'customer' as const } },
    },
    { language: 'en', now: at },
  )
  const state = await store.readTurn(said.conversationId)
  if (!state) throw new Error('no conversation')
  conversationId = said.conversationId
  const about = { conversationId, episodeId: `${conversationId}.e1`, channel: 'web', language: 'en' } as const
  const reply = { messageId: 'm', author: 'bot' } as const
  const events: NewEvent[] = [
    { ...about, at, name: 'episode.opened', data: {} },
    { ...about, at, name: 'message.received', data: { messageId: said.id, author: 'customer' } },
    { ...about, at: at + 1, name: 'intent.matched', data: { intent: 'refund', confidence: 1, picked: false } },
    { ...about, at: at + 2, name: 'flow.started', data: { intent: 'refund' } },
    { ...about, at: at + 2, name: 'flow.asked', data: { intent: 'refund', step: 0, slot: 'order_number' } },
    { ...about, at: at + 2000, name: 'reply.delivered', data: { ...reply, kind: 'question' } },
    { ...about, at: at + 3000, name: 'flow.left', data: { intent: 'refund', step: 0, why: 'person' } },
    {
      ...about,
      at: at + 3000,
      name: 'case.opened',
      data: { caseNumber: 7, reason: 'asked', team: 'care', priority: 'normal', tags: [], promiseAt: at + 7_200_000 },
    },
    { ...about, at: at + 4000, name: 'reply.failed', data: { ...reply, kind: 'confirmation', code: 'unreachable' } },
    { ...about, at: at + 5000, name: 'case.taken', data: { caseNumber: 7, agentId: 'kari' } },
    { ...about, at: at + 60_000, name: 'reply.delivered', data: { messageId: 'n', author: 'agent', kind: 'relay' } },
    { ...about, at: at + 70_000, name: 'case.solved', data: { caseNumber: 7, agentId: 'kari' } },
    { ...about, at: at + 70_000, name: 'episode.resolved', data: { by: 'agent', how: 'agent' } },
    { ...about, at: at + 80_000, name: 'survey.asked', data: { scale: '1-5', wording: 'w', solvedBy: 'agent' } },
    {
      ...about,
      at: at + 90_000,
      name: 'survey.answered',
      data: { scale: '1-5', wording: 'w', score: 2, solvedBy: 'agent' },
    },
    { ...about, at: at + 95_000, name: 'survey.commented', data: { messageId: said.id } },
  ]
  await store.saveAgent({ id: 'kari', name: 'Kari', roles: ['agent'] })
  const { conversation } = state
  await store.saveTurn({ conversation, handled: [], replies: [], events, outcomes: {}, at })
}

const json = async <T>(path: string, by = headers) =>
  (await (await fetch(`${world.url}${path}`, { headers: by })).json()) as T

async function csv(path: string) {
  const response = await fetch(`${world.url}${path}`, { headers })
  const [head, ...rows] = parseCsv(await response.text())
  return {
    status: response.status,
    column: (name: string) => rows.map(({ cells }) => cells[head?.cells.indexOf(name) ?? -1]),
  }
}

describe('each view', () => {
  it('gives the week, the same in the table', async () => {
    const { hours } = await json<WeekReport>('/api/stats/week')
    const [busy] = hours.filter(({ episodes }) => episodes > 0)
    expect(hours).toHaveLength(168)
    expect(busy).toMatchObject({ episodes: 1, handoffs: 1, humanReply: { wall: { n: 1, p90Ms: 60_000 } } })
    expect(busy?.effort).toMatchObject({ n: 1, asked: 1, score: 0 })
    const table = await csv('/api/stats/week.csv')
    expect(table.column('episodes').map(Number)).toEqual(hours.map(({ episodes }) => episodes))
    expect(table.column('humanReply wall p90 (s)').filter(Boolean)).toEqual(['60'])
    const { weekday, hour } = busy ?? { weekday: 0, hour: 0 }
    const behind = await json<Explanation>(`/api/stats/explain?figure=humanReply&weekday=${weekday}&hour=${hour}`)
    expect([behind.n, behind.sumMs, behind.lines.map(({ caseNumber }) => caseNumber)]).toEqual([1, 60_000, [7]])
    const beside = await json<Explanation>(
      `/api/stats/explain?figure=humanReply&weekday=${(weekday + 1) % 7}&hour=${hour}`,
    )
    expect([beside.n, beside.lines]).toEqual([0, []])
  })

  it('gives the distribution, with what is behind a step', async () => {
    const { clocks } = await json<DistributionReport>('/api/stats/distribution')
    expect(clocks.humanReply.wall.filter(({ n }) => n > 0)).toEqual([{ fromMs: 60_000, toMs: 300_000, n: 1 }])
    const table = await csv('/api/stats/distribution.csv')
    expect(
      table
        .column('n')
        .map(Number)
        .reduce((a, b) => a + b),
    ).toBe(
      Object.values(clocks)
        .flatMap(({ wall, business }) => [...wall, ...business])
        .reduce((sum, { n }) => sum + n, 0),
    )
    const asked = 'figure=humanReply&atLeastMs=60000&belowMs=300000'
    const behind = await json<Explanation>(`/api/stats/explain?${asked}`)
    expect([behind.n, behind.lines.map(({ valueMs }) => valueMs)]).toEqual([1, [60_000]])
  })

  it('gives flows with the step where people leave, and reasons for handoffs', async () => {
    const { flows } = await json<FlowsReport>('/api/stats/flows')
    expect(flows).toMatchObject([
      {
        ...{ intent: 'refund', started: 1, running: 0, largestLoss: 'order_number', finished: { n: 1, hits: 0 } },
        steps: [{ slot: 'order_number', came: 1, wentOn: 0, here: 0, left: { person: 1, silence: 0 } }],
      },
    ])
    const table = await csv('/api/stats/flows.csv')
    expect([table.column('question'), table.column('left: person')]).toEqual([['order_number'], ['1']])
    const behind = await json<Explanation>('/api/stats/explain?figure=flow:refund:order_number')
    expect(behind).toMatchObject({ n: 1, hits: 0, lines: [{ left: 'person', hit: false }] })
    expect((await json<Explanation>('/api/stats/explain?figure=handoffs:asked')).n).toBe(1)
    expect((await json<Explanation>('/api/stats/explain?figure=handoffs:mood')).n).toBe(0)
  })

  it('gives comments in the customer’s words without who they are, and only to those who may read them', async () => {
    const { n, comments } = await json<CommentsReport>('/api/stats/comments')
    expect([n, comments]).toMatchObject([1, [{ score: 2, solvedBy: 'agent', caseNumber: 7, conversationId }]])
    expect(comments[0]?.text).toContain('It took too long.')
    expect(comments[0]?.text).not.toMatch(/Kari|example|12345/)
    expect((await csv('/api/stats/comments.csv')).column('comment')).toEqual([comments[0]?.text])
    const key = async (scope: 'stats:read' | 'desk:read') => {
      const { secret: bearer } = await issueToken(world.store, { name: 'x', scopes: [scope] }, world.now())
      const by = { authorization: `Bearer ${bearer}` }
      return (await fetch(`${world.url}/api/stats/comments`, { headers: by })).status
    }
    expect([await key('stats:read'), await key('desk:read')]).toEqual([403, 200])
  })

  it('gives a conversation to be read without who the customer is, and only to those who may read their words', async () => {
    const path = `/api/stats/conversations/${conversationId}`
    const read = await json<ReadConversation>(path)
    expect(read).toMatchObject({ id: conversationId, channel: 'web', more: false })
    const said = read.lines.map(({ text }) => text).join(' ')
    expect(said).toContain('It took too long.')
    expect(said).not.toMatch(/Kari|example|12345/)
    expect(read.lines.every(({ author }) => author === 'customer' || author === 'bot')).toBe(true)
    const status = async (role: 'editor' | 'manager', asked = path) =>
      (await fetch(`${world.url}${asked}`, { headers: await world.staff([role]) })).status
    expect([await status('editor'), await status('manager')]).toEqual([403, 200])
    expect(await status('manager', '/api/stats/conversations/c_none')).toBe(404)
    expect(await status('manager', '/api/stats/conversations/%27--')).toBe(400)
  })

  it('opens an agent’s figures, each with what is behind it', async () => {
    const { agents } = await json<AgentsReport>('/api/stats/agents')
    const [kari] = agents
    const behind = (figure: string, more = '') =>
      json<Explanation>(`/api/stats/explain?agent=${kari?.id}&figure=${figure}${more}`)
    expect([kari?.taken, (await behind('taken')).n, (await behind('solved')).n]).toEqual([1, 1, 1])
    expect(await behind('handoffReply')).toMatchObject({ n: 1, sumMs: 57_000, lines: [{ valueMs: 57_000 }] })
    expect((await behind('handoffReply', '&channel=telegram')).lines).toEqual([])
    expect((await csv(`/api/stats/explain.csv?agent=${kari?.id}&figure=effort`)).column('score')).toEqual(['2'])
    expect((await fetch(`${world.url}/api/stats/explain?agent=x&figure=answer`, { headers })).status).toBe(400)
  })

  it('gives deliveries that went wrong', async () => {
    const report = await json<DeliveriesReport>('/api/stats/deliveries?limit=5')
    expect(report).toMatchObject({
      ...{ failed: 1, inDoubt: 0 },
      deliveries: [{ state: 'failed', code: 'unreachable', channel: 'web', caseNumber: 7, kind: 'confirmation' }],
    })
    expect((await csv('/api/stats/deliveries.csv')).column('code')).toEqual(['unreachable'])
    expect((await json<Explanation>('/api/stats/explain?figure=repliesFailed')).lines).toHaveLength(1)
  })

  it.each([
    'week?from=9&to=3',
    'flows?channel=%27',
    'comments?limit=501',
    'deliveries?limit=0',
    'explain?figure=humanReply&weekday=7',
    'explain?figure=flow:a:b:c',
    'explain?figure=handoffs:joy',
    'explain?figure=episodes&atLeastMs=0',
    'explain?figure=answer&atLeastMs=5&belowMs=5',
    'explain?figure=taken',
    'explain?figure=taken&agent=kari&hour=3',
    'explain?figure=handoffReply&agent=kari&belowMs=5',
    'explain?figure=toString&agent=kari',
    'distribution?clock=touch',
  ])('refuses %s', async (path) => {
    expect((await fetch(`${world.url}/api/stats/${path}`, { headers })).status).toBe(400)
  })
})

describe('agents', () => {
  let own: World
  beforeAll(async () => {
    own = await startWorld({
      deps: {
        routes: [
          ...figuresRoutes({ ...figuresOf(world.store, shopWith), figuresByAgent: () => figuresByAgent }),
          ...viewsRoutes(
            viewsDeps({
              store: world.store,
              figures: figuresOf(world.store, shopWith),
              shop: () => ({ ...shopWith(), orderNumberPattern: '^\\d{5}$', figuresByAgent }),
              clock: { now: () => world.now(), after: () => () => {} },
              ways: [],
            }),
          ),
        ],
      },
    })
  })
  afterAll(() => own.stop())

  it('are told of only where the shop says so, in no form', async () => {
    const by = await own.staff(['manager'])
    const asked = async () =>
      (await (await fetch(`${own.url}/api/stats/agents`, { headers: by })).json()) as AgentsReport
    expect(await asked()).toMatchObject({ switchedOn: false, agents: [] })
    expect((await fetch(`${own.url}/api/stats/agents.csv`, { headers: by })).status).toBe(404)
    expect((await fetch(`${own.url}/api/stats/explain?figure=taken&agent=x`, { headers: by })).status).toBe(404)
    figuresByAgent = true
    expect(await asked()).toMatchObject({
      switchedOn: true,
      agents: [
        { name: 'Kari', taken: 1, solved: 1, handoffReply: { wall: { n: 1, p50Ms: 57_000 } }, effort: { n: 1 } },
      ],
    })
    expect((await fetch(`${own.url}/api/stats/agents.csv`, { headers: by })).status).toBe(200)
  })
})

describe('channels', () => {
  async function channels(): Promise<ChannelsReport> {
    const deps = viewsDeps({
      store: world.store,
      figures: figuresOf(world.store, shopWith),
      shop: () => ({ ...shopWith(), orderNumberPattern: '^\\d{5}$' }),
      clock: { now: () => world.now(), after: () => () => {} },
      ways,
    })
    return deps.channels(world.now())
  }

  it('tell their last message in and out, and whether they work', async () => {
    ways = [
      { name: 'web' },
      { name: 'telegram', health: async () => [{ ok: true, what: 'Bot' }] },
      { name: 'slack-desk', health: async () => [{ ok: false, what: 'No token.', remedy: 'Set it.' }] },
      { name: 'broken', health: () => Promise.reject(new Error('gone')) },
    ]
    const { channels: found, since } = await channels()
    expect(since).toBe(0)
    expect(found).toMatchObject([
      { name: 'web', state: 'works', lastInAt: openedAt, lastOutAt: openedAt + 60_000 },
      { name: 'telegram', state: 'works' },
      { name: 'slack-desk', state: 'trouble', said: 'No token. Set it.' },
      { name: 'broken', state: 'trouble', said: 'It does not answer. See "npm run doctor".' },
    ])
  })

  it('count agents who are signed in or act elsewhere, less those away and out', async () => {
    // Ingrid signed in, Kari took a case without.
    expect((await channels()).agents).toEqual({ in: 2, away: 0 })
    await world.store.setValue('away:kari', 'yes', undefined)
    expect((await channels()).agents).toEqual({ in: 1, away: 1 })
    const own = { ...headers, 'x-nightdesk': '1' }
    await fetch(`${world.url}/api/sign-out`, { method: 'POST', headers: own })
    expect((await channels()).agents).toEqual({ in: 0, away: 1 })
  })
})
