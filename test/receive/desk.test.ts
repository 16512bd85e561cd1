// The desk's API: the list, one case, and what agents do.

import { createParser } from 'eventsource-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatOpened, DeskActionAnswer, DeskCases, DeskCaseView } from '../../src/model/api.ts'
import type { AgentAction } from '../../src/model/case.ts'
import { DeskCasesSchema, DeskCaseViewSchema } from '../../src/receive/desk-schemas.ts'
import { jsonPost, startWorld, type World } from './world.ts'

let world: World
let agent: Record<string, string>
beforeAll(async () => {
  world = await startWorld()
  agent = await world.staff(['agent'], 'Kari Nordmann')
})
afterAll(() => world.stop())

async function say(visitor: ChatOpened & { headers: Record<string, string> }, id: string, text: string): Promise<void> {
  const response = await fetch(`${world.url}/chat/messages`, jsonPost({ id, text }, visitor.headers))
  expect(response.status).toBe(200)
  await world.deps.jobs.settled(visitor.conversationId)
}

async function newCase(change: Parameters<World['openCase']>[1] = {}) {
  const visitor = await world.visitor()
  await say(visitor, 'first', 'I want my   money back')
  return { visitor, kase: await world.openCase(visitor.conversationId, change) }
}

async function act(number: number, id: string, action: AgentAction, text?: string, headers = agent) {
  const body = text === undefined ? { id, action } : { id, action, text }
  const response = await fetch(`${world.url}/api/desk/cases/${number}/actions`, jsonPost(body, headers))
  return { status: response.status, answer: (await response.json()) as DeskActionAnswer }
}

async function list(): Promise<DeskCases> {
  const response = await fetch(`${world.url}/api/desk/cases`, { headers: agent })
  return DeskCasesSchema.parse(await response.json())
}

async function show(number: number): Promise<DeskCaseView> {
  const response = await fetch(`${world.url}/api/desk/cases/${number}`, { headers: agent })
  return DeskCaseViewSchema.parse(await response.json())
}

describe('the list', () => {
  it('shows waiting cases by oldest promise, then owned, handed back and recently solved ones', async () => {
    const now = world.now()
    const owner = { id: 'a_x', name: 'Ola' }
    const order = [
      (await newCase({ promiseAt: now + 1_000 })).kase.number,
      (await newCase({ promiseAt: now + 2_000 })).kase.number,
      (await newCase({ state: 'owned', owner, promiseAt: now - 5_000 })).kase.number,
      (await newCase({ state: 'handed-back', promiseAt: now - 9_000 })).kase.number,
      (await newCase({ state: 'solved', solvedAt: now - 1_000 })).kase.number,
    ]
    const old = (await newCase({ state: 'solved', solvedAt: now - 25 * 3_600_000 })).kase.number
    const { cases, teams, agents } = await list()
    expect(cases.map(({ number }) => number).filter((number) => [...order, old].includes(number))).toEqual(order)
    expect(teams).toEqual([{ name: 'care', label: 'Care' }])
    expect(agents).toContainEqual({ id: 'a_KariNordmann', name: 'Kari Nordmann' })
  })

  it("shows the customer's last line, and whether somebody waits for an answer", async () => {
    const { visitor, kase } = await newCase()
    const row = async () => (await list()).cases.find(({ number }) => number === kase.number)
    expect(await row()).toMatchObject({ lastLine: 'I want my money back', unanswered: true, channel: 'web' })
    await act(kase.number, 'n1', { kind: 'note' }, 'look at the parcel')
    expect(await row()).toMatchObject({ lastLine: 'I want my money back', unanswered: true })
    await say(visitor, 'second', `${'👍'.repeat(200)}`)
    const lastLine = (await row())?.lastLine ?? ''
    expect([[...lastLine].length, lastLine.isWellFormed(), lastLine.endsWith('…')]).toEqual([120, true, true])
  })
})

