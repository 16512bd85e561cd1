// The API of the page's further views, each as JSON and as a table: the week, the distribution, flows, comments,
// deliveries that went wrong, agents; and how channels do now.

import { z } from 'zod'
import type {
  AgentsReport,
  ChannelsReport,
  CommentsReport,
  DeliveriesReport,
  DistributionReport,
  FlowsReport,
  WeekReport,
} from '../model/views.ts'
import type { Route } from '../ports/route.ts'
import type { CsvCell } from '../stats/csv.ts'
import { usualLimit } from '../stats/newest.ts'
import {
  agentsTable,
  commentsTable,
  deliveriesTable,
  distributionTable,
  flowsTable,
  weekTable,
} from '../stats/views-csv.ts'
import { csvRoute } from './export-routes.ts'
import { agentsOff, answered, asked, FiguresQuery, type FiguresQuestion, periodOf, whole } from './figures-routes.ts'
import { Agents, Channels, Comments, Deliveries, Distribution, Flows, Week } from './views-schemas.ts'

/** `limit`: at most so many, newest first. */
export type NewestQuestion = FiguresQuestion & { readonly limit: number }

type Ask<Q, R> = (question: Q, now: number) => Promise<R>

/** They throw RangeError, in words for people, for what cannot be answered. */
export type ViewsDeps = {
  readonly week: Ask<FiguresQuestion, WeekReport>
  readonly distribution: Ask<FiguresQuestion, DistributionReport>
  readonly flows: Ask<FiguresQuestion, FlowsReport>
  readonly comments: Ask<NewestQuestion, CommentsReport>
  readonly deliveries: Ask<NewestQuestion, DeliveriesReport>
  readonly agents: Ask<FiguresQuestion, AgentsReport>
  readonly channels: (now: number) => Promise<ChannelsReport>
}

const most = 500
const NewestQuery = z.strictObject({ ...asked, limit: whole(1, most).default(usualLimit) })

type View<R> = Pick<Route, 'summary' | 'scope'> & {
  readonly name: string
  readonly query: typeof FiguresQuery | typeof NewestQuery
  readonly schema: z.ZodType
  readonly ask: (question: NewestQuestion, now: number) => Promise<R>
  readonly table: (report: R) => readonly (readonly CsvCell[])[]
}

/** GET /api/stats/week, distribution, flows, comments, deliveries and agents, with `.csv` beside; /api/stats/channels. */
export function viewsRoutes(deps: ViewsDeps): readonly Route[] {
  return [
    ...both<WeekReport>({
      ...{ name: 'week', query: FiguresQuery, schema: Week, ask: deps.week, table: weekTable },
      summary: 'What opened in each hour of each weekday, and how it went',
    }),
    ...both<DistributionReport>({
      ...{ name: 'distribution', query: FiguresQuery, schema: Distribution, ask: deps.distribution },
      table: distributionTable,
      summary: 'How the times of each clock are spread',
    }),
    ...both<FlowsReport>({
      ...{ name: 'flows', query: FiguresQuery, schema: Flows, ask: deps.flows, table: flowsTable },
      summary: 'Each flow as a funnel: who came to a question, went on, and left',
    }),
    ...both<CommentsReport>({
      ...{ name: 'comments', query: NewestQuery, schema: Comments, ask: deps.comments, table: commentsTable },
      summary: 'What customers wrote with their effort score, in their words with names hidden, newest first',
      // Customers' words: a key that reads figures does not read these.
      scope: 'desk:read',
    }),
    ...both<DeliveriesReport>({
      ...{ name: 'deliveries', query: NewestQuery, schema: Deliveries, ask: deps.deliveries, table: deliveriesTable },
      summary: 'Replies that failed or are in doubt, newest first',
    }),
    ...both<AgentsReport>({
      ...{ name: 'agents', query: FiguresQuery, schema: Agents, ask: deps.agents, table: tableOfAgents },
      summary: 'Figures by agent, where the shop has switched them on',
    }),
    channelsRoute(deps),
  ]
}

function both<R>({ name, query, schema, ask, table, ...rest }: View<R>): readonly Route[] {
  const route: Route = {
    ...rest,
    ...{ method: 'GET', path: `/api/stats/${name}`, access: 'manager', query },
    answers: { 200: { description: 'The view', schema }, 400: { description: 'The period is impossible' } },
    handle({ query: given, now }) {
      const { limit = most, ...question } = given as z.infer<typeof NewestQuery>
      return answered(() => ask({ ...periodOf(question, now), limit }, now))
    },
  }
  return [route, csvRoute({ of: route, summary: rest.summary, rows: (body) => table(body as R) })]
}

function tableOfAgents(report: AgentsReport): readonly (readonly CsvCell[])[] {
  if (report.switchedOn) return agentsTable(report)
  throw agentsOff()
}

function channelsRoute({ channels }: ViewsDeps): Route {
  return {
    method: 'GET',
    path: '/api/stats/channels',
    access: 'manager',
    summary: 'Each channel’s last message in and out and whether it works, and how many agents are in',
    answers: { 200: { description: 'At this moment', schema: Channels } },
    handle: async ({ now }) => ({ status: 200, body: await channels(now) }),
  }
}
