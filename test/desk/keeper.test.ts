// The rooms of a desk outside follow the store: one card and thread for each case, nothing twice, nothing lost.

import { describe, expect, it } from 'vitest'
import type { CaseCard } from '../../src/model/desk.ts'
import { openWorld, type World } from './world.ts'

const cardOf = ({ posts }: World, at = 0): CaseCard => {
  const cards = posts.flatMap(({ post }) => (post.kind === 'card' ? [post.card] : []))
  return cards[at] as CaseCard
}
const threadOf = ({ posts }: World): string[] =>
  posts.flatMap(({ post }) => (post.kind === 'line' ? [`${post.line.author}: ${post.line.text}`] : []))
const take = (world: World) => ({ kind: 'take', saidAt: world.clock.now() }) as const
const line = (world: World) => ({ kind: 'line', saidAt: world.clock.now() }) as const

describe('a case in its room', () => {
  it('has one card that shows the true state, whoever changed it', async () => {
    const world = await openWorld()
    await world.customer('kari', 'I want to talk to a person', 'person')
    await world.look()
    expect(world.posts).toHaveLength(1)
    expect(world.posts[0]).toMatchObject({ key: 'case:1001', room: 'R-support' })
    expect(cardOf(world)).toMatchObject({ number: 1001, state: 'waiting', waitingSince: world.clock.now() })
    expect(await world.agent('Ida', 1001, take(world))).toEqual({ kind: 'done' })
    await world.look()
    expect(cardOf(world).state).toBe('waiting')
    await world.clock.move(2000)
    await world.look()
    expect(cardOf(world)).toMatchObject({ state: 'owned', owner: { name: 'Ida' } })
    expect(world.posts.filter(({ post }) => post.kind === 'card')).toHaveLength(1)
    expect(world.posts[0]?.changes).toBe(1)
  })

  it('is not changed where it would show the same', async () => {
    const world = await openWorld()
    await world.customer('kari', '', 'person')
    for (let times = 0; times < 5; times++) {
      await world.look()
      await world.clock.move(5000)
    }
    expect(world.posts[0]?.changes).toBe(0)
  })

  it('has what is said elsewhere in its thread, in order, and not what was said in the thread itself', async () => {
    const world = await openWorld()
    await world.customer('kari', '', 'person')
    await world.look()
    await world.agent('Ida', 1001, take(world))
    await world.customer('kari', 'hello?')
    await world.agent('Ida', 1001, line(world), 'Hi Kari')
    await world.agent('Bo', 1001, line(world), 'poor Ida')
    await world.agent('Ida', 1001, { kind: 'note' }, 'from the desk page', 'web:1')
    await world.agent('Ida', 1001, { kind: 'say' }, 'also from the page', 'web:2')
    await world.look()
    expect(threadOf(world).slice(1)).toEqual([
      'customer: hello?',
      'agent: from the desk page',
      'agent: also from the page',
    ])
    const [{ externalId = '' } = {}] = world.posts
    expect(world.posts.filter(({ post }) => post.kind === 'line').every(({ thread }) => thread === externalId)).toBe(
      true,
    )
  })

  it('has the lines of its own matter: the next one has a thread of its own', async () => {
    const world = await openWorld()
    await world.customer('kari', '', 'person')
    await world.look()
    const [{ externalId: first } = {}] = world.posts
    await world.agent('Ida', 1001, take(world))
    await world.agent('Ida', 1001, { kind: 'solve' })
    await world.passes(100 * 3_600_000)
    await world.customer('kari', '', 'person')
    await world.look()
    await world.clock.move(1_000)
    await world.customer('kari', 'another matter')
    await world.look()
    const said = world.posts.filter(({ post }) => post.kind === 'line' && post.line.text === 'another matter')
    expect(said).toMatchObject([{ thread: world.posts.find(({ key }) => key === 'case:1002')?.externalId }])
    expect(said[0]?.thread).not.toBe(first)
    await world.clock.move(2_000)
    await world.look()
    expect(JSON.stringify(cardOf(world, 0).lastLines)).not.toContain('another matter')
  })

  it('has a new card where it comes back to a room that it had left', async () => {
    const world = await openWorld()
    await world.customer('kari', '', 'person')
    await world.look()
    for (const team of ['warehouse', 'care']) {
      await world.agent('Ida', 1001, { kind: 'pass-on', to: { team } })
      await world.clock.move(2_000)
      await world.look()
    }
    const support = world.posts.filter(({ room, post }) => room === 'R-support' && post.kind !== 'line')
    expect(support.map(({ post }) => post.kind)).toEqual(['moved', 'card'])
    expect(await world.house.placeOf(1001)).toMatchObject({ thread: support[1]?.externalId })
  })

  it('shows the fate of each of the owner’s lines', async () => {
    const world = await openWorld()
    const id = await world.customer('kari', '', 'person')
    await world.look()
    await world.agent('Ida', 1001, take(world))
    await world.agent('Ida', 1001, line(world), 'Hi Kari', 'fake:hi')
    await world.look()
    expect(world.fates.get('fake:hi')).toBe('delivered')
    world.deliver('no')
    await world.agent('Ida', 1001, line(world), 'Still there?', 'fake:still')
    await world.engine.settled(id)
    await world.look()
    expect(world.fates.get('fake:still')).toBe('failed')
    expect(world.posts.filter(({ post }) => post.kind === 'undelivered')).toMatchObject([
      { post: { line: 'fake:still', state: 'failed', code: 'gone' } },
    ])
    world.deliver('yes')
    await world.house.sendAgain(1001, 'fake:still', { id: 'fake:Ida', name: 'Ida' }, 'fake:again')
    await world.engine.settled(id)
    await world.look()
    expect((await world.seen(id)).filter((text) => text === 'Still there?')).toHaveLength(2)
    expect(world.fates.get('fake:again')).toBe('delivered')
  })

  it('moves to another room with its team, and says so where it was', async () => {
    const world = await openWorld()
    await world.customer('kari', '', 'person')
    await world.look()
    await world.agent('Ida', 1001, { kind: 'pass-on', to: { team: 'warehouse' } }, 'can you look?')
    await world.clock.move(2000)
    await world.look()
    expect(world.posts.map(({ room, post }) => [room, post.kind])).toContainEqual(['R-support', 'moved'])
    expect(world.posts.filter(({ post }) => post.kind === 'card')).toMatchObject([{ room: 'R-warehouse' }])
    const old = world.posts.find(({ post }) => post.kind === 'moved')?.externalId ?? ''
    expect(await world.house.caseAt('R-support', old)).toBe(1001)
  })

  it('stays on the desk page where no room is found', async () => {
    const world = await openWorld({ rooms: [{ room: 'nowhere' }] })
    await world.customer('kari', '', 'person')
    await world.look()
    expect(world.posts).toEqual([])
  })
})

