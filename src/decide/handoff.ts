// From the bot to a person: opening a case with its number and promise, adding to it, reopening it.

import { isOpen, nextOpening } from '../calendar/calendar.ts'
import { tellOpening, tellPromise } from '../calendar/say.ts'
import { calendarOf } from '../calendar/versions.ts'
import type { Case, HandoffReason, Priority } from '../model/case.ts'
import type { Text } from '../model/shop.ts'
import type { Mood } from '../model/understanding.ts'
import { type Draft, note, say, sayPhrase, update, updateCase, updateEpisode, type World } from './draft.ts'
import { caseIsOpen } from './episode.ts'
import type { Variables } from './fill.ts'
import { caseNumberFrom } from './needs.ts'
import { calendarIdOf, promiseOf } from './promise.ts'

export type HandoffRequest = {
  readonly reason: HandoffReason
  readonly intent?: string
  readonly team?: string
  readonly tags?: readonly string[]
  readonly priority?: Priority
  /** In place of the phrase. */
  readonly text?: Text
  readonly mood: Mood
}

const priorities: readonly Priority[] = ['low', 'normal', 'high', 'urgent']

/** One step more urgent; urgent stays. */
export const raised = (priority: Priority): Priority => priorities[priorities.indexOf(priority) + 1] ?? 'urgent'

/** Opens a case, or adds to the one that is open, and confirms it with number and promise. Needs a case number. */
export function handOff(draft: Draft, world: World, request: HandoffRequest): void {
  if (caseIsOpen(draft)) extendCase(draft, world, request)
  else if (draft.case && draft.case.number === draft.conversation.episode?.caseNumber) reopenCase(draft, world, request)
  else openCase(draft, world, request)
}

function openCase(draft: Draft, world: World, request: HandoffRequest): void {
  const number = caseNumberFrom(draft, world)
  if (number === undefined) return
  const { conversation } = draft
  const { shop } = world.content
  const team = shop.teams.find(({ name }) => name === request.team) ? (request.team as string) : shop.defaultTeam
  const opened: Case = {
    number,
    conversationId: conversation.id,
    episodeId: conversation.episode?.id ?? conversation.id,
    state: 'waiting',
    reason: request.reason,
    ...(request.intent ? { intent: request.intent } : {}),
    tags: tagsOf(request),
    priority: priorityOf(request),
    team,
    language: conversation.language,
    openedAt: world.now,
    ...promiseOf(world, team),
    summary: {
      wish: conversation.wish ?? '',
      facts: conversation.slots,
      tried: conversation.episode?.answered ?? [],
      mood: moodOf(request),
    },
  }
  draft.case = opened
  draft.caseChanged = true
  updateEpisode(draft, { caseNumber: number })
  update(draft, { misses: 0 })
  const { reason, tags, priority, promiseAt } = opened
  const calendar = calendarIdOf(world, team)
  const data = { caseNumber: number, reason, team, priority, tags, promiseAt, calendar }
  note(draft, world.now, 'case.opened', request.intent ? { ...data, intent: request.intent } : data)
  confirm(draft, world, request)
}

/** The confirmation that every request and handoff gets. When closed it stands for the away note as well. */
function confirm(draft: Draft, world: World, { text, intent }: HandoffRequest): void {
  const calendar = calendarOf(world.content.shop, draft.case?.team)
  const saying = {
    kind: 'confirmation',
    variables: caseVariables(draft, world),
    ...(intent ? { intent } : {}),
  } as const
  const open = isOpen(calendar, world.now)
  if (text) say(draft, world, text, saying)
  else sayPhrase(draft, world, open ? 'case_opened' : 'case_opened_closed', saying)
  if (!open) update(draft, { awayNotedFor: nextOpening(calendar, world.now) })
}

/** A further wish while a case is open joins it: the customer keeps one number. */
function extendCase(draft: Draft, world: World, request: HandoffRequest): void {
  const open = draft.case
  if (!open) return
  updateCase(draft, {
    tags: [...new Set([...open.tags, ...tagsOf(request)])],
    priority: highest(open.priority, priorityOf(request)),
    summary: { ...open.summary, facts: { ...open.summary.facts, ...draft.conversation.slots } },
  })
  const data = { caseNumber: open.number }
  note(draft, world.now, 'case.extended', request.intent ? { ...data, intent: request.intent } : data)
  const asked = request.reason === 'asked' || request.reason === 'not-understood'
  sayPhrase(draft, world, asked ? 'case_waiting' : 'case_extended', {
    kind: 'confirmation',
    variables: caseVariables(draft, world),
  })
}

