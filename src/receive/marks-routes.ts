// Markers and baselines over the API: managers list, add, change, remove and bring them back; programs read them.

import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { languages } from '../model/language.ts'
import type { Baseline, BaselineHead, Marker } from '../model/planning.ts'
import type { Content } from '../model/shop.ts'
import type { MarkStore } from '../ports/marks.ts'
import type { Call, Route, Who } from '../ports/route.ts'
import {
  type AskFigures,
  checkChannel,
  checkMarker,
  checkName,
  checkScope,
  freezeBaseline,
  viewOf,
} from '../stats/marks.ts'
import { baselinesTable, markersTable } from '../stats/marks-csv.ts'
import { csvRoute } from './export-routes.ts'
import { answered, type FiguresDeps, Name } from './figures-routes.ts'
import { notFound, Refusal } from './refusal.ts'

export type MarksDeps = {
  readonly store: MarkStore
  readonly figures: FiguresDeps['figures']
  readonly content: () => Content
  /** The names of those that are connected. */
  readonly channels: () => readonly string[]
}

type Kind = 'markers' | 'baselines'

/** So many are kept; a page with more could not be read. */
const mostMarkers = 1_000
const mostBaselines = 100

/** Told apart by how they begin, so that what removes the one kind never removes the other. */
const prefixes = { markers: 'mark_', baselines: 'base_' } as const
const idOf = (kind: Kind) =>
  z.strictObject({ id: z.string().regex(new RegExp(`^${prefixes[kind]}[\\w-]{1,34}$`), 'nothing here has such an id') })
const Words = z.string().max(400, 'use at most 80 characters').trim()
const Scope = z.strictObject({ channel: Name.optional(), team: Name.optional(), intent: Name.optional() })
const Filters = Scope.extend({ language: z.enum(languages).optional() })
const MarkerBody = z.strictObject({ date: z.string().max(40), label: Words, scope: Scope.default({}) })
const BaselineBody = z.strictObject({
  name: Words,
  from: z.int().min(0),
  to: z.int().min(0),
  filters: Filters.default({}),
})

const Count = z.int()
const MarkerSchema = z
  .object({
    ...{ id: z.string(), date: z.string(), at: Count, label: z.string(), scope: Scope },
    ...{ by: z.string(), madeAt: Count },
  })
  .meta({ id: 'Marker', description: 'From this day of the shop on something was different; `at` is its beginning' })
const HeadSchema = z
  .object({
    ...{ id: z.string(), name: z.string(), by: z.string(), frozenAt: Count, from: Count, to: Count },
    ...{ filters: Filters, definition: Count, rules: z.string(), episodes: Count },
  })
  .meta({ id: 'Baseline', description: 'Figures frozen under a name, with what they were counted by' })
const DaySchema = z.object({ at: Count, value: z.number(), n: Count, hits: Count.optional() })
const BaselineSchema = HeadSchema.extend({
  figures: z.looseObject({ conversations: Count }),
  days: z
    .record(z.string(), z.array(DaySchema))
    .meta({ description: 'Whole days of each figure: ms, percent or a count' }),
})

const manager = { access: 'manager' } as const
const impossible = { 400: { description: 'The day, the words or the period are impossible' } }
const unknown = { 404: { description: 'There is none of this id' } }

/** /api/stats/markers and /api/stats/baselines, with their tables. */
export function marksRoutes(deps: MarksDeps): readonly Route[] {
  const zone = () => deps.content().shop.calendar.zone
  return [
    ...markerRoutes(deps, zone),
    ...baselineRoutes(deps),
    ...(['markers', 'baselines'] as const).flatMap((kind) => [removal(deps.store, kind), returning(deps.store, kind)]),
    csvRoute({
      of: listOfMarkers(deps, zone),
      summary: 'The markers',
      rows: (body) => markersTable((body as { markers: Parameters<typeof markersTable>[0] }).markers, zone()),
    }),
    csvRoute({
      of: listOfBaselines(deps.store),
      summary: 'The baselines, without their figures',
      rows: (body) => baselinesTable((body as { baselines: readonly BaselineHead[] }).baselines, zone()),
    }),
  ]
}

const listOfMarkers = ({ store }: MarksDeps, zone: () => string): Route => ({
  ...{ ...manager, method: 'GET', path: '/api/stats/markers', query: z.strictObject({}) },
  summary: 'Days on which something changed, by day',
  answers: { 200: { description: 'All', schema: z.object({ zone: z.string(), markers: z.array(MarkerSchema) }) } },
  async handle() {
    const markers = await store.markers()
    return { status: 200, body: { zone: zone(), markers: markers.map((marker) => viewOf(marker, zone())) } }
  },
})

