// Agents' changes of what they said, on the strict Telegram: the customer's copy is changed or goes, or is spoken of.

import { afterEach, describe, expect, it } from 'vitest'
import { telegram } from '../../adapters/telegram/index.ts'
import { silentLog } from '../../src/commands/log.ts'
import { startTelegramServer } from '../../src/commands/simulated-telegram/server.ts'
import { createOutbox } from '../../src/deliver/outbox.ts'
import { systemClock } from '../../src/jobs/clock.ts'
import { createSignals } from '../../src/jobs/signals.ts'
import type { Reply } from '../../src/model/reply.ts'
import type { Channel } from '../../src/ports/channel.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const hourMs = 3_600_000
const agent = { kind: 'agent', id: 'slack:T1:U1', name: 'Kari' } as const

const says = (line: string, text: string): Reply => ({
  author: agent,
  kind: 'relay',
  language: 'en',
  text,
  relays: line,
})
const corrects = (line: string, text: string): Reply => ({
  author: agent,
  kind: 'relay',
  language: 'en',
  text: `Correction: ${text}`,
  corrects: line,
  corrected: text,
})
const withdraws = (line: string): Reply => ({
  author: agent,
  kind: 'notice',
  language: 'en',
  text: 'Kari has taken back a message.',
  corrects: line,
  withdraws: true,
})

/** A customer on the strict Telegram, and replies owed to them one turn after the other. */
async function chat(change: (channel: Channel) => Channel = (channel) => channel) {
  let now = Date.now()
  const server = await startTelegramServer({ now: () => now })
  ends.push(() => server.stop())
  const channel = change(telegram({ token: server.token, secret: '', webhook: '', apiRoot: server.url }, ['en']))
  const store = await openSqlite(':memory:')
  ends.push(() => store.close())
  const parts = { store, clock: systemClock, signals: createSignals(), log: silentLog, sayNotShown: () => '' }
  const outbox = createOutbox({ ...parts, channels: new Map([['telegram', channel]]) })
  ends.push(() => outbox.stop())
  const kim = server.customer()
  const start = { language: 'en', now } as const
  const { id } = await store.conversationAt('telegram', String(kim.id), start)
  const owe = async (...replies: readonly Reply[]) => {
    const conversation = await store.conversation(id)
    if (!conversation) throw new Error('The conversation is gone.')
    const at = Date.now()
    expect(await store.saveTurn({ conversation, handled: [], replies, events: [], outcomes: {}, at })).toBe('saved')
  }
  return {
    server,
    kim,
    store,
    id,
    owe,
    deliver: () => outbox.send(id),
    passes(ms: number) {
      now += ms
    },
    reads: () => kim.reads().map(({ text }) => text),
    ends: async () =>
      (await store.deskTranscript(id, 0, 100)).map(
        ({ reply }) => `${reply?.delivery}${reply?.inPlace ? ' in place' : ''}${reply?.deliveryError ?? ''}`,
      ),
  }
}

