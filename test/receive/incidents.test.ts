import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskCases } from '../../src/model/api.ts'
import type { Incident } from '../../src/model/desk.ts'
import { jsonPost, startWorld, type World } from './world.ts'

const known: Incident = {
  ...{ id: 'i7', intent: 'payment-failed', label: 'Payment', state: 'known', since: 5 },
  ...{ conversations: ['c1', 'c2'], note: { en: 'Cards fail.' }, confirmedBy: { id: 'a', name: 'Ola' } },
}
const settled: unknown[] = []
let world: World

beforeAll(async () => {
  world = await startWorld({
    incidents: {
      open: async () => [known, { ...known, id: 'i8', state: 'over' }],
      async settle(id, agent, change) {
        if (id !== 'i7') return undefined
        settled.push({ agent, change })
        return { ...known, state: 'over' }
      },
    },
  })
})
afterAll(() => world.stop())

describe('incidents on the desk page', () => {
  it('stand with the cases: those that are not over, without whose they are', async () => {
    const headers = await world.staff(['manager'])
    const { incidents, languages } = (await (
      await fetch(`${world.url}/api/desk/cases`, { headers })
    ).json()) as DeskCases
    expect(incidents).toEqual([
      {
        ...{ id: 'i7', intent: 'payment-failed', state: 'known', since: 5, customers: 2 },
        ...{ note: { en: 'Cards fail.' }, confirmedBy: { id: 'a', name: 'Ola' } },
      },
    ])
    expect(languages[0]).toBe('en')
  })

  it('are settled by agents, with the state that it came to', async () => {
    const headers = await world.staff(['agent'], 'Kari Nordmann')
    const post = async (id: string, body: unknown) =>
      fetch(`${world.url}/api/desk/incidents/${id}`, jsonPost(body, headers))
    const answer = await post('i7', { kind: 'over', note: { nb: 'Det var banken.' } })
    expect([answer.status, await answer.json()]).toEqual([200, { state: 'over' }])
    expect(settled).toMatchObject([{ agent: { name: 'Kari Nordmann' }, change: { note: { nb: 'Det var banken.' } } }])
    expect((await post('i9', { kind: 'dismiss' })).status).toBe(404)
    expect((await post('x', { kind: 'dismiss' })).status).toBe(400)
    expect((await post('i7', { kind: 'confirm', note: { en: '  ' } })).status).toBe(400)
    expect((await post('i7', { kind: 'confirm', note: { de: 'Karten' } })).status).toBe(400)
    const manager = await world.staff(['manager'])
    const refused = await fetch(`${world.url}/api/desk/incidents/i7`, jsonPost({ kind: 'dismiss' }, manager))
    expect(refused.status).toBe(403)
    expect(settled).toHaveLength(1)
  })
})
