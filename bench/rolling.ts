// What the figures cost customers, and what a manager waits for at a first look: nightdesk whole, over HTTP. The whole path
// with no roll-ups kept, with their thread, and with them in the thread that answers customers, by turns in one run, on an
// empty database or, with --folder=FOLDER that stats-seed.ts has filled, on copies of that one; there also first looks
// after a start, and customers while managers ask. --only=throughput, firstLooks or beside for one of them.

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { dayOf } from '../src/stats/steps.ts'
import { median, percentile, percentiles, round } from './figures.ts'
import { type Bot, measureBots, openPath } from './path.ts'
import { type Started, startProcess, workFolder } from './processes.ts'
import { filesIn } from './stats-files.ts'
import { nowAt } from './stats-log.ts'

const option = (name: string) => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3)
const rounds = Number(option('rounds') ?? 6)
const seconds = Number(option('seconds') ?? 4)
const starts = Number(option('starts') ?? 5)
const folder = option('folder')
const only = option('only')
const resultsPath = join(import.meta.dirname, 'rolling-results.json')

const bot = (name: string, ...args: string[]): Bot => ({
  name,
  file: 'server-nightdesk.ts',
  args: ['signed', ...args],
  protocol: 'slack',
})
const without = bot('no roll-ups', '--figures=off')
const threaded = bot('in their thread')
const together = bot('in the thread that answers', '--figures=here')

const dayMs = 86_400_000
/** Evening of the log's last day, so that the page's last day is whole but for two hours. */
const shiftMs = nowAt + 8 * 3_600_000 - Date.now()
const clockOfLog = ['--import', join(import.meta.dirname, 'clock-of-log.ts')]
/** Where a day of the log's shop begins, so many days before this one. */
const daysAgo = (days: number) =>
  dayOf(dayOf(Date.now() + shiftMs, 'Europe/Oslo') + dayMs / 2 - days * dayMs, 'Europe/Oslo')

