// Roll-ups of one clock and nothing more, by hour and channel and by day, channel and intent: log buckets 2 % apart as
// varints (what a roll-up costs at least), and hdr-histogram-js in its own form.

import { DatabaseSync } from 'node:sqlite'
import type { Histogram } from 'hdr-histogram-js'
import { type AnswerRow, channelNames } from './stats-log.ts'
import { dayMs, fromOf, type Group, hourMs, keyOf, type Page, type Part, zoneMs } from './stats-page.ts'

/** A way to keep values so that their percentiles are known nearly. */
export type Form<S> = {
  readonly empty: () => S
  readonly add: (sketch: S, ms: number) => void
  readonly write: (sketch: S) => Uint8Array | string
  readonly addWritten: (sketch: S, written: Uint8Array & string) => void
  readonly ranks: (sketch: S, n: number) => readonly number[]
}

const base = Math.log(1.02)
const percents = [50, 90, 99] as const

export const logBuckets: Form<Map<number, number>> = {
  empty: () => new Map(),
  add(sketch, ms) {
    const bucket = Math.round(Math.log(ms) / base)
    sketch.set(bucket, (sketch.get(bucket) ?? 0) + 1)
  },
  write(sketch) {
    const bytes: number[] = []
    const varint = (value: number) => {
      let left = value
      for (; left > 127; left >>>= 7) bytes.push((left & 127) | 128)
      bytes.push(left)
    }
    let last = 0
    for (const [bucket, count] of [...sketch].sort(([a], [b]) => a - b)) {
      varint(bucket - last)
      varint(count)
      last = bucket
    }
    return Uint8Array.from(bytes)
  },
  addWritten(sketch, bytes: Uint8Array) {
    let at = 0
    const varint = () => {
      let [value, shift, byte] = [0, 0, 128]
      for (; byte & 128; shift += 7) {
        byte = bytes[at++] ?? 0
        value |= (byte & 127) << shift
      }
      return value
    }
    for (let bucket = 0; at < bytes.length; ) {
      bucket += varint()
      sketch.set(bucket, (sketch.get(bucket) ?? 0) + varint())
    }
  },
  ranks(sketch, n) {
    const ordered = [...sketch].sort(([a], [b]) => a - b)
    return percents.map((percent) => {
      let left = Math.ceil((percent / 100) * n)
      for (const [bucket, count] of ordered) {
        left -= count
        if (left <= 0) return Math.exp(bucket * base)
      }
      return Number.NaN
    })
  },
}

/** Two significant digits: at most 1 % off, as ours. */
export async function hdrForm(): Promise<Form<Histogram>> {
  const hdr = await import('hdr-histogram-js')
  const empty = () =>
    hdr.build({
      bitBucketSize: 32,
      lowestDiscernibleValue: 1,
      highestTrackableValue: 7 * dayMs,
      autoResize: true,
      numberOfSignificantValueDigits: 2,
      useWebAssembly: false,
    })
  return {
    empty,
    add: (sketch, ms) => sketch.recordValue(ms),
    write: (sketch) => hdr.encodeIntoCompressedBase64(sketch),
    addWritten: (sketch, text: string) => sketch.add(hdr.decodeFromCompressedBase64(text, 32, false)),
    ranks: (sketch) => percents.map((percent) => sketch.getValueAtPercentile(percent)),
  }
}

/** Builds the roll-ups' file. Answers in the order of their openings. */
export function sketchWriter<S>(path: string, form: Form<S>) {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode = wal; pragma synchronous = off')
  const columns = 'unit integer, channel integer, intent integer, n integer, total integer, sketch blob'
  for (const table of ['by_hour', 'by_day'])
    db.exec(`create table ${table}(${columns}, primary key(unit, channel, intent)) without rowid`)
  const tables = [
    { insert: db.prepare('insert into by_hour values(?, ?, ?, ?, ?, ?)'), ms: hourMs, intents: false },
    { insert: db.prepare('insert into by_day values(?, ?, ?, ?, ?, ?)'), ms: dayMs, intents: true },
  ].map((table) => ({ ...table, unit: -1, cells: new Map<number, { n: number; total: number; sketch: S }>() }))
  const flush = ({ insert, unit, cells }: (typeof tables)[number]) => {
    for (const [key, { n, total, sketch }] of cells)
      insert.run(unit, Math.floor(key / 64), key % 64, n, total, form.write(sketch))
    cells.clear()
  }
  db.exec('begin')
  return {
    add({ at, channel, intent, ms }: AnswerRow) {
      for (const table of tables) {
        const unit = Math.floor((at + zoneMs) / table.ms)
        if (unit !== table.unit) flush(table)
        table.unit = unit
        const key = channel * 64 + (table.intents ? intent : 0)
        const cell = table.cells.get(key) ?? { n: 0, total: 0, sketch: form.empty() }
        table.cells.set(key, cell)
        cell.n += 1
        cell.total += ms
        form.add(cell.sketch, ms)
      }
    },
    close() {
      for (const table of tables) flush(table)
      db.exec('commit; pragma wal_checkpoint(truncate)')
      db.close()
    },
  }
}

export function sketchPage<S>(path: string, form: Form<S>): () => Page {
  const db = new DatabaseSync(path, { readOnly: true })
  const query = (table: string, key: string) =>
    db.prepare(`select ${key} as key, n, total, sketch from ${table} where unit >= ?`)
  const queries = {
    hours: query('by_hour', 'unit'),
    channels: query('by_day', 'channel'),
    intents: query('by_day', 'intent'),
  }
  type Row = { key: number; n: number; total: number; sketch: Uint8Array & string }
  const groupsOf = (part: Part): Group[] => {
    const groups = new Map<number, { n: number; total: number; sketch: S }>()
    const unit = Math.floor((fromOf(part) + zoneMs) / (part === 'hours' ? hourMs : dayMs))
    for (const row of queries[part].iterate(unit) as Iterable<unknown> as Iterable<Row>) {
      const group = groups.get(row.key) ?? { n: 0, total: 0, sketch: form.empty() }
      groups.set(row.key, group)
      group.n += row.n
      group.total += row.total
      form.addWritten(group.sketch, row.sketch)
    }
    return [...groups].map(([key, { n, total, sketch }]) => {
      const [p50Ms = 0, p90Ms = 0, p99Ms = 0] = form.ranks(sketch, n)
      const shown = part === 'hours' ? key - zoneMs / hourMs : key
      return { key: keyOf(part, shown, channelNames), n, meanMs: total / n, p50Ms, p90Ms, p99Ms }
    })
  }
  return () => ({ hours: groupsOf('hours'), channels: groupsOf('channels'), intents: groupsOf('intents') })
}
