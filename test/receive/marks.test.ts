// Markers, baselines, changes and control charts over HTTP: kept, changed, taken back, refused in words, and as tables.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateAt } from '../../src/calendar/zone.ts'
import { parseCsv } from '../../src/intent-files/csv.ts'
import type { BaselineHead, ChangeReport, ControlReport, MarkerView } from '../../src/model/planning.ts'
import type { Content } from '../../src/model/shop.ts'
import { changesRoutes } from '../../src/receive/changes-routes.ts'
import { marksRoutes } from '../../src/receive/marks-routes.ts'
import { issueToken } from '../../src/receive/tokens.ts'
import { figuresReport } from '../../src/stats/ask.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { hour, Log, start } from '../stats/logs.ts'
import { memorySource, shopWith } from '../stats/memory-source.ts'
import { jsonPost, startWorld, type World } from './world.ts'

const day = 24 * hour
const log = new Log()
// Sixty days of twelve episodes; from the thirtieth on the answer comes sooner.
for (let i = 0; i < 60; i++)
  for (let k = 0; k < 12; k++) {
    const at = i * day + 9 * hour + k * 60_000
    log.opened(`c${i}-${k}.1`, at).bot(`c${i}-${k}.1`, at + (i < 30 ? 90_000 : 30_000) + k * 1000, 'answer')
  }
const now = start + 65 * day
const keeper = memorySource(log.events)
const ground = groundOf(shopWith(), now)
const changeDay = dateAt('Europe/Oslo', start + 30 * day)
const content = () => ({ shop: shopWith(), intents: new Map([['refund', undefined]]) }) as unknown as Content

let world: World
let headers: Record<string, string>
let program: Record<string, string>
beforeAll(async () => {
  const store = await openSqlite(':memory:')
  const figures = (question: Parameters<typeof figuresReport>[2]) => figuresReport(keeper, ground, question, now)
  const marks = { store, figures, content, channels: () => ['web'] }
  const routes = [...marksRoutes(marks), ...changesRoutes(marks)]
  const moved = routes.map((route) => ({
    ...route,
    handle: (call: Parameters<typeof route.handle>[0]) => route.handle({ ...call, now }),
  }))
  world = await startWorld({ deps: { routes: moved } })
  headers = await world.staff(['manager'], 'Åse')
  const { secret } = await issueToken(world.store, { name: 'Excel', scopes: ['stats:read'] }, world.now())
  program = { authorization: `Bearer ${secret}` }
})
afterAll(() => world.stop())

async function call<T>(path: string, init: RequestInit = { headers }): Promise<{ status: number; body: T }> {
  const response = await fetch(`${world.url}/api/stats/${path}`, init)
  const text = await response.text()
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T }
}
const post = <T>(path: string, body: unknown) => call<T>(path, jsonPost(body, headers))
const restore = (path: string) => call(path, { method: 'POST', headers })
const remove = (path: string) => call(path, { method: 'DELETE', headers })
async function csv(path: string) {
  const response = await fetch(`${world.url}/api/stats/${path}`, { headers: program })
  const [head, ...rows] = parseCsv(await response.text())
  const column = (name: string) => rows.map(({ cells }) => cells[head?.cells.indexOf(name) ?? -1])
  return { status: response.status, column, rows }
}
const refusal = (words: RegExp) => ({ error: { code: 'invalid', message: expect.stringMatching(words) } })

