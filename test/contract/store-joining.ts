// Contract: a conversation carried on at another place. Codes are used once, and parting is whole.

import { describe, expect, it } from 'vitest'
import type { Place } from '../../src/model/place.ts'
import type { Store } from '../../src/ports/store.ts'
import { storeOn } from '../../src/store/store.ts'
import { answers, anyOrder, by, letIn, opens, phone, undo } from './store-joining-model.ts'
import { everything, faulty, type OpenStore, read, reply, start, turnOf } from './store-samples.ts'

const page: Place = { channel: 'web', address: 'visitor' }
const minuteMs = 60_000

/** A conversation begun on the page, with a code for the phone. */
async function begun(store: Store, code = 'good', from = page): Promise<string> {
  const { conversationId } = await store.addMessage(by(from), start)
  await store.keepCode(conversationId, { code, channel: 'telegram', expiresAt: start.now + minuteMs })
  return conversationId
}

async function take(store: Store, id: string, replies: Parameters<typeof turnOf>[1] = {}): Promise<void> {
  expect(await store.saveTurn(turnOf(await read(store, id), replies))).toBe('saved')
}

const shown = async (store: Store, id: string) => (await store.transcript(id, 0, 100)).map(({ text }) => text)

export function joiningContract(open: OpenStore): void {
  describe('carrying on', () => {
    joining(open)
    refusing(open)
    answering(open)
    parting(open)
    anyOrder(open)
  })
}

