// What came too late for the bot: one apology and a person, in every language; thanks are kept, danger is urgent.

import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { decide, settle, startDraft, type World } from '../../src/decide/decide.ts'
import { loadContent } from '../../src/knowledge.ts'
import type { Case } from '../../src/model/case.ts'
import type { Conversation } from '../../src/model/conversation.ts'
import { languages } from '../../src/model/language.ts'
import type { Message } from '../../src/model/message.ts'
import type { Reply } from '../../src/model/reply.ts'
import type { Content } from '../../src/model/shop.ts'
import type { Understanding } from '../../src/model/understanding.ts'
import { withLateness } from '../../src/receive/lateness.ts'

let content: Content
beforeAll(async () => {
  content = await loadContent(join(import.meta.dirname, '..', '..', 'intents'))
})

const hourMs = 3_600_000
/** A Wednesday morning on which people are there. */
const now = Date.UTC(2026, 10, 25, 9)
const calm = { angry: false, urgent: false, safety: false }

type Said = {
  readonly text: string
  readonly intent?: string
  readonly late?: boolean
  readonly saidAt?: number
} & Partial<Pick<Understanding, 'mood' | 'thanks'>>

/** A conversation played without store or clock, one turn for each call. */
function talk(start: Partial<Conversation> = {}, opened?: Partial<Case>) {
  let at = now
  let position = 0
  let conversation: Conversation = { ...fresh, ...start }
  let held = opened && ({ ...waiting, ...opened } as Case)
  const facts = new Map([['case-number', { record: { number: 1001 } }]])

  return {
    get case() {
      return held
    },
    get conversation() {
      return conversation
    },
    later(ms: number) {
      at += ms
    },
    /** What the bot answers to messages that wait together. */
    hears(...said: readonly Said[]): readonly Reply[] {
      const world: World = { content, facts, now: at }
      const draft = startDraft({ conversation, ...(held ? { case: held } : {}), waiting: [] })
      for (const one of said) {
        const { message, meanings } = heard(one, at, ++position)
        decide(draft, world, { kind: 'customer', message, meanings })
      }
      const decision = settle(draft, world)
      expect(decision.needs).toEqual([])
      conversation = decision.conversation
      held = decision.case ?? held
      return decision.replies
    },
  }
}

function heard(
  { text, intent, late = true, saidAt = now - 9 * hourMs, mood = calm, thanks }: Said,
  at: number,
  n: number,
) {
  const message: Message = {
    id: `m_${n}`,
    conversationId: 'c_1',
    position: n,
    externalId: `${n}`,
    author: { kind: 'customer' },
    audience: 'everyone',
    text,
    receivedAt: at,
    ...(late ? { lateSaidAt: saidAt } : {}),
  }
  const meaning: Understanding = {
    language: { best: 'en', evidence: {} },
    intents: intent ? [{ name: intent, confidence: 0.95 }] : [],
    zone: intent ? 'sure' : 'far',
    slots: {},
    mood,
    ...(thanks ? { thanks } : {}),
  }
  return { message, meanings: [meaning] }
}

const fresh: Conversation = {
  id: 'c_1',
  channel: 'telegram',
  address: '5',
  customerId: 'k_1',
  language: 'en',
  languageChosen: true,
  languageEvidence: {},
  createdAt: now - 100 * hourMs,
  slots: {},
  misses: 0,
  introducedAt: now - 100 * hourMs,
  version: 1,
}

const waiting: Partial<Case> = {
  number: 1000,
  conversationId: 'c_1',
  episodeId: 'c_1.e0',
  state: 'waiting',
  reason: 'asked',
  tags: [],
  priority: 'normal',
  team: 'care',
  language: 'en',
  openedAt: now - 20 * hourMs,
  promiseAt: now + hourMs,
  summary: { wish: '', facts: {}, tried: [], mood: [] },
}
const running = { id: 'c_1.e0', openedAt: now - 20 * hourMs, answered: ['delivery-time'] }

const textsOf = (replies: readonly Reply[]) => replies.map(({ text }) => text)

