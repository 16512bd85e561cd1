// Demand and staffing from what is stored: recent weeks by the hour, the year before by the day.

import type { DemandReport, StaffingRules } from '../model/planning.ts'
import type { Calendar } from '../model/shop.ts'
import { periodCells } from './ask.ts'
import { type Arrivals, demand } from './demand.ts'
import type { Ground } from './evidence.ts'
import { handlingSeen } from './handling.ts'
import type { Timed } from './report.ts'
import type { RollupKeeper } from './roller.ts'
import { dayOf } from './steps.ts'

const weekMs = 7 * 86_400_000
const minuteMs = 60_000

export type DemandQuestion = Partial<StaffingRules> & {
  /** How many weeks are looked back on, 1 to 52. */
  readonly weeks: number
  /** Only of this team. */
  readonly team?: string | undefined
}

/** So many weeks are looked back on where nobody says otherwise. */
export const usualWeeks = 8

/** Where nobody says otherwise: 80 % within the team's own time, else within an hour; one case at a time. */
const usualShare = 80
const usualWithinMs = 60 * minuteMs
const usualHandlingMs = 10 * minuteMs

/** Demand by hour and weekday, the days ahead, and the people they need. Whole days of the shop up to `now`. */
export async function demandReport(
  keeper: RollupKeeper,
  ground: Ground,
  calendar: Calendar,
  { weeks, team, ...wanted }: DemandQuestion,
  now: number,
): Promise<DemandReport> {
  const to = dayOf(now, ground.time.zone)
  const from = dayOf(to - weeks * weekMs, ground.time.zone)
  const filters = { team }
  const recent = await periodCells(keeper, ground, { from, to }, filters, {
    now,
    step: 'hour',
    spreads: [],
  })
  const before = await periodCells(keeper, ground, { from: from - 57 * weekMs, to: from }, filters, {
    now,
    step: 'day',
    spreads: [],
  })
  const seen = wanted.handlingMs === undefined ? await handlingSeen(keeper, ground, { from, to }, team) : undefined
  const target = ground.targets.find((one) => one.team === team && one.clock === 'handoffReply')
  const rules: StaffingRules = {
    handlingMs: wanted.handlingMs ?? seen?.medianMs ?? usualHandlingMs,
    atOnce: wanted.atOnce ?? 1,
    share: wanted.share ?? target?.share ?? usualShare,
    withinMs: wanted.withinMs ?? target?.withinMs ?? usualWithinMs,
  }
  const report = demand([...before, ...recent].map(arrivals), { from, to }, calendar, rules, now)
  if (seen) return { ...report, handling: { from: 'seen', n: seen.n } }
  return { ...report, handling: { from: wanted.handlingMs === undefined ? 'usual' : 'asked' } }
}

function arrivals({ at, tally: { counts } }: Timed): Arrivals {
  return { at, episodes: counts['episodes'] ?? 0, handoffs: counts['handoffs'] ?? 0 }
}