describe('a far side that fails', () => {
  it('catches up in order after it was away, and nothing is lost or doubled', async () => {
    const world = await openWorld()
    await world.customer('kari', '', 'person')
    await world.look()
    await world.agent('Ida', 1001, take(world))
    world.fail('away')
    for (let at = 1; at <= 5; at++) {
      await world.customer('kari', `line ${at}`)
      await world.customer(`other ${at}`, '', 'person')
      await world.look()
      await world.clock.move(120_000)
    }
    world.fail('none')
    await world.look()
    expect(threadOf(world).filter((said) => /line \d/.test(said))).toEqual(
      [1, 2, 3, 4, 5].map((at) => `customer: line ${at}`),
    )
    expect(world.posts.filter(({ post }) => post.kind === 'card')).toHaveLength(6)
    await world.look()
    expect(new Set(world.posts.map(({ key }) => key)).size).toBe(world.posts.length)
  })

  it('that took a post and lost its answer is asked for it, and nothing is posted twice', async () => {
    const world = await openWorld()
    await world.customer('kari', '', 'person')
    world.fail('loses-the-answer')
    await world.look()
    expect(world.posts).toHaveLength(1)
    world.restart()
    await world.look()
    expect(world.posts).toHaveLength(1)
    await world.agent('Ida', 1001, take(world))
    await world.customer('kari', 'hello?')
    world.fail('loses-the-answer')
    await world.look()
    world.restart()
    await world.look()
    expect(threadOf(world).filter((said) => said === 'customer: hello?')).toHaveLength(1)
  })
})

