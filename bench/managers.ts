// Managers who have the page open while customers write: what the page asks at once when it opens, what it asks again
// every half minute, and how long customers wait for their acknowledgement meanwhile. The database is copied; best one
// that `demo --days 90` has filled.

import { copyFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { issueToken, newAddress } from '../adapters/web-chat/token.ts'
import { percentile, round } from './figures.ts'
import { connectionPool, openLoop } from './load.ts'
import { type Started, startProcess, workFolder } from './processes.ts'
import { questionOf } from './questions.ts'

const option = (name: string) => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3)
const managers = Number(option('managers') ?? 50)
const seconds = Number(option('seconds') ?? 90)
const perSecond = Number(option('per-second') ?? 20)
const database = option('database')
if (database === undefined) throw new Error('Name a database: --database=var/demo.db, filled by "demo --days 90".')

const dayMs = 86_400_000
/** As the page does (src/pages/stats/report.ts). */
const everyMs = 30_000
/** Most look at a week or a month. */
const choices = [7, 7, 30, 30, 90]
const visitors = 200

type Asked = { readonly name: string; readonly tookMs: number }

async function ask({ port, told }: Started, path: string): Promise<Asked> {
  const beganAt = performance.now()
  const response = await fetch(`http://127.0.0.1:${port}/api/stats/${path}`, {
    headers: { authorization: `Bearer ${told['key']}` },
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return { name: path.replace(/\?.*/, ''), tookMs: performance.now() - beganAt }
}

type Look = { readonly asked: readonly Asked[]; readonly wholeMs: number }

/** The report first, then all else at once. */
async function look(server: Started, days: number, first: boolean): Promise<Look> {
  const beganAt = performance.now()
  const to = Date.now()
  // Midnight of UTC stands for that of the shop: the edge is as long.
  const from = Math.floor(to / dayMs) * dayMs - (days - 1) * dayMs
  const span = `from=${from}&to=${to}`
  const back = Math.ceil(days / 7) * 7 * dayMs
  const again = ['channels', `week?${span}`, `distribution?${span}`, `flows?${span}`]
  const once = [
    ...['demand', 'markers', 'baselines', `unanswered?days=${days}`, `agents?${span}`],
    ...[`control?figure=answer&time=wall&${span}`, `comments?${span}&limit=5`, `deliveries?${span}&limit=5`],
    `figures?from=${from - back}&to=${to - back}`,
  ]
  const report = await ask(server, `figures?${span}`)
  const rest = await Promise.all([...again, ...(first ? once : [])].map((path) => ask(server, path)))
  return { asked: [report, ...rest], wholeMs: performance.now() - beganAt }
}

/** One page, opened after a while and then kept open. */
async function manager(server: Started, n: number, endAt: number, opened: Look[], kept: Look[]): Promise<void> {
  const days = choices[n % choices.length] ?? 7
  await pass((n / managers) * everyMs)
  opened.push(await look(server, days, true))
  for (let dueAt = performance.now() + everyMs; dueAt < endAt; dueAt += everyMs) {
    await pass(dueAt - performance.now())
    kept.push(await look(server, days, false))
  }
}

/** How long customers wait for the 2xx, at a steady rate. */
async function customers(server: Started, during: number): Promise<number[]> {
  const tokens = Array.from({ length: visitors }, () =>
    issueToken(newAddress(), server.told['secret'] ?? 'none', Date.now()),
  )
  const pool = connectionPool(server.port)
  const tookMs = await openLoop(perSecond, during, async (n) => {
    const connection = await pool.take()
    const headers = { Authorization: `Bearer ${tokens[n % visitors]?.token}` }
    const body = JSON.stringify({ id: `m${n}`, text: questionOf(n) })
    const answer = await connection.post({ path: '/chat/messages', headers, body })
    pool.give(connection)
    if (answer.status >= 300) throw new Error(`A message was answered with ${answer.status}: ${answer.body}`)
    return answer.tookMs
  })
  pool.close()
  return tookMs
}

const told = (name: string, values: readonly number[]) =>
  `| ${name} | ${values.length} | ${[50, 95, 99].map((percent) => round(percentile(values, percent))).join(' | ')} |`

const copy = join(workFolder, 'managers.db')
copyFileSync(database, copy)
const before = loadavg()[0] ?? 0
const server = await startProcess('server-nightdesk.ts', ['web', `--database=${copy}`])
// The roll-ups are made first, and what a start has to do.
await pass(20_000)
const alone = await customers(server, 20)
const usedBefore = await server.usage()
const beganAt = performance.now()
const [opened, kept] = [[] as Look[], [] as Look[]]
const [beside] = await Promise.all([
  customers(server, seconds),
  ...Array.from({ length: managers }, (_, n) => manager(server, n, beganAt + seconds * 1000, opened, kept)),
])
const used = await server.usage()
await server.stop()
const cores = (used.cpuUs - usedBefore.cpuUs) / 1e3 / (performance.now() - beganAt)
const times = (looks: readonly Look[]) => looks.flatMap(({ asked }) => asked.map(({ tookMs }) => tookMs))
const names = [...new Set(opened.flatMap(({ asked }) => asked.map(({ name }) => name)))]
const lines = [
  `load ${round(before)} before, ${round(loadavg()[0] ?? 0)} after; ${round(cores, 2)} cores busy; ${round(used.peakBytes / 1e6)} MB at most`,
  '',
  '| | n | p50 ms | p95 ms | p99 ms |',
  '| --- | --- | --- | --- | --- |',
  told('an answer to a page that opens', times(opened)),
  told('an answer to a page that stays open', times(kept)),
  told(
    'a page from opening to its last answer',
    opened.map(({ wholeMs }) => wholeMs),
  ),
  told('acknowledgement, no manager', alone),
  told(`acknowledgement, ${managers} managers`, beside),
  ...names.map((name) =>
    told(
      name,
      [...opened, ...kept].flatMap(({ asked }) => asked.filter((one) => one.name === name).map(({ tookMs }) => tookMs)),
    ),
  ),
]
process.stdout.write(`${lines.join('\n')}\n`)
process.exit(0)
