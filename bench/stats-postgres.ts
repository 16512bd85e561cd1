// The same page on PostgreSQL, which comes from npm: nightdesk's own way beside percentile_disc over the answers paired
// beforehand. Argument: a folder that stats-seed.ts has filled; its rows are copied, roll-ups included.

import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { openPostgres } from '../src/store/postgres.ts'
import { startCluster } from '../test/postgres-cluster.ts'
import { median, percentile, round, spread } from './figures.ts'
import { startProcess } from './processes.ts'
import { filesIn } from './stats-files.ts'
import { channelNames } from './stats-log.ts'
import { type Answered, errorsOf, fromOf, type Group, keyOf, type Page, type Part } from './stats-page.ts'

const rounds = 10
const rowsAtOnce = 20_000

/** Copies a table, or some of its columns, as arrays of text. */
async function copy(from: DatabaseSync, to: pg.Client, table: string, columns: Readonly<Record<string, string>>) {
  const names = Object.keys(columns)
  const select = from.prepare(
    `select ${names.join(', ')} from ${table}${'conversation_id' in columns ? ' order by id' : ''}`,
  )
  const arrays = Object.values(columns).map((type, n) => `$${n + 1}::${type}[]`)
  const insert = `insert into ${table}(${names.join(', ')}) select * from unnest(${arrays.join(', ')})`
  let lists: unknown[][] = names.map(() => [])
  const put = async () => {
    await to.query(insert, lists)
    lists = names.map(() => [])
  }
  for (const row of select.iterate()) {
    for (const [n, name] of names.entries()) lists[n]?.push(row[name])
    if (lists[0]?.length === rowsAtOnce) await put()
  }
  await put()
}

const text = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'text']))

async function fill(folder: string, address: string) {
  await (await openPostgres(address)).close()
  const client = new pg.Client(address)
  await client.connect()
  const store = new DatabaseSync(filesIn(folder).store, { readOnly: true })
  const answers = new DatabaseSync(filesIn(folder).answers, { readOnly: true })
  const events = { at: 'bigint', ...text('conversation_id', 'episode_id', 'channel', 'language', 'name', 'data') }
  await copy(store, client, 'events', events)
  const sheet = { grain: 'text', at: 'bigint', version: 'bigint', checksum: 'bigint', sums: 'bytea' }
  await copy(store, client, 'rollup_sheets', sheet)
  await copy(store, client, 'rollup_mark', { id: 'int', version: 'bigint', event_id: 'bigint', rules: 'text' })
  await client.query('create table answers(at bigint, channel int, intent int, ms bigint)')
  await copy(answers, client, 'answers', { at: 'bigint', channel: 'int', intent: 'int', ms: 'bigint' })
  await client.query('create index answers_at on answers(at)')
  await client.query('vacuum analyze')
  return client
}

const keys = { hours: 'at / 3600000', channels: 'channel', intents: 'intent' }

async function groups(client: pg.Client, part: Part): Promise<Group[]> {
  const percentiles = [50, 90, 99].map((p) => `percentile_disc(0.${p}) within group (order by ms) as p${p}`)
  const { rows } = await client.query(
    `select ${keys[part]} as key, count(*) as n, avg(ms) as mean, ${percentiles.join(', ')}
      from answers where at >= $1 group by 1`,
    [fromOf(part)],
  )
  return rows.map((row) => ({
    key: keyOf(part, Number(row.key), channelNames),
    n: Number(row.n),
    meanMs: Number(row.mean),
    p50Ms: Number(row.p50),
    p90Ms: Number(row.p90),
    p99Ms: Number(row.p99),
  }))
}

const [folder = ''] = process.argv.slice(2)
const cluster = await startCluster()
try {
  const address = await cluster.database()
  const client = await fill(folder, address)
  const server = await startProcess('stats-server.ts', ['nightdesk', folder, address])
  const ask = async () => (await (await fetch(`http://127.0.0.1:${server.port}/page`)).json()) as Answered
  const direct = async () => {
    const from = performance.now()
    const page: Page = {
      hours: await groups(client, 'hours'),
      channels: await groups(client, 'channels'),
      intents: await groups(client, 'intents'),
    }
    return { page, tookMs: performance.now() - from }
  }
  await ask()
  await direct()
  const [ours, theirs]: [Answered[], { page: Page; tookMs: number }[]] = [[], []]
  for (let n = 0; n < rounds; n++) {
    ours.push(await ask())
    theirs.push(await direct())
  }
  const [mine, exact] = [ours[0]?.page, theirs[0]?.page]
  const ms = (list: readonly { tookMs: number }[]) => list.map(({ tookMs }) => tookMs)
  const shares = ms(theirs).map((took, n) => took / (ours[n]?.tookMs ?? Number.NaN))
  const result = {
    nightdesk: { p50Ms: round(median(ms(ours))), p95Ms: round(percentile(ms(ours), 95)), parts: ours.at(-1)?.partsMs },
    percentileDisc: { p50Ms: round(median(ms(theirs))), p95Ms: round(percentile(ms(theirs), 95)) },
    percentileDiscOfNightdesk: { median: round(median(shares)), rounds: spread(shares) },
    peakMb: round((await server.usage()).peakBytes / 1e6),
    errors: mine && exact && errorsOf(mine, exact),
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
  await server.stop()
  await client.end()
} finally {
  await cluster.stop()
}
process.exit(0)
