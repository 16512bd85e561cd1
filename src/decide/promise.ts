// What may be promised: the next moment at which a person of the team can honestly answer.

import { hourOfWait, promiseFor } from '../calendar/calendar.ts'
import { sayPeople } from '../calendar/say.ts'
import { calendarAt, calendarOf } from '../calendar/versions.ts'
import { zoneNamed } from '../calendar/zone.ts'
import type { Case } from '../model/case.ts'
import type { ByLanguage } from '../model/language.ts'
import type { Pace } from '../model/pace.ts'
import type { Shop } from '../model/shop.ts'
import type { World } from './draft.ts'

const minuteMs = 60_000

/** Of fewer answers in an hour of the week nothing is concluded: the team's own target stands. */
export const fewestAnswers = 20

/** However quick a team is: a person needs so much open time to see it, read it and write. */
export const shortestMs = 15 * minuteMs

/** What it usually takes is said from so many on: it is no promise. */
const fewestToSay = 10

/** Open milliseconds within which four of five were answered lately when they came at this time; else the target. */
function answerMs({ content: { shop }, pace, now }: World, team: string): number {
  const hour = hourOfWait(calendarOf(shop, team), now)
  const lately = hour === undefined ? undefined : pace?.[team]?.[hour]
  if (lately && lately.n >= fewestAnswers) return Math.max(shortestMs, lately.p80Ms)
  return (shop.teams.find(({ name }) => name === team)?.humanReplyMinutes ?? 60) * minuteMs
}

/** The next moment at which a person of the team can honestly answer; each renewal allows twice the time. */
export function promisedAt(world: World, team: string, renewals = 0): number {
  const calendar = calendarOf(world.content.shop, team)
  return promiseFor(calendar, world.now, (answerMs(world, team) * 2 ** renewals) / minuteMs)
}

/** A promise as it is first given: what the customer was told, and what the team is warned by. */
export function promiseOf(world: World, team: string): Pick<Case, 'promiseAt' | 'ladder'> {
  const promiseAt = promisedAt(world, team)
  return { promiseAt, ladder: { from: world.now, promiseAt, step: 0 } }
}

/** Names the hours by which a promise is given now, for its event. */
export function calendarIdOf({ content: { shop }, now }: World, team: string): string {
  return calendarAt(shop, team, now).id
}

/**
 * Before anybody has asked: how soon a person of the default team usually answers now, or when people are there.
 * `zoneHint`: what the customer's device says of its zone.
 */
export function peopleNow(
  shop: Shop,
  pace: Pace | undefined,
  now: number,
  zoneHint?: string,
): Partial<ByLanguage<string>> {
  const calendar = calendarOf(shop, shop.defaultTeam)
  const hour = hourOfWait(calendar, now)
  const lately = hour === undefined ? undefined : pace?.[shop.defaultTeam]?.[hour]
  const usualMs = lately && lately.n >= fewestToSay ? lately.p50Ms : undefined
  const own = zoneNamed(zoneHint)
  return Object.fromEntries(
    shop.languages.map((language) => [language, sayPeople(calendar, now, language, { usualMs, own })]),
  )
}
