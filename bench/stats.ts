// The one command for figures: makes a log of so many events (--events=1000000), lets nightdesk, SQL, DuckDB and plain
// roll-ups make the manager's page by turns, and measures what keeping the roll-ups costs. Into stats-results.json.

import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { median, percentile, round, spread } from './figures.ts'
import { type Started, startProcess, workFolder } from './processes.ts'
import { filesIn } from './stats-files.ts'
import { type Answered, errorsOf, type Page } from './stats-page.ts'
import { sizesMb } from './stats-seed.ts'

/** How often each is asked in a round. */
const asks = {
  'window-answers': 1,
  'window-events': 1,
  'duck-answers': 4,
  'duck-events': 1,
  buckets: 8,
  hdr: 2,
  nightdesk: 20,
  'nightdesk-first': 8,
  'nightdesk-minute': 2,
}
type Name = keyof typeof asks
const names = Object.keys(asks) as Name[]

const option = (name: string) => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3)
const events = Number(option('events') ?? 1_000_000)
const rounds = Number(option('rounds') ?? 5)
/** Made anew unless one from an earlier run is named; recording adds to it. */
const kept = option('folder')
const folder = kept ?? join(workFolder, 'stats')
const resultsPath = join(import.meta.dirname, 'stats-results.json')

/** In processes of their own, so that what they leave in memory is nobody else's. */
function child(file: string, ...args: string[]): string {
  return execFileSync(process.execPath, [join(import.meta.dirname, file), ...args], { encoding: 'utf8' })
}

async function askFor({ port }: Started): Promise<Answered> {
  const response = await fetch(`http://127.0.0.1:${port}/page`)
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Answered
}

type Measured = { readonly server: Started; readonly all: Answered[]; readonly rounds: Answered[][] }

const middle = (list: readonly Answered[], of: 'tookMs' | 'cpuMs' = 'tookMs') => median(list.map((one) => one[of]))

/** Shares are taken round by round and then their median, so that a slow minute weighs on both sides. */
async function row(name: Name, measured: ReadonlyMap<Name, Measured>, exact: Page) {
  const mine = measured.get(name)
  const own = measured.get('nightdesk')
  if (mine === undefined || own === undefined) throw new Error(`${name} was not measured.`)
  const shares = mine.rounds.map((list, n) => middle(list) / middle(own.rounds[n] ?? []))
  const cpuShares = mine.rounds.map((list, n) => middle(list, 'cpuMs') / middle(own.rounds[n] ?? [], 'cpuMs'))
  const { peakBytes, rssBytes } = await mine.server.usage()
  const { page, partsMs } = mine.all.at(-1) ?? { page: exact, partsMs: {} }
  const errors = errorsOf(page, exact)
  return {
    name,
    asked: mine.all.length,
    p50Ms: round(middle(mine.all)),
    p95Ms: round(
      percentile(
        mine.all.map(({ tookMs }) => tookMs),
        95,
      ),
    ),
    cpuMs: round(middle(mine.all, 'cpuMs')),
    ofNightdesk: round(median(shares)),
    ofNightdeskSpread: spread(shares),
    cpuOfNightdesk: round(median(cpuShares)),
    rssMb: round(rssBytes / 1e6),
    peakMb: round(peakBytes / 1e6),
    partsMs: Object.fromEntries(
      Object.keys(partsMs).map((part) => [part, round(median(mine.all.map((one) => one.partsMs[part] ?? 0)))]),
    ),
    ...(name === 'nightdesk-minute'
      ? {}
      : { worstPercent: round(errors.worstPercent), groups: errors.groups, countsWrong: errors.countsWrong }),
  }
}

const loadBefore = round(loadavg()[0] ?? 0)
mkdirSync(folder, { recursive: true })
if (kept === undefined) child('stats-seed.ts', folder, String(events))
const made: unknown = JSON.parse(readFileSync(filesIn(folder).made, 'utf8'))
const sizes = sizesMb(folder)
const measured = new Map<Name, Measured>()
for (const name of names) {
  const server = await startProcess('stats-server.ts', [name, folder])
  measured.set(name, { server, all: [], rounds: [] })
  // Until pages are in memory and V8 has optimised what it will.
  for (let n = 0; n < Math.min(3, asks[name]); n++) await askFor(server)
}
for (let n = 0; n < rounds; n++) {
  for (const [name, { server, all, rounds: list }] of measured) {
    const answers: Answered[] = []
    for (let asked = 0; asked < asks[name]; asked++) answers.push(await askFor(server))
    all.push(...answers)
    list.push(answers)
  }
}
const exact = measured.get('window-answers')?.all[0]?.page ?? { hours: [], channels: [], intents: [] }
const rows: Awaited<ReturnType<typeof row>>[] = []
for (const name of names) rows.push(await row(name, measured, exact))
for (const { server } of measured.values()) await server.stop()
const print = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`)
for (const line of [made, sizes, ...rows]) print(line)
const recording: unknown = JSON.parse(child('stats-record.ts', folder, String(events)))
const machine = { at: new Date().toISOString(), node: process.version, loadBefore, loadAfter: round(loadavg()[0] ?? 0) }
const result = { machine, events, rounds, made, sizesMb: sizes, rows, recording }

function earlier(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(resultsPath, 'utf8'))
  } catch {
    return {}
  }
}

writeFileSync(resultsPath, `${JSON.stringify({ ...earlier(), [events]: result }, null, 2)}\n`)
print(recording)
process.exit(0)