function joining(open: OpenStore): void {
  it('notes that the place of a message with a good code asks, and keeps the code nowhere', async () => {
    const { engine } = await open()
    const store = storeOn(engine)
    const id = await begun(store, 'secret-code')
    expect(JSON.stringify(await everything(engine))).not.toContain('secret-code')
    const added = await store.addMessage(opens('secret-code'), start)
    expect(added).toMatchObject({ outcome: 'new', conversationId: id, position: 2 })
    const { conversation, waiting } = await read(store, id)
    const asked = { position: 2, place: phone, expiresAt: start.now + minuteMs }
    expect(conversation).toMatchObject({ ...page, home: page, asked })
    expect(conversation.joined ?? []).toEqual([])
    expect(waiting[1]).toMatchObject({ text: '/start', from: phone, carryOn: { kind: 'asked' }, audience: 'nobody' })
    expect(JSON.stringify(await everything(engine))).not.toContain('secret-code')
    const own = (await store.addMessage(by(phone), start)).conversationId
    expect(own).not.toBe(id)
    expect((await store.conversationAt(phone.channel, phone.address, start)).id).toBe(own)
  })

  it('lets the place in once home has said so', async () => {
    const store = storeOn((await open()).engine)
    const id = await begun(store)
    const yes = await letIn(store, 'good', page)
    expect(yes).toMatchObject({ outcome: 'new', conversationId: id, position: 3 })
    const { conversation, waiting } = await read(store, id)
    expect(conversation).toMatchObject({ ...page, home: page, joined: [phone] })
    expect(waiting[2]).toMatchObject({ from: page, audience: 'everyone', carryOn: { kind: 'joined', places: [phone] } })
    expect(await store.addMessage(by(phone), start)).toMatchObject({ conversationId: id, position: 4 })
    expect(await store.addMessage(by(page), start)).toMatchObject({ conversationId: id, position: 5 })
    expect((await store.conversationAt(phone.channel, phone.address, start)).id).toBe(id)
    // Of those who are in already nobody is asked.
    await store.keepCode(id, { code: 'again', channel: 'telegram', expiresAt: start.now + minuteMs })
    await store.addMessage(opens('again'), start)
    const after = await read(store, id)
    expect(after.waiting.at(-1)).toMatchObject({ audience: 'nobody', carryOn: { kind: 'joined', places: [phone] } })
    expect(after.conversation.asked).toBeUndefined()
  })

  it('makes a turn stale that was read before', async () => {
    const store = storeOn((await open()).engine)
    const id = await begun(store)
    const before = turnOf(await read(store, id))
    await store.addMessage(opens('good'), start)
    expect(await store.saveTurn(before)).toBe('stale')
    const asked = await read(store, id)
    await store.addMessage(answers(page, 'join', asked.conversation.asked?.position ?? 0), start)
    expect(await store.saveTurn(turnOf(asked))).toBe('stale')
  })

  it('leaves the own conversation of the place as it was, and finds it again', async () => {
    const store = storeOn((await open()).engine)
    const own = (await store.addMessage(by(phone), start)).conversationId
    await store.addMessage(by(phone), start)
    const before = await read(store, own)
    const id = await begun(store)
    await letIn(store, 'good', page)
    expect((await store.addMessage(by(phone), start)).conversationId).toBe(id)
    await store.addMessage(undo(phone), start)
    expect(await read(store, own)).toEqual(before)
    expect((await store.addMessage(by(phone), start)).conversationId).toBe(own)
  })

  it('sends each reply where it was decided for', async () => {
    const store = storeOn((await open()).engine)
    const id = await begun(store)
    await take(store, id, { replies: [reply('to the page')] })
    await letIn(store, 'good', page)
    const state = await read(store, id)
    const conversation = { ...state.conversation, ...phone }
    const replies = [reply('to the phone'), { ...reply('for the page'), to: page }, { ...reply('note'), to: phone }]
    await take(store, id, { conversation, replies })
    const gone: string[] = []
    for (
      let [due] = await store.dueDeliveries(start.now, 9, id);
      due;
      [due] = await store.dueDeliveries(start.now, 9, id)
    ) {
      gone.push(`${due.channel} ${due.address}: ${due.message.text}`)
      await store.endDelivery(due.message.id, { kind: 'delivered', externalIds: ['x'] }, start.now)
    }
    expect(gone).toEqual([
      'web visitor: to the page',
      'telegram 77: to the phone',
      'web visitor: for the page',
      'telegram 77: note',
    ])
    const channels = (await store.events({ conversationId: id })).map(({ channel }) => channel)
    expect(channels).toEqual(['web', 'telegram', 'web', 'telegram'])
    // What is for the phone alone is not shown on the page; agents see it.
    expect(await shown(store, id)).not.toContain('note')
    expect((await store.deskTranscript(id, 0, 100)).map(({ text }) => text)).toContain('note')
  })

  it.each([
    ['asks', () => opens('good')],
    ['joins', (position: number) => answers(page, 'join', position)],
    ['declines', (position: number) => answers(page, 'decline', position)],
  ] as const)('%s whole or not at all, whichever statement fails', async (what, message) => {
    const { engine } = await open()
    const plain = storeOn(engine)
    const other = { channel: 'web', address: 'other' }
    await begun(plain, 'first', other)
    await letIn(plain, 'first', other)
    await begun(plain)
    const { position } = what === 'asks' ? { position: 0 } : await plain.addMessage(opens('good'), start)
    const { store, failAt, reached } = faulty(engine)
    for (let n = 1; ; n++) {
      const before = await everything(engine)
      failAt(n)
      const added = await store.addMessage(message(position), start).catch(() => undefined)
      if (!reached()) {
        expect(added?.outcome).toBe('new')
        return
      }
      expect(await everything(engine)).toEqual(before)
    }
  })
}

