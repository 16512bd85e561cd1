// `stats markers` and `stats baseline` over a database on disk: made, listed, compared, refused, removed, brought back.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { dateFromNow } from '../../src/calendar/zone.ts'
import {
  addMarker,
  compareBaseline,
  compareMarker,
  freezeNow,
  listBaselines,
  listMarkers,
  removeMark,
  restoreMark,
} from '../../src/commands/marks.ts'
import { readConfig } from '../../src/config.ts'
import type { ChangeReport, Marker } from '../../src/model/planning.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

vi.setConfig({ testTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'nightdesk-marks-'))
const database = join(folder, 'marks.db')
afterAll(() => rmSync(folder, { recursive: true }))
const { config } = readConfig({ NIGHTDESK_DATABASE: database })
if (!config) throw new Error('the settings were not understood')

const now = Date.now()
const daysAgo = (days: number) => dateFromNow('Europe/Oslo', now, -days)
let said: string[] = []
const out = (line: string) => void said.push(line)
beforeEach(() => {
  said = []
})

beforeAll(async () => {
  const store = await openSqlite(database)
  const { id } = await store.conversationAt('web', 'v', { language: 'nb', now })
  for (let day = 40; day > 0; day--) {
    const state = await store.readTurn(id)
    if (!state) throw new Error('no conversation')
    const at = now - day * 86_400_000
    const about = { at, conversationId: id, episodeId: `${id}.${day}`, channel: 'web', language: 'nb' } as const
    const reply = { messageId: 'm', kind: 'answer', author: 'bot' } as const
    const events = [
      { ...about, name: 'episode.opened', data: {} },
      { ...about, at: at + (day > 17 ? 9_000 : 3_000), name: 'reply.delivered', data: reply },
    ] as const
    const { conversation } = state
    await store.saveTurn({ conversation, handled: [], replies: [], events: [...events], outcomes: {}, at })
  }
  await store.close()
})

it('marks a change and compares the weeks around it, in words and as the API gives it', async () => {
  await addMarker(config, { label: ' Faster answers ', date: daysAgo(17), by: 'Ada', intent: 'none' }, out)
  await addMarker(config, { label: 'Faster answers', date: daysAgo(17), by: 'Ada' }, out)
  await listMarkers(config, { json: true }, out)
  const { markers } = JSON.parse(said.at(-1) ?? '') as { markers: Marker[] }
  expect(markers.map(({ label, by, scope }) => [label, by, scope])).toEqual([
    ['Faster answers', 'Ada', { intent: 'none' }],
    ['Faster answers', 'Ada', {}],
  ])
  const id = markers[1]?.id ?? ''
  expect(await compareMarker(config, id, { weeks: '4', json: true }, out)).toBe(0)
  const report = JSON.parse(said.at(-1) ?? '') as ChangeReport
  if (report.state !== 'compared') throw new Error(report.state)
  expect(report.figures.find(({ name }) => name === 'answer')).toMatchObject({
    beforeN: 14,
    afterN: 14,
    change: { change: -6_000, sure: true },
  })
  await compareMarker(config, id, { weeks: '4' }, out)
  expect(said.at(-1)).toMatch(/Answer +9\.0 s +14 +3\.0 s +14 +-6\.0 s +-6\.0 s to -6\.0 s more/)
  expect(said.at(-1)).toMatch(/Human reply +– +0 +– +0 +few/)
})

it('freezes, lists and compares a baseline', async () => {
  await freezeNow(config, { name: 'Slow weeks', by: 'Ada', from: daysAgo(39), to: daysAgo(20) }, out)
  const [id = ''] = said.at(-1)?.split(' ') ?? []
  expect(said.at(-1)).toMatch(/^base_\w+ holds 20 episodes/)
  await listBaselines(config, {}, out)
  expect(said.at(-1)).toContain('Slow weeks')
  expect(await compareBaseline(config, id, { days: '14' }, out)).toBe(0)
  expect(said.at(-1)).toMatch(/Answer +9\.0 s +20 +3\.0 s +14 .*more/)
  expect(said.at(-1)).toContain('Also changed on')
  expect(await compareBaseline(config, 'base_none', { days: '14' }, out)).toBe(1)
})

it('removes and brings back, each kind only its own', async () => {
  await listMarkers(config, { json: true }, out)
  const id = (JSON.parse(said.at(-1) ?? '') as { markers: Marker[] }).markers[0]?.id ?? ''
  expect(await removeMark(config, { id, kind: 'baseline' }, out)).toBe(1)
  expect(await removeMark(config, { id, kind: 'marker' }, out)).toBe(0)
  expect(await compareMarker(config, id, { weeks: '4' }, out)).toBe(1)
  expect(said.at(-1)).toContain('stats markers list')
  expect(await restoreMark(config, { id, kind: 'marker' }, out)).toBe(0)
  expect(await restoreMark(config, { id, kind: 'marker' }, out)).toBe(1)
})

it('says what is wrong with a day, a team, an intent or a number', async () => {
  const about = { label: 'x', by: 'Ada' }
  await expect(addMarker(config, { ...about, date: daysAgo(-1) }, out)).rejects.toThrow('not come yet')
  await expect(addMarker(config, { ...about, team: 'nobody' }, out)).rejects.toThrow('There is no team "nobody"')
  await expect(addMarker(config, { ...about, intent: 'nothing' }, out)).rejects.toThrow('There is no intent "nothing"')
  await expect(freezeNow(config, { name: 'x', by: 'Ada', from: 'May', to: daysAgo(1) }, out)).rejects.toThrow(
    'There is no day "May"',
  )
  await expect(compareMarker(config, 'mark_x', { weeks: '0' }, out)).rejects.toThrow('--weeks')
  expect(said).toEqual([])
})
