// `stats` and `stats rebuild` over a database on disk, and what `doctor` says of the roll-ups.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { examine } from '../../src/commands/doctor.ts'
import { rebuild, stats } from '../../src/commands/stats.ts'
import { readConfig } from '../../src/config.ts'
import { figuresOf, keepFigures } from '../../src/figures.ts'
import type { Shop } from '../../src/model/shop.ts'
import type { FiguresReport, StatsReport } from '../../src/model/stats.ts'
import type { DistributionReport } from '../../src/model/views.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { fakeClock, settle } from '../fake-clock.ts'
import { shopWith } from '../stats/memory-source.ts'

vi.setConfig({ testTimeout: 60_000 })

import { dayOf } from '../../src/stats/steps.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightdesk-stats-'))
afterAll(() => rmSync(folder, { recursive: true }))

const environment = { NIGHTDESK_DATABASE: join(folder, 'stats.db') }
const config = () => {
  const { config: read } = readConfig(environment)
  if (!read) throw new Error('the settings were not understood')
  return read
}
const hourAgo = Date.now() - 3_600_000

async function figuresFinding() {
  return (await examine(environment)).find(({ what }) => what === 'Figures')
}

it('shows the same numbers in each form, and makes the roll-ups anew', async () => {
  const store = await openSqlite(environment.NIGHTDESK_DATABASE)
  const { id } = await store.conversationAt('web', 'v', { language: 'nb', now: hourAgo })
  const state = await store.readTurn(id)
  if (!state) throw new Error('no conversation')
  const event = { at: hourAgo, conversationId: id, episodeId: `${id}.e1`, channel: 'web', language: 'nb' } as const
  const reply = { messageId: 'm', kind: 'answer', author: 'bot' } as const
  const events = [
    { ...event, name: 'episode.opened', data: {} },
    { ...event, at: hourAgo + 2000, name: 'reply.delivered', data: reply },
  ] as const
  const { conversation } = state
  await store.saveTurn({ conversation, handled: [], replies: [], events: [...events], outcomes: {}, at: hourAgo })
  await store.close()
  expect(await figuresFinding()).toMatchObject({ state: 'good', seen: 'nothing rolled up yet' })

  const said: string[] = []
  const out = (line: string) => said.push(line)
  await rebuild(config(), out)
  expect(said.pop()).toMatch(/made anew/)
  expect(await figuresFinding()).toMatchObject({ state: 'good', seen: 'rolled up to event 2' })

  await stats(config(), { json: true, days: '7' }, out)
  const plain = JSON.parse(said.pop() ?? '') as StatsReport
  await stats(config(), { json: true, all: true, days: '7' }, out)
  const all = JSON.parse(said.pop() ?? '') as FiguresReport
  await stats(config(), { view: 'distribution', days: '7' }, out)
  const { clocks } = JSON.parse(said.pop() ?? '') as DistributionReport
  expect(clocks.answer.wall.filter(({ n }) => n > 0)).toEqual([{ fromMs: 1_000, toMs: 5_000, n: 1 }])
  await expect(stats(config(), { view: 'moods', days: '7' }, out)).rejects.toThrow(/--view takes one of week/)
  expect(plain.total.answer).toEqual({ n: 1, meanMs: 2000, p50Ms: 2000, p90Ms: 2000, p99Ms: 2000 })
  // The page's form tells besides how sure the median is; of one answer it is just that answer.
  expect(all.total.clocks.answer.wall).toEqual({ ...plain.total.answer, p50LowMs: 2000, p50HighMs: 2000 })
  await stats(config(), { days: '7' }, out)
  expect(said.pop()).toMatch(/Answer +1 +2\.0 s/)
  await expect(stats(config(), { days: '4000' }, out)).rejects.toThrow(/1 to 366/)
})

it('finds a row that was changed, says so in the log and to the doctor, and mends it', async () => {
  const store = await openSqlite(environment.NIGHTDESK_DATABASE)
  const clock = fakeClock(hourAgo + 3_600_000)
  const logged: object[] = []
  const log = { info() {}, warn: (fields: object) => logged.push(fields), error() {} }
  const shop = { ...shopWith(), teams: [] } as unknown as Shop
  const end = keepFigures({ store, figures: figuresOf(store, () => shop), shop: () => shop, clock, log })
  await settle()
  const now = await store.rollupMark()
  const always = { from: 0, to: Number.MAX_SAFE_INTEGER }
  const [first] = await store.rollupVersions({ grain: 'hour', ...always })
  const [mine] = await store.rollups('hour', [first?.at ?? 0])
  if (!now || !mine) throw new Error('nothing was rolled up anew')
  await store.saveRollups({ ...now, rows: [{ ...mine, sums: mine.sums.with(-1, 99) }] })
  await clock.move(3_600_000 + 2000)
  await settle()
  await end()
  expect(logged).toEqual([{ day: dayOf(mine.at, 'Europe/Oslo'), rows: 1 }])
  const [mended] = await store.rollups('hour', [mine.at])
  expect(mended).toEqual(mine)
  await store.close()
  expect(await figuresFinding()).toMatchObject({ state: 'warning' })
})
