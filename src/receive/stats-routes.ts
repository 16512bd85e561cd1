// The stats' API: one report for a period, for managers.

import { z } from 'zod'
import type { CesFigures, ClockFigures, StatsFigures, StatsReport } from '../model/api.ts'
import { type Language, languages } from '../model/language.ts'
import type { Route } from '../ports/route.ts'
import { Refusal } from './refusal.ts'

const dayMs = 86_400_000
const defaultPeriodMs = 7 * dayMs
const longestPeriodMs = 366 * dayMs

/** What a report is about: from (inclusive) to (exclusive), epoch ms, and what it is narrowed to. */
export type StatsQuestion = {
  readonly from: number
  readonly to: number
  readonly channel?: string | undefined
  readonly language?: Language | undefined
  readonly intent?: string | undefined
}

const At = z
  .string()
  .regex(/^\d{1,15}$/, 'give epoch milliseconds, such as 1763676000000')
  .transform(Number)

const Name = z.string().regex(/^[\w-]{1,64}$/, 'use a name of 1 to 64 letters, digits, - or _')

const StatsQuery = z.strictObject({
  from: At.optional(),
  to: At.optional(),
  channel: Name.optional(),
  language: z.enum(languages).optional(),
  intent: Name.optional(),
})

const Figure = z.number().optional()
const Count = z.int()

const Clock: z.ZodType<ClockFigures> = z
  .strictObject({ n: Count, meanMs: Figure, p50Ms: Figure, p90Ms: Figure, p99Ms: Figure })
  .meta({ id: 'ClockFigures', description: 'Milliseconds of wall time over n episodes; percentiles are nearest-rank' })

const Ces: z.ZodType<CesFigures> = z
  .strictObject({
    n: Count,
    asked: Count,
    score: Figure,
    low: Figure,
    high: Figure,
    counts: z.tuple([Count, Count, Count, Count, Count]),
  })
  .meta({ id: 'CesFigures', description: 'Share of 4 and 5 in percent, with the 95 % Wilson interval' })

const Figures: z.ZodType<StatsFigures> = z
  .strictObject({
    episodes: Count,
    conversations: Count,
    touch: Clock,
    answer: Clock,
    humanReply: Clock,
    solvedByBot: Count,
    solvedByAgent: Count,
    open: Count,
    handoffs: Count,
    reopened: Count,
    missed: Count,
    promises: z.strictObject({ n: Count, kept: Count }),
    ces: Ces,
  })
  .meta({ id: 'StatsFigures' })

const Rows = z.array(z.strictObject({ key: z.string(), figures: Figures }))

const Report: z.ZodType<StatsReport> = z.strictObject({
  from: Count,
  to: Count,
  zone: z.string(),
  total: Figures,
  byChannel: Rows,
  byLanguage: Rows,
  byIntent: Rows,
  series: z.array(
    z.strictObject({ at: Count, episodes: Count, touchP50Ms: Figure, answerP50Ms: Figure, humanReplyP50Ms: Figure }),
  ),
  now: z.strictObject({ waiting: Count, oldestWaitMs: Figure, owned: Count }),
})

/** GET /api/stats. */
export function statsRoutes(deps: {
  readonly statsReport: (question: StatsQuestion, now: number) => Promise<StatsReport>
}): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/stats',
      access: 'manager',
      summary: 'The figures of a period: by default the last 7 days',
      query: StatsQuery,
      answers: {
        200: { description: 'The report', schema: Report },
        400: { description: 'The period is impossible' },
      },
      async handle({ query, now }) {
        return { status: 200, body: await deps.statsReport(questionOf(query, now), now) }
      },
    },
  ]
}

function questionOf(checked: unknown, now: number): StatsQuestion {
  // The route's schema has made numbers of the times already.
  const { from, to = now, ...narrowed } = checked as z.infer<typeof StatsQuery>
  const start = from ?? to - defaultPeriodMs
  if (start >= to) throw new Refusal(400, 'invalid', 'The period ends before it begins. Let from be before to.')
  if (to - start > longestPeriodMs) throw new Refusal(400, 'invalid', 'The period is too long. Take at most 366 days.')
  return { from: start, to, ...narrowed }
}
