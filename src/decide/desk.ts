// What agents do with a case. Their clicks and lines are messages like any other; refusals are told to that agent alone.

import type { Case } from '../model/case.ts'
import type { Outcome } from '../model/decision.ts'
import type { Message } from '../model/message.ts'
import { type Draft, note, sayPhrase, sayPlain, updateCase, type World } from './draft.ts'
import { resolveEpisode } from './episode.ts'
import { leaveFlow } from './flow.ts'
import { caseVariables, promisedAt } from './handoff.ts'

const done: Outcome = { kind: 'done' }

export function decideAgent(draft: Draft, world: World, message: Message): void {
  note(draft, message.receivedAt, 'message.received', { messageId: message.id, author: 'agent' })
  draft.outcomes[message.id] = act(draft, world, message)
}

function act(draft: Draft, world: World, message: Message): Outcome {
  const { action, author } = message
  const held = draft.case
  if (!held || !action) return { kind: 'refused', why: 'no-case' }
  // A note is only kept; it changes nothing and may be written by any colleague at any time.
  if (action.kind === 'note') return message.text.trim() ? done : { kind: 'refused', why: 'empty' }
  if (held.state === 'solved') return { kind: 'refused', why: 'already-solved' }
  const owner = { id: author.id ?? '', name: author.name ?? '' }
  if (action.kind === 'take') return take(draft, world, held, owner)
  if (action.kind === 'pass-on' && held.state !== 'owned') return passOn(draft, world, held, action.to)
  if (held.owner?.id !== owner.id) return refusedTo(held)
  switch (action.kind) {
    case 'say':
      return speak(draft, world, message)
    case 'solve':
      return solve(draft, world, held, owner.id)
    case 'hand-back':
      return handBack(draft, world, held, owner.id)
    case 'pass-on':
      return passOn(draft, world, held, action.to)
  }
}

function refusedTo(held: Case): Outcome {
  if (!held.owner) return { kind: 'refused', why: 'not-owner' }
  return { kind: 'refused', why: 'owned-by-other', ownerName: held.owner.name }
}

/** The first to take it has it; everyone after is told who. */
function take(draft: Draft, world: World, held: Case, owner: { id: string; name: string }): Outcome {
  if (held.owner?.id === owner.id) return done
  if (held.owner) return refusedTo(held)
  own(draft, world, owner)
  note(draft, world.now, 'case.taken', { caseNumber: held.number, agentId: owner.id })
  return done
}

function own(draft: Draft, world: World, owner: { id: string; name: string }): void {
  leaveFlow(draft, world, 'person')
  updateCase(draft, { state: 'owned', owner, takenAt: world.now })
  sayPhrase(draft, world, 'case_taken', { kind: 'notice', variables: caseVariables(draft, world) })
}

function speak(draft: Draft, world: World, message: Message): Outcome {
  if (!message.text.trim()) return { kind: 'refused', why: 'empty' }
  if (draft.case?.humanRepliedAt === undefined) updateCase(draft, { humanRepliedAt: world.now })
  sayPlain(draft, message.text.trim(), { kind: 'relay', author: message.author })
  return done
}

function solve(draft: Draft, world: World, held: Case, agentId: string): Outcome {
  updateCase(draft, { state: 'solved', solvedAt: world.now })
  note(draft, world.now, 'case.solved', { caseNumber: held.number, agentId })
  sayPhrase(draft, world, 'case_solved', { kind: 'notice', variables: caseVariables(draft, world) })
  resolveEpisode(draft, world, 'agent', 'agent')
  return done
}

function handBack(draft: Draft, world: World, held: Case, agentId: string): Outcome {
  updateCase(draft, { state: 'handed-back', owner: undefined })
  note(draft, world.now, 'case.handed-back', { caseNumber: held.number, agentId })
  sayPhrase(draft, world, 'handed_back', { kind: 'notice' })
  return done
}

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
  const promised = past ? { promiseAt: promisedAt(world, to.team), humanRepliedAt: undefined, promiseRenewals: 0 } : {}
  updateCase(draft, { state: 'waiting', team: to.team, owner: undefined, ...promised })
  note(draft, world.now, 'case.passed-on', { caseNumber: held.number, toTeam: to.team })
  sayPhrase(draft, world, 'passed_on', { kind: 'notice', variables: caseVariables(draft, world) })
  return done
}
