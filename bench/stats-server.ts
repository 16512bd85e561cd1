// One of those compared, in a process of its own: answers GET /page with its figures and the time that they took.
// Arguments: who, and the folder that stats-seed.ts has filled.

import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import type { FigureRow, FiguresReport } from '../src/model/stats.ts'
import { figuresReport, periodCells } from '../src/stats/ask.ts'
import { putAway } from '../src/stats/at-hand.ts'
import { figureSet } from '../src/stats/figures.ts'
import { hourOf } from '../src/stats/rolled.ts'
import { sumOf } from '../src/stats/tally.ts'
import { openPostgres } from '../src/store/postgres.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { tellReady } from './ready.ts'
import { filesIn } from './stats-files.ts'
import { channelNames, nowAt } from './stats-log.ts'
import {
  type Answered,
  dayMs,
  fromOf,
  type Group,
  keyOf,
  monthFrom,
  type Page,
  type Part,
  parts,
  weekFrom,
} from './stats-page.ts'
import { groundNow } from './stats-seed.ts'
import { hdrForm, logBuckets, sketchPage } from './stats-sketch.ts'

const [who = '', folder = '', address = ''] = process.argv.slice(2)
const files = filesIn(folder)

/** By its part, or `page` for a page that is made as a whole. */
type Makers = Readonly<Record<string, () => Promise<unknown>>>
type Contestant = { readonly makers: Makers; readonly pageOf: (made: Readonly<Record<string, unknown>>) => Page }

/**
 * Its own code as the page's routes call it, every figure in both times. `look`: `again` with what is at hand since the
 * last look, `first` with nothing at hand but the database's pages in memory. `minute`: what the API gives when nobody
 * names a period: it begins within an hour, so its edge is read from events.
 */
async function nightdesk(look: 'again' | 'first' | 'minute'): Promise<Contestant> {
  const store = address === '' ? await openSqlite(files.store, { readOnly: true }) : await openPostgres(address)
  const ground = await groundNow()
  const now = nowAt
  const report = (from: number) => () => figuresReport(store, ground, { from, to: now }, now)
  const putAllAway = async () => {
    if (look === 'first') putAway(store)
  }
  const hours = async (): Promise<FigureRow[]> => {
    const cells = await periodCells(store, ground, { from: weekFrom, to: now }, {}, { now, step: 'hour' })
    const byHour = Map.groupBy(cells, ({ at }) => hourOf(at, ground.time.zone))
    return [...byHour].map(([at, group]) => ({
      key: String(at),
      figures: figureSet(sumOf(group), now),
    }))
  }
  const shown = ({ key, figures }: FigureRow): Group => {
    const { n, meanMs = 0, p50Ms = 0, p90Ms = 0, p99Ms = 0 } = figures.clocks.answer.wall
    return { key, n, meanMs, p50Ms, p90Ms, p99Ms }
  }
  if (look === 'minute') {
    const makers = { week: report(now - 7 * dayMs), month: report(now - 30 * dayMs) }
    return { makers, pageOf: () => ({ hours: [], channels: [], intents: [] }) }
  }
  return {
    makers: { away: putAllAway, hours, month: report(monthFrom) },
    pageOf(made) {
      const month = made['month'] as FiguresReport
      const [channels, intents] = [month.byChannel.map(shown), month.byIntent.map(shown)]
      return { hours: (made['hours'] as FigureRow[]).map(shown), channels, intents }
    },
  }
}

type Row = { key: number | string; n: number; mean: number; p50: number; p90: number; p99: number }

function groupOf(part: Part, { key, n, mean, p50, p90, p99 }: Row): Group {
  const name = typeof key === 'string' && part !== 'hours' ? key : keyOf(part, Number(key), channelNames)
  return { key: name, n: Number(n), meanMs: Number(mean), p50Ms: Number(p50), p90Ms: Number(p90), p99Ms: Number(p99) }
}

function byPart(groups: (part: Part) => Promise<readonly Group[]>): Contestant {
  return {
    makers: Object.fromEntries(parts.map((part) => [part, () => groups(part)])),
    pageOf: (made) => made as Page,
  }
}

const keys = { hours: 'at / 3600000', channels: 'channel', intents: 'intent' }

/** Answers paired beforehand: plain columns, nothing else to read. */
const windowOver = (source: string, part: Part) => `
  with ranked as (
    select ${keys[part]} as key, ms,
      row_number() over (partition by ${keys[part]} order by ms) as rank,
      count(*) over (partition by ${keys[part]}) as n
    from ${source})
  select key, max(n) as n, avg(ms) as mean,
    max(case when rank = (n * 50 + 99) / 100 then ms end) as p50,
    max(case when rank = (n * 90 + 99) / 100 then ms end) as p90,
    max(case when rank = (n * 99 + 99) / 100 then ms end) as p99
  from ranked group by key`

