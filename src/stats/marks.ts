// What is asked of our own benchmark: a figure before and after a change, against a baseline, and on a control chart;
// and what a marker or a baseline must be.

import { dateAt, dayMs, dayNumberAt, dayOfDate } from '../calendar/zone.ts'
import {
  type Baseline,
  type Change,
  type ChangeReport,
  type ComparedFigure,
  type ComparedName,
  type ControlReport,
  comparedNames,
  type DayValue,
  longestLabel,
  type Marker,
  type MarkerView,
  type MarkScope,
  type Span,
} from '../model/planning.ts'
import type { FiguresReport, Filters, TimeKind } from '../model/stats.ts'
import {
  clockNamed,
  compareDays,
  comparedKinds,
  compareMatchedDays,
  compareMedians,
  compareShares,
  differs,
  differsByDay,
  freeze,
  shareNamed,
} from './benchmark.ts'
import { pChart, xmrChart } from './control.ts'
import {
  allDays,
  type Basis,
  dayKey,
  dayValues,
  fewestBasisDays,
  firstStableWeeks,
  matchedSpans,
  settledUntil,
  sinceFirst,
  startOfDay,
} from './marks-days.ts'

/** Where figures come from; throws RangeError, in words for people, for what cannot be answered. */
export type AskFigures = (question: Span & Filters) => Promise<FiguresReport>

const longestMs = 366 * dayMs
/** A control chart shows so much before the period too: without what is usual nothing is unusual. */
const lookBackMs = 56 * dayMs
const fewestBaselineDays = 7
const earliestDate = '2000-01-01'

// --- what may be kept ---

/** Throws RangeError, in words for people: a day that does not exist, is to come or lies before 2000; no or a long label. */
export function checkMarker(
  { date, label, scope }: Pick<Marker, 'date' | 'label' | 'scope'>,
  { zone, now, teams }: { readonly zone: string; readonly now: number; readonly teams: readonly string[] },
): void {
  if (Number.isNaN(dayOfDate(date))) throw new RangeError(`There is no day "${date}". Write it as 2026-11-20.`)
  if (date > dateAt(zone, now)) throw new RangeError('That day has not come yet. Mark a change from its own day on.')
  if (date < earliestDate) throw new RangeError('That day lies too far back. Take one from 2000 on.')
  checkName(label)
  const { team } = scope
  if (team !== undefined && team !== 'none' && !teams.includes(team))
    throw new RangeError(`There is no team "${team}". The shop has ${teams.join(', ')}.`)
}

/** Throws RangeError, in words for people, for an intent that the shop does not have. */
export function checkScope({ intent }: MarkScope, intents: ReadonlyMap<string, unknown>): void {
  if (intent !== undefined && intent !== 'none' && !intents.has(intent))
    throw new RangeError(`There is no intent "${intent}". Look for its name in the workbench.`)
}

/**
 * Throws RangeError, in words for people, for a channel that is not one of those connected and that no episode of the
 * last year came by.
 */
export async function checkChannel(
  { channel }: MarkScope,
  connected: readonly string[],
  ask: AskFigures,
  now: number,
): Promise<void> {
  if (channel === undefined || connected.includes(channel)) return
  const { byChannel } = await ask({ from: now - longestMs, to: now })
  const names = [...new Set([...connected, ...byChannel.map(({ key }) => key)])].sort()
  if (!names.includes(channel))
    throw new RangeError(
      `There is no channel "${channel}", and none was in use in the last year. There are ${names.join(', ')}.`,
    )
}

/** A label, or a baseline's name. Throws RangeError, in words for people. */
export function checkName(text: string): void {
  if (text.trim() === '') throw new RangeError('Say in some words what it is.')
  const length = [...text].length
  if (length > longestLabel) throw new RangeError(`Use at most ${longestLabel} characters; these are ${length}.`)
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(text)) throw new RangeError('Use one line of words, without control characters.')
}

/** Freezes a span's figures. Throws RangeError where the span is no good to compare with. */
export async function freezeBaseline(
  ask: AskFigures,
  head: Pick<Baseline, 'id' | 'name' | 'by' | 'filters'>,
  { from, to }: Span,
  now: number,
): Promise<Baseline> {
  checkName(head.name)
  if (to > now) throw new RangeError('A baseline cannot hold what has not happened yet. Let it end by now.')
  if (to - from < fewestBaselineDays * dayMs)
    throw new RangeError('A baseline needs at least 7 days, so that every weekday is in it.')
  if (to - from > longestMs) throw new RangeError('The period is too long. Take at most 366 days.')
  const report = await ask({ from, to, ...head.filters })
  if (report.total.counts.episodes === 0)
    throw new RangeError('Nothing happened in that period. Freeze one with episodes in it.')
  return freeze(report, { ...head, frozenAt: now }, allDays(report))
}

// --- before and after ---

/** A marker with the beginning of its day. */
export function viewOf(marker: Marker, zone: string): MarkerView {
  return { ...marker, at: startOfDay(zone, dayOfDate(marker.date)) }
}

/** Whether what a marker is about is part of what the filters show. */
export function concerns(scope: MarkScope, filters: Filters): boolean {
  return (['channel', 'team', 'intent'] as const).every(
    (name) => scope[name] === undefined || filters[name] === undefined || scope[name] === filters[name],
  )
}

type Look = { readonly zone: string; readonly now: number; readonly time: TimeKind; readonly filters: Filters }

