// Files on their way out: behind the words, only where the channel takes them, and gone with the line they came with.

import { afterEach, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { backOffMs, createOutbox } from '../../src/deliver/outbox.ts'
import { createSignals } from '../../src/jobs/signals.ts'
import type { Reply } from '../../src/model/reply.ts'
import { type Channel, ChannelError, type FittedReply } from '../../src/ports/channel.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { fakeClock } from '../fake-clock.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const agent = { kind: 'agent', id: 'a1', name: 'Kari' } as const
const base = { author: agent, kind: 'relay', language: 'en' } as const
const tooLarge = 11 * 1024 * 1024

/** A customer at a far side whose copies are kept by id, and an agent's line with so many good and bad files. */
async function line(text: string, good: number, bad: number, attachments = true) {
  const store = await openSqlite(':memory:')
  ends.push(() => store.close())
  const clock = fakeClock()
  const copies = new Map<string, FittedReply>()
  const troubles: Error[] = []
  const channel: Channel = {
    name: 'test',
    doors: [],
    capabilities: { buttons: true, cards: false, attachments, longestText: 1000, foldsRepeats: true },
    receive: () => ({ messages: [] }),
    async send(part) {
      const trouble = part.file && troubles.shift()
      if (trouble) throw trouble
      copies.set(part.id, part)
      return { externalId: part.id }
    },
    edit: async (id, part) => void copies.set(id, part),
    withdraw: async (id) => void copies.delete(id),
  }
  const sayNotShown = (_: string, names: readonly string[]) => `not shown: ${names.join()}`
  const parts = { store, clock, signals: createSignals(), log: silentLog, sayNotShown }
  const outbox = createOutbox({ ...parts, channels: new Map([['test', channel]]) })
  ends.push(() => outbox.stop())
  const start = { language: 'en', now: clock.now() } as const
  const { id } = await store.conversationAt('test', 'kim', start)
  const upload = { name: 'slip', type: 'application/pdf', bytes: Uint8Array.of(1, 2) } as const
  const kept = await Promise.all(Array.from({ length: good }, () => store.keepUpload(id, upload, start.now)))
  const refused = Array.from({ length: bad }, (_, index) => ({ reference: `${index}`, sizeBytes: tooLarge }))
  const brought = [...kept.map((file) => ({ id: file.id })), ...refused]
  const command = {
    channel: 'desk',
    externalId: 'l1',
    address: id,
    author: agent,
    text,
    action: { kind: 'say' },
  } as const
  await store.addMessage({ ...command, attachments: brought }, start)
  const owe = async (...replies: readonly Reply[]) => {
    const state = await store.readTurn(id)
    if (!state) throw new Error('The conversation is gone.')
    const handled = state.waiting.map((message) => message.id)
    await store.saveTurn({ ...state, handled, replies, events: [], outcomes: {}, at: clock.now() })
    await outbox.send(id)
  }
  const [command1] = (await store.readTurn(id))?.waiting ?? []
  await owe({ ...base, text, relays: 'l1', attachments: command1?.attachments?.map((file) => file.id) ?? [] })
  return {
    id,
    owe,
    clock,
    outbox,
    troubles,
    files: kept.map((file) => file.id),
    reads: () => [...copies.values()].map((part) => part.file?.name ?? part.text),
    ends: async () =>
      (await store.deskTranscript(id, 0, 9)).map(({ reply }) => [reply?.delivery, reply?.deliveryError]),
  }
}

it('follow the words, each with the ending of its kind', async () => {
  const { reads, ends } = await line('Here they are.', 2, 0)
  expect(reads()).toEqual(['Here they are.', 'slip.pdf', 'slip.pdf'])
  expect(await ends()).toEqual([['delivered', undefined]])
})

it('go without words, and leave out what was refused', async () => {
  expect((await line('', 1, 1)).reads()).toEqual(['slip.pdf'])
  expect((await line('Words', 0, 1)).reads()).toEqual(['Words'])
})

it('fail where nothing is left to be sent', async () => {
  const { reads, ends } = await line('', 0, 1)
  expect(reads()).toEqual([])
  expect(await ends()).toEqual([['failed', 'file-refused']])
})

it('go on behind what has gone out after a trouble', async () => {
  const made = await line('Here.', 1, 0)
  made.troubles.push(new ChannelError('unreachable', 'away'))
  await made.owe({ ...base, text: 'And more.', relays: 'l2', attachments: made.files })
  expect(made.reads()).toEqual(['Here.', 'slip.pdf', 'And more.'])
  await made.clock.move(backOffMs(1))
  await made.outbox.send(made.id)
  expect(made.reads()).toEqual(['Here.', 'slip.pdf', 'And more.', 'slip.pdf'])
})

it('are spoken of where the channel shows none, and the agent learns it', async () => {
  const { reads, ends } = await line('Here.', 2, 0, false)
  expect(reads()).toEqual(['Here.\n\nnot shown: slip.pdf,slip.pdf'])
  expect(await ends()).toEqual([['delivered', 'file-not-shown']])
  expect((await line('', 1, 0, false)).reads()).toEqual(['not shown: slip.pdf'])
})

it('stay when the words are changed, and go when the line is taken back', async () => {
  const { owe, reads, ends } = await line('Here it is.', 1, 0)
  await owe({ ...base, text: 'Correction: Here!', corrects: 'l1', corrected: 'Here!' })
  expect(reads()).toEqual(['Here!', 'slip.pdf'])
  await owe({ ...base, kind: 'notice', text: 'Kari took it back.', corrects: 'l1', withdraws: true })
  expect(reads()).toEqual([])
  expect(await ends()).toHaveLength(3)
})

it('are corrected by a message where the line had no words', async () => {
  const { owe, reads } = await line('', 1, 0)
  await owe({ ...base, text: 'Correction: Your slip.', corrects: 'l1', corrected: 'Your slip.' })
  expect(reads()).toEqual(['slip.pdf', 'Correction: Your slip.'])
})
