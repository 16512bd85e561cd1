// A period by whole days, so that its address stays the same while the day goes on.

import type { FiguresReport } from '../../model/stats.ts'
import { addDays, dayOf, type Span, startOfDay } from './period.ts'

type Shown = Pick<FiguresReport, 'from' | 'to' | 'zone'>

const longestMs = 366 * 86_400_000

/** With the whole of its last day, and as long as the server takes it. */
export function throughToday({ from, to, zone }: Shown): Span {
  const end = startOfDay(addDays(dayOf(to - 1, zone), 1), zone)
  return { from: Math.max(from, end - longestMs), to: end }
}

/** Without a last day that is not over: half a day is no day to compare with. A single day stays. */
export function wholeDays(shown: Shown): Span {
  const lastMidnight = startOfDay(dayOf(shown.to, shown.zone), shown.zone)
  return lastMidnight > shown.from ? { from: shown.from, to: lastMidnight } : throughToday(shown)
}