/** Anger or urgency shown while the case waits. */
export function raisePriority(draft: Draft, mood: HandoffRequest['mood']): void {
  const priority = draft.case && highest(draft.case.priority, priorityOf({ mood }))
  if (priority && priority !== draft.case?.priority) updateCase(draft, { priority })
}

/** A solved or handed-back case of this episode waits again, with a new promise. */
export function reopenCase(draft: Draft, world: World, request: Pick<HandoffRequest, 'mood'>): void {
  const known = draft.case
  if (!known) return
  updateCase(draft, {
    state: 'waiting',
    episodeId: draft.conversation.episode?.id ?? known.episodeId,
    owner: undefined,
    solvedAt: undefined,
    humanRepliedAt: undefined,
    wroteAgainAt: undefined,
    laterUntil: undefined,
    ...promiseOf(world, known.team),
    promiseRenewals: 0,
    priority: highest(known.priority, priorityOf(request)),
    // What an agent gave back is still about what it was about; after the end the new words tell what is wrong now.
    summary: { ...known.summary, wish: (known.state === 'solved' && draft.conversation.wish) || known.summary.wish },
  })
  update(draft, { misses: 0 })
  const promiseAt = draft.case?.promiseAt ?? world.now
  const calendar = calendarIdOf(world, known.team)
  note(draft, world.now, 'case.reopened', { caseNumber: known.number, promiseAt, calendar })
  sayPhrase(draft, world, 'case_reopened', { kind: 'confirmation', variables: caseVariables(draft, world) })
}

/** Keeps what the customer gives after the case was opened on its card. */
export function addFactsToCase(draft: Draft, from: 'its own questions' | 'other talk'): void {
  if (!draft.case || !caseIsOpen(draft)) return
  const known = draft.case.summary.facts
  const { slots } = draft.conversation
  // Asking about another order must not change which one the refund is for.
  const facts = from === 'other talk' ? { ...slots, ...known } : { ...known, ...slots }
  if (Object.keys(facts).some((name) => facts[name] !== draft.case?.summary.facts[name]))
    updateCase(draft, { summary: { ...draft.case.summary, facts } })
}

/** `case_number`, `promise`, `agent`, `team` and its next `opening` for the phrases about a case. */
export function caseVariables(draft: Draft, world: World): Variables {
  const known = draft.case
  if (!known) return {}
  const { shop } = world.content
  const { language, zone } = draft.conversation
  const clocks = { shop: shop.calendar.zone, own: zone }
  const opening = nextOpening(calendarOf(shop, known.team), world.now) ?? world.now
  return {
    // A string, so that no language groups its digits.
    case_number: String(known.number),
    promise: tellPromise(known.promiseAt, world.now, clocks, language),
    // Of the team that has it: it may open at other times than the shop.
    opening: tellOpening(opening, world.now, clocks, language),
    agent: known.owner?.name ?? '',
    team: shop.teams.find(({ name }) => name === known.team)?.label[language] ?? known.team,
  }
}

function tagsOf(request: HandoffRequest): string[] {
  return [
    ...new Set([
      ...(request.tags ?? []),
      ...(request.mood.angry ? ['complaint'] : []),
      ...(request.mood.safety ? ['safety'] : []),
    ]),
  ]
}

function priorityOf(request: Pick<HandoffRequest, 'mood' | 'priority'>): Priority {
  const { angry, urgent, safety } = request.mood
  const fromMood: Priority = safety || (angry && urgent) ? 'urgent' : angry || urgent ? 'high' : 'low'
  return highest(request.priority ?? 'normal', fromMood)
}

function moodOf({ mood }: HandoffRequest): ('angry' | 'urgent')[] {
  return [...(mood.angry ? (['angry'] as const) : []), ...(mood.urgent ? (['urgent'] as const) : [])]
}

function highest(a: Priority, b: Priority): Priority {
  return priorities.indexOf(a) >= priorities.indexOf(b) ? a : b
}