describe('a line that the customer has', () => {
  it('is changed where it stands', async () => {
    const { kim, owe, deliver, reads, ends } = await chat()
    await owe(says('l1', 'It comes on Monday.'), says('l2', 'Bye!'))
    await deliver()
    await owe(corrects('l1', 'It comes on Tuesday.'))
    await deliver()
    expect(reads()).toEqual(['It comes on Tuesday.', 'Bye!'])
    expect(kim.reads()[0]?.edit_date).toBeDefined()
    expect(await ends()).toEqual(['delivered', 'delivered', 'delivered in place'])
  })

  it('is changed again, and once more goes for good', async () => {
    const { owe, deliver, reads, ends } = await chat()
    await owe(says('l1', 'Monday'))
    await deliver()
    await owe(corrects('l1', 'Tuesday'), corrects('l1', 'Wednesday'))
    await deliver()
    expect(reads()).toEqual(['Wednesday'])
    await owe(withdraws('l1'))
    await deliver()
    expect(reads()).toEqual([])
    expect((await ends()).at(-1)).toBe('delivered in place')
  })

  it('is changed and removed in all its parts', async () => {
    const { owe, deliver, reads } = await chat()
    const long = `${'a'.repeat(4000)} ${'b'.repeat(4000)} ${'c'.repeat(4000)}`
    await owe(says('l1', long))
    await deliver()
    expect(reads()).toHaveLength(3)
    await owe(corrects('l1', long.replaceAll('b', 'd')))
    await deliver()
    expect(reads().map((text) => text?.[0])).toEqual(['a', 'd', 'c'])
    await owe(corrects('l1', `${'e'.repeat(4000)} short`))
    await deliver()
    expect(reads().map((text) => text?.[0])).toEqual(['e'])
    await owe(withdraws('l1'))
    await deliver()
    expect(reads()).toEqual([])
  })

  it('is corrected in words where the correction has more parts', async () => {
    const { owe, deliver, reads } = await chat()
    await owe(says('l1', 'short'))
    await deliver()
    await owe(corrects('l1', `${'a'.repeat(4000)} ${'b'.repeat(4000)}`))
    await deliver()
    expect(reads().map((text) => text?.slice(0, 12))).toEqual(['short', 'Correction: ', 'bbbbbbbbbbbb'])
  })

  it('is spoken of where Telegram says that it is too late', async () => {
    const { kim, server, owe, deliver, passes, reads, ends } = await chat()
    await owe(says('l1', 'Monday'), says('l2', 'Bye!'))
    await deliver()
    passes(49 * hourMs)
    await owe(withdraws('l2'))
    await deliver()
    expect(reads()).toEqual(['Monday', 'Bye!', 'Kari has taken back a message.'])
    passes(-49 * hourMs)
    server.chats.deleteMessage({ chat_id: kim.id, message_id: kim.reads()[0]?.message_id })
    await owe(corrects('l1', 'Tuesday'))
    await deliver()
    expect(reads().at(-1)).toBe('Correction: Tuesday')
    expect(await ends()).toEqual(['delivered', 'delivered', 'delivered', 'delivered'])
  })

  it('keeps the mark of a correction that was sent as a message, when that is corrected', async () => {
    const { kim, server, owe, deliver, reads } = await chat()
    await owe(says('l1', 'Monday'))
    await deliver()
    server.chats.deleteMessage({ chat_id: kim.id, message_id: kim.reads()[0]?.message_id })
    await owe(corrects('l1', 'Tuesday'))
    await deliver()
    await owe(corrects('l1', 'Wednesday'))
    await deliver()
    expect(reads()).toEqual(['Correction: Wednesday'])
  })

  it('is changed once more after a cut, without a second message', async () => {
    const { server, owe, deliver, reads, store, id } = await chat()
    await owe(says('l1', 'Monday'))
    await deliver()
    server.fail('editMessageText', 'cut')
    await owe(corrects('l1', 'Tuesday'))
    await deliver()
    const [again] = await store.dueDeliveries(Date.now() + hourMs, 1, id)
    expect(again?.message.reply).toMatchObject({ corrects: 'l1', deliveryError: 'doubtful' })
    await expect.poll(async () => (await store.dueDeliveries(Date.now(), 1, id)).length, { timeout: 5000 }).toBe(1)
    await deliver()
    expect(reads()).toEqual(['Tuesday'])
  })
})

describe('a line that still waits to go out', () => {
  it('goes out as it was corrected, unmarked and once', async () => {
    const { owe, deliver, reads, ends } = await chat()
    await owe(says('l1', 'Monday'), corrects('l1', 'Tuesday'), corrects('l1', 'Wednesday'))
    await deliver()
    expect(reads()).toEqual(['Wednesday'])
    expect(await ends()).toEqual(['failedreplaced', 'failedreplaced', 'delivered'])
  })

  it('does not go out when it is taken back', async () => {
    const { server, owe, deliver, reads } = await chat()
    await owe(says('l1', 'Monday'), corrects('l1', 'Tuesday'), withdraws('l1'))
    await deliver()
    expect(reads()).toEqual([])
    expect(server.calls.map(({ method }) => method)).toEqual([])
  })
})

describe('a channel that can change nothing', () => {
  it('gets the line and the marked correction', async () => {
    const { owe, deliver, reads, ends } = await chat(({ edit, withdraw, ...plain }) => plain)
    await owe(says('l1', 'Monday'), corrects('l1', 'Tuesday'), says('l2', 'Bye!'))
    await deliver()
    await owe(withdraws('l2'))
    await deliver()
    expect(reads()).toEqual(['Monday', 'Correction: Tuesday', 'Bye!', 'Kari has taken back a message.'])
    expect(await ends()).toEqual(['delivered', 'delivered', 'delivered', 'delivered'])
  })
})
