// `stats markers` and `stats baseline`: our own benchmark in the terminal, with the same numbers as the page.

import { dateAt, dayMs, dayNumberAt, dayOfDate } from '../calendar/zone.ts'
import type { Config } from '../config.ts'
import { systemClock } from '../jobs/clock.ts'
import { loadContent } from '../knowledge.ts'
import type { ChangeReport, ComparedFigure, ComparedName, Marker, MarkScope } from '../model/planning.ts'
import type { Content } from '../model/shop.ts'
import type { Filters } from '../model/stats.ts'
import type { Store } from '../ports/store.ts'
import { newMarkId } from '../receive/marks-routes.ts'
import { figuresReport } from '../stats/ask.ts'
import {
  type AskFigures,
  changesAgainst,
  changesSince,
  checkChannel,
  checkMarker,
  checkScope,
  freezeBaseline,
} from '../stats/marks.ts'
import { startOfDay } from '../stats/marks-days.ts'
import { groundOf } from '../stats/rules.ts'
import { openStore } from '../store/open.ts'

type Out = (line: string) => void
type Place = {
  readonly store: Store
  readonly content: Content
  readonly now: number
  readonly zone: string
  readonly ask: AskFigures
}

/** The server may well be running: marks are made beside it. */
async function withStore<R>(config: Config, use: (place: Place) => Promise<R>): Promise<R> {
  const content = await loadContent(config.intentsFolder)
  const store = await openStore(config.database, { beside: true })
  const now = systemClock.now()
  const ask: AskFigures = (question) => figuresReport(store, groundOf(content.shop, now), question, now)
  try {
    return await use({ store, content, now, zone: content.shop.calendar.zone, ask })
  } finally {
    await store.close()
  }
}

/** Throws RangeError, in words for people, for what no marker can be. */
export async function addMarker(
  config: Config,
  {
    label,
    date,
    by,
    channel,
    team,
    intent,
  }: MarkScope & { readonly label: string; readonly date?: string; readonly by: string },
  out: Out,
): Promise<void> {
  await withStore(config, async ({ store, content, now, zone, ask }) => {
    const scope = given({ channel, team, intent })
    const marker: Marker = {
      id: newMarkId('markers'),
      date: date ?? dateAt(zone, now),
      label: label.trim(),
      scope,
      by,
      madeAt: now,
    }
    checkScope(scope, content.intents)
    const connected = ['web', ...(['telegram', 'slack'] as const).filter((name) => config[name] !== undefined)]
    await checkChannel(scope, connected, ask, now)
    checkMarker(marker, { zone, now, teams: content.shop.teams.map(({ name }) => name) })
    await store.saveMarker(marker)
    out(`${marker.id} marks ${marker.date}: ${marker.label}`)
  })
}

export async function listMarkers(config: Config, { json }: { readonly json?: boolean }, out: Out): Promise<void> {
  await withStore(config, async ({ store }) => {
    const markers = await store.markers()
    if (json) return out(JSON.stringify({ markers }))
    if (markers.length === 0)
      return out('No change is marked. "npm run desk -- stats markers add --label X" marks today.')
    for (const { id, date, label, scope, by } of markers)
      out([id, date, label, sayFilters(scope), by].filter(Boolean).join('  '))
  })
}

/** Throws RangeError, in words for people, for a period that is no good to compare with. */
export async function freezeNow(
  config: Config,
  {
    name,
    by,
    ...rest
  }: Filters & { readonly name: string; readonly from: string; readonly to: string; readonly by: string },
  out: Out,
): Promise<void> {
  await withStore(config, async ({ store, content, now, zone, ask }) => {
    const { channel, language, intent, team } = rest
    const filters = given({ channel, language, intent, team })
    checkScope(filters, content.intents)
    const [from, last] = [rest.from, rest.to].map((date) => dayNumber(date)) as [number, number]
    const span = { from: startOfDay(zone, from), to: startOfDay(zone, last + 1) }
    const baseline = await freezeBaseline(
      ask,
      { id: newMarkId('baselines'), name: name.trim(), by, filters },
      span,
      now,
    )
    await store.saveBaseline(baseline)
    out(`${baseline.id} holds ${baseline.episodes} episodes of ${rest.from} to ${rest.to}: ${baseline.name}`)
  })
}