describe('an action', () => {
  it('is a message of that agent by first name, done once however often it is sent', async () => {
    const { kase, visitor } = await newCase()
    for (let n = 0; n < 3; n++) {
      expect(await act(kase.number, 'thrice', { kind: 'note' }, ' seen\r\nit\u0007 ')).toEqual({
        status: 200,
        answer: { outcome: { kind: 'done' } },
      })
    }
    const notes = (await show(kase.number)).messages.filter(({ note }) => note)
    expect(notes).toMatchObject([{ author: 'agent', name: 'Kari', text: 'seen\nit', note: true }])
    const chat = await fetch(`${world.url}/chat/messages`, { headers: visitor.headers })
    expect(await chat.text()).not.toContain('seen')
  })

  it('lets one of 30 takers win and tells the others who did', async () => {
    const { kase } = await newCase()
    const takers = await Promise.all(Array.from({ length: 30 }, (_, n) => world.staff(['agent'], `Taker${n} Berg`)))
    const answers = await Promise.all(
      takers.map((taker, n) => act(kase.number, `t${n}`, { kind: 'take' }, undefined, taker)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status === 409)
    expect(refused).toHaveLength(29)
    const ownerName = (await show(kase.number)).case.owner?.name
    for (const { answer } of refused)
      expect(answer.outcome).toEqual({ kind: 'refused', why: 'owned-by-other', ownerName })
  })

  it('refuses what makes no sense, and says where', async () => {
    const { kase } = await newCase()
    const bad: readonly (readonly [AgentAction, string | undefined])[] = [
      [{ kind: 'say' }, undefined],
      [{ kind: 'note' }, ' \n '],
      [{ kind: 'say' }, 'x'.repeat(4_001)],
      [{ kind: 'pass-on', to: { team: 'nobody' } }, undefined],
      [{ kind: 'pass-on', to: { agent: { id: 'a_nobody', name: 'Kari' } } }, undefined],
      [{ kind: 'delete' } as unknown as AgentAction, undefined],
    ]
    for (const [action, text] of bad)
      expect((await act(kase.number, 'bad', action, text)).status, action.kind).toBe(400)
    expect((await act(kase.number, 'a b', { kind: 'take' })).status).toBe(400)
    expect((await act(kase.number, 'ok', { kind: 'say' }, '👍'.repeat(4_000))).status).toBe(200)
    expect((await act(kase.number, 'ok', { kind: 'say' }, 'other words')).status).toBe(409)
  })

  it('on an older case never hits the new one of the same conversation', async () => {
    const { kase, visitor } = await newCase({ state: 'solved', solvedAt: world.now() })
    const newer = await world.openCase(visitor.conversationId)
    const { status, answer } = await act(kase.number, 's1', { kind: 'solve' })
    expect([status, answer.outcome]).toEqual([409, { kind: 'refused', why: 'already-solved' }])
    expect((await show(newer.number)).case.state).toBe('waiting')
  })

  it('that is not decided in time says so, and is stored', async () => {
    const stuck = await startWorld({ jobs: (jobs) => ({ ...jobs, wake() {} }) })
    const visitor = await stuck.visitor()
    const { number } = await stuck.openCase(visitor.conversationId)
    const headers = await stuck.staff(['agent'])
    const take = jsonPost({ id: 'late', action: { kind: 'take' } }, headers)
    const response = await fetch(`${stuck.url}/api/desk/cases/${number}/actions`, take)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2'])
    expect((await stuck.store.readTurn(visitor.conversationId))?.waiting).toHaveLength(1)
    await stuck.stop()
  })
})

it('gives ready answers for a case', async () => {
  const { kase } = await newCase()
  const ask = (query: string) => fetch(`${world.url}/api/desk/canned${query}`, { headers: agent })
  expect(await (await ask(`?case=${kase.number}`)).json()).toEqual({
    answers: [{ name: 'Soon', text: 'I am looking into it.' }],
  })
  expect([(await ask('')).status, (await ask('?case=0')).status, (await ask('?case=999999')).status]).toEqual([
    400, 400, 404,
  ])
})

it('streams hints about the list and about open cases', async () => {
  const { kase, visitor } = await newCase()
  const response = await fetch(`${world.url}/api/desk/stream`, { headers: agent })
  const heard: unknown[] = []
  const parser = createParser({ onEvent: ({ event, data }) => heard.push([event, JSON.parse(data)]) })
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    if (heard.length === 0) world.signals.publish('cases')
    if (heard.length === 1) await say(visitor, 'more', 'hello?')
    if (heard.length >= 2) break
  }
  expect(heard.slice(0, 2)).toEqual([
    ['cases', {}],
    ['case', { number: kase.number }],
  ])
})