/** Paired while asking, from the events that nightdesk keeps; the language is SQLite's. */
const pairedInSqlite = (from: number) => `(
  with opened as (
    select at, episode_id, channel from events
    where name in ('episode.opened', 'episode.reopened') and at >= ${from} and at < ${nowAt}),
  answered as (
    select episode_id, min(at) as at from events
    where at >= ${from} and name = 'reply.delivered'
      and data ->> 'kind' in ('answer', 'question', 'confirmation', 'relay')
    group by episode_id),
  matched as (
    select episode_id, data ->> 'intent' as intent, min(id) from events
    where at >= ${from} and name = 'intent.matched' group by episode_id)
  select opened.at as at, channel, intent, answered.at - opened.at as ms
  from opened join answered using (episode_id) join matched using (episode_id))`

async function sqlite(paired: boolean): Promise<Contestant> {
  const db = new DatabaseSync(paired ? files.answers : files.store, { readOnly: true })
  db.exec('pragma cache_size = -200000; pragma mmap_size = 4000000000')
  const source = (part: Part) => (paired ? `answers where at >= ${fromOf(part)}` : `${pairedInSqlite(fromOf(part))}`)
  return byPart(async (part) =>
    (db.prepare(windowOver(source(part), part)).all() as unknown as Row[]).map((row) => groupOf(part, row)),
  )
}

const pairedInDuck = (from: number) => `(
  with answered as (
    select episode, channel,
      min(time) filter (where name in ('episode.opened', 'episode.reopened')) as opened,
      min(time) filter (where name = 'reply.delivered'
        and (data ->> 'kind') in ('answer', 'question', 'confirmation', 'relay')) as answered,
      min(data ->> 'intent') filter (where name = 'intent.matched') as intent
    from events where time >= ${from} and time < ${nowAt} group by episode, channel)
  select opened as time, channel, intent, answered - opened as ms
  from answered where opened is not null and answered is not null)`

const duckKeys = { hours: 'time // 3600000', channels: 'channel', intents: 'intent' }

async function duck(paired: boolean): Promise<Contestant> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(files.duck, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  return byPart(async (part) => {
    const source = paired ? `answers where time >= ${fromOf(part)}` : pairedInDuck(fromOf(part))
    const answer = await connection.runAndReadAll(`
        select ${duckKeys[part]} as key, count(*) as n, avg(ms) as mean, quantile_disc(ms, .5) as p50,
          quantile_disc(ms, .9) as p90, quantile_disc(ms, .99) as p99
        from ${source} group by 1`)
    return answer.getRowObjectsJS().map((row) => {
      const key = typeof row['key'] === 'bigint' ? Number(row['key']) : row['key']
      return groupOf(part, { ...row, key } as unknown as Row)
    })
  })
}

const whole = (make: () => Page): Contestant => ({
  makers: { page: async () => make() },
  pageOf: ({ page }) => page as Page,
})

const contestants: Record<string, () => Promise<Contestant>> = {
  nightdesk: () => nightdesk('again'),
  'nightdesk-first': () => nightdesk('first'),
  'nightdesk-minute': () => nightdesk('minute'),
  'window-answers': () => sqlite(true),
  'window-events': () => sqlite(false),
  'duck-answers': () => duck(true),
  'duck-events': () => duck(false),
  buckets: async () => whole(sketchPage(files.buckets, logBuckets)),
  hdr: async () => whole(sketchPage(files.hdr, await hdrForm())),
}

const open = contestants[who]
if (open === undefined) throw new Error(`Nobody is called ${who}. Known: ${Object.keys(contestants).join(', ')}.`)
const { makers, pageOf } = await open()

async function answer(): Promise<Answered> {
  const [made, partsMs]: [Record<string, unknown>, Record<string, number>] = [{}, {}]
  const before = process.cpuUsage()
  for (const [name, make] of Object.entries(makers)) {
    const from = performance.now()
    made[name] = await make()
    // Up to the text that is sent.
    JSON.stringify(made[name])
    partsMs[name] = performance.now() - from
  }
  const { user, system } = process.cpuUsage(before)
  const tookMs = Object.values(partsMs).reduce((a, b) => a + b, 0)
  return { page: pageOf(made), partsMs, tookMs, cpuMs: (user + system) / 1000 }
}

const server = createServer((_request, response) => {
  answer().then(
    (answered) => response.end(JSON.stringify(answered)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
})
server.listen(0, '127.0.0.1', () => {
  const bound = server.address()
  tellReady(typeof bound === 'object' && bound ? bound.port : 0)
})