describe('nobody waits unseen', () => {
  it('warns the owner at 80 %, the room at 100 %, then who is on call, each once', async () => {
    const world = await openWorld({ onCall: [{ afterMs: 15 * 60_000, who: 'on-call' }] })
    await world.customer('kari', '', 'person')
    await world.agent('Ida', 1001, take(world))
    await world.look()
    const minute = 60_000
    const warnings = () =>
      world.posts.flatMap(({ post }) => (post.kind === 'warning' ? [`${post.stage} ${post.who ?? ''}`] : []))
    const { ladder } = (await world.store.cases({ number: 1001 }))[0] ?? {}
    const allowedMs = (ladder?.promiseAt ?? 0) - (ladder?.from ?? 0)
    await world.passes(allowedMs * 0.8 - minute)
    await world.look()
    expect(warnings()).toEqual([])
    await world.passes(2 * minute)
    await world.look()
    expect(warnings()).toEqual(['soon fake:Ida'])
    await world.passes(allowedMs)
    await world.look()
    await world.passes(60 * minute)
    await world.look()
    await world.look()
    expect(warnings()).toEqual(['soon fake:Ida', 'due ', 'on-call on-call'])
  })

  it('is silent once a person has answered', async () => {
    const world = await openWorld()
    await world.customer('kari', '', 'person')
    await world.agent('Ida', 1001, take(world))
    await world.agent('Ida', 1001, line(world), 'Hi Kari')
    await world.passes(30 * 3_600_000)
    await world.look()
    expect(world.posts.filter(({ post }) => post.kind === 'warning')).toEqual([])
  })

  it('warns anew when the customer writes again and nobody answers, and not of thanks', async () => {
    const world = await openWorld({ onCall: [{ afterMs: 15 * 60_000, who: 'on-call' }] })
    await world.customer('kari', '', 'person')
    await world.agent('Ida', 1001, take(world))
    await world.agent('Ida', 1001, line(world), 'It left today.')
    const warnings = () =>
      world.posts.flatMap(({ post }) => (post.kind === 'warning' ? [`${post.stage} ${post.who ?? ''}`] : []))
    const lookLater = async () => {
      await world.passes(30 * 3_600_000)
      await world.look()
      return warnings()
    }
    await world.customer('kari', 'thank you so much')
    expect(await lookLater()).toEqual([])
    await world.customer('kari', 'it is still not here, where is it?')
    const wroteAt = world.clock.now()
    expect(await lookLater()).toEqual(['soon fake:Ida', 'due ', 'on-call on-call'])
    expect(cardOf(world).waitingSince).toBe(wroteAt)
    await world.agent('Ida', 1001, line(world), 'Tomorrow, at the latest.')
    await world.passes(3_000)
    await world.look()
    expect(cardOf(world).waitingSince).toBeUndefined()
    await world.customer('kari', 'and if nobody is at home?')
    await world.agent('Ida', 1001, line(world), 'They ring first.')
    expect(await lookLater()).toHaveLength(3)
  })

  it('tells many warnings of one room as one', async () => {
    const world = await openWorld()
    for (let at = 0; at < 8; at++) await world.customer(`customer ${at}`, '', 'person')
    await world.look()
    await world.passes(50 * 60_000)
    await world.look()
    expect(world.posts.filter(({ post }) => post.kind === 'warning')).toEqual([])
    expect(world.posts.flatMap(({ post }) => (post.kind === 'flood' ? [post.cards.length] : []))).toEqual([8])
  })

  it('returns the cases of an agent who goes away to the queue', async () => {
    const world = await openWorld()
    await world.customer('kari', '', 'person')
    await world.agent('Ida', 1001, take(world))
    const ida = { id: 'fake:Ida', name: 'Ida' }
    expect((await world.house.queue(ida)).mine).toHaveLength(1)
    await world.house.setAway(ida, true)
    await world.engine.settled((await world.store.cases({ number: 1001 }))[0]?.conversationId ?? '')
    const { mine, waiting, away } = await world.house.queue(ida)
    expect([mine.length, waiting.length, away]).toEqual([0, 1, true])
  })

  it('brings back what was put off', async () => {
    const world = await openWorld()
    await world.customer('kari', '', 'person')
    await world.agent('Ida', 1001, take(world))
    await world.agent('Ida', 1001, line(world), 'I will ask and write again at two.')
    await world.agent('Ida', 1001, { kind: 'later', until: world.clock.now() + 3_600_000 })
    await world.look()
    expect((await world.house.queue({ id: 'fake:Ida', name: 'Ida' })).later).toHaveLength(1)
    await world.passes(3_600_001)
    await world.look()
    expect(world.posts.flatMap(({ post }) => (post.kind === 'warning' ? [post.stage] : []))).toEqual(['returned'])
    expect((await world.house.queue({ id: 'fake:Ida', name: 'Ida' })).mine).toHaveLength(1)
  })
})

describe('the morning brief', () => {
  it('comes once at the first opening, with numbers that add up and the most urgent first', async () => {
    // Tuesday 22:00 in Oslo; the shop opens on Wednesday at nine.
    const world = await openWorld({}, Date.UTC(2026, 10, 24, 21))
    await world.look()
    for (let at = 0; at < 4; at++) await world.customer(`customer ${at}`, '', 'person')
    await world.customer('somebody', 'hello')
    await world.agent('Ida', 1002, take(world))
    await world.agent('Bo', 1003, take(world))
    await world.agent('Bo', 1003, { kind: 'solve' })
    await world.agent('Ida', 1004, { kind: 'raise' })
    await world.look()
    expect(world.posts.filter(({ post }) => post.kind === 'brief')).toEqual([])
    await world.passes(11 * 3_600_000 + 1000)
    await world.look()
    await world.passes(60_000)
    await world.look()
    const briefs = world.posts.flatMap(({ post }) => (post.kind === 'brief' ? [post.brief] : []))
    expect(briefs).toHaveLength(1)
    const [brief] = briefs
    expect(brief).toMatchObject({ came: 5, solved: 2, waiting: 2, withPerson: 1, withBot: 0 })
    expect(brief?.queue.map(({ number }) => number)).toEqual([1004, 1001, 1002])
  })
})
