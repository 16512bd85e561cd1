// The figures' API over HTTP: the same numbers as in the process, and whatever is impossible refused in words.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Event } from '../../src/model/event.ts'
import type { DemandReport } from '../../src/model/planning.ts'
import type { Explanation, FiguresReport } from '../../src/model/stats.ts'
import { figuresRoutes } from '../../src/receive/figures-routes.ts'
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
  if (i % 2 === 0) log.handedOver(`c${i}.1`, i * 1000 + 20, hour).agent(`c${i}.1`, i * minute)
}
const events: readonly Event[] = log.events
const keeper = memorySource(events)
const ground = groundOf(shopWith(), now)

let world: World
let headers: Record<string, string>
beforeAll(async () => {
  const routes = figuresRoutes({
    figures: (question) => figuresReport(keeper, ground, question, now),
    explain: (question) => explainFigure(keeper, ground, question, now),
    demand: (question) => demandReport(keeper, ground, shopWith().calendar, question, now),
  })
  world = await startWorld({ deps: { routes } })
  headers = await world.staff(['manager'])
})
afterAll(() => world.stop())

const get = async (path: string) => {
  const response = await fetch(`${world.url}${path}`, { headers })
  return { status: response.status, body: (await response.json()) as unknown }
}
const period = `from=${start - hour}&to=${now}`

describe('GET /api/stats/figures', () => {
  it('gives what the process has', async () => {
    const { status, body } = await get(`/api/stats/figures?${period}`)
    expect(status).toBe(200)
    const own = await figuresReport(keeper, ground, { from: start - hour, to: now }, now)
    expect(body).toEqual(JSON.parse(JSON.stringify(own)))
    expect((body as FiguresReport).total.clocks.humanReply.wall.n).toBe(125)
  })

  it.each([
    ['a period that ends before it begins', 'from=20&to=10'],
    ['an empty period', 'from=10&to=10'],
    ['ten years', `from=1&to=${10 * 366 * 86_400_000}`],
    ['a time that is none', 'from=yesterday'],
    ['a time below zero', 'from=-5'],
    ['more than a number holds', `from=${'9'.repeat(30)}`],
    ['a language that nobody serves', 'language=xx'],
    ['a forged filter', "channel=web'%20or%201=1"],
    ['a filter twice', 'team=care&team=sales'],
    ['a filter that does not exist', 'agent=kari'],
  ])('refuses %s', async (_, query) => {
    const { status, body } = await get(`/api/stats/figures?${query}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: { code: 'invalid' } })
  })

  it('finds nothing where nothing fits', async () => {
    const { body } = await get(`/api/stats/figures?${period}&team=nobody&channel=constructor`)
    expect((body as FiguresReport).total.counts.episodes).toBe(0)
  })
})

describe('GET /api/stats/explain', () => {
  it('gives every line once, page after page, and the cell’s own number', async () => {
    const seen = new Set<string>()
    let after = ''
    let sum = 0
    let cell: Explanation | undefined
    do {
      const { status, body } = await get(`/api/stats/explain?${period}&figure=humanReply&time=wall${after}`)
      expect(status).toBe(200)
      cell = body as Explanation
      for (const line of cell.lines) {
        seen.add(line.episodeId)
        sum += line.valueMs ?? Number.NaN
      }
      after = cell.after === undefined ? '' : `&after=${cell.after}`
    } while (after !== '')
    expect(seen.size).toBe(125)
    expect([cell.n, cell.sumMs]).toEqual([125, sum])
  })

  it.each([
    ['no figure', ''],
    ['a figure that does not exist', 'figure=happiness'],
    ['a target that nobody set', 'figure=target:nobody'],
    ['a figure by its prototype', 'figure=constructor'],
    ['another time', 'figure=touch&time=moon'],
    ['a forged place', 'figure=touch&after=1.2.3'],
  ])('refuses %s', async (_, query) => {
    expect((await get(`/api/stats/explain?${period}&${query}`)).status).toBe(400)
  })
})

describe('GET /api/stats/demand', () => {
  it('gives a week of hours and four weeks of days', async () => {
    const { status, body } = await get('/api/stats/demand?weeks=2&team=care&share=90')
    expect(status).toBe(200)
    const { hours, days, rules } = body as DemandReport
    expect([hours.length, days.length, rules.share]).toEqual([168, 28, 90])
    expect(hours.reduce((sum, { handoffs }) => sum + handoffs, 0)).toBe(125)
  })

  it.each(['weeks=0', 'weeks=53', 'weeks=x', 'share=100', 'atOnce=0', 'handlingMs=1', 'until=now'])(
    'refuses %s',
    async (query) => {
      expect((await get(`/api/stats/demand?${query}`)).status).toBe(400)
    },
  )
})