describe('markers', () => {
  it('are marked, changed, removed and brought back', async () => {
    const made = await post<MarkerView>('markers', { date: changeDay, label: ' New FAQ ', scope: { team: 'care' } })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      date: changeDay,
      label: 'New FAQ',
      scope: { team: 'care' },
      by: 'Åse',
      madeAt: now,
    })
    const { id } = made.body
    const changed = await post<MarkerView>(`markers/${id}`, { date: changeDay, label: 'New FAQ, all teams' })
    expect(changed).toMatchObject({ status: 200, body: { id, label: 'New FAQ, all teams', scope: {}, by: 'Åse' } })
    const listed = async () => (await call<{ markers: MarkerView[] }>('markers', { headers: program })).body.markers
    expect(await listed()).toEqual([changed.body])
    expect(new Date(changed.body.at).toISOString()).toBe(`${dateAt('Europe/Oslo', changed.body.at - 1)}T23:00:00.000Z`)
    expect((await remove(`markers/${id}`)).status).toBe(204)
    expect((await remove(`markers/${id}`)).status).toBe(404)
    expect(await listed()).toEqual([])
    expect((await post(`markers/${id}`, { date: changeDay, label: 'x' })).status).toBe(404)
    expect((await restore(`markers/${id}/restore`)).status).toBe(204)
    expect(await listed()).toEqual([changed.body])
    expect((await restore(`markers/${id}/restore`)).status).toBe(404)
    expect((await restore(`baselines/${id}/restore`)).status).toBe(400)
    await remove(`markers/${id}`)
  })

  it.each([
    ['a day to come', { date: '2030-01-01', label: 'x' }, /not come yet/],
    ['a day that does not exist', { date: '2026-02-30', label: 'x' }, /There is no day "2026-02-30"/],
    ['a foreign team', { date: changeDay, label: 'x', scope: { team: 'nobody' } }, /no team "nobody"/],
    ['a foreign intent', { date: changeDay, label: 'x', scope: { intent: 'nothing' } }, /no intent "nothing"/],
    ['a forged channel', { date: changeDay, label: 'x', scope: { channel: "web' or 1=1" } }, /letters, digits/],
    [
      'a channel that never was',
      { date: changeDay, label: 'x', scope: { channel: 'telegrm' } },
      /no channel "telegrm".* There are web\./,
    ],
    ['81 characters', { date: changeDay, label: 'å'.repeat(81) }, /at most 80 characters/],
    ['no words', { date: changeDay, label: ' ' }, /some words/],
    ['nothing', {}, /body\.date/],
    ['more than was asked', { date: changeDay, label: 'x', by: 'somebody else' }, /./],
  ])('refuse %s, and keep nothing', async (_, body, words) => {
    expect(await post('markers', body)).toMatchObject({ status: 400, body: refusal(words) })
    expect((await csv('markers.csv')).rows).toEqual([])
  })

  it('are not marked by programs or agents', async () => {
    const body = { date: changeDay, label: 'x' }
    expect((await call('markers', jsonPost(body, { ...program, 'x-nightdesk': '1' }))).status).toBe(403)
    expect((await call('markers', jsonPost(body, await world.staff(['agent'])))).status).toBe(403)
  })

  it('stand in a table in which no label is a formula', async () => {
    const { body } = await post<MarkerView>('markers', { date: changeDay, label: '=1+1', scope: { intent: 'refund' } })
    const table = await csv('markers.csv')
    expect([table.column('label'), table.column('intent'), table.column('date')]).toEqual([
      ["'=1+1"],
      ['refund'],
      [changeDay],
    ])
    await remove(`markers/${body.id}`)
  })
})