function markerRoutes(deps: MarksDeps, zone: () => string): readonly Route[] {
  const { store } = deps
  const keep = (marker: Marker, now: number) =>
    answered(async () => {
      checkScope(marker.scope, deps.content().intents)
      await checkChannel(marker.scope, deps.channels(), (question) => deps.figures(question, now), now)
      checkMarker(marker, { zone: zone(), now, teams: deps.content().shop.teams.map(({ name }) => name) })
      await store.saveMarker(marker)
      return viewOf(marker, zone())
    })
  return [
    listOfMarkers(deps, zone),
    {
      ...{ ...manager, method: 'POST', path: '/api/stats/markers', body: MarkerBody },
      summary: 'Mark the day on which something changed',
      answers: { 201: { description: 'Marked', schema: MarkerSchema }, ...impossible },
      async handle({ body, who, now }) {
        if ((await store.markers()).length >= mostMarkers) throw tooMany(mostMarkers)
        const asked = MarkerBody.parse(body)
        return {
          ...(await keep({ id: newMarkId('markers'), ...asked, by: nameOf(who), madeAt: now }, now)),
          status: 201,
        }
      },
    },
    {
      ...{ ...manager, method: 'POST', path: '/api/stats/markers/:id', params: idOf('markers'), body: MarkerBody },
      summary: 'Change a marker',
      answers: { 200: { description: 'Changed', schema: MarkerSchema }, ...impossible, ...unknown },
      async handle({ body, params, now }) {
        const found = (await store.markers()).find(({ id }) => id === params['id'])
        if (!found) throw notFound()
        return keep({ ...found, ...MarkerBody.parse(body) }, now)
      },
    },
  ]
}

const listOfBaselines = (store: MarkStore): Route => ({
  ...{ ...manager, method: 'GET', path: '/api/stats/baselines', query: z.strictObject({}) },
  summary: 'Frozen figures, the latest first, without their figures',
  answers: { 200: { description: 'All', schema: z.object({ baselines: z.array(HeadSchema) }) } },
  handle: async () => ({ status: 200, body: { baselines: await store.baselines() } }),
})

function baselineRoutes({ store, figures, content }: MarksDeps): readonly Route[] {
  return [
    listOfBaselines(store),
    {
      ...{ ...manager, method: 'GET', path: '/api/stats/baselines/:id', params: idOf('baselines') },
      summary: 'A baseline with its figures as they were frozen',
      answers: { 200: { description: 'Whole', schema: BaselineSchema }, ...unknown },
      handle: async (call) => ({ status: 200, body: await baselineOf(store, call) }),
    },
    {
      ...{ ...manager, method: 'POST', path: '/api/stats/baselines', body: BaselineBody },
      summary: 'Freeze the figures of a period under a name, to compare with',
      answers: { 201: { description: 'Frozen', schema: HeadSchema }, ...impossible },
      async handle({ body, who, now }) {
        if ((await store.baselines()).length >= mostBaselines) throw tooMany(mostBaselines)
        const { name, from, to, filters } = BaselineBody.parse(body)
        const ask: AskFigures = (question) => figures(question, now)
        const done = await answered(async () => {
          checkScope(filters, content().intents)
          const head = { id: newMarkId('baselines'), name, by: nameOf(who), filters }
          const { figures: _figures, days: _days, ...frozen } = await keptBaseline(store, ask, head, { from, to }, now)
          return frozen
        })
        return { ...done, status: 201 }
      },
    },
    {
      ...{ ...manager, method: 'POST', path: '/api/stats/baselines/:id', params: idOf('baselines') },
      ...{ body: z.strictObject({ name: Words }) },
      summary: 'Give a baseline another name; its figures stay frozen',
      answers: { 200: { description: 'Named', schema: HeadSchema }, ...impossible, ...unknown },
      async handle(call) {
        const found = await baselineOf(store, call)
        const { name } = call.body as { name: string }
        return answered(async () => {
          checkName(name)
          await store.saveBaseline({ ...found, name })
          const { figures: _figures, days: _days, ...head } = found
          return { ...head, name }
        })
      },
    },
  ]
}

async function keptBaseline(
  store: MarkStore,
  ...[ask, head, span, now]: Parameters<typeof freezeBaseline>
): Promise<Baseline> {
  const baseline = await freezeBaseline(ask, head, span, now)
  await store.saveBaseline(baseline)
  return baseline
}

async function baselineOf(store: MarkStore, { params }: Pick<Call, 'params'>): Promise<Baseline> {
  const found = await store.baseline(params['id'] ?? '')
  if (!found) throw notFound()
  return found
}

const removal = (store: MarkStore, kind: Kind): Route => ({
  ...{ ...manager, method: 'DELETE', path: `/api/stats/${kind}/:id`, params: idOf(kind) },
  summary: `Remove one of the ${kind}; for 30 days it can be brought back`,
  answers: { 204: { description: 'Removed' }, ...unknown },
  async handle({ params, now }) {
    if (!(await store.removeMark(params['id'] ?? '', now))) throw notFound()
    return { status: 204 }
  },
})

const returning = (store: MarkStore, kind: Kind): Route => ({
  ...{ ...manager, method: 'POST', path: `/api/stats/${kind}/:id/restore`, params: idOf(kind) },
  summary: `Bring one of the ${kind} back that was removed in the last 30 days`,
  answers: { 204: { description: 'It is back' }, ...unknown },
  async handle({ params }) {
    if (!(await store.restoreMark(params['id'] ?? ''))) throw notFound()
    return { status: 204 }
  },
})

const nameOf = (who: Who): string => (who.kind === 'staff' ? who.agent.name : 'command line')

/** 48 bits of chance. */
export const newMarkId = (kind: Kind): string => prefixes[kind] + randomBytes(6).toString('hex')

function tooMany(most: number): Refusal {
  return new Refusal(400, 'invalid', `There are ${most} already. Remove what nobody looks at any more.`)
}
