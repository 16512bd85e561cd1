// What it costs to keep the roll-ups: processor time of taking in new events, few at a time as they trickle in and many
// at a time as under load, on a database that holds months already; and what the report of 30 days takes when a hundred
// events have come in since it was looked at. Argument: the folder. Writes to it.

import { DatabaseSync } from 'node:sqlite'
import { figuresReport } from '../src/stats/ask.ts'
import { Roller } from '../src/stats/roller.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { median, percentile, round } from './figures.ts'
import { filesIn } from './stats-files.ts'
import { eventLog, loggedDays, nowAt } from './stats-log.ts'
import { monthFrom } from './stats-page.ts'
import { groundNow } from './stats-seed.ts'

const hourMs = 3_600_000

/** `events`: how many the folder was seeded with, so that new ones lie as densely. */
export async function measureRecording(folder: string, events: number) {
  const perHour = events / loggedDays / 24
  const hours = Math.max(1, 16_000 / perHour)
  const period = { from: nowAt, to: nowAt + hours * hourMs, seed: 6 }
  const rows = [...eventLog(hours * perHour, period)].flatMap((batch) => batch.rows)
  const store = await openSqlite(filesIn(folder).store)
  const [ground, db] = [await groundNow(), new DatabaseSync(filesIn(folder).store)]
  db.exec('pragma synchronous = off')
  const insert = db.prepare(
    'insert into events(at, conversation_id, episode_id, channel, language, name, data) values(?, ?, ?, ?, ?, ?, ?)',
  )
  let next = 0
  const measure = async (roller: Roller, batch: number, times: number) => {
    const spent: { cpuMs: number; ms: number }[] = []
    for (let n = 0; n < times && next + batch <= rows.length; n++, next += batch) {
      db.exec('begin')
      for (const row of rows.slice(next, next + batch))
        insert.run(row.at, row.conversation, row.episode, row.channel, row.language, row.name, row.data)
      db.exec('commit')
      const [from, before] = [performance.now(), process.cpuUsage()]
      for (let state = await roller.advance(ground); state === 'more'; ) state = await roller.advance(ground)
      const { user, system } = process.cpuUsage(before)
      spent.push({ cpuMs: (user + system) / 1000, ms: performance.now() - from })
    }
    const cpuMs = median(spent.map((one) => one.cpuMs))
    const ms = round(median(spent.map((one) => one.ms)))
    return { batch, times: spent.length, cpuMs: round(cpuMs), ms, cpuUsEach: round((1000 * cpuMs) / batch) }
  }
  const roller = new Roller(store)
  // Until V8 has optimised what it will.
  await measure(roller, 500, 8)
  const measured = [
    await measure(roller, 1, 40),
    await measure(roller, 10, 40),
    await measure(roller, 100, 20),
    await measure(roller, 500, 12),
  ]
  const looked = await looksBetween(() => measure(roller, 100, 1))
  db.close()
  await store.close()
  return { measured, looked }

  /** The first two looks find nothing at hand and code that is new. */
  async function looksBetween(takeIn: () => Promise<unknown>) {
    const spent: number[] = []
    for (let n = 0; n < 22; n++) {
      await takeIn()
      const from = performance.now()
      JSON.stringify(await figuresReport(store, ground, { from: monthFrom, to: period.to }, period.to))
      if (n > 1) spent.push(performance.now() - from)
    }
    return { times: spent.length, p50Ms: round(median(spent)), p95Ms: round(percentile(spent, 95)) }
  }
}

if (process.argv[1] === import.meta.filename) {
  const [folder = '', events] = process.argv.slice(2)
  process.stdout.write(`${JSON.stringify(await measureRecording(folder, Number(events)))}\n`)
  process.exit(0)
}