function refusing(open: OpenStore): void {
  it.each<[string, (store: Store, id: string) => Promise<unknown>, Place, number]>([
    ['forged', async () => undefined, phone, 0],
    ['expired', async () => undefined, phone, minuteMs],
    ['for another channel', async () => undefined, { channel: 'slack', address: '77' }, 0],
    ['used', (store) => store.addMessage(opens('good'), start), { channel: 'telegram', address: 'thief' }, 0],
    ['replaced', (store, id) => store.keepCode(id, laterCode), phone, 0],
  ])('refuses a code that is %s, and changes nothing', async (what, before, place, laterMs) => {
    const { engine } = await open()
    const store = storeOn(engine)
    const id = await begun(store)
    await before(store, id)
    const own = (await store.addMessage(by(place), start)).conversationId
    const tables = await everything(engine)
    const code = what === 'forged' ? 'bad' : 'good'
    const added = await store.addMessage(opens(code, place), { ...start, now: start.now + laterMs })
    expect(added).toMatchObject({ outcome: 'new', conversationId: own })
    const { waiting } = await read(store, own)
    expect(waiting.at(-1)).toMatchObject({ text: '/start', carryOn: { kind: 'refused' }, audience: 'everyone' })
    const after = await everything(engine)
    for (const table of ['conversations', 'joined_places', 'carry_on_codes'])
      expect(after[table]).toEqual(tables[table])
  })

  it('takes a message that comes again as one, also after its place has gone on', async () => {
    const store = storeOn((await open()).engine)
    const id = await begun(store)
    const knocks = opens('good')
    const line = by(phone)
    const first = await store.addMessage(knocks, start)
    const joins = answers(page, 'join', first.position)
    const second = await store.addMessage(joins, start)
    await store.addMessage(line, start)
    expect(await store.addMessage(knocks, start)).toEqual({ ...first, outcome: 'duplicate' })
    expect(await store.addMessage(joins, start)).toEqual({ ...second, outcome: 'duplicate' })
    const leaves = undo(phone)
    const left = await store.addMessage(leaves, start)
    for (const again of [knocks, joins, line, leaves])
      expect(await store.addMessage(again, start)).toMatchObject({ outcome: 'duplicate', conversationId: id })
    expect(await store.addMessage(leaves, start)).toEqual({ ...left, outcome: 'duplicate' })
    expect((await read(store, id)).conversation.joined).toEqual([])
  })

  it('forgets codes that have ended', async () => {
    const { engine } = await open()
    const store = storeOn(engine)
    await begun(store)
    expect(await store.sweepValues(start.now + minuteMs - 1)).toBe(0)
    expect(await store.sweepValues(start.now + minuteMs)).toBe(1)
    expect((await everything(engine))['carry_on_codes']).toEqual([])
  })
}

function answering(open: OpenStore): void {
  const asks = async (code = 'good') => {
    const store = storeOn((await open()).engine)
    const id = await begun(store)
    const { position } = await store.addMessage(opens(code), start)
    const say = async (answer: 'join' | 'decline', place = page, laterMs = 0, at = position) => {
      await store.addMessage(answers(place, answer, at), { ...start, now: start.now + laterMs })
      const mine = await store.conversationAt(place.channel, place.address, start)
      return (await read(store, mine.id)).waiting.at(-1)?.carryOn
    }
    const joined = async () => (await read(store, id)).conversation.joined ?? []
    return { store, id, position, say, joined }
  }
  const refused = { kind: 'refused' }

  it('declined: the place stays outside for good, and is told', async () => {
    const { say, joined } = await asks()
    expect(await say('decline')).toEqual({ kind: 'declined', places: [phone] })
    expect(await say('join')).toEqual(refused)
    expect(await say('decline')).toEqual({ kind: 'declined', places: [] })
    expect(await joined()).toEqual([])
  })

  it('no after yes parts the place again; yes after no lets nobody in', async () => {
    const { say, joined, store, id } = await asks()
    expect(await say('join')).toEqual({ kind: 'joined', places: [phone] })
    expect(await say('join')).toEqual({ kind: 'joined', places: [] })
    expect(await joined()).toEqual([phone])
    expect(await say('decline')).toEqual({ kind: 'parted', places: [phone] })
    expect(await joined()).toEqual([])
    expect(await say('join')).toEqual(refused)
    expect((await store.addMessage(by(phone), start)).conversationId).not.toBe(id)
  })

  it.each(['join first', 'decline first'])('both at once, %s: nobody is let in for good', async (order) => {
    const { store, position, joined } = await asks()
    const both = [answers(page, 'join', position), answers(page, 'decline', position)]
    if (order === 'decline first') both.reverse()
    await Promise.all(both.map((message) => store.addMessage(message, start)))
    expect(await joined()).toEqual([])
  })

  it('takes no yes after its time, from elsewhere, to an earlier question or to one that was never asked', async () => {
    const { store, id, say, joined, position } = await asks()
    expect(await say('join', page, minuteMs)).toEqual(refused)
    expect(await say('join', phone)).toEqual(refused)
    expect(await say('join', { channel: 'web', address: 'stranger' })).toEqual(refused)
    expect(await say('join', page, 0, position + 1)).toEqual(refused)
    await store.keepCode(id, { code: 'newer', channel: 'telegram', expiresAt: start.now + minuteMs })
    expect(await say('join')).toEqual(refused)
    await store.addMessage(opens('newer', { channel: 'telegram', address: 'second' }), start)
    expect(await say('join')).toEqual(refused)
    expect(await joined()).toEqual([])
  })
}

