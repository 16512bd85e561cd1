// What agents do with a case. Their clicks and lines are messages like any other; refusals are told to that agent alone.

import type { AgentAction, Case, SolveReason } from '../model/case.ts'
import type { Outcome } from '../model/decision.ts'
import type { Message } from '../model/message.ts'
import { type Draft, note, sayPhrase, updateCase, type World } from './draft.ts'
import { resolveEpisode } from './episode.ts'
import { leaveFlow } from './flow.ts'
import { caseVariables, raised } from './handoff.ts'
import { clear, tell } from './incident.ts'
import { calendarIdOf, promiseOf } from './promise.ts'
import { changeLine, filesOf, isRemark, keepInside, relay, releaseHeld, takeBack, takeLine } from './speaking.ts'

const done: Outcome = { kind: 'done' }

export function decideAgent(draft: Draft, world: World, message: Message): void {
  const { action } = message
  // These concern whoever has a trouble, with a case or without, and are nobody's words to this one customer.
  if (action?.kind === 'known-issue' || action?.kind === 'all-clear') {
    draft.outcomes[message.id] =
      action.kind === 'known-issue' ? tell(draft, world, action) : clear(draft, world, action)
    return
  }
  note(draft, message.receivedAt, 'message.received', { messageId: message.id, author: 'agent' })
  draft.outcomes[message.id] = act(draft, world, message, action)
}

type CaseAction = Exclude<AgentAction, { kind: 'known-issue' | 'all-clear' }>

function act(draft: Draft, world: World, message: Message, action: CaseAction | undefined): Outcome {
  const { author } = message
  const held = draft.case
  if (!held || !action) return { kind: 'refused', why: 'no-case' }
  // A note is only kept; it changes nothing and may be written by any colleague at any time.
  if (action.kind === 'note') return saysSomething(message) ? done : { kind: 'refused', why: 'empty' }
  if (action.kind === 'line') return takeLine(draft, world, held, message)
  if (action.kind === 'edit') return changeLine(draft, world, message, action.of)
  if (action.kind === 'withdraw') return takeBack(draft, world, message, action.of)
  if (held.state === 'solved') return { kind: 'refused', why: 'already-solved' }
  const owner = { id: author.id ?? '', name: author.name ?? '' }
  if (action.kind === 'take') return take(draft, world, held, owner, action.saidAt)
  if (action.kind === 'raise') return raise(draft, world, held, owner.id)
  // Whoever sorts the queue may pass on or put off what nobody has.
  const mayActOn = held.owner?.id === owner.id || (held.state !== 'owned' && isSorting(action))
  if (!mayActOn) return refusedTo(held)
  switch (action.kind) {
    case 'say':
      return speak(draft, world, message)
    case 'solve':
      return solve(draft, world, held, owner.id, action.reason)
    case 'hand-back':
      return handBack(draft, world, held, owner.id)
    case 'later':
      return putOff(draft, world, held, owner.id, action.until)
    case 'pass-on':
      // A word to whoever gets it stays inside, as the message that brought it.
      if (message.text.trim()) draft.notes.push(message.id)
      return passOn(draft, world, held, action.to)
  }
}

function isSorting({ kind }: CaseAction): boolean {
  return kind === 'pass-on' || kind === 'later'
}

function refusedTo(held: Case): Outcome {
  if (!held.owner) return { kind: 'refused', why: 'not-owner' }
  return { kind: 'refused', why: 'owned-by-other', ownerName: held.owner.name }
}

/** The first to take it has it; everyone after is told who. */
function take(draft: Draft, world: World, held: Case, owner: Owner, saidAt?: number): Outcome {
  if (held.owner?.id === owner.id) return done
  if (held.owner) return refusedTo(held)
  own(draft, world, owner, saidAt)
  note(draft, world.now, 'case.taken', { caseNumber: held.number, agentId: owner.id })
  return done
}

/** So far may the clock of the place where lines are said be ahead of ours. */
const clockMarginMs = 5_000

