// Opening hours as lines that people read.

import type { Language } from '../model/language.ts'
import type { Calendar, Interval, Timetable } from '../model/shop.ts'
import { intervalMs, intervalsOn, isHoliday, usualOn, weekdays } from './days.ts'
import { clockWords, sayDate, sayShortDate, sayTimeOfDay } from './say-times.ts'
import { timetableOn } from './versions.ts'
import { dateAt, dateOfDay, dayMs, dayNumberAt } from './zone.ts'

type Words = {
  readonly closed: string
  readonly holiday: string
  readonly allDay: string
  /** Danish writes a hyphen between figures where the others write an en dash. */
  readonly dash: string
  /** Before a week's lines that hold from a date on. */
  readonly from: (date: string) => string
  readonly weekdays: readonly [string, string, string, string, string, string, string]
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    closed: 'closed',
    holiday: 'public holiday',
    allDay: '24 hours',
    dash: '–',
    from: (date) => `From ${date}:`,
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  },
  nb: {
    closed: 'stengt',
    holiday: 'helligdag',
    allDay: 'døgnåpent',
    dash: '–',
    from: (date) => `Fra ${date}:`,
    weekdays: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
  },
  sv: {
    closed: 'stängt',
    holiday: 'helgdag',
    allDay: 'dygnet runt',
    dash: '–',
    from: (date) => `Från ${date}:`,
    weekdays: ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'],
  },
  da: {
    closed: 'lukket',
    holiday: 'helligdag',
    allDay: 'døgnet rundt',
    dash: '-',
    from: (date) => `Fra ${date}:`,
    weekdays: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
  },
  fi: {
    closed: 'suljettu',
    holiday: 'pyhäpäivä',
    allDay: 'ympäri vuorokauden',
    dash: '–',
    from: (date) => `${date} alkaen:`,
    weekdays: ['maanantai', 'tiistai', 'keskiviikko', 'torstai', 'perjantai', 'lauantai', 'sunnuntai'],
  },
}

/** "9 am–5 pm", "12:30–5 pm", "9–17", "09:30–17"; two times of one half of the day share English "am" or "pm". */
function sayInterval(interval: Interval, language: Language): string {
  const { fromMs, toMs } = intervalMs(interval)
  const from = sayTimeOfDay(fromMs, language)
  const to = sayTimeOfDay(toMs > dayMs ? toMs - dayMs : toMs, language)
  const half = /\u00a0[ap]m$/.exec(to)?.[0]
  const shared = half !== undefined && toMs <= dayMs && from.endsWith(half)
  return `${shared ? from.slice(0, -half.length) : from}${words[language].dash}${to}`
}

function sayIntervals(intervals: readonly Interval[], language: Language): string {
  if (intervals.length === 0) return words[language].closed
  if (intervals.some(({ from, to }) => from === '00:00' && to === '24:00')) return words[language].allDay
  return clockWords[language] + intervals.map((interval) => sayInterval(interval, language)).join(', ')
}

function sayIntervalsOn(calendar: Calendar, date: string, language: Language): string {
  const intervals = intervalsOn(calendar, date)
  const said = sayIntervals(intervals, language)
  return intervals.length === 0 && isHoliday(calendar, date) ? `${said} (${words[language].holiday})` : said
}

const asLine = (line: string, language: Language) => line.charAt(0).toLocaleUpperCase(language) + line.slice(1)

/** Weekly hours as lines, days that follow each other with equal hours in one. */
function foldWeek({ hours }: Timetable, language: Language): string[] {
  const runs: { first: number; last: number; said: string }[] = []
  weekdays.forEach((weekday, index) => {
    const said = sayIntervals(hours[weekday], language)
    const run = runs.at(-1)
    if (run?.said === said) run.last = index
    else runs.push({ first: index, last: index, said })
  })
  const { weekdays: names, dash } = words[language]
  return runs.map(({ first, last, said }) => {
    const days = first === last ? names[first] : `${names[first]}${dash}${names[last]}`
    return asLine(`${days} ${said}`, language)
  })
}

// So far ahead do people ask about Christmas and Easter.
const daysAhead = 45
// More lines than these hide the week itself.
const mostDaysSaid = 6

function exceptionsAhead(calendar: Calendar, now: number, language: Language): string[] {
  const today = dayNumberAt(calendar.zone, now)
  const lines: string[] = []
  for (let day = today; day < today + daysAhead && lines.length < mostDaysSaid; day++) {
    const date = dateOfDay(day)
    const usual = sayIntervals(usualOn(calendar, date), language)
    // A holiday on a day that is closed anyway is no news.
    if (sayIntervals(intervalsOn(calendar, date), language) === usual) continue
    lines.push(`${asLine(sayDate(date, language), language)}: ${sayIntervalsOn(calendar, date, language)}`)
  }
  return lines
}

/** The next hours that are known already, while people would still come by the old ones. */
function changeAhead(calendar: Calendar, now: number, language: Language): string[] {
  const today = dayNumberAt(calendar.zone, now)
  const next = calendar.changes?.find(({ from }) => from > dateOfDay(today) && from < dateOfDay(today + daysAhead))
  return next ? [words[language].from(sayShortDate(next.from, language)), ...foldWeek(next, language)] : []
}

/**
 * The week in lines, equal days folded: "Monday–Thursday 9 am–12 pm, 12:30–5 pm". With `now` (epoch ms) it is the week
 * in force then, and what differs in the coming 45 days follows: new hours with their date, then single days, the
 * first six of them, one a line: "Thursday 24 December: closed". Without it the first week of all.
 */
export function sayHoursWeek(calendar: Calendar, language: Language, now?: number): string {
  if (now === undefined) return foldWeek(calendar, language).join('\n')
  return [
    ...foldWeek(timetableOn(calendar, dateAt(calendar.zone, now)), language),
    ...changeAhead(calendar, now, language),
    ...exceptionsAhead(calendar, now, language),
  ].join('\n')
}

/** Today's hours, to stand after "Today:": "9 am–5 pm", "kl. 9–17", "closed", "stengt (helligdag)". */
export function sayHoursToday(calendar: Calendar, now: number, language: Language): string {
  return sayIntervalsOn(calendar, dateOfDay(dayNumberAt(calendar.zone, now)), language)
}