describe('changes and control charts', () => {
  const month = { from: start, to: start + 28 * day }

  it('hold the weeks before a marker against those after it, with the same numbers as a table', async () => {
    const { body: marker } = await post<MarkerView>('markers', { date: changeDay, label: 'New FAQ' })
    const { body: report } = await call<ChangeReport>(`changes?marker=${marker.id}`, { headers: program })
    if (report.state !== 'compared') throw new Error(report.state)
    const answer = report.figures.find(({ name }) => name === 'answer')
    expect(answer).toMatchObject({ beforeN: 28 * 12, afterN: 28 * 12, change: { change: -60_000, sure: true } })
    const table = await csv(`changes.csv?marker=${marker.id}`)
    expect(table.column('figure')).toEqual(report.figures.map(({ name }) => name))
    expect(table.column('change')[1]).toBe('-60')
    expect(table.column('more than chance').slice(0, 3)).toEqual(['false', 'true', ''])
    expect((await csv(`changes.csv?marker=${marker.id}&weeks=1`)).column('before n')[1]).toBe(String(7 * 12))
    await remove(`markers/${marker.id}`)
    expect((await call(`changes?marker=${marker.id}`)).status).toBe(404)
  })

  it('freeze a period and hold another one against it', async () => {
    const frozen = await post<BaselineHead>('baselines', { name: 'Autumn', ...month })
    expect(frozen).toMatchObject({ status: 201, body: { name: 'Autumn', by: 'Åse', episodes: 28 * 12, frozenAt: now } })
    expect(frozen.body).not.toHaveProperty('figures')
    const { id } = frozen.body
    const whole = await call<{ figures: unknown; days: Record<string, unknown[]> }>(`baselines/${id}`)
    expect(whole.body.figures).toHaveProperty('clocks')
    expect(whole.body.days['answer|wall']).toHaveLength(27)
    const later = `from=${start + 31 * day}&to=${start + 59 * day}`
    const { body: report } = await call<ChangeReport>(`changes?baseline=${id}&${later}`)
    expect(report).toMatchObject({ state: 'compared', before: month })
    const control = await call<ControlReport>(`control?figure=answer&baseline=${id}&${later}`)
    expect(control.body).toMatchObject({ state: 'drawn', basis: { kind: 'baseline', name: 'Autumn' } })
    const table = await csv(`control.csv?figure=answer&baseline=${id}&${later}`)
    expect(table.column('signal').at(-1)).toBe('outside')
    expect(Number(table.column('mean')[0])).toBeCloseTo(
      control.body.state === 'drawn' ? control.body.chart.centre / 1000 : 0,
      9,
    )
    expect((await call<ChangeReport>(`changes?baseline=${id}&${later}&team=care`)).body).toMatchObject({
      state: 'refused',
      why: 'filters',
    })
    expect((await post(`baselines/${id}`, { name: 'Before the FAQ' })).body).toMatchObject({
      name: 'Before the FAQ',
      id,
    })
    expect((await csv('baselines.csv')).column('name')).toEqual(['Before the FAQ'])
    expect((await remove(`baselines/${id}`)).status).toBe(204)
    expect((await call(`control?figure=answer&baseline=${id}`)).status).toBe(404)
    expect((await restore(`baselines/${id}/restore`)).status).toBe(204)
    expect((await call(`baselines/${id}`)).status).toBe(200)
    await remove(`baselines/${id}`)
  })

  it.each([
    ['six days', { name: 'x', from: start, to: start + 6 * day }, /at least 7 days/],
    ['time to come', { name: 'x', from: start, to: now + day }, /not happened yet/],
    ['ten years', { name: 'x', from: now - 3660 * day, to: now }, /366 days/],
    ['an empty time', { name: 'x', from: start - 40 * day, to: start - 20 * day }, /Nothing happened/],
    ['no name', { name: '', ...month }, /some words/],
    ['a foreign intent', { name: 'x', ...month, filters: { intent: 'nothing' } }, /no intent/],
    ['a time that is none', { name: 'x', from: 1.5, to: 'now' }, /body\.from/],
  ])('freeze nothing of %s', async (_, body, words) => {
    expect(await post('baselines', body)).toMatchObject({ status: 400, body: refusal(words) })
    expect((await call<{ baselines: unknown[] }>('baselines')).body.baselines).toEqual([])
  })

  it.each([
    ['neither', 'changes', 400],
    ['both', 'changes?marker=mark_a&baseline=base_a', 400],
    ['an unknown marker', 'changes?marker=mark_a', 404],
    ['a forged marker', "changes?marker=a'%20or%201=1", 400],
    ['no weeks', 'changes?marker=mark_a&weeks=0', 400],
    ['a year of weeks', 'changes?marker=mark_a&weeks=53', 400],
    ['no figure', 'control', 400],
    ['a figure that does not exist', 'control?figure=happiness', 400],
    ['an unknown baseline', 'control?figure=answer&baseline=base_a', 404],
    ['a period that ends before it begins', 'control?figure=answer&from=20&to=10', 400],
  ])('refuse %s', async (_, path, status) => {
    expect((await call(path)).status).toBe(status)
  })
})
