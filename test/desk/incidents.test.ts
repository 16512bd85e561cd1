import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { createIncidents, type Incidents } from '../../src/desk/incidents.ts'
import { type Sighting, sightingOf, takeEvents } from '../../src/desk/storm.ts'
import type { Incident } from '../../src/model/desk.ts'
import type { Event } from '../../src/model/event.ts'
import { openWorld, type World } from './world.ts'

const minuteMs = 60_000
const trouble = 'payment-failed'
const ola = { id: 'fake:ola', name: 'Ola' }
const note = { en: 'Cards are declined just now.', nb: 'Kort blir avvist akkurat nå.' }
const still = 'We’re still working on it.'
const solved = 'is solved now'

// The first world learns what the others then know.
beforeAll(async () => {
  await (await openWorld()).store.close()
}, 60_000)

const opened: World[] = []
afterEach(async () => {
  for (const world of opened.splice(0)) await world.store.close()
})

async function open(storm = { customers: 3, withinMs: 10 * minuteMs }, pressed = [trouble, 'refund', 'wool-care']) {
  const world = await openWorld({ storm, rooms: [{ room: 'support' }], briefRoom: 'support' }, undefined, pressed)
  opened.push(world)
  const { engine } = world
  const look = async (incidents: Incidents = engine.incidents) => {
    await incidents.look()
    for (const id of await world.store.dueConversations(world.clock.now(), 1000)) {
      engine.jobs.wake(id)
      await engine.settled(id)
    }
    await incidents.look()
  }
  const has = (name: string, intent = trouble) => world.customer(name, '', `intent:${intent}`)
  const only = async (): Promise<Incident> => {
    const all = (await world.store.incidents(0)).toSorted((one, other) => one.since - other.since)
    expect(all).toHaveLength(1)
    return all[0] as Incident
  }
  return { ...world, look, has, only, lookRooms: world.look }
}

/** How often the customer was told something. */
const times = (said: readonly string[], words: string) => said.filter((text) => text.includes(words)).length

describe('a suspicion', () => {
  it('begins when enough customers come with the same trouble in time, and is one', async () => {
    const { has, look, engine, only } = await open()
    await has('a')
    await has('b')
    await look()
    expect(await engine.incidents.open()).toEqual([])
    await has('c')
    await look()
    await has('d')
    await look()
    const incident = await only()
    expect(incident).toMatchObject({ intent: trouble, label: 'Payment won’t go through', state: 'suspected' })
    expect(incident.conversations).toHaveLength(4)
  })

  it('does not begin with one customer who asks thrice, over a long time, or about what is no trouble', async () => {
    const { has, look, store, clock } = await open()
    for (const name of ['a', 'a', 'a']) await has(name)
    for (const name of ['b', 'c', 'd']) await has(name, 'wool-care')
    for (const name of ['e', 'f', 'g']) {
      await clock.move(11 * minuteMs)
      await has(name)
      await look()
    }
    expect(await store.incidents(0)).toEqual([])
  })

  it('counts what came before a restart, and is not made again by a pass from an old cursor', async () => {
    const world = await open()
    const { has, look, store, engine, only } = world
    const anew = () =>
      createIncidents({
        ...{ ...world, content: () => world.content, log: silentLog, receive: engine.receive },
        wordings: { alike: () => [], mask: (text) => text },
      })
    await has('a')
    await has('b')
    await look(anew())
    await has('c')
    await look(anew())
    const first = await only()
    await store.setValue('incidents:cursor', '0', undefined)
    await look(anew())
    expect(await only()).toEqual(first)
  })

  it('is over when an agent dismisses it, and the same is nothing for an hour', async () => {
    const { has, look, engine, store, clock } = await open()
    for (const name of ['a', 'b', 'c']) await has(name)
    await look()
    const [incident] = await engine.incidents.open()
    await engine.incidents.settle(incident?.id ?? '', ola, { kind: 'dismiss' })
    for (const name of ['d', 'e', 'f']) await has(name)
    await look()
    expect(await store.incidents(0)).toMatchObject([{ state: 'dismissed' }])
    await clock.move(61 * minuteMs)
    for (const name of ['g', 'h', 'i']) await has(name)
    await look()
    expect((await engine.incidents.open()).map(({ conversations }) => conversations.length)).toEqual([3])
  })

  it('is forgotten when nobody confirms it and nobody else comes for a day', async () => {
    const { has, look, only, clock } = await open()
    for (const name of ['a', 'b', 'c']) await has(name)
    await look()
    await clock.move(25 * 60 * minuteMs)
    await look()
    expect(await only()).toMatchObject({ state: 'dismissed' })
  })

  it('joins cases of several intents that are filed under the same tag', async () => {
    const { content } = await open(undefined, ['delayed-parcel', 'damaged-parcel', 'refund'])
    const shop = { ...content.shop, desk: { ...content.shop.desk, storm: { customers: 3, withinMs: 10 * minuteMs } } }
    const opens = (id: number, intent: string): Event =>
      ({
        ...{ id, at: id, conversationId: `c${id}`, episodeId: '', channel: 'web', language: 'en' },
        ...{ name: 'case.opened', data: { caseNumber: id, intent } },
      }) as Event
    const intents = ['delayed-parcel', 'refund', 'damaged-parcel', 'delayed-parcel', 'damaged-parcel', 'delayed-parcel']
    const events = intents.map((intent, index) => opens(index + 1, intent))
    const pool = events.map((event) => sightingOf(event, content) as Sighting)
    const [incident, ...others] = takeEvents(events, pool, [], { ...content, shop })
    expect(others).toEqual([])
    expect(incident).toMatchObject({ id: 'i4', tag: 'delivery', label: 'delivery', intent: 'delayed-parcel' })
    expect(incident?.conversations).toEqual(['c1', 'c3', 'c4', 'c5', 'c6'])
  })
})

