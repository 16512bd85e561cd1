// Files through the whole engine: fetched beside the turn, told of where they cannot be taken, and brought to the
// customer behind the agent's words once they are here.

import { join } from 'node:path'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { createEngine } from '../../src/engine.ts'
import { createSignals } from '../../src/jobs/signals.ts'
import { type Knowledge, loadKnowledge } from '../../src/knowledge.ts'
import type { AgentAction } from '../../src/model/case.ts'
import type { IncomingMessage } from '../../src/model/message.ts'
import { type Channel, ChannelError } from '../../src/ports/channel.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { fakeClock, settle } from '../fake-clock.ts'
import { pdf, png, text } from './samples.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await loadKnowledge(join(import.meta.dirname, '..', '..', 'intents'))
}, 60_000)

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A customer on a channel whose files and an agent's are in these two cupboards; those that are missing are away. */
async function shop(attachments = true) {
  const store = await openSqlite(':memory:')
  const clock = fakeClock(Date.UTC(2026, 10, 25, 9))
  const [far, slack] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()]
  const sent: string[] = []
  const from = (cupboard: ReadonlyMap<string, Uint8Array>) => async (reference: string) => {
    const bytes = cupboard.get(reference)
    if (!bytes) throw new ChannelError('unreachable', 'away')
    return bytes
  }
  const channel: Channel = {
    name: 'test',
    doors: [],
    capabilities: { buttons: true, cards: false, attachments, longestText: 4000, foldsRepeats: true },
    receive: () => ({ messages: [] }),
    async send(reply) {
      sent.push(reply.file ? `file ${reply.file.name}` : reply.text)
      return { externalId: reply.id }
    },
    fetch: from(far),
  }
  const parts = { store, channels: [channel], lookups: [], knowledge: () => knowledge, clock, log: silentLog }
  const engine = createEngine({ ...parts, signals: createSignals(), deskFiles: from(slack) })
  engine.start()
  ends.push(
    () => store.close(),
    () => engine.stop(),
  )
  const pass = async (ms = 1_500) => {
    await clock.move(ms)
    for (let round = 0; round < 5; round++) await settle()
    await clock.move(1)
  }
  let count = 0
  let conversationId = ''
  const given = (references: readonly string[]) => references.map((reference) => ({ reference, name: reference }))
  return {
    far,
    slack,
    sent,
    pass,
    store,
    id: () => conversationId,
    async customer(words: string, ...references: readonly string[]) {
      const base = { channel: 'test', externalId: `${++count}`, address: 'kim', author: { kind: 'customer' } } as const
      const message: IncomingMessage = { ...base, text: words, attachments: given(references), languageHint: 'en' }
      conversationId = (await engine.receive(message, 'en')).conversationId
      await pass()
    },
    async agent(action: AgentAction, words = '', ...references: readonly string[]) {
      const author = { kind: 'agent', id: 'a1', name: 'Ada' } as const
      const base = { channel: 'desk', externalId: `${++count}`, address: conversationId, author, action } as const
      await engine.receive({ ...base, text: words, attachments: given(references) }, 'en')
      await pass()
    },
    forget: () => void sent.splice(0),
  }
}

it('answers at once and fetches beside it', async () => {
  const { customer, far, sent, pass, store, id } = await shop()
  await customer('', 'photo.png')
  expect(sent.join()).toMatch(/that has arrived/)
  const states = async () =>
    (await store.transcript(id(), 0, 9)).flatMap(({ attachments = [] }) => attachments.map(({ state }) => state))
  expect(await states()).toEqual(['waiting'])
  far.set('photo.png', png())
  await pass(10_000)
  expect(await states()).toEqual(['kept'])
})

it('tells the customer once what cannot be taken, whenever that is known', async () => {
  const { customer, far, sent, pass, forget } = await shop()
  await customer('where is my parcel', 'page.html', 'letter.docx')
  forget()
  far.set('page.html', text('<html>'))
  far.set('letter.docx', text('PK words'))
  await pass(10_000)
  await pass(60_000)
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatch(/couldn’t take this: letter.docx and page.html/)
})

it('holds an agent’s words until their files are here, and brings them in order', async () => {
  const { customer, agent, slack, sent, pass, forget } = await shop()
  await customer('I want to talk to a person')
  await agent({ kind: 'take' })
  forget()
  await agent({ kind: 'say' }, 'Here is your label.', 'label')
  await agent({ kind: 'say' }, 'Anything else?')
  expect(sent).toEqual([])
  slack.set('label', pdf)
  await pass(10_000)
  expect(sent).toEqual(['Here is your label.', 'file label.pdf', 'Anything else?'])
})

it('does not hold them for ever', async () => {
  const { customer, agent, sent, pass, forget, store, id } = await shop()
  await customer('I want to talk to a person')
  await agent({ kind: 'take' })
  forget()
  await agent({ kind: 'say' }, 'Here is your label.', 'label')
  await pass(5 * 60_000)
  expect(sent).toEqual(['Here is your label.'])
  expect((await store.deskTranscript(id(), 0, 99)).at(-1)?.attachments).toMatchObject([
    { state: 'refused', problem: 'gone' },
  ])
})

it('keeps a note’s files inside, and says in words what a channel cannot show', async () => {
  const { customer, agent, slack, sent, pass, forget } = await shop(false)
  await customer('I want to talk to a person')
  await agent({ kind: 'take' })
  forget()
  slack.set('inside', png())
  slack.set('label', pdf)
  await agent({ kind: 'note' }, 'look', 'inside')
  await agent({ kind: 'say' }, '', 'label')
  await pass(5_000)
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatch(/can’t be shown here: label.pdf/)
})
