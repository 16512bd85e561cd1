// Nothing said inside ever reaches a customer, and the bot is silent while a person owns the case: over random talks
// with several agents, races, notes, owner changes, reopenings and time.

import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { type Knowledge, loadKnowledge } from '../../src/knowledge.ts'
import type { AgentAction } from '../../src/model/case.ts'
import type { Message } from '../../src/model/message.ts'
import { rehearse } from '../../src/rehearsal.ts'

const folder = join(import.meta.dirname, '..', '..', 'intents')
let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await loadKnowledge(folder)
}, 60_000)

type Act =
  | { readonly kind: 'customer'; readonly text: string }
  | { readonly kind: 'agent'; readonly agent: string; readonly action: AgentAction }
  | { readonly kind: 'wait'; readonly minutes: number }

const customerLines = [
  'i want to talk to a person',
  'what does shipping cost',
  'where is my parcel',
  '10432',
  'i want a refund',
  'thanks',
  'hello?',
  'asdf qwer',
  'stop',
  'yes',
  'no',
  '5',
  'svenska tack',
  'this is a scandal!!',
  '👍',
]
const agents = ['Ida', 'Bo', 'Kim']
const actions: AgentAction[] = [
  { kind: 'take' },
  { kind: 'say' },
  { kind: 'note' },
  { kind: 'solve' },
  { kind: 'hand-back' },
  { kind: 'pass-on', to: { team: 'warehouse' } },
  { kind: 'pass-on', to: { agent: { id: 'a_Kim', name: 'Kim' } } },
]

const acts = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('customer' as const), text: fc.constantFrom(...customerLines) }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('agent' as const),
        agent: fc.constantFrom(...agents),
        action: fc.constantFrom(...actions),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 3000 }) }),
    },
  ),
  { minLength: 5, maxLength: 25 },
)

describe('inside stays inside', () => {
  it('over random talks', async () => {
    const { content, mind } = knowledge
    const rehearsal = await rehearse({ content, mind, lookups: [], startAt: Date.UTC(2026, 10, 25, 9), log: silentLog })
    let talk = 0
    await fc.assert(
      fc.asyncProperty(acts, async (script: Act[]) => {
        const name = `customer ${++talk}`
        const seen: Message[] = [
          ...(await rehearsal.customer(name, { text: 'i want to talk to a person', pageLanguage: 'en' })),
        ]
        let line = 0
        const mayBeSeen = new Set<string>()
        for (const act of script) {
          const before = await rehearsal.caseOf(name)
          if (act.kind === 'wait') seen.push(...(await rehearsal.wait(name, act.minutes * 60_000)))
          else if (act.kind === 'customer') {
            const replies = await rehearsal.customer(name, { text: act.text, pageLanguage: 'en' })
            const allowed = ['away', 'notice', 'survey']
            if (before?.state === 'owned')
              expect(replies.filter(({ reply }) => !allowed.includes(reply?.kind ?? ''))).toEqual([])
            seen.push(...replies)
          } else {
            const text = `INSIDE ${++line}`
            const outcome = await rehearsal.agent(act.agent, name, act.action, text)
            const spoke = act.action.kind === 'say' && outcome?.kind === 'done'
            if (spoke) {
              expect(before?.owner?.name).toBe(act.agent)
              mayBeSeen.add(text)
            }
            seen.push(...(await rehearsal.wait(name, 0)))
          }
        }
        const inside = seen.filter(({ text }) => /INSIDE/.test(text)).map(({ text }) => text)
        expect(inside).toEqual([...mayBeSeen])
      }),
      { numRuns: 60 },
    )
    await rehearsal.close()
  }, 60_000)
})
