// What of a case's thread reaches the customer: examples, and 5,000 random threads with late, doubled, changed and
// deleted lines, where every line that goes out must have been meant for the customer.

import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { decide, settle, startDraft, type World } from '../../src/decide/decide.ts'
import { loadContent } from '../../src/knowledge.ts'
import type { AgentAction, Case } from '../../src/model/case.ts'
import type { Conversation } from '../../src/model/conversation.ts'
import type { Decision, TurnState } from '../../src/model/decision.ts'
import type { Message } from '../../src/model/message.ts'
import type { Content, DeskRules } from '../../src/model/shop.ts'

let content: Content
beforeAll(async () => {
  content = await loadContent(join(import.meta.dirname, '..', '..', 'intents'))
})

const opened = Date.UTC(2026, 10, 25, 9)

/** A case in a thread, played without store or clock: what the customer got, in order. */
function thread(rules: Partial<DeskRules> = {}) {
  const shop = { ...content.shop, desk: { ...content.shop.desk, ...rules } }
  let now = opened
  let position = 0
  const out: { text: string; corrects?: string; withdraws?: boolean; attachments?: readonly string[] }[] = []
  const known = new Set<string>()
  let state: TurnState = { conversation: freshConversation(), case: freshCase(), waiting: [] }
  let last: Decision | undefined

  function run(stimulus: Parameters<typeof decide>[2]): void {
    const world: World = { content: { ...content, shop }, facts: new Map(), now }
    const draft = startDraft(state)
    decide(draft, world, stimulus)
    const decision = settle(draft, world)
    last = decision
    const { case: held = state.case } = decision
    state = { conversation: decision.conversation, ...(held ? { case: held } : {}), waiting: [] }
    for (const { text, kind, corrects, withdraws, attachments } of decision.replies)
      if (kind === 'relay' || corrects)
        out.push({
          text,
          ...(corrects ? { corrects } : {}),
          ...(withdraws ? { withdraws } : {}),
          ...(attachments?.length ? { attachments } : {}),
        })
  }

  return {
    out,
    get case() {
      return state.case as Case
    },
    get wakeAt() {
      return state.conversation.wakeAt
    },
    at(ms: number) {
      now = opened + ms
    },
    /** As the store does: the same external id is the same act. */
    act(agent: string, externalId: string, action: AgentAction, text = '', files: readonly string[] = []) {
      if (known.has(externalId)) return undefined
      known.add(externalId)
      const message: Message = {
        id: `m_${externalId}`,
        conversationId: 'c_1',
        position: ++position,
        externalId,
        author: { kind: 'agent', id: agent, name: agent },
        audience: 'nobody',
        text,
        ...(files.length > 0 ? { attachments: files.map((id) => ({ id, name: id, state: 'waiting' })) } : {}),
        action,
        receivedAt: now,
      }
      run({ kind: 'agent', message })
      const outcome = last?.outcomes[message.id]
      return outcome?.kind === 'done' ? (outcome.as ?? 'done') : outcome?.why
    },
    passes: () => run({ kind: 'time' }),
    noted: () => last?.notes ?? [],
  }
}

function freshConversation(): Conversation {
  return {
    id: 'c_1',
    channel: 'web',
    address: 'a',
    customerId: 'k_1',
    language: 'en',
    languageChosen: false,
    languageEvidence: {},
    createdAt: opened,
    episode: { id: 'c_1.e1', openedAt: opened, answered: [], caseNumber: 1001 },
    slots: {},
    misses: 0,
    introducedAt: opened,
    version: 1,
  }
}

function freshCase(): Case {
  return {
    number: 1001,
    conversationId: 'c_1',
    episodeId: 'c_1.e1',
    state: 'waiting',
    reason: 'asked',
    tags: [],
    priority: 'normal',
    team: 'care',
    language: 'en',
    openedAt: opened,
    promiseAt: opened + 3_600_000,
    summary: { wish: '', facts: {}, tried: [], mood: [] },
  }
}

const line = (saidAt: number): AgentAction => ({ kind: 'line', saidAt: opened + saidAt })
const take = (saidAt: number): AgentAction => ({ kind: 'take', saidAt: opened + saidAt })

