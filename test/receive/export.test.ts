// The figures as CSV over HTTP: the same numbers as the JSON beside it, refused in the same words.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCsv } from '../../src/intent-files/csv.ts'
import type { Event } from '../../src/model/event.ts'
import type { DemandReport } from '../../src/model/planning.ts'
import type { Explanation, FiguresReport } from '../../src/model/stats.ts'
import { exportRoutes } from '../../src/receive/export-routes.ts'
import { figuresRoutes } from '../../src/receive/figures-routes.ts'
import { issueToken } from '../../src/receive/tokens.ts'
import { explainFigure, figuresReport } from '../../src/stats/ask.ts'
import { demandReport } from '../../src/stats/ask-demand.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { hour, Log, minute, start } from '../stats/logs.ts'
import { memorySource, shopWith } from '../stats/memory-source.ts'
import { startWorld, type World } from './world.ts'

const now = start + 24 * hour
const log = new Log()
for (let i = 0; i < 250; i++) {
  log.opened(`c${i}.1`, i * 1000).bot(`c${i}.1`, i * 1000 + i * 10, 'answer')
  log.matched(`c${i}.1`, i * 1000 + i * 10, i % 3 === 0 ? '=HYPERLINK("x")' : 'refund')
  if (i % 2 === 0) log.handedOver(`c${i}.1`, i * 1000 + 20, hour).agent(`c${i}.1`, i * minute)
}
const events: readonly Event[] = log.events
const keeper = memorySource(events)
const ground = groundOf(shopWith(), now)

let world: World
let headers: Record<string, string>
beforeAll(async () => {
  const deps = {
    figures: (question: Parameters<typeof figuresReport>[2]) => figuresReport(keeper, ground, question, now),
    explain: (question: Parameters<typeof explainFigure>[2]) => explainFigure(keeper, ground, question, now),
    demand: (question: Parameters<typeof demandReport>[3]) =>
      demandReport(keeper, ground, shopWith().calendar, question, now),
    zone: () => 'Europe/Oslo',
  }
  world = await startWorld({ deps: { routes: [...figuresRoutes(deps), ...exportRoutes(deps)] } })
  const { secret } = await issueToken(world.store, { name: 'Excel', scopes: ['stats:read'] }, world.now())
  headers = { authorization: `Bearer ${secret}` }
})
afterAll(() => world.stop())

const period = `from=${start - hour}&to=${now}`
const json = async <T>(path: string) => (await (await fetch(`${world.url}${path}`, { headers })).json()) as T
async function csv(path: string) {
  const response = await fetch(`${world.url}${path}`, { headers })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const [head, ...rows] = parseCsv(text)
  const column = (name: string) => rows.map(({ cells }) => cells[head?.cells.indexOf(name) ?? -1])
  return { status: response.status, headers: response.headers, text, column, rows }
}

describe('GET /api/stats/figures.csv', () => {
  it('has the numbers of the JSON, whatever the view', async () => {
    const report = await json<FiguresReport>(`/api/stats/figures?${period}`)
    const total = await csv(`/api/stats/figures.csv?${period}`)
    expect(total.column('episodes')).toEqual(['250'])
    expect(total.column('humanReply wall p50 (s)').map(Number)).toEqual([
      (report.total.clocks.humanReply.wall.p50Ms ?? Number.NaN) / 1000,
    ])
    expect(total.column('promises hits')).toEqual([String(report.total.shares['promises']?.hits)])
    const teams = await csv(`/api/stats/figures.csv?${period}&view=team`)
    expect(teams.column('team')).toEqual(report.byTeam.map(({ key }) => key))
    expect(teams.column('handoffs').map(Number)).toEqual(report.byTeam.map(({ figures }) => figures.counts.handoffs))
    const series = await csv(`/api/stats/figures.csv?${period}&view=series`)
    expect(series.column('at').map((at) => Date.parse(at ?? ''))).toEqual(report.series.map(({ at }) => at))
    expect(series.column('at')[0]).toMatch(/\+01:00$/)
  })

  it('runs nothing in a spreadsheet', async () => {
    const { text, column } = await csv(`/api/stats/figures.csv?${period}&view=intent`)
    expect(column('intent')).toEqual(['refund', `'=HYPERLINK("x")`])
    expect(text).not.toMatch(/(^|[,"\n])=/)
  })

  it('is a file, in UTF-8, with a mark in front where it is asked for', async () => {
    const plain = await csv(`/api/stats/figures.csv?${period}&view=channel`)
    expect(plain.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(plain.headers.get('content-disposition')).toBe('attachment; filename="nightdesk-figures-channel.csv"')
    expect(plain.text.startsWith('channel,')).toBe(true)
    const marked = await csv(`/api/stats/figures.csv?${period}&view=channel&bom=1`)
    expect(marked.text).toBe(`\ufeff${plain.text}`)
  })

  it.each([
    ['another view', 'view=agents'],
    ['ten years', `from=1&to=${10 * 366 * 86_400_000}`],
    ['a forged filter', "channel=web'%20or%201=1"],
    ['another mark', 'bom=yes'],
    ['what it does not know', 'agent=kari'],
  ])('refuses %s', async (_, query) => {
    expect((await fetch(`${world.url}/api/stats/figures.csv?${query}`, { headers })).status).toBe(400)
  })
})

it('gives all that is behind a figure in one table that adds up to it', async () => {
  const cell = await json<Explanation>(`/api/stats/explain?${period}&figure=humanReply&time=business`)
  const { rows, column } = await csv(`/api/stats/explain.csv?${period}&figure=humanReply&time=business`)
  expect(rows).toHaveLength(125)
  const sum = column('value (s)').reduce((all, one) => all + Math.round(Number(one) * 1000), 0)
  expect([cell.n, cell.sumMs]).toEqual([125, sum])
  expect(column('from event').every((id) => /^\d+$/.test(id ?? ''))).toBe(true)
  expect((await fetch(`${world.url}/api/stats/explain.csv?figure=humanReply&after=1.1`, { headers })).status).toBe(400)
})

it('gives the map of the week and the days ahead', async () => {
  const { hours, days } = await json<DemandReport>('/api/stats/demand')
  const map = await csv('/api/stats/demand.csv')
  expect(map.rows).toHaveLength(168)
  expect(map.column('episodes').map(Number)).toEqual(hours.map(({ episodes }) => episodes))
  expect(map.column('people').map(Number)).toEqual(hours.map(({ people }) => people))
  const ahead = await csv('/api/stats/demand.csv?view=days')
  expect(ahead.column('date')).toEqual(days.map(({ date }) => date))
})
