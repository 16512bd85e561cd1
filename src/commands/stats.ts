// `stats`: the manager's figures in the terminal, the same that the page shows.

import { openStore } from '../app.ts'
import type { Config } from '../config.ts'
import { systemClock } from '../jobs/clock.ts'
import { loadContent } from '../knowledge.ts'
import type { ClockFigures, StatsReport } from '../model/api.ts'
import { statsReport } from '../stats/ask.ts'

const dayMs = 24 * 3_600_000

type StatsOptions = { readonly json?: boolean; readonly days: string }

export async function stats(config: Config, { json, days }: StatsOptions, out: (line: string) => void): Promise<void> {
  const count = Number(days)
  if (!Number.isInteger(count) || count < 1 || count > 366)
    throw new Error('--days takes a whole number from 1 to 366.')
  const content = await loadContent(config.intentsFolder)
  const store = await openStore(config.database, { readOnly: true })
  const now = systemClock.now()
  const report = await statsReport(store, content.shop, { from: now - count * dayMs, to: now }, now)
  await store.close()
  out(json ? JSON.stringify(report) : table(report, count))
}

function table({ total, now }: StatsReport, days: number): string {
  const { touch, answer, humanReply, ces } = total
  const rows = [
    [`Last ${days} days`, 'n', 'mean', 'p50', 'p90', 'p99'],
    ['Touch', ...clockCells(touch)],
    ['Answer', ...clockCells(answer)],
    ['Human reply', ...clockCells(humanReply)],
  ]
  const lines = rows.map(([name = '', ...cells]) => name.padEnd(14) + cells.map((cell) => cell.padStart(11)).join(''))
  const effort = ces.score === undefined ? 'no answers yet' : `${ces.score.toFixed(0)} of 100 (n = ${ces.n})`
  return [
    ...lines,
    '',
    `Episodes ${total.episodes} · solved by the bot ${total.solvedByBot} · handoffs ${total.handoffs} · CES ${effort}`,
    `Promises kept ${total.promises.kept} of ${total.promises.n} · waiting now ${now.waiting}`,
  ].join('\n')
}

function clockCells({ n, meanMs, p50Ms, p90Ms, p99Ms }: ClockFigures): string[] {
  return [String(n), ...[meanMs, p50Ms, p90Ms, p99Ms].map(sayDuration)]
}

/** "320 ms", "4.2 s", "12 min", "3.5 h". */
function sayDuration(ms: number | undefined): string {
  if (ms === undefined) return '–'
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`
  return `${(ms / 3_600_000).toFixed(1)} h`
}