/** Without the place's own clock, what may have been said before is taken for that: it stays inside. */
function own(draft: Draft, world: World, owner: Owner, saidAt = world.now + clockMarginMs): void {
  leaveFlow(draft, world, 'person')
  releaseHeld(draft, world.now, 'all')
  updateCase(draft, { state: 'owned', owner, takenAt: world.now, ownerSince: saidAt, laterUntil: undefined })
  sayPhrase(draft, world, 'case_taken', { kind: 'notice', variables: caseVariables(draft, world) })
}

function speak(draft: Draft, world: World, message: Message): Outcome {
  if (!saysSomething(message)) return { kind: 'refused', why: 'empty' }
  if (isRemark(message.text)) return keepInside(draft, message)
  releaseHeld(draft, world.now, 'all')
  const { externalId: line, author } = message
  relay(draft, world.now, { line, text: message.text.trim(), author, attachments: filesOf(message) })
  return done
}

function saysSomething({ text, attachments = [] }: Message): boolean {
  return text.trim() !== '' || attachments.length > 0
}

function solve(draft: Draft, world: World, held: Case, agentId: string, reason?: SolveReason): Outcome {
  releaseHeld(draft, world.now, 'all')
  updateCase(draft, { state: 'solved', solvedAt: world.now, laterUntil: undefined })
  const data = { caseNumber: held.number, agentId }
  note(draft, world.now, 'case.solved', reason ? { ...data, reason } : data)
  sayPhrase(draft, world, 'case_solved', { kind: 'notice', variables: caseVariables(draft, world) })
  resolveEpisode(draft, world, 'agent', 'agent')
  return done
}

function raise(draft: Draft, world: World, held: Case, agentId: string): Outcome {
  const priority = raised(held.priority)
  if (priority === held.priority) return done
  updateCase(draft, { priority })
  note(draft, world.now, 'case.raised', { caseNumber: held.number, agentId, priority })
  return done
}

function putOff(draft: Draft, world: World, held: Case, agentId: string, until: number): Outcome {
  if (until <= world.now) return { kind: 'refused', why: 'past' }
  updateCase(draft, { laterUntil: until })
  note(draft, world.now, 'case.put-off', { caseNumber: held.number, agentId, until })
  return done
}

function handBack(draft: Draft, world: World, held: Case, agentId: string): Outcome {
  releaseHeld(draft, world.now, 'all')
  updateCase(draft, { state: 'handed-back', owner: undefined, ownerSince: undefined, laterUntil: undefined })
  note(draft, world.now, 'case.handed-back', { caseNumber: held.number, agentId })
  sayPhrase(draft, world, 'handed_back', { kind: 'notice' })
  return done
}

type Owner = { readonly id: string; readonly name: string }

type Target = { readonly team: string } | { readonly agent: { readonly id: string; readonly name: string } }

/** To a team the case waits again under its old promise; to a colleague it is theirs at once. */
function passOn(draft: Draft, world: World, held: Case, to: Target): Outcome {
  if ('agent' in to) {
    if (held.owner?.id === to.agent.id) return done
    own(draft, world, to.agent)
    note(draft, world.now, 'case.passed-on', { caseNumber: held.number, toAgentId: to.agent.id })
    return done
  }
  const past = held.humanRepliedAt !== undefined || held.promiseAt <= world.now
  const promised: Partial<Case> = past
    ? { ...promiseOf(world, to.team), humanRepliedAt: undefined, wroteAgainAt: undefined, promiseRenewals: 0 }
    : {}
  releaseHeld(draft, world.now, 'all')
  const nobodys = { owner: undefined, ownerSince: undefined, laterUntil: undefined }
  updateCase(draft, { state: 'waiting', team: to.team, ...nobodys, ...promised })
  const given =
    promised.promiseAt === undefined ? {} : { promiseAt: promised.promiseAt, calendar: calendarIdOf(world, to.team) }
  note(draft, world.now, 'case.passed-on', { caseNumber: held.number, toTeam: to.team, ...given })
  sayPhrase(draft, world, 'passed_on', { kind: 'notice', variables: caseVariables(draft, world) })
  return done
}
