// The weekly digest: five lines, one picture and one thing to look at, from the report that the stats page shows.

import { dateOfDay, dayNumberAt, dayStartAt, localMsAt } from '../calendar/zone.ts'
import type { Digest } from '../model/digest.ts'
import type { Content, DeskRules } from '../model/shop.ts'
import type { ClockFigures, FigureSet, FiguresReport, Share } from '../model/stats.ts'
import type { Clock } from '../ports/outside.ts'
import type { CaseKeeperParts } from './case-keeper.ts'

/** The report of a period: exactly what the stats page reads. */
export type ReadFigures = (
  period: { readonly from: number; readonly to: number },
  now: number,
) => Promise<FiguresReport>

export type DigestParts = {
  readonly content: () => Content
  readonly figures: ReadFigures
  /** Where browsers reach nightdesk, without a slash at its end. */
  readonly url: string
}

/** Below it a share or percentile says little. */
const enough = 10
const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** The last week, and the one before it to compare with. */
export type DigestWeek = { readonly id: string; readonly before: number; readonly from: number; readonly to: number }

/**
 * The week to tell of at `now`: from the rule's time on its weekday until that day is over. A digest that was held up
 * longer than its day is left out; `undefined` is also the answer of a shop that wants none.
 */
export function weekToTell(rule: DeskRules['digest'], zone: string, now: number): DigestWeek | undefined {
  if (rule === undefined) return undefined
  const today = dayNumberAt(zone, now)
  // Day 0, 1 January 1970, was a Thursday; Monday is 0 here.
  const weekday = (today + 3) % 7
  const sinceMidnightMs = localMsAt(zone, now) - today * 86_400_000
  if (weekday !== rule.weekday || sinceMidnightMs < rule.atMinute * 60_000) return undefined
  const monday = today - weekday
  const [before, from, to] = [monday - 14, monday - 7, monday].map((day) => dayStartAt(zone, day))
  if (before === undefined || from === undefined || to === undefined) return undefined
  return { id: `digest:${dateOfDay(today)}`, before, from, to }
}

/** Reads both weeks and tells the last. */
export async function digestOf(week: DigestWeek, now: number, { content, figures, url }: DigestParts): Promise<Digest> {
  const { id, before, from, to } = week
  const last = await figures({ from, to }, now)
  const former = await figures({ from: before, to: from }, now)
  const { zone } = content().shop.calendar
  return {
    ...{ id, from, to, zone, url: `${url}/stats` },
    lines: linesOf(last.total, former.total),
    days: last.series.map(({ at, figures: { counts } }) => ({
      name: dayNames[(dayNumberAt(zone, at) + 3) % 7] ?? '',
      episodes: counts.episodes,
    })),
    look: lookAt(last, former, content()),
  }
}

/** Posts the digest in the brief room when its time has come; once for each week. */
export async function giveDigest(
  parts: CaseKeeperParts & DigestParts & { readonly clock: Pick<Clock, 'now'> },
): Promise<void> {
  const { content, clock, desk, postings, store } = parts
  const { calendar, desk: rules } = content().shop
  const now = clock.now()
  const week = weekToTell(rules.digest, calendar.zone, now)
  if (!week || rules.briefRoom === undefined) return
  if ((await store.deskPosted(week.id))?.externalId !== undefined) return
  const room = await desk.roomOf(rules.briefRoom)
  if (room === undefined) return
  await postings.postOnce({ room }, week.id, { kind: 'digest', digest: await digestOf(week, now, parts) })
}

function linesOf(last: FigureSet, former: FigureSet): string[] {
  const { counts, clocks, shares, effort } = last
  const { episodes, solvedByBot, handoffs, reopened, unanswered, missed } = counts
  const reply = clocks.humanReply.business
  const promises = shares['promises'] ?? { n: 0, hits: 0 }
  return [
    `${count(episodes, 'episode')} ${against(episodes, former.counts.episodes)}: ${solvedByBot} solved by the bot, ${handoffs} handed to people.`,
    `Human reply, open time: ${timesOf(reply)}; the week before ${timesOf(former.clocks.humanReply.business)}.`,
    `Promises kept: ${shareOf(promises)}; ${counts.promisesRenewed} renewed in time.`,
    effort.score === undefined
      ? `Effort: nobody answered (${effort.asked} asked).`
      : `Effort: ${percent(effort.score)} found it easy (n = ${effort.n} of ${effort.asked} asked, ${percent(effort.low ?? 0)}–${percent(effort.high ?? 100)}).`,
    `Unanswered: ${unanswered}; not understood: ${count(missed, 'message')}; reopened: ${reopened}.`,
  ]
}

/** The first of these that is so; each only where there is enough to say it. */
function lookAt(
  { total, byIntent }: FiguresReport,
  { total: former }: FiguresReport,
  { intents, shop }: Content,
): string {
  const { n, hits, percent: kept } = total.shares['promises'] ?? { n: 0, hits: 0 }
  if (n >= enough && (kept ?? 100) < 90) return `${count(n - hits, 'promise')} of ${n} was not kept. Start there.`
  const [now, was] = [total.clocks.humanReply.business, former.clocks.humanReply.business]
  if (now.n >= enough && was.n >= enough && (now.p90Ms ?? 0) > 2 * (was.p90Ms ?? 0))
    return `The slowest tenth of human replies took over ${timeOf(now.p90Ms)}, more than twice as long as the week before.`
  if (total.effort.n >= enough && (total.effort.high ?? 100) < (former.effort.low ?? 0))
    return 'Customers found it harder than the week before, by more than chance.'
  if (total.counts.missed >= enough && total.counts.missed > total.counts.episodes / 5)
    return `The bot did not understand ${total.counts.missed} messages. The workbench groups them.`
  const most = byIntent.toSorted((a, b) => b.figures.counts.handoffs - a.figures.counts.handoffs)[0]
  const label = most && intents.get(most.key)?.label[shop.languages[0] ?? 'en']
  if (most && label !== undefined && most.figures.counts.handoffs >= enough)
    return `Most handoffs came from “${label}”: ${most.figures.counts.handoffs}. Could the bot do more there?`
  return 'Nothing stands out.'
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}

function against(now: number, before: number): string {
  if (before === 0) return '(none the week before)'
  const change = Math.round((now / before - 1) * 100)
  return `(${change < 0 ? '−' : '+'}${Math.abs(change)} % on the week before)`
}

function timesOf({ n, p50Ms, p90Ms }: ClockFigures): string {
  return n === 0 ? 'none' : `median ${timeOf(p50Ms)}, 90 % within ${timeOf(p90Ms)} (n = ${n})`
}

function shareOf({ n, hits, percent: share }: Share): string {
  return share === undefined ? 'none was due' : `${percent(share)} (${hits} of ${n})`
}

function percent(share: number): string {
  return `${Math.round(share)} %`
}

/** "45 s", "14 min", "3 h 20 min". */
function timeOf(ms = 0): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