export async function listBaselines(config: Config, { json }: { readonly json?: boolean }, out: Out): Promise<void> {
  await withStore(config, async ({ store, zone }) => {
    const baselines = await store.baselines()
    if (json) return out(JSON.stringify({ baselines }))
    if (baselines.length === 0) return out('No baseline is frozen. "npm run desk -- stats baseline freeze" makes one.')
    for (const { id, name, from, to, filters, episodes } of baselines) {
      const span = `${dateAt(zone, from)} to ${dateAt(zone, to - 1)}`
      out([id, name, span, `n = ${episodes}`, sayFilters(filters)].filter(Boolean).join('  '))
    }
  })
}

type CompareOptions = { readonly business?: boolean; readonly json?: boolean }

/** Returns the exit code: 1 where there is no such marker. */
export async function compareMarker(
  config: Config,
  id: string,
  { weeks, business, json }: CompareOptions & { readonly weeks: string },
  out: Out,
): Promise<number> {
  const count = wholeNumber(weeks, '--weeks', 26)
  return withStore(config, async ({ store, now, zone, ask }) => {
    const markers = await store.markers()
    const marker = markers.find((one) => one.id === id)
    if (!marker) return absent(out, id, 'markers')
    const look = { zone, now, time: business ? 'business' : 'wall', filters: {} } as const
    const report = await changesSince(ask, marker, count, markers, look)
    out(json ? JSON.stringify(report) : sayChanges(report))
    return 0
  })
}

/** The last whole days against a baseline; returns the exit code: 1 where there is none. */
export async function compareBaseline(
  config: Config,
  id: string,
  { days, business, json }: CompareOptions & { readonly days: string },
  out: Out,
): Promise<number> {
  const count = wholeNumber(days, '--days', 366)
  return withStore(config, async ({ store, now, zone, ask }) => {
    const baseline = await store.baseline(id)
    if (!baseline) return absent(out, id, 'baseline')
    const today = dayNumberAt(zone, now)
    const span = { from: startOfDay(zone, today - count), to: startOfDay(zone, today) }
    const look = { zone, now, time: business ? 'business' : 'wall', filters: baseline.filters } as const
    const report = await changesAgainst(ask, baseline, span, await store.markers(), look)
    out(json ? JSON.stringify(report) : sayChanges(report))
    return 0
  })
}

type Named = { readonly id: string; readonly kind: 'marker' | 'baseline' }

/** Returns the exit code: 1 where there is no such one. */
export async function removeMark(config: Config, { id, kind }: Named, out: Out): Promise<number> {
  return withStore(config, async ({ store, now }) => {
    const isGone = ownId(id, kind) && (await store.removeMark(id, now))
    if (isGone)
      out(`${id} is removed. "npm run desk -- stats ${wordFor(kind)} restore ${id}" brings it back for 30 days.`)
    return isGone ? 0 : absent(out, id, wordFor(kind))
  })
}

/** Returns the exit code: 1 where there is nothing to bring back. */
export async function restoreMark(config: Config, { id, kind }: Named, out: Out): Promise<number> {
  return withStore(config, async ({ store }) => {
    const isBack = ownId(id, kind) && (await store.restoreMark(id))
    out(isBack ? `${id} is back.` : `Nothing called ${id} was removed in the last 30 days.`)
    return isBack ? 0 : 1
  })
}

const wordFor = (kind: Named['kind']) => (kind === 'marker' ? 'markers' : 'baseline')
const ownId = (id: string, kind: Named['kind']) => id.startsWith(kind === 'marker' ? 'mark_' : 'base_')

