// Unanswered questions: gathered from a whole engine, masked, grouped, ranked, marked, and drafted into an intent.

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/jobs/clock.ts'
import type { Event } from '../../src/model/event.ts'
import type { Message } from '../../src/model/message.ts'
import type { UnansweredGroup } from '../../src/model/workbench-api.ts'
import { gatherAsked } from '../../src/workbench/asked.ts'
import { readFolder } from '../../src/workbench/content-folder.ts'
import { formOf } from '../../src/workbench/file-form.ts'
import { groupWordings } from '../../src/workbench/grouping.ts'
import { maskWith } from '../../src/workbench/mask.ts'
import { newIntentText } from '../../src/workbench/new-intent.ts'
import { openThread, TaskFailed, type Thread } from '../../src/workbench/threads.ts'
import { describeGroups, type Mark, wordingsOf } from '../../src/workbench/unanswered.ts'

const mask = maskWith('^(?:VV-?)?(\\d{5})$')
const now = 1_000_000_000

/** What an engine would have stored: one conversation with its lines and events, in order. */
function conversation(
  id: string,
  lines: readonly { say: string; choice?: string; missed?: boolean; picks?: string; agent?: boolean }[],
) {
  const messages: Message[] = []
  const events: Event[] = []
  const shared = { conversationId: id, episodeId: 'e', channel: 'web', language: 'en' } as const
  const add = <N extends Event['name']>(name: N, data: unknown, at: number) =>
    events.push({ ...shared, id: events.length + 1, at, name, data } as Event)
  lines.forEach(({ say, choice, missed, picks, agent }, at) => {
    const receivedAt = now - 100_000 + at * 1_000
    const messageId = `${id}.${at}`
    messages.push({
      ...{
        id: messageId,
        conversationId: id,
        position: at + 1,
        externalId: messageId,
        audience: 'everyone',
        text: say,
        receivedAt,
      },
      author: { kind: agent ? 'agent' : 'customer' },
      ...(choice === undefined ? {} : { choice }),
    })
    if (!agent) add('message.received', { messageId, author: 'customer' }, receivedAt)
    if (picks !== undefined) add('intent.matched', { intent: picks, confidence: 1, picked: true }, receivedAt)
    if (missed === true) add('intent.missed', { messageId }, receivedAt)
    if (missed === false) add('intent.asked-back', { intents: ['stock'] }, receivedAt)
  })
  return { id, messages, events }
}

function storeOf(...all: readonly ReturnType<typeof conversation>[]) {
  return {
    events: async () => all.flatMap(({ events }) => events),
    transcript: async (id: string) => all.find((one) => one.id === id)?.messages ?? [],
    cases: async () => [],
  }
}

describe('what was asked', () => {
  it('finds far and near messages, what was picked, and the agent’s answer with the wait for it', async () => {
    const store = storeOf(
      conversation('a', [
        { say: 'do you sell bicycles', missed: true },
        { say: 'No, but try the shop next door.', agent: true },
      ]),
      conversation('b', [
        { say: 'bikes?', missed: false },
        { say: '', choice: 'intent:stock', picks: 'stock' },
      ]),
      conversation('c', [
        { say: 'any bike', missed: false },
        { say: '', choice: 'none', missed: true },
      ]),
      conversation('d', [{ say: '???', missed: true }]),
    )
    const { asked } = await gatherAsked(store, 0, now)
    expect(asked.map(({ text, picked, waitMs }) => ({ text, picked, waitMs }))).toEqual([
      { text: 'do you sell bicycles', picked: undefined, waitMs: 1_000 },
      { text: 'bikes?', picked: 'stock', waitMs: undefined },
      { text: 'any bike', picked: 'none', waitMs: undefined },
    ])
    expect(asked[0]?.replies).toEqual([{ text: 'No, but try the shop next door.', language: 'en' }])
  })
})

describe('masking', () => {
  it.each([
    ['mail kari.nordmann@example.com now', 'mail ••• now'],
    ['order 10432 and VV-10432', 'order ••• and •••'],
    ['ring +47 22 33 44 55 takk', 'ring ••• takk'],
    ['ring +47 (0) 912.34.567 eller 0047–912–34–567', 'ring ••• eller •••'],
    ['tlf 912\u00a034\u00a0567, (040) 123 45 67', 'tlf •••, (•••'],
    ['jeg heter Kari Nordmann og vil bytte', 'jeg heter ••• og vil bytte'],
    ['under 1299 kr i 2026', 'under 1299 kr i 2026'],
  ])('%s', (text, wanted) => expect(mask(text)).toBe(wanted))
})