describe('a confirmed incident', () => {
  it('is told once to who came before and at once to who comes later, and once that it is over', async () => {
    const { has, look, engine, seen, store, only, customer } = await open()
    const early = [await has('a'), await has('b'), await has('c')]
    await look()
    const { id } = await only()
    await engine.incidents.settle(id, ola, { kind: 'confirm', note })
    await engine.incidents.settle(id, ola, { kind: 'confirm', note: { en: 'Something else.' } })
    await look()
    const late = await has('d')
    const [, answer] = (await store.transcript(late, 0, 10)).slice(-2)
    expect(answer?.reply).toMatchObject({ kind: 'answer', intent: trouble, choices: [{ value: 'person' }] })
    expect(await store.cases({ conversationId: late })).toEqual([])
    await has('d')
    await look()
    expect(times(await seen(late), still)).toBe(1)
    const other = await customer('x', 'hello')
    for (const one of [...early, late]) expect(times(await seen(one), note.en)).toBe(1)
    await engine.incidents.settle(id, ola, { kind: 'over', note: { en: 'It was the bank.' } })
    await look()
    await look()
    for (const one of [...early, late]) {
      expect(times(await seen(one), solved)).toBe(1)
      expect((await seen(one)).at(-1)).toContain('It was the bank.')
    }
    expect(times(await seen(other), solved) + times(await seen(other), note.en)).toBe(0)
    const afterwards = await has('e')
    expect(times(await seen(afterwards), note.en)).toBe(0)
  })

  it('leaves a person within reach', async () => {
    const { has, look, engine, store, only, customer } = await open()
    for (const name of ['a', 'b', 'c']) await has(name)
    await look()
    await engine.incidents.settle((await only()).id, ola, { kind: 'confirm', note })
    const late = await has('d')
    await customer('d', '', 'person')
    expect(await store.cases({ conversationId: late })).toMatchObject([{ state: 'waiting' }])
  })

  it('is told in the customer’s language, else in the shop’s first', async () => {
    const { look, engine, seen, only, clock, store } = await open()
    const ids: string[] = []
    for (const language of ['nb', 'sv', 'nb'] as const) {
      const message = {
        address: language + ids.length,
        externalId: `l${ids.length}`,
        author: { kind: 'customer' },
      } as const
      const choice = `intent:${trouble}`
      ids.push((await engine.receive({ ...message, channel: 'web', text: '', choice }, language)).conversationId)
      await engine.settled(ids.at(-1) ?? '')
    }
    expect(clock.now()).toBeGreaterThan(0)
    await look()
    await engine.incidents.settle((await only()).id, ola, { kind: 'confirm', note })
    await look()
    expect(times(await seen(ids[0] ?? ''), note.nb)).toBe(1)
    expect(times(await seen(ids[1] ?? ''), note.en)).toBe(1)
    expect((await store.transcript(ids[1] ?? '', 0, 10)).at(-1)?.text).toContain('Du behöver inte göra något')
  })

  it('leaves an open question open, and asks nobody how it was before it is over', async () => {
    const { has, look, engine, seen, only, customer, passes, store } = await open()
    const [busy] = [await has('a'), await has('b'), await has('c')]
    await look()
    await customer('a', '', 'intent:refund')
    await engine.incidents.settle((await only()).id, ola, { kind: 'confirm', note })
    await look()
    expect((await seen(busy)).at(-1)).toContain(note.en)
    expect((await store.conversation(busy))?.flow).toMatchObject({ intent: 'refund' })
    const late = await has('d')
    await passes(60 * minuteMs)
    expect((await store.conversation(late))?.episode?.resolvedAt).toBeUndefined()
    await engine.incidents.settle((await only()).id, ola, { kind: 'over' })
    await look()
    await passes(11 * minuteMs)
    expect((await store.conversation(late))?.episode?.resolvedAt).toBeDefined()
  })

  it('is one post in the brief room, changed as it changes, and settled through the house', async () => {
    const { has, look, lookRooms, house, only, posts, clock } = await open()
    for (const name of ['a', 'b', 'c']) await has(name)
    await look()
    await lookRooms()
    const { id } = await only()
    const shown = () => posts.filter(({ post }) => post.kind === 'incident')
    expect(shown()).toMatchObject([
      { room: 'R-support', key: `incident:${id}`, post: { incident: { state: 'suspected' } } },
    ])
    expect(await house.settleIncident(id, ola, { kind: 'confirm', note: { en: '  ' } })).toMatchObject({
      state: 'suspected',
    })
    expect(await house.settleIncident(id, ola, { kind: 'confirm', note })).toMatchObject({
      state: 'known',
      confirmedBy: ola,
    })
    expect(await house.settleIncident('i0', ola, { kind: 'dismiss' })).toBeUndefined()
    await clock.move(3000)
    await lookRooms()
    expect(await house.incident(id)).toMatchObject({ state: 'known' })
    await house.settleIncident(id, ola, { kind: 'over' })
    await clock.move(3000)
    await lookRooms()
    expect(shown()).toMatchObject([{ post: { incident: { state: 'over' } } }])
    expect(Object.keys(await only())).toContain('version')
    expect(JSON.stringify(shown())).not.toContain('noticed')
  })
})

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('asks' as const), who: fc.nat(7) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('looks' as const), dies: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'old cursor' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'redelivers' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'confirms' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'ends' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('waits' as const), minutes: fc.nat(8) }) },
)

