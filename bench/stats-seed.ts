// Makes everything that is measured from one log: nightdesk's own database with its roll-ups, the same events and the
// paired answers for SQLite and DuckDB, and the roll-ups of one clock. Says how long each took.

import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { loadContent } from '../src/knowledge.ts'
import { Roller } from '../src/stats/roller.ts'
import { groundOf } from '../src/stats/rules.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { filesIn } from './stats-files.ts'
import { eventLog, type LogRow, nowAt } from './stats-log.ts'
import { hdrForm, logBuckets, sketchWriter } from './stats-sketch.ts'

export const groundNow = async () => {
  const { shop } = await loadContent(join(import.meta.dirname, '..', 'intents'))
  return groundOf(shop, nowAt)
}

const insertEvent =
  'insert into events(at, conversation_id, episode_id, channel, language, name, data) values(?, ?, ?, ?, ?, ?, ?)'

/** Past the store, and past its indexes until all is in: making them once is far quicker than keeping them. */
export function rawEvents(path: string) {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -200000')
  const indexes = db.prepare("select name, sql from sqlite_master where type = 'index' and tbl_name = 'events'").all()
  for (const { name } of indexes) db.exec(`drop index ${String(name)}`)
  const insert = db.prepare(insertEvent)
  db.exec('begin')
  return {
    add(row: LogRow) {
      insert.run(row.at, row.conversation, row.episode, row.channel, row.language, row.name, row.data)
    },
    close() {
      for (const { sql } of indexes) db.exec(String(sql))
      db.exec('commit; pragma wal_checkpoint(truncate)')
      db.close()
    },
  }
}

function answersWriter(path: string) {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode = wal; pragma synchronous = off')
  db.exec(
    'create table answers(at integer not null, channel integer not null, intent integer not null, ms integer not null)',
  )
  const insert = db.prepare('insert into answers values(?, ?, ?, ?)')
  db.exec('begin')
  return {
    add: (at: number, channel: number, intent: number, ms: number) => insert.run(at, channel, intent, ms),
    close() {
      db.exec('create index answers_at on answers(at); commit; pragma wal_checkpoint(truncate)')
      db.close()
    },
  }
}

async function duckWriter(path: string) {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  await connection.run('create table answers(time bigint, channel integer, intent integer, ms bigint)')
  await connection.run('create table events(time bigint, episode varchar, channel varchar, name varchar, data varchar)')
  const [answers, events] = [await connection.createAppender('answers'), await connection.createAppender('events')]
  return {
    answer(at: number, channel: number, intent: number, ms: number) {
      answers.appendBigInt(BigInt(at))
      answers.appendInteger(channel)
      answers.appendInteger(intent)
      answers.appendBigInt(BigInt(ms))
      answers.endRow()
    },
    event(row: LogRow) {
      events.appendBigInt(BigInt(row.at))
      events.appendVarchar(row.episode)
      events.appendVarchar(row.channel)
      events.appendVarchar(row.name)
      events.appendVarchar(row.data)
      events.endRow()
    },
    async close() {
      answers.closeSync()
      events.closeSync()
      await connection.run('checkpoint')
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** Everything into `folder`; gives counts, times and sizes. */
export async function seed(folder: string, wanted: number) {
  const files = filesIn(folder)
  const beganAt = performance.now()
  await (await openSqlite(files.store, { unsynced: true })).close()
  const [events, answers, duck] = [rawEvents(files.store), answersWriter(files.answers), await duckWriter(files.duck)]
  const buckets = sketchWriter(files.buckets, logBuckets)
  const hdr = sketchWriter(files.hdr, await hdrForm())
  const spent = { events: 0, duck: 0, buckets: 0, hdr: 0 }
  const counted = { events: 0, episodes: 0 }
  const timed = <T>(name: keyof typeof spent, list: readonly T[], take: (one: T) => unknown) => {
    const from = performance.now()
    for (const one of list) take(one)
    spent[name] += performance.now() - from
  }
  for (const batch of eventLog(wanted)) {
    counted.events += batch.rows.length
    counted.episodes += batch.answers.length
    timed('events', batch.rows, events.add)
    timed('duck', batch.rows, duck.event)
    timed('duck', batch.answers, ({ at, channel, intent, ms }) => duck.answer(at, channel, intent, ms))
    timed('buckets', batch.answers, buckets.add)
    timed('hdr', batch.answers, hdr.add)
    for (const { at, channel, intent, ms } of batch.answers) answers.add(at, channel, intent, ms)
  }
  for (const one of [events, answers, buckets, hdr]) one.close()
  await duck.close()
  return { ...counted, spentMs: spent, tookMs: performance.now() - beganAt }
}

/** nightdesk's own roll-ups, by its own command's way. */
export async function rebuild(folder: string) {
  const store = await openSqlite(filesIn(folder).store, { unsynced: true })
  const [ground, roller] = [await groundNow(), new Roller(store)]
  const [from, before] = [performance.now(), process.cpuUsage()]
  await roller.rebuild(ground)
  const { user, system } = process.cpuUsage(before)
  const tookMs = performance.now() - from
  await store.close()
  return { tookMs, cpuMs: (user + system) / 1000 }
}

export const sizesMb = (folder: string) =>
  Object.fromEntries(Object.entries(filesIn(folder)).map(([name, path]) => [name, statSync(path).size / 1e6]))

if (process.argv[1] === import.meta.filename) {
  const [folder = '', events] = process.argv.slice(2)
  const made = await seed(folder, Number(events))
  const rolled = await rebuild(folder)
  const peakMb = process.resourceUsage().maxRSS / 1000
  writeFileSync(filesIn(folder).made, JSON.stringify({ ...made, rebuild: rolled, peakMb }))
  process.exit(0)
}