function absent(out: Out, id: string, word: 'markers' | 'baseline'): 1 {
  out(`There is no ${id}. "npm run desk -- stats ${word} list" shows all.`)
  return 1
}

function given<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}

function dayNumber(date: string): number {
  const day = dayOfDate(date)
  if (Number.isNaN(day)) throw new RangeError(`There is no day "${date}". Write it as 2026-11-20.`)
  return day
}

function wholeNumber(text: string, option: string, most: number): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > most)
    throw new RangeError(`${option} takes a whole number from 1 to ${most}.`)
  return count
}

const sayFilters = (filters: Filters): string =>
  Object.entries(filters)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

const names: Readonly<Record<ComparedName, string>> = {
  episodes: 'Episodes a day',
  answer: 'Answer',
  humanReply: 'Human reply',
  handoffReply: 'Reply after handoff',
  resolution: 'Resolution',
  solvedByBot: 'Solved by the bot',
  firstContact: 'First contact',
  promises: 'Promises kept',
  effort: 'CES',
}

const reasons = {
  definition: 'Figures mean something else since then: another version of nightdesk counted them. Freeze it anew.',
  zone: 'Days and hours are those of another time zone since then. Freeze it anew.',
  hours: 'Opening hours were changed since: open time was counted otherwise. Freeze it anew, or ask for wall time.',
  targets: 'Targets were changed since. Freeze it anew.',
  filters: 'The two are narrowed to different things.',
} as const

function sayChanges(report: ChangeReport): string {
  if (report.state === 'refused') return reasons[report.why]
  const day = (at: number) => dateAt(report.zone, at)
  if (report.state === 'early')
    return `Too early: ask again on ${day(report.askAgainAt)}, when the first day is settled.`
  const { before, after, figures, others } = report
  const head = ['', 'before', 'n', 'after', 'n', 'change', '95 % interval']
  const rows = [head, ...figures.map(row)].map(
    ([name = '', ...cells]) =>
      name.padEnd(20) + cells.map((cell, index) => cell.padStart(index === 5 ? 28 : 11)).join(''),
  )
  return [
    `${day(before.from)} to ${day(before.to - dayMs / 2)} against ${day(after.from)} to ${day(after.to - dayMs / 2)}`,
    ...rows,
    ...figures.flatMap(({ name, change }) =>
      change.state === 'refused' ? [`${names[name]} is not compared. ${reasons[change.why]}`] : [],
    ),
    'more: more than chance (95 %). few: fewer than 10 on one side. Of twenty comparisons one looks so by chance alone.',
    ...others.map(({ date, label }) => `Also changed on ${date}: ${label}`),
  ].join('\n')
}

function row({ name, kind, beforeN, afterN, change }: ComparedFigure): string[] {
  const say = (value: number | undefined) => (value === undefined ? '–' : units[kind](value))
  if (change.state !== 'compared') {
    const [old, young] = change.state === 'few' ? [change.before, change.after] : []
    return [
      names[name],
      say(old),
      String(beforeN),
      say(young),
      String(afterN),
      change.state === 'few' ? 'few' : '–',
      '',
    ]
  }
  const { before, after, low, high, sure } = change
  const moved = (value: number) => `${value > 0 ? '+' : ''}${kind === 'share' ? `${tenths(value)} pp` : say(value)}`
  const interval = `${moved(low)} to ${moved(high)}${sure ? ' more' : ''}`
  return [names[name], say(before), String(beforeN), say(after), String(afterN), moved(change.change), interval]
}

/** Without a minus before nothing. */
const tenths = (value: number) => (Math.round(value * 10) / 10 + 0).toFixed(1)

const units = {
  count: tenths,
  share: (value: number) => `${tenths(value)} %`,
  time(ms: number) {
    const size = Math.abs(ms)
    if (size < 60_000) return `${tenths(ms / 1000)} s`
    return size < 3_600_000 ? `${tenths(ms / 60_000)} min` : `${tenths(ms / 3_600_000)} h`
  },
} as const