async function ask({ port, told }: Started, path: string): Promise<number> {
  const beganAt = performance.now()
  const response = await fetch(`http://127.0.0.1:${port}/api/stats/${path}`, {
    headers: { Authorization: `Bearer ${told['key']}` },
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  await response.text()
  return performance.now() - beganAt
}

/** What the page asks for its choice of days: the report, and then all else at once. */
async function look(server: Started, days: number): Promise<{ reportMs: number; allMs: number }> {
  const [from, to] = [daysAgo(days - 1), Date.now() + shiftMs]
  const back = Math.ceil(days / 7) * 7
  const span = `from=${from}&to=${to}`
  const reportMs = await ask(server, `figures?${span}`)
  const others = [
    `figures?from=${daysAgo(days - 1 + back)}&to=${to - back * dayMs}`,
    `week?${span}`,
    `distribution?${span}`,
  ]
  others.push(`flows?${span}`, `comments?${span}`, `deliveries?${span}`, 'demand', 'channels')
  const beganAt = performance.now()
  await Promise.all(others.map((path) => ask(server, path)))
  return { reportMs, allMs: reportMs + performance.now() - beganAt }
}

/** Until its processor time hardly grows any more: started, and everything made ready. */
async function untilQuiet(server: Started): Promise<void> {
  let quiet = 0
  for (let last = (await server.usage()).cpuUs; quiet < 3; ) {
    await pass(1_000)
    const { cpuUs } = await server.usage()
    quiet = cpuUs - last < 50_000 ? quiet + 1 : 0
    last = cpuUs
  }
}

const choices = [7, 30, 90] as const

/** Of each choice of days the first look of a process that has rested, and ten more. */
async function firstLooks(database: string) {
  const looks = choices.map((days) => ({ days, first: [] as Look[], again: [] as Look[] }))
  type Look = Awaited<ReturnType<typeof look>>
  const resting: number[] = []
  for (let n = 0; n < starts; n++) {
    const server = await startProcess('server-nightdesk.ts', ['web', `--database=${database}`], clockOfLog)
    await untilQuiet(server)
    resting.push((await server.usage()).rssBytes / 1e6)
    // A browser loads the page before that asks for anything.
    await (await fetch(`http://127.0.0.1:${server.port}/stats`)).text()
    for (const { days, first, again } of looks) {
      first.push(await look(server, days))
      for (let times = 0; times < 10; times++) again.push(await look(server, days))
    }
    await server.stop()
  }
  const told = (list: readonly Look[], of: keyof Look) => {
    const values = list.map((one) => one[of])
    return { p50Ms: round(median(values)), p95Ms: round(percentile(values, 95)) }
  }
  const both = (list: readonly Look[]) => ({ report: told(list, 'reportMs'), all: told(list, 'allMs') })
  return {
    restingMb: round(median(resting)),
    looks: looks.map(({ days, first, again }) => ({ days, first: both(first), again: both(again) })),
  }
}

/** Customers at 50 a second, by turns alone and while a manager asks one thing after the other that nobody asked before. */
async function beside(database: string) {
  const rows: object[] = []
  for (const [n, one] of [threaded, together].entries()) {
    // Each its own: what the first leaves beside its file belongs to no copy.
    const copy = join(workFolder, `beside-${n}.db`)
    copyFileSync(database, copy)
    const path = await openPath({ ...one, args: [...one.args, `--database=${copy}`] }, clockOfLog)
    await untilQuiet(path.server)
    await path.light(seconds)
    const [alone, asked] = [[] as Times[], [] as Times[]]
    type Times = Awaited<ReturnType<typeof path.light>>
    let questions = 0
    for (let n = 0; n < Math.min(rounds, 3); n++) {
      alone.push(await path.light(seconds))
      let ended = false
      const asking = (async () => {
        for (; !ended; questions++) {
          const from = daysAgo(30 + (questions % 50)) - (questions % 23) * 3_600_000
          await ask(path.server, `figures?from=${from}&to=${from + 30 * dayMs}&channel=web`)
        }
      })()
      asked.push(await path.light(seconds))
      ended = true
      await asking
    }
    await path.stop()
    const told = (list: readonly Times[]) => ({
      ack: percentiles(list.flatMap(({ ackMs }) => ackMs)),
      reply: percentiles(list.flatMap(({ replyMs }) => replyMs)),
    })
    rows.push({ name: one.name, questions, alone: told(alone), asked: told(asked) })
  }
  return rows
}

function earlier(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(resultsPath, 'utf8'))
  } catch {
    return {}
  }
}

const load = () => round(loadavg()[0] ?? 0)
const loadBefore = load()
const result: Record<string, unknown> = {}
const wants = (part: string) => only === undefined || only === part
const load16 = { rounds, seconds, connections: 16 }
if (folder === undefined) {
  result['throughput'] = await measureBots([without, threaded, together], load16)
} else {
  process.env['BENCH_CLOCK_SHIFT_MS'] = String(shiftMs)
  const { store } = filesIn(folder)
  const copied = (name: string) => {
    const path = join(workFolder, name)
    copyFileSync(store, path)
    return path
  }
  if (wants('firstLooks')) result['firstLooks'] = await firstLooks(copied('first.db'))
  if (wants('beside')) result['beside'] = await beside(store)
  if (wants('throughput')) {
    const bots = [without, threaded, together].map((one, n) => ({
      ...one,
      args: [...one.args, `--database=${copied(`path-${n}.db`)}`],
    }))
    result['throughput'] = await measureBots(bots, { ...load16, nodeArgs: clockOfLog, untilReady: untilQuiet })
  }
}
const machine = { at: new Date().toISOString(), node: process.version, loadBefore, loadAfter: load(), rounds, seconds }
const key = folder === undefined ? 'empty' : String(JSON.parse(readFileSync(filesIn(folder).made, 'utf8')).events)
const all = earlier()
const before = only === undefined ? {} : (all[key] as object | undefined)
writeFileSync(resultsPath, `${JSON.stringify({ ...all, [key]: { ...before, machine, ...result } }, null, 2)}\n`)
for (const [name, figures] of Object.entries(result))
  process.stdout.write(`${name} ${JSON.stringify(figures, null, 1)}\n`)
process.exit(0)
