// The figures' API: every figure of a period, and what is behind each, for managers.

import { z } from 'zod'
import { languages } from '../model/language.ts'
import type { DemandReport, StaffingRules } from '../model/planning.ts'
import {
  clockNames,
  countNames,
  type Explanation,
  type FiguresReport,
  type Filters,
  flowLosses,
  shareNames,
  timeKinds,
} from '../model/stats.ts'
import type { Route } from '../ports/route.ts'
import { usualWeeks } from '../stats/ask-demand.ts'
import { Refusal } from './refusal.ts'

const dayMs = 86_400_000
const defaultPeriodMs = 7 * dayMs
const longestPeriodMs = 366 * dayMs
const linesAtOnce = 100
/** No clock ran longer. */
const longestMs = 100 * 366 * dayMs

/** What is asked: from (inclusive) to (exclusive), epoch ms, and what it is narrowed to. */
export type FiguresQuestion = Filters & { readonly from: number; readonly to: number }

export type ExplainQuestion = FiguresQuestion & {
  readonly figure: string
  readonly time: 'wall' | 'business'
  /** An hour of the week, 0 being Monday; values of a clock from one time up to another. */
  readonly weekday?: number | undefined
  readonly hour?: number | undefined
  readonly atLeastMs?: number | undefined
  readonly belowMs?: number | undefined
  /** Of one agent, where the shop has switched figures by agent on. */
  readonly agent?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** What people must hold, where it is not what was seen; `weeks` are looked back on. */
export type DemandQuestion = Partial<StaffingRules> & { readonly weeks: number; readonly team?: string | undefined }

/** They throw RangeError, in words for people, for what cannot be answered. */
export type FiguresDeps = {
  readonly figures: (question: FiguresQuestion, now: number) => Promise<FiguresReport>
  readonly explain: (question: ExplainQuestion, now: number) => Promise<Explanation>
  readonly demand: (question: DemandQuestion, now: number) => Promise<DemandReport>
}

/** `figuresByAgent`: whether the shop has switched them on; without it they are off. */
export type FiguresRoutesDeps = FiguresDeps & { readonly figuresByAgent?: () => boolean }

const At = z
  .string()
  .regex(/^\d{1,15}$/, 'give epoch milliseconds, such as 1763676000000')
  .transform(Number)
export const Name = z.string().regex(/^[\w-]{1,64}$/, 'use a name of 1 to 64 letters, digits, - or _')

/** What every question of the figures may name. */
export const asked = {
  from: At.optional(),
  to: At.optional(),
  channel: Name.optional(),
  language: z.enum(languages).optional(),
  intent: Name.optional(),
  team: Name.optional(),
}

/** A period and what it is narrowed to. */
export const FiguresQuery = z.strictObject(asked)

/** A whole number in a query. */
export const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/, 'give a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `give a number from ${least} to ${most}`)

const ExplainQuery = z.strictObject({
  ...asked,
  figure: z
    .string()
    .regex(/^((target|handoffs):)?[\w-]{1,64}$|^flow:[\w-]{1,64}(:[\w-]{1,64})?$/, 'name a figure, such as humanReply'),
  time: z.enum(timeKinds).default('wall'),
  weekday: whole(0, 6).optional(),
  hour: whole(0, 23).optional(),
  atLeastMs: whole(0, longestMs).optional(),
  belowMs: whole(0, longestMs).optional(),
  agent: z
    .string()
    .regex(/^[\w.:-]{1,80}$/, 'use the id that /api/stats/agents gives')
    .optional()
    .meta({ description: 'Only what belongs to this agent: taken, solved, handoffReply, nextReply or effort' }),
  after: z
    .string()
    .regex(/^\d{1,15}\.\d{1,15}$/, 'give what the last answer named')
    .optional(),
})

const DemandQuery = z.strictObject({
  weeks: whole(1, 52).default(usualWeeks),
  team: Name.optional(),
  handlingMs: whole(1000, 86_400_000).optional(),
  atOnce: whole(1, 20).optional(),
  share: whole(1, 99).optional(),
  withinMs: whole(0, 604_800_000).optional(),
})

const Count = z.int()
const Figure = z.number().optional()
/** A clock's figures. */
export const Clock = z
  .object({
    ...{ n: Count, meanMs: Figure, p50Ms: Figure, p90Ms: Figure, p99Ms: Figure },
    ...{ p50LowMs: Figure, p50HighMs: Figure },
  })
  .meta({ id: 'ClockWithInterval', description: 'Milliseconds over n values; percentiles are nearest-rank' })
/** A share of n. */
export const Share = z
  .object({ n: Count, hits: Count, percent: Figure, low: Figure, high: Figure })
  .meta({ id: 'Share', description: 'So many of n, in percent with the 95 % Wilson interval' })
/** Answers to the effort question. */
export const Effort = z.object({
  n: Count,
  asked: Count,
  score: Figure,
  low: Figure,
  high: Figure,
  counts: z.array(Count),
})
const FigureSet = z
  .object({
    conversations: Count,
    clocks: z.record(z.enum(clockNames), z.record(z.enum(timeKinds), Clock)),
    counts: z.record(z.enum(countNames), Count),
    handoffReasons: z.record(z.string(), Count),
    storms: Count,
    shares: z
      .record(z.string(), Share)
      .meta({ description: `${shareNames.join(', ')}, and target:NAME for each target` }),
    effort: Effort.extend({ response: Share, byBot: Effort, byAgent: Effort }),
  })
  .meta({ id: 'FigureSet', description: 'Every figure of a set of episodes; docs/figures.md says what each means' })
const Rows = z.array(z.object({ key: z.string(), figures: FigureSet }))
const Report = z.object({
  from: Count,
  to: Count,
  zone: z.string(),
  definition: Count,
  rules: z.string(),
  exact: z.boolean().meta({ description: 'False: percentiles come from roll-ups, within 1 %' }),
  targets: z.array(z.looseObject({ name: z.string(), clock: z.enum(clockNames), withinMs: z.number() })),
  total: FigureSet,
  byChannel: Rows,
  byLanguage: Rows,
  byIntent: Rows,
  byTeam: Rows,
  missing: z.array(z.enum(['byLanguage', 'byTeam', 'byIntent'])).optional(),
  series: z.array(z.object({ at: Count, figures: FigureSet })),
  now: z.object({ waiting: Count, oldestWaitMs: Figure, owned: Count }),
})

const Mark = z.object({ id: Count, at: Count }).meta({ id: 'EventMark', description: 'A stored event' })
const Part = z.object({
  from: Mark,
  to: Mark,
  wallMs: z.number(),
  businessMs: z.number(),
  team: z.string().optional(),
  calendar: z.string(),
})
const Line = z.object({
  conversationId: z.string(),
  episodeId: z.string(),
  openedAt: Count,
  valueMs: Figure,
  parts: z.array(Part),
  from: Mark,
  to: Mark.optional(),
  hit: z.boolean().optional(),
  score: Count.optional(),
  left: z.enum(flowLosses).optional(),
  caseNumber: Count.optional(),
})
const Explained = z.object({
  figure: z.string(),
  time: z.enum(timeKinds),
  n: Count,
  hits: Count.optional(),
  sumMs: Figure,
  lines: z.array(Line),
  after: z.string().optional(),
})

const Demand = z.object({
  from: Count,
  to: Count,
  zone: z.string(),
  rules: z.object({ handlingMs: z.number(), atOnce: Count, share: z.number(), withinMs: Count }),
  handling: z.object({ from: z.enum(['asked', 'seen', 'usual']), n: Count.optional() }).meta({
    description: 'Where the handling time comes from; `seen`: the median of n cases, while somebody had them',
  }),
  hours: z.array(
    z.looseObject({ weekday: Count, hour: Count, people: Count, low: Count, high: Count, sure: z.boolean() }),
  ),
  days: z.array(
    z.looseObject({ at: Count, date: z.string(), expected: z.number(), holiday: z.boolean(), peak: z.boolean() }),
  ),
})

const refused = { 400: { description: 'The period or the figure is impossible' } }

/** GET /api/stats/figures, /api/stats/explain and /api/stats/demand. */
export function figuresRoutes({
  figures,
  explain,
  demand,
  figuresByAgent = () => false,
}: FiguresRoutesDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/stats/figures',
      access: 'manager',
      summary: 'Every figure of a period, in wall and business time: by default the last 7 days',
      query: FiguresQuery,
      answers: { 200: { description: 'The report', schema: Report }, ...refused },
      handle: ({ query, now }) => {
        const question = periodOf(query as z.infer<typeof FiguresQuery>, now)
        return answered(() => figures(question, now))
      },
    },
    {
      method: 'GET',
      path: '/api/stats/explain',
      access: 'manager',
      summary: 'The conversations behind a figure, each with its two events',
      query: ExplainQuery,
      answers: { 200: { description: 'What the figure counts', schema: Explained }, ...refused },
      handle: ({ query, now }) => {
        const { figure, time, after, ...rest } = query as z.infer<typeof ExplainQuery>
        if (rest.agent !== undefined && !figuresByAgent()) throw agentsOff()
        const question = { ...periodOf(rest, now), figure, time, after, limit: linesAtOnce }
        return answered(() => explain(question, now))
      },
    },
    {
      method: 'GET',
      path: '/api/stats/demand',
      access: 'manager',
      summary: 'What comes by hour and weekday, the days ahead, and how many people they need',
      query: DemandQuery,
      answers: { 200: { description: 'A table to plan a rota from', schema: Demand }, ...refused },
      handle: ({ query, now }) => answered(() => demand(query as z.infer<typeof DemandQuery>, now)),
    },
  ]
}

/** What is said to whoever asks for figures by agent while the shop has none. */
export function agentsOff(): Refusal {
  const remedy = 'Write "stats: { agents: yes }" into _shop.yaml once those it is about agree.'
  return new Refusal(404, 'not-found', `Figures by agent are switched off. ${remedy}`)
}

/** Refuses with its words what cannot be answered. */
export async function answered(ask: () => Promise<unknown>) {
  try {
    return { status: 200, body: await ask() }
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(400, 'invalid', error.message)
    throw error
  }
}

/** The period that is asked for, by default the last 7 days; refuses one that ends before it begins, or of more than 366 days. */
export function periodOf({ from, to, ...narrowed }: z.infer<typeof FiguresQuery>, now: number): FiguresQuestion {
  const end = to ?? now
  const start = from ?? end - defaultPeriodMs
  if (start >= end) throw new Refusal(400, 'invalid', 'The period ends before it begins. Let from be before to.')
  if (end - start > longestPeriodMs) throw new Refusal(400, 'invalid', 'The period is too long. Take at most 366 days.')
  return { from: start, to: end, ...narrowed }
}
