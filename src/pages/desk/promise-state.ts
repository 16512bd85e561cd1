// How a case stands against the promise that its customer was given.

import { awaitsPerson, type Case } from '../../model/case.ts'

export type PromiseState = 'on-time' | 'soon' | 'late' | 'answered'

/** From this share of the promised time on, it is `soon`: the moment at which the owner is warned too. */
const soonShare = 0.8

/** `answered` once a person replied; until then by the time that is left at `now` (server time, epoch ms). */
export function promiseState(one: Pick<Case, 'openedAt' | 'promiseAt' | 'humanRepliedAt'>, now: number): PromiseState {
  if (one.humanRepliedAt !== undefined) return 'answered'
  if (now > one.promiseAt) return 'late'
  return now - one.openedAt >= soonShare * (one.promiseAt - one.openedAt) ? 'soon' : 'on-time'
}

/** What the owner or the room was warned of; the promise may have been given anew since then. Undefined: of nothing. */
export function warnedOf(
  one: Pick<Case, 'state' | 'ladder' | 'humanRepliedAt' | 'wroteAgainAt'>,
): 'soon' | 'overdue' | undefined {
  const step = awaitsPerson(one) ? (one.ladder?.step ?? 0) : 0
  return step === 0 ? undefined : step === 1 ? 'soon' : 'overdue'
}
