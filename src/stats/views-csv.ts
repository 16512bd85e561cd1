// The page's further views as tables for spreadsheets.

import { clockNames, flowLosses, timeKinds } from '../model/stats.ts'
import type {
  AgentRow,
  AgentsReport,
  CommentsReport,
  DeliveriesReport,
  DistributionReport,
  EffortComment,
  FlowsReport,
  TroubledDelivery,
  ViewHead,
  WeekHour,
  WeekReport,
} from '../model/views.ts'
import { type Column, type CsvCell, cesColumns, clockColumns, isoIn, table, weekdays } from './csv.ts'

type Table = readonly (readonly CsvCell[])[]

/** What every row is of and was counted by. */
function headColumns({ from, to, zone, definition, rules, exact }: ViewHead): readonly Column<unknown>[] {
  return [
    ['from', () => isoIn(zone, from)],
    ['to', () => isoIn(zone, to)],
    ['zone', () => zone],
    ['definition', () => definition],
    ['rules', () => rules],
    ['exact', () => exact],
  ]
}

const of = <T, P>(columns: readonly Column<P>[], part: (thing: T) => P): readonly Column<T>[] =>
  columns.map(([name, value]) => [name, (thing) => value(part(thing))])

/** A row for each hour of the week. */
export function weekTable(report: WeekReport): Table {
  return table<WeekHour>(
    [
      ['weekday', ({ weekday }) => weekdays[weekday]],
      ['hour', ({ hour }) => hour],
      ['times', ({ times }) => times],
      ['episodes', ({ episodes }) => episodes],
      ['handoffs', ({ handoffs }) => handoffs],
      ...timeKinds.flatMap((time) =>
        of(clockColumns(`humanReply ${time}`), ({ humanReply }: WeekHour) => humanReply[time]),
      ),
      ...of(cesColumns('effort'), ({ effort }: WeekHour) => effort),
      ...headColumns(report),
    ],
    report.hours,
  )
}

/** A row for each step of each clock in both times. */
export function distributionTable(report: DistributionReport): Table {
  const rows = clockNames.flatMap((clock) =>
    timeKinds.flatMap((time) => {
      const steps = report.clocks[clock][time]
      const all = steps.reduce((sum, { n }) => sum + n, 0)
      return steps.map((step) => ({ clock, time, ...step, share: all === 0 ? undefined : (100 * step.n) / all }))
    }),
  )
  return table<(typeof rows)[number]>(
    [
      ['clock', ({ clock }) => clock],
      ['time', ({ time }) => time],
      ['at least (s)', ({ fromMs }) => fromMs / 1000],
      ['below (s)', ({ toMs }) => toMs && toMs / 1000],
      ['n', ({ n }) => n],
      ['share (%)', ({ share }) => share],
      ...headColumns(report),
    ],
    rows,
  )
}

/** A row for each question of each flow. */
export function flowsTable(report: FlowsReport): Table {
  const rows = report.flows.flatMap((flow) => flow.steps.map((step) => ({ flow, step })))
  return table<(typeof rows)[number]>(
    [
      ['flow', ({ flow }) => flow.intent],
      ['started', ({ flow }) => flow.started],
      ['finished', ({ flow }) => flow.finished.hits],
      ['finished (%)', ({ flow }) => flow.finished.percent],
      ['question', ({ step }) => step.slot],
      ['came', ({ step }) => step.came],
      ['went on', ({ step }) => step.wentOn],
      ...flowLosses.map((loss): Column<(typeof rows)[number]> => [`left: ${loss}`, ({ step }) => step.left[loss]]),
      ['here now', ({ step }) => step.here],
      ['largest loss', ({ flow, step }) => flow.largestLoss === step.slot],
      ...headColumns(report),
    ],
    rows,
  )
}

/** A row for each comment, newest first. */
export function commentsTable(report: CommentsReport): Table {
  return table<EffortComment>(
    [
      ['at', ({ at }) => isoIn(report.zone, at)],
      ['score', ({ score }) => score],
      ['solved by', ({ solvedBy }) => solvedBy],
      ['comment', ({ text }) => text],
      ['language', ({ language }) => language],
      ['channel', ({ channel }) => channel],
      ['case', ({ caseNumber }) => caseNumber],
      ['conversation', ({ conversationId }) => conversationId],
      ...headColumns(report),
    ],
    report.comments,
  )
}

/** A row for each delivery that failed or is in doubt, newest first. */
export function deliveriesTable(report: DeliveriesReport): Table {
  return table<TroubledDelivery>(
    [
      ['at', ({ at }) => isoIn(report.zone, at)],
      ['state', ({ state }) => state],
      ['code', ({ code }) => code],
      ['channel', ({ channel }) => channel],
      ['kind', ({ kind }) => kind],
      ['author', ({ author }) => author],
      ['case', ({ caseNumber }) => caseNumber],
      ['conversation', ({ conversationId }) => conversationId],
      ['event', ({ eventId }) => eventId],
      ...headColumns(report),
    ],
    report.deliveries,
  )
}

/** A row for each agent. */
export function agentsTable(report: AgentsReport): Table {
  return table<AgentRow>(
    [
      ['agent', ({ name }) => name],
      ['taken', ({ taken }) => taken],
      ['solved', ({ solved }) => solved],
      ...(['handoffReply', 'nextReply'] as const).flatMap((clock) =>
        timeKinds.flatMap((time) => of(clockColumns(`${clock} ${time}`), (row: AgentRow) => row[clock][time])),
      ),
      ...of(cesColumns('effort'), ({ effort }: AgentRow) => effort),
      ...headColumns(report),
    ],
    report.agents,
  )
}
