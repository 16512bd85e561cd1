// Nobody waits unseen: who is told that an answer is due, in danger or late. Each stage once, in open hours only
// unless the case is urgent.

import { deadlineAfter, openMsBetween } from '../calendar/calendar.ts'
import { calendarOf } from '../calendar/versions.ts'
import { awaitsPerson, type Case } from '../model/case.ts'
import { type Draft, note, updateCase, type World } from './draft.ts'
import { promiseOf } from './promise.ts'

/** The owner is warned when so much of the promised time has passed. */
const soonShare = 0.8

/**
 * A customer who writes again to a person waits as the first time: those who look after the case are warned by what
 * might be promised now. The customer is told nothing, since they are in the midst of a talk.
 */
export function awaitAgain(draft: Draft, world: World): void {
  const held = draft.case
  if (held?.humanRepliedAt === undefined || held.wroteAgainAt !== undefined) return
  updateCase(draft, { wroteAgainAt: world.now, ladder: promiseOf(world, held.team).ladder })
}

/** When the next warning falls due, epoch ms; never for a case whose customer has been answered or that is over. */
export function warningAt(held: Case | undefined, world: World): number {
  if (!held?.ladder || !awaitsPerson(held)) return Number.POSITIVE_INFINITY
  return held.priority === 'urgent' ? atAnyHour(held, world) : inOpenHours(held, world)
}

/** `soon`: 80 % of the open time until the promise; `due`: the promise itself; then each step of the on-call list. */
function inOpenHours({ ladder, team }: Case, { content: { shop } }: World): number {
  const { from, promiseAt, step } = ladder ?? { from: 0, promiseAt: 0, step: 0 }
  const calendar = calendarOf(shop, team)
  if (step === 0) {
    const allowedMs = openMsBetween(calendar, from, promiseAt) * soonShare
    return Math.min(deadlineAfter(calendar, from, allowedMs) ?? promiseAt, promiseAt)
  }
  if (step === 1) return promiseAt
  const next = shop.desk.onCall[step - 2]
  return (next && deadlineAfter(calendar, promiseAt, next.afterMs)) ?? Number.POSITIVE_INFINITY
}

/**
 * What is urgent does not wait for the opening: the open time that was promised, or the team's target where that is
 * less, is counted on the clock of the wall. So no warning comes after the promise that it warns of.
 */
function atAnyHour({ ladder, team }: Case, { content: { shop } }: World): number {
  const { from, promiseAt, step } = ladder ?? { from: 0, promiseAt: 0, step: 0 }
  const targetMs = (shop.teams.find(({ name }) => name === team)?.humanReplyMinutes ?? 60) * 60_000
  const promisedMs = openMsBetween(calendarOf(shop, team), from, promiseAt)
  const allowedMs = Math.min(targetMs, promisedMs > 0 ? promisedMs : targetMs)
  if (step === 0) return from + allowedMs * soonShare
  if (step === 1) return from + allowedMs
  const next = shop.desk.onCall[step - 2]
  return next ? from + allowedMs + next.afterMs : Number.POSITIVE_INFINITY
}

/** Notes the warning that is due: the desk outside and the webhook are told by its event. */
export function warn(draft: Draft, world: World): void {
  const held = draft.case
  if (!held?.ladder) return
  const { step } = held.ladder
  updateCase(draft, { ladder: { ...held.ladder, step: step + 1 } })
  note(draft, world.now, 'case.warned', {
    caseNumber: held.number,
    stage: step === 0 ? 'soon' : step === 1 ? 'due' : 'on-call',
    step,
    to: step === 0 && held.owner ? 'owner' : step < 2 ? 'room' : 'on-call',
  })
}
