// `stats`: the manager's figures in the terminal, the same that the page shows; and `stats rebuild`.

import type { Config } from '../config.ts'
import { figuresOf } from '../figures.ts'
import { systemClock } from '../jobs/clock.ts'
import { loadContent } from '../knowledge.ts'
import type { ClockFigures, FiguresReport } from '../model/stats.ts'
import { figuresReport } from '../stats/ask.ts'
import { plainReport } from '../stats/report.ts'
import { Roller } from '../stats/roller.ts'
import { groundOf } from '../stats/rules.ts'
import { openStore } from '../store/open.ts'
import { viewsDeps } from '../views.ts'

const dayMs = 24 * 3_600_000

type StatsOptions = {
  readonly json?: boolean
  readonly all?: boolean
  readonly view?: string
  readonly days: string
}

/** Those that can be told of a database without the process that serves. */
const viewNames = ['week', 'distribution', 'flows', 'comments', 'deliveries', 'agents'] as const
const newestLines = 500

/** `json`: as GET /api/stats gives them; with `all` as GET /api/stats/figures does; `view`: as GET /api/stats/VIEW. */
export async function stats(
  config: Config,
  { json, all, view, days }: StatsOptions,
  out: (line: string) => void,
): Promise<void> {
  const count = Number(days)
  if (!Number.isInteger(count) || count < 1 || count > 366)
    throw new Error('--days takes a whole number from 1 to 366.')
  const name = viewNames.find((one) => one === view)
  if (view !== undefined && !name) throw new Error(`--view takes one of ${viewNames.join(', ')}.`)
  const { shop } = await loadContent(config.intentsFolder)
  const store = await openStore(config.database, { readOnly: true })
  const now = systemClock.now()
  const period = { from: now - count * dayMs, to: now }
  if (name) {
    const views = viewsDeps({
      store,
      figures: figuresOf(store, () => shop),
      shop: () => shop,
      clock: systemClock,
      ways: [],
    })
    out(JSON.stringify(await views[name]({ ...period, limit: newestLines }, now)))
    await store.close()
    return
  }
  const report = await figuresReport(store, groundOf(shop, now), period, now)
  await store.close()
  if (json) out(JSON.stringify(all ? report : plainReport(report)))
  else out(table(report, count))
}

/** Makes the roll-ups anew from events; may run beside the process that serves. */
export async function rebuild(config: Config, out: (line: string) => void): Promise<void> {
  const content = await loadContent(config.intentsFolder)
  const store = await openStore(config.database, { beside: true })
  const roller = new Roller(store)
  const ground = groundOf(content.shop, systemClock.now())
  const made = await roller.rebuild(ground)
  for (let state = await roller.advance(ground); state === 'more'; ) state = await roller.advance(ground)
  await store.close()
  out(
    made === 'saved'
      ? 'The roll-ups were made anew from all events.'
      : 'The running nightdesk makes the roll-ups anew by itself at this moment. Nothing is left to do.',
  )
}

function table({ total: { clocks, counts, shares, effort }, now }: FiguresReport, days: number): string {
  const rows = [
    [`Last ${days} days`, 'n', 'mean', 'p50', 'p90', 'p99'],
    ['Touch', ...clockCells(clocks.touch.wall)],
    ['Answer', ...clockCells(clocks.answer.wall)],
    ['Human reply', ...clockCells(clocks.humanReply.wall)],
    ['  open time', ...clockCells(clocks.humanReply.business)],
    ['Resolution', ...clockCells(clocks.resolution.wall)],
  ]
  const lines = rows.map(([name = '', ...cells]) => name.padEnd(14) + cells.map((cell) => cell.padStart(11)).join(''))
  const ease = effort.score === undefined ? 'no answers yet' : `${effort.score.toFixed(0)} of 100 (n = ${effort.n})`
  const { hits = 0, n = 0 } = shares['promises'] ?? {}
  return [
    ...lines,
    '',
    `Episodes ${counts.episodes} · solved by the bot ${counts.solvedByBot} · handoffs ${counts.handoffs} · CES ${ease}`,
    `Promises kept ${hits} of ${n} · waiting now ${now.waiting}`,
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
