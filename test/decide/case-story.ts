// One customer's case from the handoff on, without store or clock: what was promised, what was said, what came of it.

import { decide, settle, startDraft, type World } from '../../src/decide/decide.ts'
import { handOff } from '../../src/decide/handoff.ts'
import type { AgentAction, Case } from '../../src/model/case.ts'
import type { Conversation } from '../../src/model/conversation.ts'
import type { Decision, TurnState } from '../../src/model/decision.ts'
import type { NewEvent } from '../../src/model/event.ts'
import type { Message } from '../../src/model/message.ts'
import type { Pace } from '../../src/model/pace.ts'
import type { Content } from '../../src/model/shop.ts'

export const worldAt = (now: number, content: Content, pace?: Pace): World => ({
  content,
  facts: new Map(),
  now,
  pace,
})

export type Given = { readonly at: number; readonly promiseAt: number; readonly team: string }

/** Hands over at once; then time passes and agents act as they are told to. */
export function caseStory(
  content: Content,
  openedAt: number,
  pace: Pace | undefined,
  language: Conversation['language'],
) {
  let state: TurnState = { conversation: freshConversation(openedAt, language), waiting: [] }
  let position = 0
  const events: NewEvent[] = []
  /** Everything that the customer was told, with its time. */
  const told: { readonly at: number; readonly text: string; readonly kind: string }[] = []

  function take(decision: Decision, now: number): void {
    const { case: held = state.case } = decision
    state = { conversation: decision.conversation, ...(held ? { case: held } : {}), waiting: [] }
    events.push(...decision.events)
    for (const { text, kind } of decision.replies) told.push({ at: now, text, kind })
  }

  const number = new Map([['case-number', { record: { number: 1001 } }]])
  const draft = startDraft(state)
  const world = { ...worldAt(openedAt, content, pace), facts: number }
  handOff(draft, world, { reason: 'asked', mood: { angry: false, urgent: false, safety: false } })
  take(settle(draft, world), openedAt)

  return {
    events,
    told,
    get case() {
      return state.case as Case
    },
    get wakeAt() {
      return state.conversation.wakeAt
    },
    passes(now: number) {
      const draft = startDraft(state)
      decide(draft, worldAt(now, content, pace), { kind: 'time' })
      take(settle(draft, worldAt(now, content, pace)), now)
    },
    act(now: number, agent: string, action: AgentAction, text = '') {
      const message: Message = {
        ...{ id: `m_${++position}`, conversationId: 'c_1', position, externalId: `x${position}`, audience: 'nobody' },
        ...{ author: { kind: 'agent', id: agent, name: agent }, text, action, receivedAt: now },
      }
      const draft = startDraft(state)
      decide(draft, worldAt(now, content, pace), { kind: 'agent', message })
      take(settle(draft, worldAt(now, content, pace)), now)
    },
  }
}

function freshConversation(openedAt: number, language: Conversation['language']): Conversation {
  return {
    ...{ id: 'c_1', channel: 'web', address: 'a', customerId: 'k_1', language, languageChosen: true, version: 1 },
    ...{ languageEvidence: {}, createdAt: openedAt, introducedAt: openedAt, slots: {}, misses: 0 },
    episode: { id: 'c_1.e1', openedAt, answered: [] },
  }
}

/** Every time that was promised, from the events alone. */
export function promisesIn(events: readonly NewEvent[]): Given[] {
  let team = ''
  return events.flatMap((event) => {
    if (event.name === 'case.opened') team = event.data.team
    if (event.name === 'case.passed-on') team = event.data.toTeam ?? team
    if (event.name === 'promise.renewed') return [{ at: event.at, promiseAt: event.data.to, team }]
    const given = 'promiseAt' in event.data ? event.data.promiseAt : undefined
    return given === undefined ? [] : [{ at: event.at, promiseAt: given, team }]
  })
}

/** What became of a promise, by what the customer saw until its time. */
export function outcomeOf(
  { at: given, promiseAt }: Given,
  { events, told }: Pick<ReturnType<typeof caseStory>, 'events' | 'told'>,
): 'kept' | 'renewed' | 'ended' | 'missed' {
  const inTime = (when: number) => given <= when && when <= promiseAt
  const says = (when: number, kind: string) => told.some((one) => one.at === when && one.kind === kind)
  if (told.some((one) => one.kind === 'relay' && inTime(one.at))) return 'kept'
  for (const event of events) {
    if (!inTime(event.at) || !says(event.at, 'notice')) continue
    if (event.name === 'promise.renewed' && event.data.from === promiseAt && event.at < promiseAt) return 'renewed'
    // To another team with another time, solved or given back: the customer hears so, and nobody is owed that time.
    if (event.name === 'case.passed-on' && event.data.promiseAt !== undefined && event.at > given) return 'renewed'
    if (event.name === 'case.solved' || event.name === 'case.handed-back') return 'ended'
  }
  return 'missed'
}