describe('groups', () => {
  const bike = ['do you sell bicycles', 'do you sell bicycles?', 'can i buy bicycles', 'selling bicycles?']
  const wool = ['is the wool mulesing free', 'mulesing free wool']
  const asked = [...bike, ...wool].map((text, at) => ({
    ...{ messageId: `m${at}`, conversationId: `c${at}`, at, text, language: 'en' as const, waiting: false },
    replies: at === 0 ? [{ text: "We don't, {sorry}.", language: 'en' as const }] : [],
  }))
  const wordings = wordingsOf(asked, mask, 100)
  const places = groupWordings(wordings, [])
  const described = (marks: readonly Mark[] = []) =>
    describeGroups(
      places.map((group) => group.flatMap((at) => wordings.slice(at, at + 1))),
      marks,
      mask,
      new Set(['sell-bicycles']),
    )

  it('joins wordings of one question, folds the same words, and puts the most asked first', () => {
    const [first, second] = described()
    expect(wordings.map(({ text }) => text)).not.toContain('do you sell bicycles?')
    expect(first).toMatchObject({ id: 'm0', conversations: 4, state: 'open' })
    expect(first?.lately.map(({ conversationId }) => conversationId)).toEqual(['c3', 'c2', 'c1', 'c0'])
    expect(second).toMatchObject({ conversations: 2 })
    expect(described()).toEqual(described())
    expect(first?.suggestedName).not.toBe('sell-bicycles')
  })

  it('keeps what was ignored, and opens again what was asked since it was done', () => {
    const mark = (state: Mark['state'], at: number): Mark => ({ messageIds: ['m0'], state, at, by: 'Ada' })
    expect(described([mark('ignored', 1)])[0]).toMatchObject({ state: 'ignored' })
    expect(described([mark('done', 100)])[0]).toMatchObject({ state: 'done', again: false })
    expect(described([mark('done', 1)])[0]).toMatchObject({ state: 'open', again: true })
    expect(described([mark('done', 100), mark('open', 200)])[0]).toMatchObject({ state: 'open', again: false })
  })

  it('becomes a draft: utterances, the agent’s answer, tests from wordings held back, the rest missing', () => {
    const [group] = described() as [UnansweredGroup]
    const text = newIntentText('bicycles', group)
    const form = formOf(text)
    const said = form?.utterances.en ?? []
    expect(said).toHaveLength(2)
    expect(text.match(/- customer: .*/g)).toEqual(['- customer: can i buy bicycles'])
    expect(form?.texts[0]?.text.en).toBe('We don’t, (sorry).')
    expect(form?.texts[0]?.text.nb).toBe('')
    expect(form?.utterances.nb).toEqual([])
  })

  it('takes from an agent’s answer the greeting of one customer', () => {
    const [group] = described() as [UnansweredGroup]
    const replies = [{ text: mask('Hi Ann! Yes, see below.'), language: 'en' as const, times: 1 }]
    expect(formOf(newIntentText('bicycles', { ...group, replies }))?.texts[0]?.text.en).toBe('Yes, see below.')
  })

  it('never tests with a line that stands among the utterances', () => {
    const many = Array.from({ length: 9 }, (_, at) => ({
      text: `line number ${'abcdefghi'[at]}`,
      language: 'en' as const,
      times: 1,
    }))
    const [group] = described() as [UnansweredGroup]
    const text = newIntentText('lines', { ...group, wordings: many })
    const tested = [...text.matchAll(/- customer: (.*)/g)].map((match) => match[1])
    expect(tested).toHaveLength(2)
    expect(formOf(text)?.utterances.en.filter((line) => tested.includes(line))).toEqual([])
  })
})

/** Every delay is over at once. */
function afterNothing(_delayMs: number, call: () => void): () => void {
  queueMicrotask(call)
  return () => {}
}

describe('a thread', () => {
  let thread: Thread
  beforeAll(() => {
    thread = openThread(systemClock, 60_000)
  })
  afterAll(() => thread.close())

  it('checks a file against its folder, and is cut off when a task takes too long', async () => {
    const sources = await readFolder(join(import.meta.dirname, '..', '..', 'intents'))
    const checked = await thread.run('check', { sources, name: 'thanks', text: 'kind: [' })
    expect(checked.problems[0]).toMatchObject({ file: 'thanks.yaml', severity: 'error' })
    const hasty = openThread({ now: () => 0, after: afterNothing }, 1)
    await expect(hasty.run('knows', { key: 'x' })).rejects.toThrow(TaskFailed)
    await expect(thread.run('knows', { key: 'x' })).resolves.toBe(false)
  }, 30_000)
})