describe('a line of a case’s thread', () => {
  it('goes to the customer when its author owns the case, else stays inside as a note', () => {
    const talk = thread()
    expect(talk.act('Ida', '1', line(1), 'is this the one from yesterday?')).toBe('noted')
    expect(talk.noted()).toEqual(['m_1'])
    talk.act('Ida', '2', take(2))
    expect(talk.act('Ida', '3', line(3), 'Hi, I am looking at it.')).toBe('said')
    expect(talk.act('Bo', '4', line(4), 'poor you')).toBe('noted')
    expect(talk.act('Ida', '5', line(5), '// he is right')).toBe('noted')
    expect(talk.act('Ida', '6', line(6), ' 🔒 and angry')).toBe('noted')
    expect(talk.out.map(({ text }) => text)).toEqual(['Hi, I am looking at it.'])
    expect(talk.case.humanRepliedAt).toBeDefined()
  })

  it('said before the case was taken stays inside, however late it arrives', () => {
    const talk = thread()
    talk.act('Ida', 'take', take(100))
    expect(talk.act('Ida', 'late', line(50), 'not this one again')).toBe('noted')
    expect(talk.out).toEqual([])
  })

  it.each([
    ['took the case on the desk page', 'Ida', { kind: 'take' }],
    ['was passed the case', 'Bo', { kind: 'pass-on', to: { agent: { id: 'Ida', name: 'Ida' } } }],
  ] as const)('said just before its author %s stays inside, though its clock is ahead of ours', (_about, who, act) => {
    const talk = thread()
    if (who === 'Bo') talk.act('Bo', 'first', take(1))
    talk.at(10_000)
    talk.act(who, 'owns', act)
    expect(talk.act('Ida', 'late', line(13_000), 'not this one again')).toBe('noted')
    expect(talk.act('Ida', 'then', line(16_000), 'Hi, I am looking at it.')).toBe('said')
    expect(talk.out.map(({ text }) => text)).toEqual(['Hi, I am looking at it.'])
  })

  it('brings its files along, or keeps them inside with it', () => {
    const talk = thread({ holdMs: 10_000 })
    talk.act('Bo', 'a', line(1), '', ['inside'])
    talk.act('Ida', 'take', take(2))
    talk.act('Ida', 'b', line(3), '// for Bo', ['inside'])
    talk.act('Ida', 'c', line(4), 'Here is your label.', ['label'])
    talk.act('Ida', 'd', line(5), '', ['map'])
    talk.act('Ida', 'e', line(6), '', ['wrong'])
    talk.act('Ida', 'f', { kind: 'withdraw', of: 'e' })
    talk.at(10_000)
    talk.passes()
    expect(talk.out).toEqual([
      { text: 'Here is your label.', attachments: ['label'] },
      { text: '', attachments: ['map'] },
    ])
  })

  it('stays inside after the case is solved, handed back or passed on', () => {
    for (const end of [{ kind: 'solve' }, { kind: 'hand-back' }, { kind: 'pass-on', to: { team: 'sales' } }] as const) {
      const talk = thread()
      talk.act('Ida', 'take', take(1))
      talk.act('Ida', 'end', end)
      expect(talk.act('Ida', 'line', line(9), 'phew')).toBe('noted')
      expect(talk.out).toEqual([])
    }
  })

  it('can be taken back or changed while it is held, and goes out when its time has come', () => {
    const talk = thread({ holdMs: 10_000 })
    talk.act('Ida', 'take', take(1))
    expect(talk.act('Ida', 'a', line(2), 'oops')).toBe('held')
    expect(talk.wakeAt).toBe(opened + 10_000)
    expect(talk.act('Ida', 'b', line(3), 'Hello Kari')).toBe('held')
    expect(talk.act('Ida', 'c', { kind: 'withdraw', of: 'a' })).toBe('withdrawn')
    expect(talk.act('Ida', 'd', { kind: 'edit', of: 'b' }, 'Hello Kåre')).toBe('held')
    talk.at(9_999)
    talk.passes()
    expect(talk.out).toEqual([])
    talk.at(10_000)
    talk.passes()
    expect(talk.out.map(({ text }) => text)).toEqual(['Hello Kåre'])
  })

  it('that is held goes out before the case is solved', () => {
    const talk = thread({ holdMs: 30_000 })
    talk.act('Ida', 'take', take(1))
    talk.act('Ida', 'a', line(2), 'It is sent.')
    talk.act('Ida', 'b', { kind: 'solve', reason: 'sent-again' })
    expect(talk.out.map(({ text }) => text)).toEqual(['It is sent.'])
    expect(talk.case.state).toBe('solved')
  })

  it('that is out is corrected or taken back at the customer', () => {
    const talk = thread()
    talk.act('Ida', 'take', take(1))
    talk.act('Ida', 'a', line(2), 'It comes on Monday.')
    expect(talk.act('Ida', 'b', { kind: 'edit', of: 'a' }, 'It comes on Tuesday.')).toBe('corrected')
    expect(talk.act('Ida', 'c', { kind: 'withdraw', of: 'a' })).toBe('withdrawn')
    expect(talk.out).toEqual([
      { text: 'It comes on Monday.' },
      { text: 'Correction: It comes on Tuesday.', corrects: 'a' },
      { text: expect.stringContaining('taken back'), corrects: 'a', withdraws: true },
    ])
  })

  it('whose deletion or change arrives first arrives deleted or changed', () => {
    const talk = thread()
    talk.act('Ida', 'take', take(1))
    talk.act('Ida', 'x', { kind: 'withdraw', of: 'a' })
    talk.act('Ida', 'y', { kind: 'edit', of: 'b' }, 'the right words')
    expect(talk.act('Ida', 'a', line(2), 'deleted already')).toBe('noted')
    expect(talk.act('Ida', 'b', line(3), 'the wrong words')).toBe('said')
    expect(talk.out.map(({ text }) => text)).toEqual(['the right words'])
  })

  it('that was a remark or deleted at any moment before it came stays inside, whatever other changes came', () => {
    const talk = thread()
    talk.act('Ida', 'take', take(1))
    // The mark was taken off before the marked line came; the newer change came before the older one.
    talk.act('Ida', 'a2', { kind: 'edit', of: 'a' }, 'he is a liar')
    expect(talk.act('Ida', 'a', line(2), '// he is a liar')).toBe('noted')
    talk.act('Ida', 'b3', { kind: 'edit', of: 'b' }, '// he is a liar')
    talk.act('Ida', 'b2', { kind: 'edit', of: 'b' }, 'he is a liar, I think')
    expect(talk.act('Ida', 'b', line(3), 'he is a liar')).toBe('noted')
    talk.act('Ida', 'c3', { kind: 'withdraw', of: 'c' })
    talk.act('Ida', 'c2', { kind: 'edit', of: 'c' }, 'he is a liar, I think')
    expect(talk.act('Ida', 'c', line(4), 'he is a liar')).toBe('noted')
    expect(talk.out).toEqual([])
  })

  it('that is out is changed by whoever has the case, and by nobody who had it; it may be taken back by its author', () => {
    const talk = thread()
    talk.act('Ida', 'take', take(1))
    talk.act('Ida', 'a', line(2), 'It comes on Monday.')
    talk.act('Ida', 'pass', { kind: 'pass-on', to: { agent: { id: 'Bo', name: 'Bo' } } })
    expect(talk.act('Ida', 'b', { kind: 'edit', of: 'a' }, 'Bo, he is a liar.')).toBe('owned-by-other')
    expect(talk.noted()).toEqual(['m_b'])
    talk.act('Bo', 'back', { kind: 'hand-back' })
    expect(talk.act('Ida', 'c', { kind: 'edit', of: 'a' }, 'still a liar')).toBe('not-owner')
    expect(talk.act('Ida', 'd', { kind: 'withdraw', of: 'a' })).toBe('withdrawn')
    talk.act('Ida', 'again', take(5))
    talk.act('Ida', 'e', line(6), 'It comes on Tuesday.')
    talk.act('Ida', 'solve', { kind: 'solve' })
    expect(talk.act('Ida', 'f', { kind: 'edit', of: 'e' }, 'It comes on Wednesday.')).toBe('corrected')
    expect(talk.out.map(({ text }) => text).join()).not.toContain('liar')
  })

  it('said to the customer elsewhere, and marked as a remark all the same, stays inside', () => {
    const talk = thread()
    talk.act('Ida', 'take', take(1))
    expect(talk.act('Ida', 'a', { kind: 'say' }, '// he is a liar')).toBe('noted')
    expect(talk.act('Ida', 'b', { kind: 'say' }, ' 🔒 he is a liar')).toBe('noted')
    expect(talk.noted()).toEqual(['m_b'])
    expect(talk.out).toEqual([])
  })

  it('stays inside for everybody where a button must be pressed, and goes out for everybody where all speak', () => {
    const careful = thread({ whoSpeaks: 'ask' })
    careful.act('Ida', 'take', take(1))
    expect(careful.act('Ida', 'a', line(2), 'hello')).toBe('noted')
    const open = thread({ whoSpeaks: 'everyone' })
    expect(open.act('Bo', 'before', line(0), 'who takes it?')).toBe('noted')
    open.act('Ida', 'take', take(1))
    expect(open.act('Bo', 'a', line(2), 'hello')).toBe('said')
  })
})

