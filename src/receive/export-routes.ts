// The figures as CSV: each table is made from the very answer that the page reads, so that no number can differ.

import { z } from 'zod'
import type { DemandReport } from '../model/planning.ts'
import type { Explanation, FiguresReport } from '../model/stats.ts'
import type { Call, Route } from '../ports/route.ts'
import {
  type CsvCell,
  csvText,
  daysTable,
  demandTable,
  explanationTable,
  type ReportView,
  reportTable,
  reportViews,
} from '../stats/csv.ts'
import { type FiguresRoutesDeps, figuresRoutes } from './figures-routes.ts'
import { Refusal } from './refusal.ts'

export type ExportDeps = FiguresRoutesDeps & {
  /** IANA name; times stand on its clock. */
  readonly zone: () => string
}

/** A spreadsheet takes a million rows; so many are read in one go without holding up everybody else. */
const mostLines = 50_000

const bom = z
  .enum(['0', '1'])
  .optional()
  .meta({ description: '1: begins with a byte order mark, so that Excel sees that it is UTF-8' })

/** A table of an answer of another route; `extra` are query parameters that only the table knows. */
export type Table = {
  readonly of: Route
  readonly summary: string
  readonly extra?: z.ZodRawShape
  /** Left out of the other route's query. */
  readonly without?: Readonly<Record<string, true>>
  readonly rows: (body: unknown, query: Readonly<Record<string, unknown>>) => readonly (readonly CsvCell[])[]
}

/** GET /api/stats/figures.csv, /api/stats/explain.csv and /api/stats/demand.csv. */
export function exportRoutes(deps: ExportDeps): readonly Route[] {
  const routes = figuresRoutes({ ...deps, explain: (asked, now) => deps.explain({ ...asked, limit: mostLines }, now) })
  const at = (path: string): Route => {
    const found = routes.find((route) => route.path === path)
    if (!found) throw new TypeError(`there is no route ${path} to make a table of`)
    return found
  }
  return [
    csvRoute({
      of: at('/api/stats/figures'),
      summary: 'One view of the figures as a table',
      extra: { view: z.enum(reportViews).default('total') },
      rows(body, { view }) {
        const report = body as FiguresReport
        const missing = { byLanguage: 'language', byTeam: 'team', byIntent: 'intent' } as const
        if (report.missing?.some((name) => missing[name] === view))
          throw new Refusal(400, 'invalid', 'This view cannot be told apart under these filters. Take a filter away.')
        return reportTable(report, view as ReportView)
      },
    }),
    csvRoute({
      of: at('/api/stats/explain'),
      summary: 'The conversations behind a figure as a table: what they hold adds up to the figure',
      without: { after: true },
      rows(body) {
        const explained = body as Explanation
        if (explained.after !== undefined)
          throw new Refusal(
            400,
            'invalid',
            `There are more than ${mostLines} lines. Take a shorter period or a filter.`,
          )
        return explanationTable(explained, deps.zone())
      },
    }),
    csvRoute({
      of: at('/api/stats/demand'),
      summary: 'The map of the week, or the days ahead, as a table',
      extra: { view: z.enum(['hours', 'days']).default('hours') },
      rows: (body, { view }) => (view === 'days' ? daysTable : demandTable)(body as DemandReport),
    }),
  ]
}

/** The route beside another one that answers the same as a table. */
export function csvRoute({ of, summary, extra = {}, without = {}, rows }: Table): Route {
  if (!(of.query instanceof z.ZodObject)) throw new TypeError(`${of.path} has no query to make a table of`)
  const { path, answers } = of
  return {
    ...of,
    path: `${path}.csv`,
    summary: `${summary}, as CSV`,
    query: of.query.omit(without).extend({ ...extra, bom }),
    answers: {
      ...answers,
      200: { description: 'text/csv: UTF-8, comma, CRLF; times with their zone, durations in s' },
    },
    async handle(call) {
      const query = call.query as Readonly<Record<string, unknown>>
      const own = new Set(['bom', ...Object.keys(extra)])
      const asked = Object.fromEntries(Object.entries(query).filter(([name]) => !own.has(name)))
      const answer = await of.handle({ ...call, query: asked } satisfies Call)
      if (!('body' in answer)) throw new TypeError(`${path} answered without a body`)
      return {
        status: 200,
        text: csvText(rows(answer.body, query), { bom: query['bom'] === '1' }),
        contentType: 'text/csv; charset=utf-8',
        headers: { 'content-disposition': `attachment; filename="${nameOf(path, query)}"` },
      }
    },
  }
}

/** "nightdesk-figures-channel.csv". */
function nameOf(path: string, { view, figure }: Readonly<Record<string, unknown>>): string {
  const what = [path.split('/').at(-1), view, figure].filter((part) => part !== undefined).map(String)
  return `nightdesk-${what.join('-').replaceAll(/[^\w-]/g, '-')}.csv`
}