describe('a late message', () => {
  it.for(languages)('gets an apology, a number and a promise in %s, and no answer', (language) => {
    const chat = talk({ language })
    const [sorry, promise, ...more] = chat.hears({ text: 'how long is delivery?', intent: 'delivery-time' })
    expect(sorry).toMatchObject({ kind: 'notice', text: content.phrases.late[language].trim() })
    expect(promise?.kind).toBe('confirmation')
    expect(promise?.text).toContain('1001')
    expect(more).toEqual([])
    expect(chat.case).toMatchObject({ reason: 'late', priority: 'high', intent: 'delivery-time', state: 'waiting' })
    expect(chat.case?.summary.wish).toBe('how long is delivery?')
  })

  it('gets one apology, however many came with it and in however many turns', () => {
    const chat = talk()
    const first = chat.hears({ text: 'how long is delivery?', intent: 'delivery-time' }, { text: 'xyzzy plugh' })
    expect(textsOf(first).filter((text) => text === content.phrases.late.en.trim())).toHaveLength(1)
    chat.later(1000)
    expect(chat.hears({ text: 'are you there' }, { text: 'can I pay by card', intent: 'payment-methods' })).toEqual([])
  })

  it('gets another apology after a second outage', () => {
    const chat = talk()
    chat.hears({ text: 'how long is delivery?', intent: 'delivery-time' })
    chat.later(20 * hourMs)
    const again = chat.hears({ text: 'hello? my parcel', intent: 'order-status', saidAt: now + 10 * hourMs })
    expect(textsOf(again)).toContain(content.phrases.late.en.trim())
    expect(chat.case?.number).toBe(1001)
  })

  it('is given to the team that its wish is filed with', () => {
    const filed = [...content.intents.values()].find(({ steps }) =>
      steps.some(
        (step) => step.verb === 'open-case' && step.team !== undefined && step.team !== content.shop.defaultTeam,
      ),
    )
    const step = filed?.steps.find(({ verb }) => verb === 'open-case')
    const chat = talk()
    chat.hears({ text: 'about my wish', intent: filed?.name ?? '' })
    expect(filed).toBeDefined()
    expect(chat.case?.team).toBe(step?.verb === 'open-case' ? step.team : '')
  })

  it('is only kept when it is thanks within a matter', () => {
    const chat = talk({ episode: running })
    expect(chat.hears({ text: 'thanks!', intent: 'thanks' })).toEqual([])
    expect(chat.hears({ text: 'tusen takk', thanks: true })).toEqual([])
    expect(chat.conversation.episode?.resolvedAt).toBeUndefined()
    expect(chat.case).toBeUndefined()
  })

  it('is urgent when somebody is in danger', () => {
    const chat = talk()
    const replies = chat.hears({ text: 'the heater burns', intent: 'warranty', mood: { ...calm, safety: true } })
    expect(textsOf(replies)).toContain(content.phrases.safety.en.trim())
    expect(chat.case).toMatchObject({ reason: 'late', priority: 'urgent' })
  })

  it('is the owner’s to answer where a person has the case', () => {
    const owner = { id: 'kari', name: 'Kari' }
    const chat = talk({ episode: { ...running, caseNumber: 1000 } }, { state: 'owned', owner })
    expect(chat.hears({ text: 'how long is delivery?', intent: 'delivery-time' })).toEqual([])
  })

  it('greets back, and says that it sees no words, as at any time', () => {
    expect(talk().hears({ text: 'hello', intent: 'greeting' })).toHaveLength(1)
    expect(
      talk()
        .hears({ text: '📷' })
        .map(({ text }) => text),
    ).toEqual([content.phrases.empty_message.en.trim()])
  })
})

describe('a message in time', () => {
  it('is answered, also while a late one waits for a person', () => {
    const chat = talk()
    chat.hears({ text: 'how long is delivery?', intent: 'delivery-time' })
    chat.later(60_000)
    const [answer] = chat.hears({ text: 'which payment methods?', intent: 'payment-methods', late: false })
    expect(answer).toMatchObject({ kind: 'answer', intent: 'payment-methods' })
  })
})

describe('a message without words', () => {
  it('is passed over where the same turn has words, before or after it', () => {
    const words = { text: 'how long is delivery?', intent: 'delivery-time', late: false }
    const picture = { text: '📷', late: false }
    const alone = textsOf(talk().hears(words))
    expect(alone).toHaveLength(1)
    expect(textsOf(talk().hears(picture, words))).toEqual(alone)
    expect(textsOf(talk().hears(words, picture))).toEqual(alone)
  })

  it('alone is told what cannot be read', () => {
    expect(textsOf(talk().hears({ text: '🎤', late: false }))).toEqual([content.phrases.empty_message.en.trim()])
  })
})

describe('at the door', () => {
  const message = {
    channel: 'telegram',
    externalId: '1',
    address: '5',
    author: { kind: 'customer' },
    text: 'hi',
  } as const

  it('only what a customer said longer ago than the channel’s limit is late', () => {
    const limit = { tooOldMs: 6 * hourMs }
    const said = { ...message, saidAt: now }
    expect(withLateness(said, limit, now + 6 * hourMs)).toBe(said)
    expect(withLateness(said, limit, now + 6 * hourMs + 1)).toEqual({ ...said, lateSaidAt: now })
    expect(withLateness(said, {}, now + 60 * hourMs)).toBe(said)
    expect(withLateness(message, limit, now + 60 * hourMs)).toBe(message)
    const agents = { ...said, author: { kind: 'agent' } } as const
    expect(withLateness(agents, limit, now + 60 * hourMs)).toBe(agents)
  })
})
