// Random event logs: whole minutes, over some days of November 2026, sensible or not, ids in the order of time.

import fc from 'fast-check'
import type { Event, EventName } from '../../src/model/event.ts'

export const minuteMs = 60_000
/** Thursday 19 November 2026, midnight in Oslo. */
export const firstAt = Date.parse('2026-11-18T23:00:00Z')
/** No event lies after so many minutes: five days. */
export const lastMinute = 5 * 24 * 60

const acts = [
  ...['next', 'next', 'write', 'write', 'write', 'ack', 'answer', 'relay', 'relay', 'relay', 'failed'],
  ...['case', 'case', 'reopen-case', 'take', 'take', 'pass-team', 'pass-agent', 'back', 'renew', 'match', 'miss'],
  ...['solve', 'silence', 'leave', 'ask', 'score', 'told', 'language'],
  ...['flow', 'flow', 'question', 'question', 'question', 'flow-end', 'flow-left', 'comment', 'doubt', 'case-solved'],
] as const

const step = fc.record({
  conversation: fc.nat({ max: 5 }),
  minute: fc.nat({ max: lastMinute }),
  act: fc.constantFrom(...acts),
  chance: fc.nat({ max: 5 }),
})

type Step = { conversation: number; minute: number; act: (typeof acts)[number]; chance: number }

/** Conversations are told apart by number; even ones are on the web, odd ones on Telegram. */
export const anyLog: fc.Arbitrary<readonly Event[]> = fc
  .array(step, { minLength: 1, maxLength: 120, size: 'max' })
  .map((steps) => logOf(steps.toSorted((a, b) => a.minute - b.minute)))

function logOf(steps: readonly Step[]): Event[] {
  const events: Event[] = []
  const episodes = new Map<number, number>()
  for (const { conversation, minute, act, chance } of steps) {
    const at = firstAt + minute * minuteMs
    const number = episodes.get(conversation) ?? 0
    const add = (name: EventName, data: object = {}, episode = episodes.get(conversation)) => {
      const base = { conversationId: `c${conversation}`, episodeId: `c${conversation}.${episode}` }
      const place = { channel: conversation % 2 === 0 ? 'web' : 'telegram', language: act === 'language' ? 'fi' : 'nb' }
      events.push({ id: events.length + 1, at, ...base, ...place, name, data } as unknown as Event)
    }
    const begin = () => {
      episodes.set(conversation, number + 1)
      if (number > 0 && chance > 1) add('episode.reopened', { reopens: `c${conversation}.${number}` })
      else add('episode.opened')
    }
    if (number === 0) begin()
    else if (act === 'next') begin()
    for (const [name, data] of eventsOf(act, chance, at)) add(name, data)
  }
  return events
}

const bot = (kind: string) => ['reply.delivered', { messageId: 'm', kind, author: 'bot' }] as const

function eventsOf(act: Step['act'], chance: number, at: number): (readonly [EventName, object?])[] {
  const caseNumber = 1 + (chance % 2)
  const promiseAt = at + ([20, 60, 600, 3000, 1][chance] ?? 0) * minuteMs
  const team = chance % 3 === 0 ? 'sales' : 'care'
  const survey = { scale: '1-5', wording: 'w', solvedBy: chance % 2 === 0 ? 'bot' : 'agent' }
  const opening = { caseNumber, team, promiseAt, priority: 'normal', tags: chance === 4 ? ['lead'] : [] }
  switch (act) {
    case 'next':
    case 'language':
      return [['message.received', { messageId: 'm', author: 'customer' }]]
    case 'write':
      return [['message.received', { messageId: 'm', author: chance === 0 ? 'agent' : 'customer' }]]
    case 'ack':
      return [bot('acknowledgement')]
    case 'answer':
      return [bot(chance === 0 ? 'relay' : 'answer')]
    case 'relay':
      return [['reply.delivered', { messageId: 'm', kind: 'relay', author: 'agent' }]]
    case 'failed':
      return [['reply.failed', { messageId: 'm', kind: 'relay', author: 'agent', code: 'gone' }]]
    case 'case':
      return [['case.opened', { ...opening, reason: chance % 2 === 0 ? 'asked' : 'mood' }]]
    case 'reopen-case':
      return [['case.reopened', { caseNumber, promiseAt }]]
    case 'take':
      return [['case.taken', { caseNumber, agentId: 'kari' }]]
    case 'pass-team':
      return [['case.passed-on', { caseNumber, toTeam: team, ...(chance > 2 ? { promiseAt } : {}) }]]
    case 'pass-agent':
      return [['case.passed-on', { caseNumber, toAgentId: 'ola' }]]
    case 'back':
      return [['case.handed-back', { caseNumber, agentId: 'kari' }]]
    case 'renew':
      return [['promise.renewed', { caseNumber, from: at, to: promiseAt }]]
    case 'match':
      return [['intent.matched', { intent: `intent-${chance}`, confidence: 1, picked: false }]]
    case 'miss':
      return [['intent.missed', { messageId: 'm' }]]
    case 'solve':
      return [['episode.resolved', { by: 'agent', how: 'agent' }]]
    case 'silence':
      return [['episode.resolved', { by: 'bot', how: chance > 2 ? 'silence' : 'confirmed' }]]
    case 'leave':
      return [['episode.resolved', { by: 'bot', how: 'abandoned' }]]
    case 'ask':
      return [['survey.asked', survey]]
    case 'score':
      return [['survey.answered', { ...survey, score: 1 + (chance % 5) }]]
    case 'flow':
      return [
        ['flow.started', { intent: `flow-${chance % 2}` }],
        ['flow.asked', { intent: `flow-${chance % 2}`, step: chance % 2, slot: 'first' }],
      ]
    case 'question':
      return [['flow.asked', { intent: `flow-${chance % 2}`, step: 1 + (chance % 3), slot: `slot-${chance % 3}` }]]
    case 'flow-end':
      return [['flow.finished', { intent: 'flow-0' }]]
    case 'flow-left':
      return [
        ['flow.left', { intent: 'flow-0', step: 1, why: (['stopped', 'person', 'other-wish'] as const)[chance % 3] }],
      ]
    case 'comment':
      return [['survey.commented', { messageId: `words-${at}` }]]
    case 'doubt':
      return [['reply.doubted', { messageId: 'm', kind: 'answer', author: 'bot' }]]
    case 'case-solved':
      return [['case.solved', { caseNumber, agentId: chance > 2 ? 'kari' : 'ola' }]]
    case 'told':
      return [['incident.told', { incident: `i${chance % 2}`, asked: false }]]
  }
}