const laterCode = { code: 'newer', channel: 'telegram', expiresAt: start.now + minuteMs }

function parting(open: OpenStore): void {
  it.each([
    ['the joined place', phone],
    ['home', page],
  ])('undone from %s: nothing of the other place is shown any more, and replies go home', async (_, from) => {
    const store = storeOn((await open()).engine)
    const id = await begun(store)
    await letIn(store, 'good', page)
    await store.addMessage(by(phone, { text: 'said on the phone' }), start)
    const state = await read(store, id)
    const conversation = { ...state.conversation, ...phone }
    const agent = { ...reply('from the agent'), author: { kind: 'agent' }, kind: 'relay' } as const
    await take(store, id, { conversation, replies: [reply('answer on the phone'), agent, reply('not sent yet')] })
    for (const _ of [1, 2]) {
      const [due] = await store.dueDeliveries(start.now, 1, id)
      await store.endDelivery(due?.message.id ?? '', { kind: 'delivered', externalIds: ['x'] }, start.now)
    }
    const stale = turnOf(await read(store, id))
    await store.addMessage(undo(from), start)
    expect(await store.saveTurn(stale)).toBe('stale')
    const after = await read(store, id)
    expect(after.conversation).toMatchObject({ ...page, home: page, joined: [] })
    expect(after.waiting.at(-1)).toMatchObject({ carryOn: { kind: 'parted', places: [phone] }, from })
    const [due] = await store.dueDeliveries(start.now, 1, id)
    expect(due).toMatchObject({ ...page, message: { text: 'not sent yet' } })
    const texts = await shown(store, id)
    expect(texts).toContain('from the agent')
    expect(texts).not.toContain('said on the phone')
    expect(texts).not.toContain('answer on the phone')
    const all = (await store.deskTranscript(id, 0, 100)).map(({ text }) => text)
    expect(all).toEqual(expect.arrayContaining(['said on the phone', 'answer on the phone']))
  })

  it('leaves a conversation whose place goes on to another one, and keeps the fact', async () => {
    const store = storeOn((await open()).engine)
    const first = await begun(store)
    await letIn(store, 'good', page)
    const state = await read(store, first)
    await take(store, first, { conversation: { ...state.conversation, ...phone } })
    const browser = { channel: 'web', address: 'another browser' }
    const second = await begun(store, 'second', browser)
    const asked = await store.addMessage(opens('second'), start)
    expect(asked.conversationId).toBe(second)
    // Until it is let in there, it stays where it is.
    expect((await store.addMessage(by(phone), start)).conversationId).toBe(first)
    await store.addMessage(answers(browser, 'join', asked.position), start)
    expect((await read(store, first)).conversation).toMatchObject({ ...page, joined: [] })
    expect(await store.events({ conversationId: first })).toMatchObject([
      { name: 'conversation.parted', channel: 'telegram', data: { of: 'telegram' } },
    ])
  })
}
