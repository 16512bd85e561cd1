// Contract: what is accepted is kept once, in order, and shown only to whom it may be.

import { describe, expect, it } from 'vitest'
import { storeOn } from '../../src/store/store.ts'
import { everything, faulty, noted, type OpenStore, read, reply, said, start, turnOf } from './store-samples.ts'

export function messagesContract(open: OpenStore): void {
  describe('conversations', () => {
    it('gives 1,000 addresses 1,000 conversations however many ask at once', async () => {
      const { engine } = await open()
      const store = storeOn(engine)
      const found = await Promise.all(
        Array.from({ length: 4_000 }, async (_, index) => {
          const address = `visitor ${index % 1_000}`
          if (index % 2 === 0) return { address, id: (await store.conversationAt('web', address, start)).id }
          return { address, id: (await store.addMessage(said(`m${index}`, { address }), start)).conversationId }
        }),
      )
      expect(new Set(found.map(({ id }) => id)).size).toBe(1_000)
      expect(new Set(found.map(({ id, address }) => `${id} ${address}`)).size).toBe(1_000)
      expect((await everything(engine))['conversations']).toHaveLength(1_000)
    })

    it('keeps the channels of one address apart', async () => {
      const store = storeOn((await open()).engine)
      const web = await store.conversationAt('web', 'same', start)
      const mail = await store.conversationAt('mail', 'same', start)
      expect(web.id).not.toBe(mail.id)
      expect(web.id).toMatch(/^c_[\w-]{22}$/)
    })

    it('opens one in the language and at the time given, and finds it as it was', async () => {
      const store = storeOn((await open()).engine)
      const opened = await store.conversationAt('web', 'a', start)
      expect(opened).toMatchObject({ channel: 'web', address: 'a', language: 'nb', createdAt: start.now, version: 0 })
      expect(await store.conversationAt('web', 'a', { language: 'fi', now: 1 })).toEqual(opened)
      expect(await store.conversation(opened.id)).toEqual(opened)
      expect(await store.conversation('c_none')).toBeUndefined()
      expect(await store.readTurn('c_none')).toBeUndefined()
    })
  })

  describe('addMessage', () => {
    it('keeps everything that came', async () => {
      const store = storeOn((await open()).engine)
      const author = { kind: 'customer', id: 'u1', name: 'Åse' } as const
      const added = await store.addMessage(said('x', { author, choice: 'yes', languageHint: 'sv', text: '' }), start)
      expect(added).toMatchObject({ outcome: 'new', position: 1, receivedAt: start.now })
      expect(added.id).toMatch(/^m_[\w-]{22}$/)
      const { waiting } = await read(store, added.conversationId)
      expect(waiting).toEqual([
        {
          id: added.id,
          conversationId: added.conversationId,
          position: 1,
          externalId: 'x',
          from: { channel: 'web', address: 'visitor' },
          author,
          audience: 'everyone',
          text: '',
          choice: 'yes',
          languageHint: 'sv',
          receivedAt: start.now,
        },
      ])
    })

    it('takes the same message once when it comes many times at once', async () => {
      const { engine } = await open()
      const store = storeOn(engine)
      const all = await Promise.all(
        Array.from({ length: 50 }, (_, index) => store.addMessage(said('x'), { ...start, now: start.now + index })),
      )
      expect(all.filter(({ outcome }) => outcome === 'new')).toHaveLength(1)
      expect(all.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(49)
      expect(new Set(all.map(({ id, position, receivedAt }) => `${id} ${position} ${receivedAt}`)).size).toBe(1)
      expect((await everything(engine))['messages']).toHaveLength(1)
    })

    it('answers conflict and changes nothing when a known id says something else', async () => {
      const { engine } = await open()
      const store = storeOn(engine)
      const first = await store.addMessage(said('x', { choice: 'yes' }), start)
      const command = await store.addMessage(noted('d', first.conversationId), start)
      const before = await everything(engine)
      const others = [
        said('x', { choice: 'yes', text: 'other' }),
        said('x', { choice: 'no' }),
        said('x'),
        said('x', { choice: 'yes', action: { kind: 'take' } }),
        noted('d', first.conversationId, 'say'),
      ]
      for (const message of others) {
        const known = message.externalId === 'x' ? first : command
        expect(await store.addMessage(message, start)).toEqual({ ...known, outcome: 'conflict' })
      }
      expect(await everything(engine)).toEqual(before)
    })

    it('calls it a conflict when another address uses the same id', async () => {
      const store = storeOn((await open()).engine)
      await store.addMessage(said('x', { text: 'hi' }), start)
      const other = await store.addMessage(said('x', { text: 'hi', address: 'other' }), start)
      expect(other.outcome).toBe('conflict')
      const fresh = await store.addMessage(said('x', { text: 'hi', channel: 'mail' }), start)
      expect(fresh.outcome).toBe('new')
    })

    it('gives positions without gaps to 200 messages and turns at once', async () => {
      const store = storeOn((await open()).engine)
      const { id } = await store.conversationAt('web', 'visitor', start)
      const turn = async (index: number) =>
        store.saveTurn(turnOf(await read(store, id), { replies: [reply(`r${index}`), reply(`s${index}`)] }))
      await Promise.all(
        Array.from({ length: 200 }, (_, index) => {
          if (index % 4 === 0) return turn(index)
          const again = index % 4 === 1 ? index - 1 : index
          return store.addMessage(said(`m${again}`, { text: 'same' }), start)
        }),
      )
      const positions = (await store.deskTranscript(id, 0, 1_000)).map(({ position }) => position)
      expect(positions.length).toBeGreaterThan(150)
      expect(positions).toEqual(positions.map((_, index) => index + 1))
    })

    it('leaves no trace of a first message that failed, whichever statement it was', async () => {
      const { engine } = await open()
      const broken = faulty(engine)
      const before = await everything(engine)
      for (const n of [1, 2, 3]) {
        broken.failAt(n)
        await expect(broken.store.addMessage(said('x'), start)).rejects.toThrow('injected')
        expect(await everything(engine)).toEqual(before)
      }
      expect(await broken.store.addMessage(said('x'), start)).toMatchObject({ outcome: 'new', position: 1 })
    })

    it('refuses an agent in a conversation that does not exist, and spoils nobody beside', async () => {
      const { engine } = await open()
      const store = storeOn(engine)
      const results = await Promise.allSettled([
        store.addMessage(said('a'), start),
        store.addMessage(noted('n', 'c_none'), start),
        store.addMessage(said('b'), start),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect((await everything(engine))['messages']).toHaveLength(2)
    })
  })

  describe('transcripts', () => {
    it('never show a customer what is inside', async () => {
      const store = storeOn((await open()).engine)
      const { conversationId: id } = await store.addMessage(said('a'), start)
      for (const kind of ['note', 'say', 'take'] as const) await store.addMessage(noted(kind, id, kind), start)
      await store.saveTurn(turnOf(await read(store, id), { replies: [reply('hello')] }))
      const seen = await store.transcript(id, 0, 100)
      expect(seen.map(({ text }) => text)).toEqual(['text a', 'hello'])
      expect(JSON.stringify(seen)).not.toContain('INSIDE')
      const desk = await store.deskTranscript(id, 0, 100)
      expect(desk.map(({ position, audience }) => [position, audience])).toEqual([
        [1, 'everyone'],
        [2, 'inside'],
        [5, 'everyone'],
      ])
    })

    it('go on after a position, at most so many', async () => {
      const store = storeOn((await open()).engine)
      let id = ''
      for (let index = 1; index <= 9; index++) id = (await store.addMessage(said(`m${index}`), start)).conversationId
      expect((await store.transcript(id, 4, 3)).map(({ position }) => position)).toEqual([5, 6, 7])
      expect(await store.transcript(id, 9, 3)).toEqual([])
      expect(await store.transcript('c_none', 0, 3)).toEqual([])
    })
  })

  it('notes how far the customer has read: only forwards, never past the last message', async () => {
    const store = storeOn((await open()).engine)
    const { conversationId: id } = await store.addMessage(said('a'), start)
    await store.addMessage(said('b'), start)
    expect(await store.seenPosition(id)).toBe(0)
    await Promise.all([2, 1, 3, -1, Number.MAX_SAFE_INTEGER].map((position) => store.markSeen(id, position, 1)))
    expect(await store.seenPosition(id)).toBe(2)
    expect(await store.seenPosition('c_none')).toBe(0)
  })

  it('gives back odd strings as they came, with U+FFFD for NUL and half surrogate pairs', async () => {
    const store = storeOn((await open()).engine)
    const odd = [
      '\u202Eبدأ',
      '👩‍👩‍👧',
      "'; drop table messages; --",
      '__proto__',
      '\r\n\t\u0001\u007F',
      '%_\\',
      '🂡'.repeat(400),
    ]
    for (const [index, text] of odd.entries()) {
      const message = said(`odd ${index} ${text}`, {
        text,
        address: text,
        choice: text,
        author: { kind: 'customer', name: text },
      })
      const { conversationId } = await store.addMessage(message, start)
      expect((await store.addMessage(message, start)).outcome).toBe('duplicate')
      expect((await store.transcript(conversationId, 0, 1))[0]).toMatchObject({
        text,
        choice: text,
        author: { name: text },
      })
      await store.setValue(text, text, undefined)
      expect(await store.getValue(text, 0)).toBe(text)
    }
    const broken = said('half \uD800', { text: 'a\0b\uDC00c', address: 'nul \0', choice: 'd\0' })
    const { conversationId } = await store.addMessage(broken, start)
    expect((await store.addMessage(broken, start)).outcome).toBe('duplicate')
    const [stored] = await store.transcript(conversationId, 0, 1)
    expect(stored).toMatchObject({ text: 'a\uFFFDb\uFFFDc', choice: 'd\uFFFD', externalId: 'half \uFFFD' })
    expect((await store.conversationAt('web', 'nul \0', start)).id).toBe(conversationId)
    const slots = { half: '\uD800', nul: 'a\0b' }
    const state = await read(store, conversationId)
    await store.saveTurn(turnOf({ ...state, conversation: { ...state.conversation, slots } }))
    expect((await store.conversation(conversationId))?.slots).toEqual(slots)
  })
}
