// Storms of what no intent answers: customers who write nearly the same within minutes make one incident, and whoever
// writes it later has it too.

import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Alike, type Missed, takeMissed } from '../../src/desk/wordings.ts'
import type { KeptIncident } from '../../src/model/desk.ts'
import { openWorld, type World } from './world.ts'

const minuteMs = 60_000
const ola = { id: 'fake:ola', name: 'Ola' }
const note = { en: 'The login is down just now.' }

beforeAll(async () => {
  await (await openWorld()).store.close()
}, 60_000)

const opened: World[] = []
afterEach(async () => {
  for (const world of opened.splice(0)) await world.store.close()
})

async function open() {
  const storm = { customers: 3, withinMs: 10 * minuteMs }
  const world = await openWorld({ storm, rooms: [{ room: 'support' }], briefRoom: 'support' })
  opened.push(world)
  const { engine, store, clock } = world
  const look = async () => {
    await engine.incidents.look()
    for (const id of await store.dueConversations(clock.now(), 1000)) {
      engine.jobs.wake(id)
      await engine.settled(id)
    }
    await engine.incidents.look()
  }
  return { ...world, look, incidents: () => store.incidents(0), lookRooms: world.look }
}

const login = [
  'i cannot log in on my account page',
  'the login on my account page fails',
  'log in fails on the account page',
  'cannot log in to my account, the page fails',
]

describe('what no intent answers', () => {
  it('is an incident when several write nearly the same within minutes, and is told and cleared as any', async () => {
    const { customer, look, lookRooms, incidents, engine, seen, posts } = await open()
    const ids: string[] = []
    for (const [at, text] of login.slice(0, 2).entries()) ids.push(await customer(`c${at}`, text))
    await customer('other', 'do you sell scented candles for christmas')
    await look()
    expect(await incidents()).toEqual([])
    ids.push(await customer('c2', login[2] ?? ''))
    await look()
    await look()
    const [one, ...more] = await incidents()
    expect(more).toEqual([])
    expect(one).toMatchObject({ intent: '', state: 'suspected', conversations: ids })
    expect(one?.label).toContain('account page')
    await lookRooms()
    expect(posts.filter(({ post }) => post.kind === 'incident')).toHaveLength(1)
    await engine.incidents.settle(one?.id ?? '', ola, { kind: 'confirm', note })
    await look()
    const late = await customer('c3', login[3] ?? '')
    // At once, and nothing else before it.
    expect(await seen(late)).toEqual([expect.stringContaining('login is down')])
    const other = await customer('c4', 'do you sell scented candles for easter')
    expect((await seen(other)).join()).not.toContain('login is down')
    await look()
    expect(await seen(late)).toHaveLength(1)
    await engine.incidents.settle(one?.id ?? '', ola, { kind: 'over' })
    await look()
    for (const id of [...ids, late]) {
      const said = await seen(id)
      expect(said.filter((text) => text.includes('login is down'))).toHaveLength(1)
      expect(said.filter((text) => text.includes('is solved now'))).toHaveLength(1)
    }
    await look()
    expect(await incidents()).toHaveLength(1)
  })

  it('is none of one customer, of single words, or over a long time; and nobody is named in it', async () => {
    const { customer, look, incidents, clock } = await open()
    for (let times = 0; times < 4; times++) await customer('a', login[times] ?? '')
    for (const name of ['b', 'c', 'd']) await customer(name, 'qwerty')
    await look()
    for (const name of ['e', 'f', 'g']) {
      await clock.move(9 * minuteMs)
      await customer(name, 'is the parcel machine at the harbour broken')
      await look()
    }
    expect(await incidents()).toEqual([])
    for (const name of ['h', 'i', 'j']) await customer(name, 'the garden gnome 55512345 of kari@example.com sings')
    await look()
    expect(JSON.stringify(await incidents())).toContain('garden gnome')
    expect(JSON.stringify(await incidents())).not.toMatch(/55512345|kari@/)
  })

  it('that was dismissed is nothing for a while', async () => {
    const { customer, look, incidents, engine } = await open()
    for (const [at, text] of login.slice(0, 3).entries()) await customer(`c${at}`, text)
    await look()
    await engine.incidents.settle((await incidents())[0]?.id ?? '', ola, { kind: 'dismiss' })
    for (const [at, text] of login.slice(0, 3).entries()) await customer(`d${at}`, text)
    await look()
    expect(await incidents()).toMatchObject([{ state: 'dismissed' }])
  })
})

/** The same first word is alike. */
const alike: Alike = (wordings) => {
  const places = wordings.map((_, at) => at)
  return [...Map.groupBy(places, (at) => wordings[at]?.text.split(' ')[0]).values()]
}

const said = fc
  .array(fc.record({ word: fc.constantFrom('login', 'card', 'page'), who: fc.nat(6), afterMs: fc.nat(4 * minuteMs) }), {
    maxLength: 30,
  })
  .map((all) => {
    let at = 0
    return all.map(({ word, who, afterMs }, index): Missed => {
      at += afterMs
      return { eventId: index + 1, at, conversationId: `c${who}`, text: `${word} fails`, language: 'en' }
    })
  })

describe('taking what was written', () => {
  const storm = { customers: 3, withinMs: 10 * minuteMs }

  it('gives the same incidents however it is cut, and nothing new when it is taken again', () => {
    fc.assert(
      fc.property(said, fc.integer({ min: 1, max: 10 }), (all, size) => {
        const kept = new Map<string, KeptIncident>()
        const take = (fresh: readonly Missed[], pool: readonly Missed[]) => {
          const changed = takeMissed(fresh, pool, [...kept.values()], storm, alike)
          for (const one of changed) kept.set(one.id, one)
          return changed
        }
        for (let from = 0; from < all.length; from += size) {
          const fresh = all.slice(from, from + size)
          take(fresh, all.slice(0, from + size))
          expect(take(fresh, all.slice(0, from + size))).toEqual([])
        }
        // One incident for each trouble at a time, each of enough customers.
        const words = [...kept.values()].map(({ wordings = [] }) => wordings[0]?.text)
        expect(new Set(words).size).toBe(words.length)
        for (const { conversations } of kept.values()) {
          expect(new Set(conversations).size).toBe(conversations.length)
          expect(conversations.length).toBeGreaterThanOrEqual(storm.customers)
        }
      }),
      { numRuns: 500 },
    )
  })
})