describe('whatever happens', () => {
  it('each customer has each notice at most once, and its all-clear exactly once', async () => {
    let told = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 40 }), async (steps) => {
        const world = await open({ customers: 2, withinMs: 10 * minuteMs })
        const { engine, store, clock, has, look } = world
        const put: Parameters<typeof engine.receive>[] = []
        let budget = Number.POSITIVE_INFINITY
        /** A process that dies after so many writes, before or after the last. */
        const mortal = () => {
          const spend = () => {
            if (--budget < 0) throw new Error('the process has died')
          }
          const receive: typeof engine.receive = async (...given) => {
            put.push(given)
            const added = await engine.receive(...given)
            spend()
            return added
          }
          const saveIncident: typeof store.saveIncident = async (one) => {
            spend()
            const saved = await store.saveIncident(one)
            spend()
            return saved
          }
          const wordings = { alike: () => [], mask: (text: string) => text }
          const parts = { ...world, content: () => world.content, log: silentLog, receive, wordings }
          return createIncidents({ ...parts, store: { ...store, saveIncident } })
        }
        const settleFirst = async (state: Incident['state'], kind: 'confirm' | 'over') => {
          const one = (await engine.incidents.open()).find((incident) => incident.state === state)
          const word = { en: `[${one?.id}]` }
          if (one)
            await engine.incidents.settle(one.id, ola, kind === 'confirm' ? { kind, note: word } : { kind, note: word })
        }
        const conversations = new Set<string>()
        for (const one of steps) {
          if (one.kind === 'asks') conversations.add(await has(`v${one.who}`))
          else if (one.kind === 'looks') {
            budget = one.dies
            await look(mortal())
          } else if (one.kind === 'old cursor') await store.setValue('incidents:cursor', '0', undefined)
          else if (one.kind === 'redelivers') for (const given of put) await engine.receive(...given)
          else if (one.kind === 'confirms') await settleFirst('suspected', 'confirm')
          else if (one.kind === 'ends') await settleFirst('known', 'over')
          else await clock.move(one.minutes * minuteMs)
        }
        budget = Number.POSITIVE_INFINITY
        await look(mortal())
        for (const _ of await engine.incidents.open()) await settleFirst('known', 'over')
        await look(mortal())
        const incidents = await store.incidents(0)
        for (const conversation of conversations) {
          const said = (await store.transcript(conversation, 0, 1000)).filter(({ reply }) => reply !== undefined)
          for (const { id, state } of incidents) {
            const its = said.filter(({ text }) => text.includes(`[${id}]`)).map(({ text }) => text)
            const clears = its.filter((text) => text.includes(solved)).length
            const notices = its.length - clears
            told += notices
            expect(notices).toBeLessThanOrEqual(1)
            expect(clears).toBe(state === 'over' ? notices : 0)
          }
        }
      }),
      { numRuns: 60 },
    )
    expect(told).toBeGreaterThan(50)
  }, 120_000)
})
