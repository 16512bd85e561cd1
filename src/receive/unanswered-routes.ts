// What customers asked without an answer, for managers: as groups, and as a table with where each was asked.

import { z } from 'zod'
import type { Unanswered, UnansweredGroup } from '../model/workbench-api.ts'
import type { Route } from '../ports/route.ts'
import { type CsvCell, isoIn, table } from '../stats/csv.ts'
import { csvRoute } from './export-routes.ts'
import { whole } from './figures-routes.ts'
import { busy } from './refusal.ts'
import { UnansweredAnswer } from './workbench-schemas.ts'

export type UnansweredDeps = {
  /** A rejection with `TaskFailed` by name: try again. */
  readonly unanswered: (days: number, now: number) => Promise<Unanswered>
  /** IANA name; times of the table stand on its clock. */
  readonly zone: () => string
}

const Query = z.strictObject({ days: whole(1, 90).default(30) })

/** GET /api/stats/unanswered, with `.csv` beside. */
export function unansweredRoutes({ unanswered, zone }: UnansweredDeps): readonly Route[] {
  const route: Route = {
    method: 'GET',
    path: '/api/stats/unanswered',
    access: 'manager',
    // Customers' words: a key that reads figures does not read these.
    scope: 'desk:read',
    summary: 'What customers asked without an answer, grouped, most asked first; personal data masked',
    query: Query,
    answers: { 200: { description: 'The groups', schema: UnansweredAnswer } },
    async handle({ query, now }) {
      try {
        return { status: 200, body: await unanswered((query as z.infer<typeof Query>).days, now) }
      } catch (error) {
        if (error instanceof Error && error.name === 'TaskFailed') throw busy(2_000)
        throw error
      }
    },
  }
  return [route, csvRoute({ of: route, summary: 'Unanswered questions', rows: (body) => rowsOf(body, zone()) })]
}

/** A row for each group, in the order of the answer. */
function rowsOf(body: unknown, zone: string): readonly (readonly CsvCell[])[] {
  const { groups, from, now } = body as Unanswered
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000)
  return table<UnansweredGroup>(
    [
      ['question', ({ wordings }) => wordings[0]?.text],
      ['language', ({ wordings }) => wordings[0]?.language],
      [
        'other wordings',
        ({ wordings }) =>
          wordings
            .slice(1)
            .map(({ text }) => text)
            .join(' | '),
      ],
      ['state', ({ state }) => state],
      ['asked again', ({ again }) => again],
      ['messages', ({ messages }) => messages],
      ['conversations', ({ conversations }) => conversations],
      ['latest', ({ lastAt }) => isoIn(zone, lastAt)],
      ['mean wait (s)', ({ meanWaitMs }) => seconds(meanWaitMs)],
      ['longest wait (s)', ({ longestWaitMs }) => seconds(longestWaitMs)],
      ['still waiting', ({ stillWaiting }) => stillWaiting],
      ['latest conversations', ({ lately }) => lately.map(({ conversationId }) => conversationId).join(' ')],
      ['from', () => isoIn(zone, from)],
      ['to', () => isoIn(zone, now)],
    ],
    groups,
  )
}