/** The figures before and after a marker's day, by the filters asked for and the marker's own scope. */
export async function changesSince(
  ask: AskFigures,
  marker: Marker,
  weeks: number,
  markers: readonly Marker[],
  { zone, now, time, filters }: Look,
): Promise<ChangeReport> {
  const spans = matchedSpans(dayOfDate(marker.date), zone, now, weeks)
  if ('askAgainAt' in spans) return { state: 'early', zone, askAgainAt: spans.askAgainAt }
  if (!concerns(marker.scope, filters)) return { state: 'refused', zone, why: 'filters' }
  const narrowed = { ...filters, ...marker.scope }
  const [old, young] = await Promise.all([ask({ ...spans.before, ...narrowed }), ask({ ...spans.after, ...narrowed })])
  const figures = comparedNames.map((name) => comparedFigure(name, time, old, young, daysOf(old), daysOf(young), true))
  const others = othersIn({ from: spans.before.from, to: spans.after.to }, markers, narrowed, zone)
  return { state: 'compared', zone, time, ...spans, others: others.filter(({ id }) => id !== marker.id), figures }
}

/** A period's figures held against a baseline of the same filters. */
export async function changesAgainst(
  ask: AskFigures,
  baseline: Baseline,
  { from, to }: Span,
  markers: readonly Marker[],
  { zone, time, filters }: Look,
): Promise<ChangeReport> {
  if (!sameFilters(baseline.filters, filters)) return { state: 'refused', zone, why: 'filters' }
  const report = await ask({ from, to, ...filters })
  if (baseline.definition !== report.definition) return { state: 'refused', zone, why: 'definition' }
  const before = { total: baseline.figures }
  const old = baseline.days['episodes'] ?? []
  const figures = comparedNames.map((name): ComparedFigure => {
    const figure = comparedFigure(name, time, before, report, old, daysOf(report), false)
    const why = differs(baseline, report, name, time)
    return why ? { ...figure, change: { state: 'refused', why } } : figure
  })
  const within = { from: Math.min(from, baseline.from), to: Math.max(to, baseline.to) }
  const others = othersIn(within, markers, filters, zone)
  return {
    state: 'compared',
    zone,
    time,
    before: { from: baseline.from, to: baseline.to },
    after: { from, to },
    others,
    figures,
  }
}

const daysOf = (report: FiguresReport) => dayValues(report, 'episodes', 'wall')

/** True when both narrow to the same. */
export function sameFilters(a: Filters, b: Filters): boolean {
  return (['channel', 'language', 'intent', 'team'] as const).every((name) => a[name] === b[name])
}

function othersIn({ from, to }: Span, markers: readonly Marker[], filters: Filters, zone: string): MarkerView[] {
  return markers
    .map((marker) => viewOf(marker, zone))
    .filter(({ at, scope }) => at >= from && at < to && concerns(scope, filters))
}

type Total = Pick<FiguresReport, 'total'>

function comparedFigure(
  name: ComparedName,
  time: TimeKind,
  { total: old }: Total,
  { total: young }: Total,
  oldDays: readonly DayValue[],
  youngDays: readonly DayValue[],
  matched: boolean,
): ComparedFigure {
  const kind = comparedKinds[name]
  const of = (beforeN: number, afterN: number, change: Change) => ({ name, kind, beforeN, afterN, change })
  if (kind === 'count')
    return of(oldDays.length, youngDays.length, (matched ? compareMatchedDays : compareDays)(oldDays, youngDays))
  const [oldShare, youngShare] = [shareNamed(old, name), shareNamed(young, name)]
  if (oldShare && youngShare) return of(oldShare.n, youngShare.n, compareShares(oldShare, youngShare))
  const [oldClock = { n: 0 }, youngClock = { n: 0 }] = [clockNamed(old, name, time), clockNamed(young, name, time)]
  return of(oldClock.n, youngClock.n, compareMedians(oldClock, youngClock))
}

// --- control chart ---

/** One figure's days with the limits of a baseline, or of the first four weeks that were stable. */
export async function controlOf(
  ask: AskFigures,
  name: ComparedName,
  { from, to }: Span,
  baseline: Baseline | undefined,
  { zone, now, time, filters }: Look,
): Promise<ControlReport> {
  const kind = comparedKinds[name]
  const what = { zone, name, kind, time }
  if (baseline && !sameFilters(baseline.filters, filters)) return { ...what, state: 'refused', why: 'filters' }
  const report = await ask({ from: Math.max(from - lookBackMs, to - longestMs), to, ...filters })
  const why = baseline && differsByDay(baseline, report, name, time)
  if (why) return { ...what, state: 'refused', why }
  const days = sinceFirst(dayValues(report, name, time, settledUntil(zone, now, name)))
  const chartOf = kind === 'share' ? pChart : xmrChart
  const isCalm = (some: readonly DayValue[]) => chartOf(some).points.every(({ signal }) => signal === undefined)
  const basis = baseline ? basisOf(baseline, name, time) : firstStableWeeks(days, isCalm)
  if (!basis)
    return { ...what, state: 'few', days: baseline ? (baseline.days[dayKey(name, time)]?.length ?? 0) : days.length }
  const last = basis.days.at(-1)?.at ?? to
  return {
    ...what,
    state: 'drawn',
    basis: {
      ...(baseline
        ? { kind: 'baseline', name: baseline.name, from: baseline.from, to: baseline.to }
        : { kind: 'weeks', from: basis.days[0]?.at ?? from, to: startOfDay(zone, dayNumberAt(zone, last) + 1) }),
      days: basis.days.length,
      stable: basis.stable,
    },
    chart: chartOf(days, basis.days),
  }
}

function basisOf(baseline: Baseline, name: ComparedName, time: TimeKind): Basis | undefined {
  const days = baseline.days[dayKey(name, time)] ?? []
  return days.length < fewestBasisDays ? undefined : { days, stable: true }
}
