// Our own benchmark over the API: before and after a change, a period against a baseline, and control charts.

import { z } from 'zod'
import { type Baseline, comparedNames } from '../model/planning.ts'
import { timeKinds } from '../model/stats.ts'
import type { Route } from '../ports/route.ts'
import { type AskFigures, changesAgainst, changesSince, controlOf } from '../stats/marks.ts'
import { changesTable, controlTable } from '../stats/marks-csv.ts'
import { csvRoute } from './export-routes.ts'
import { answered, asked, periodOf, whole } from './figures-routes.ts'
import type { MarksDeps } from './marks-routes.ts'
import { notFound, Refusal } from './refusal.ts'

const MarkId = z.string().regex(/^[\w-]{1,40}$/, 'no mark has such an id')
const time = z.enum(timeKinds).default('wall')

const ChangesQuery = z.strictObject({
  ...{ ...asked, time, marker: MarkId.optional(), baseline: MarkId.optional() },
  weeks: whole(1, 26).default(4).meta({ description: 'Of a marker: at most so many weeks on both sides' }),
})
const ControlQuery = z.strictObject({
  ...{ ...asked, time, figure: z.enum(comparedNames), baseline: MarkId.optional() },
})

const Count = z.int()
const Span = z.object({ from: Count, to: Count })
const why = z.enum(['definition', 'zone', 'hours', 'targets', 'filters'])
const Refused = z.object({ state: z.literal('refused'), zone: z.string(), why })
const Change = z.object({
  state: z.enum(['compared', 'few', 'refused']),
  ...{ before: z.number().optional(), after: z.number().optional(), change: z.number().optional() },
  ...{ low: z.number().optional(), high: z.number().optional() },
  why: why.optional().meta({ description: 'Why this figure is not compared: what it hangs on has changed' }),
  sure: z.boolean().optional().meta({ description: 'The 95 % interval of the change does not hold 0' }),
})
const Figure = { name: z.enum(comparedNames), kind: z.enum(['count', 'time', 'share']) }
const Changes = z.union([
  z.object({
    ...{ state: z.literal('compared'), zone: z.string(), time: z.enum(timeKinds), before: Span, after: Span },
    others: z.array(z.looseObject({ id: z.string(), at: Count, label: z.string() })),
    figures: z.array(z.object({ ...Figure, beforeN: Count, afterN: Count, change: Change })),
  }),
  z.object({ state: z.literal('early'), zone: z.string(), askAgainAt: Count }),
  Refused,
])
const Limits = { low: z.number(), high: z.number() }
const Point = z.object({
  ...{ at: Count, value: z.number(), n: Count, ...Limits },
  signal: z.enum(['outside', 'run']).optional(),
})
const what = { zone: z.string(), ...Figure, time: z.enum(timeKinds) }
const Control = z.union([
  z.object({
    ...{ ...what, state: z.literal('drawn') },
    basis: Span.extend({
      kind: z.enum(['baseline', 'weeks']),
      name: z.string().optional(),
      days: Count,
      stable: z.boolean(),
    }),
    chart: z.object({ kind: z.enum(['XmR', 'p']), centre: z.number(), points: z.array(Point) }),
  }),
  z.object({ ...what, state: z.literal('few'), days: Count }),
  z.object({ ...what, state: z.literal('refused'), why }),
])

const refused = { 400: { description: 'The question is impossible' }, 404: { description: 'There is no such mark' } }

/** GET /api/stats/changes and /api/stats/control, with their tables. */
export function changesRoutes(deps: MarksDeps): readonly Route[] {
  const changes = changesRoute(deps)
  const control = controlRoute(deps)
  return [
    changes,
    control,
    csvRoute({
      of: changes,
      summary: 'Before and after',
      rows: (body) => changesTable(body as Parameters<typeof changesTable>[0]),
    }),
    csvRoute({
      of: control,
      summary: 'A control chart',
      rows: (body) => controlTable(body as Parameters<typeof controlTable>[0]),
    }),
  ]
}

const changesRoute = ({ store, figures, content }: MarksDeps): Route => ({
  method: 'GET',
  path: '/api/stats/changes',
  access: 'manager',
  summary: 'Each headline figure before and after a marker, or of a period against a baseline',
  query: ChangesQuery,
  answers: { 200: { description: 'With the 95 % interval of each change', schema: Changes }, ...refused },
  async handle({ query, now }) {
    const { marker, baseline, weeks, time, ...rest } = query as z.infer<typeof ChangesQuery>
    const { from, to, ...filters } = periodOf(rest, now)
    const look = { zone: content().shop.calendar.zone, now, time, filters }
    const ask: AskFigures = (question) => figures(question, now)
    const markers = await store.markers()
    if (marker !== undefined && baseline === undefined) {
      const found = markers.find(({ id }) => id === marker)
      if (!found) throw notFound()
      return answered(() => changesSince(ask, found, weeks, markers, look))
    }
    if (baseline === undefined || marker !== undefined)
      throw new Refusal(400, 'invalid', 'Name either a marker or a baseline.')
    const found = await known(store, baseline)
    return answered(() => changesAgainst(ask, found, { from, to }, markers, look))
  },
})

async function known(store: MarksDeps['store'], id: string): Promise<Baseline> {
  const found = await store.baseline(id)
  if (!found) throw notFound()
  return found
}

const controlRoute = ({ store, figures, content }: MarksDeps): Route => ({
  method: 'GET',
  path: '/api/stats/control',
  access: 'manager',
  summary: 'A control chart: the days of a figure with limits of a baseline, or of the first stable weeks',
  query: ControlQuery,
  answers: { 200: { description: 'Days, limits and signals', schema: Control }, ...refused },
  async handle({ query, now }) {
    const { figure, baseline, time, ...rest } = query as z.infer<typeof ControlQuery>
    const { from, to, ...filters } = periodOf(rest, now)
    const look = { zone: content().shop.calendar.zone, now, time, filters }
    const limits = baseline === undefined ? undefined : await known(store, baseline)
    return answered(() => controlOf((question) => figures(question, now), figure, { from, to }, limits, look))
  },
})
