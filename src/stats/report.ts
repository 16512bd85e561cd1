// The manager's report: figures of a period in total, by channel, language and intent, and over time.

import { dayMs, dayNumberAt, dayStartAt, hourMs, localMsAt } from '../calendar/zone.ts'
import type { StatsReport, StatsRow } from '../model/api.ts'
import type { Case } from '../model/case.ts'
import type { Event } from '../model/event.ts'
import type { Language } from '../model/language.ts'
import type { Calendar } from '../model/shop.ts'
import { EpisodeBook, type EpisodeFacts } from './episodes.ts'
import { percentile, sortedOf, sumUp } from './sums.ts'

/** An episode counts in the period in which it opened: from inclusive, to exclusive, epoch ms. */
export type Period = { readonly from: number; readonly to: number }

/** Narrows a report; `intent: 'none'` means episodes in which no intent was matched. */
export type Filters = {
  readonly channel?: string | undefined
  readonly language?: Language | undefined
  readonly intent?: string | undefined
}

/** The key of episodes in which no intent was matched; the stats page knows it. */
const noIntent = 'none'

const intentOf = ({ intent }: EpisodeFacts) => intent ?? noIntent

function fits(episode: EpisodeFacts, { channel, language, intent }: Filters): boolean {
  return (
    (channel === undefined || episode.channel === channel) &&
    (language === undefined || episode.language === language) &&
    (intent === undefined || intentOf(episode) === intent)
  )
}

/** One row for each key, the fullest first. */
function rows(episodes: readonly EpisodeFacts[], keyOf: (episode: EpisodeFacts) => string, now: number): StatsRow[] {
  return [...Map.groupBy(episodes, keyOf)]
    .map(([key, group]) => ({ key, figures: sumUp(group, now) }))
    .sort((a, b) => b.figures.episodes - a.figures.episodes || (a.key < b.key ? -1 : 1))
}

const longestByHourMs = 3 * dayMs

/** The beginnings of the steps that cover a period: hours of the shop's clock up to three days, else its days. */
function stepsOf({ from, to }: Period, zone: string): number[] {
  const steps: number[] = []
  if (to - from <= longestByHourMs) {
    const intoHourMs = localMsAt(zone, from) - Math.floor(localMsAt(zone, from) / hourMs) * hourMs
    for (let at = from - intoHourMs; at < to; at += hourMs) steps.push(at)
    return steps
  }
  for (let day = dayNumberAt(zone, from); day <= dayNumberAt(zone, to - 1); day++) {
    const at = dayStartAt(zone, day)
    if (at !== undefined) steps.push(at)
  }
  return steps
}

function series(episodes: readonly EpisodeFacts[], period: Period, zone: string): StatsReport['series'] {
  const steps = stepsOf(period, zone)
  const ordered = episodes.toSorted((a, b) => a.openedAt - b.openedAt)
  let next = 0
  return steps.map((at, index) => {
    const end = steps[index + 1] ?? Number.POSITIVE_INFINITY
    const first = next
    while ((ordered[next]?.openedAt ?? Number.POSITIVE_INFINITY) < end) next++
    const group = ordered.slice(first, next)
    const median = (values: readonly (number | undefined)[]) => percentile(sortedOf(values), 50)
    return {
      at,
      episodes: group.length,
      touchP50Ms: median(group.map(({ touchMs }) => touchMs)),
      answerP50Ms: median(group.map(({ answerMs }) => answerMs)),
      humanReplyP50Ms: median(group.map(({ humanReplyMs }) => humanReplyMs)),
    }
  })
}

/** How the cases stand at `now`: a wait runs from the case's opening until an agent takes it. */
function standing(cases: readonly Case[], now: number): StatsReport['now'] {
  const waiting = cases.filter(({ state }) => state === 'waiting').map(({ openedAt }) => Math.max(0, now - openedAt))
  const owned = cases.filter(({ state }) => state === 'owned').length
  return waiting.length === 0
    ? { waiting: 0, owned }
    : { waiting: waiting.length, oldestWaitMs: waiting.reduce((a, b) => Math.max(a, b)), owned }
}

type Moment = { readonly zone: string; readonly now: number; readonly cases: readonly Case[] }

function reportOf(book: EpisodeBook, period: Period, filters: Filters, { zone, now, cases }: Moment): StatsReport {
  const episodes = book.episodes().filter((episode) => fits(episode, filters))
  return {
    from: period.from,
    to: period.to,
    zone,
    total: sumUp(episodes, now),
    byChannel: rows(episodes, ({ channel }) => channel, now),
    byLanguage: rows(episodes, ({ language }) => language, now),
    byIntent: rows(episodes, intentOf, now),
    series: series(episodes, period, zone),
    now: standing(cases, now),
  }
}

/**
 * The report over events in any order: those of the period, and whatever later ones tell about its episodes. `now`
 * decides which promises are due; `cases` are the open ones.
 */
export function figures(events: readonly Event[], period: Period, filters: Filters, moment: Moment): StatsReport {
  const book = new EpisodeBook(period.from, period.to)
  for (const event of events.toSorted((a, b) => a.id - b.id)) book.add(event)
  return reportOf(book, period, filters, moment)
}

/** What the report reads; every Store offers it. */
export type EventSource = {
  events(filter: {
    readonly from?: number
    readonly afterId?: number
    readonly limit?: number
  }): Promise<readonly Event[]>
  cases(filter: { readonly state?: 'open'; readonly limit?: number }): Promise<readonly Case[]>
}

// Read in pages, so that a year of events never stands in memory at once.
const pageOfEvents = 5000
const mostCases = 100_000

/** The report from a store. Reads all events since the period began: a late reply belongs to its early episode. */
export async function statsReport(
  source: EventSource,
  calendar: Pick<Calendar, 'zone'>,
  { from, to, ...filters }: Period & Filters,
  now: number,
): Promise<StatsReport> {
  const book = new EpisodeBook(from, to)
  for (let afterId: number | undefined; ; ) {
    const page = await source.events({ from, ...(afterId === undefined ? {} : { afterId }), limit: pageOfEvents })
    for (const event of page) book.add(event)
    if (page.length < pageOfEvents) break
    afterId = page.at(-1)?.id
  }
  const cases = await source.cases({ state: 'open', limit: mostCases })
  return reportOf(book, { from, to }, filters, { zone: calendar.zone, now, cases })
}