const people = ['Ida', 'Bo', 'Kim']
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant('line' as const),
      who: fc.constantFrom(...people),
      mark: fc.constantFrom('', '', '', '// ', '🔒'),
      wordless: fc.boolean(),
      files: fc.constantFrom(0, 0, 1, 2),
      lateMs: fc.integer({ min: 0, max: 4000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('edit' as const),
      which: fc.nat(30),
      mark: fc.constantFrom('', '// '),
      lateMs: fc.integer({ min: 0, max: 4000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('delete' as const),
      which: fc.nat(30),
      lateMs: fc.integer({ min: 0, max: 4000 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('take' as const), who: fc.constantFrom(...people) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constantFrom('pass' as const, 'back' as const, 'solve' as const),
      who: fc.constantFrom(...people),
    }),
  },
)

type Arrival = { at: number; who: string; id: string; action: AgentAction; text: string; files?: readonly string[] }

describe('inside lines', () => {
  it('never go out, over 5,000 threads with late, doubled, changed and deleted lines and changing owners', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), fc.constantFrom(0, 3000), fc.nat(), (steps, holdMs, doubling) => {
        const talk = thread({ holdMs })
        const lines: { id: string; who: string; saidAt: number; insideFrom?: number }[] = []
        const arrivals: Arrival[] = []
        steps.forEach((one, index) => {
          const at = (index + 1) * 1000
          const id = `${one.what}${index}`
          if (one.what === 'line') {
            lines.push({ id, who: one.who, saidAt: at })
            arrivals.push({
              at: at + one.lateMs,
              who: one.who,
              id,
              action: line(at),
              text: one.wordless && one.files > 0 ? one.mark : `${one.mark}words of ${id}`,
              files: Array.from({ length: one.files }, (_, nth) => `file ${nth} of ${id}`),
            })
          } else if (one.what === 'edit' || one.what === 'delete') {
            const of = lines[one.which % Math.max(1, lines.length)]
            if (!of) return
            const action: AgentAction =
              one.what === 'edit' ? { kind: 'edit', of: of.id } : { kind: 'withdraw', of: of.id }
            const text = one.what === 'edit' ? `${one.mark}edited ${of.id}` : ''
            arrivals.push({ at: at + one.lateMs, who: of.who, id, action, text })
          } else {
            const acts = {
              take: take(at),
              pass: { kind: 'pass-on', to: { team: 'sales' } },
              back: { kind: 'hand-back' },
              solve: { kind: 'solve' },
            } as const
            arrivals.push({ at, who: one.who, id, action: acts[one.what], text: '' })
          }
        })
        // Some arrive twice, as redeliveries do.
        const doubled = arrivals
          .filter((_, index) => (doubling >> (index % 30)) & 1)
          .map((one) => ({ ...one, at: one.at + 2500 }))
        let owner: { who: string; since: number } | undefined
        const mayGoOut = new Set<string>()
        const earlier = new Map<string, string | undefined>()
        const wasInside = new Set<string>()
        const isRemark = (words: string): boolean => /^(\/\/|🔒)/u.test(words)
        const seen = new Set<string>()
        for (const arrival of [...arrivals, ...doubled].sort((a, b) => a.at - b.at)) {
          talk.at(arrival.at)
          talk.passes()
          const { who, id, action, text, files = [] } = arrival
          if (!seen.has(id) && action.kind === 'line') {
            const words = earlier.has(id) ? earlier.get(id) : text
            const owns = owner?.who === who && action.saidAt - opened >= owner.since
            // A line that was a remark or gone at any moment before it came is never the customer's.
            if (owns && words !== undefined && !wasInside.has(id) && !isRemark(words) && !isRemark(text))
              mayGoOut.add(id)
          }
          // A change that overtook its line decides how the line arrives.
          if (!seen.has(id) && (action.kind === 'edit' || action.kind === 'withdraw') && !seen.has(action.of)) {
            earlier.set(action.of, action.kind === 'edit' ? text : undefined)
            if (action.kind === 'withdraw' || isRemark(text)) wasInside.add(action.of)
          }
          const before = talk.case.state
          talk.act(who, id, action, text, files)
          if (!seen.has(id)) {
            if (action.kind === 'take' && before !== 'solved' && !owner)
              owner = { who, since: (action.saidAt ?? 0) - opened }
            if (['pass-on', 'hand-back', 'solve'].includes(action.kind) && owner?.who === who) owner = undefined
          }
          seen.add(id)
        }
        talk.at(1_000_000)
        talk.passes()
        for (const { text, attachments = [] } of talk.out) {
          expect(/(\/\/|🔒)/u.test(text), text).toBe(false)
          for (const said of [text, ...attachments]) {
            const of = /line\d+/.exec(said)?.[0]
            if (of !== undefined) expect([...mayGoOut], said).toContain(of)
          }
        }
      }),
      { numRuns: 5000 },
    )
  }, 60_000)
})
