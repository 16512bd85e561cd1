// The views of the page against slow look-ups over random logs, from events and from roll-ups alike, and each of their
// cells against the list behind it.

import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Event } from '../../src/model/event.ts'
import { clockNames, type EvidenceLine, flowLosses, timeKinds } from '../../src/model/stats.ts'
import type { FlowFigures } from '../../src/model/views.ts'
import { mostExact } from '../../src/stats/ask.ts'
import {
  agentRows,
  commentMarks,
  deliveriesReport,
  distributionReport,
  flowsReport,
  weekReport,
} from '../../src/stats/ask-views.ts'
import { stepBeginsMs } from '../../src/stats/distribution.ts'
import type { CellQuestion } from '../../src/stats/explain.ts'
import { explainCell } from '../../src/stats/explain-cell.ts'
import { Roller, type RollupKeeper } from '../../src/stats/roller.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { memorySource, shopWith } from './memory-source.ts'
import { anyLog, firstAt, lastMinute, minuteMs } from './random-log.ts'
import { type SlowEpisode, slowly, wholePeriod } from './slow-reference.ts'
import { holderBefore, inSlot, runsOf, timesOf } from './slow-views.ts'

vi.setConfig({ testTimeout: 60_000 })

const now = firstAt + lastMinute * minuteMs + 1
const ground = groundOf(shopWith(), now)
const anyMoment = fc.nat({ max: lastMinute }).map((minute) => firstAt + minute * minuteMs)
const anyPeriod = fc
  .tuple(anyMoment, anyMoment)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + minuteMs }))
const anyFilter = fc.constantFrom(
  {},
  { channel: 'web' },
  { team: 'care' },
  { intent: 'none' },
  { language: 'nb' as const },
)

/** So that roll-ups are asked although the logs are small: as if there were many episodes. */
async function manyIn(events: readonly Event[]): Promise<RollupKeeper> {
  const keeper = memorySource(events)
  const roller = new Roller(keeper)
  for (let looks = 0; looks < 500; looks++) if ((await roller.advance(ground)) === 'done') break
  return { ...keeper, countOpenings: async () => mostExact + 1 }
}

const sources = [
  ['events', async (events: readonly Event[]) => memorySource(events)],
  ['roll-ups', manyIn],
] as const

const fitting = (episodes: readonly SlowEpisode[], filter: Partial<Record<string, string>>) =>
  episodes.filter((episode) =>
    Object.entries(filter).every(([key, value]) => (episode as unknown as Record<string, unknown>)[key] === value),
  )

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

async function linesBehind(keeper: RollupKeeper, question: Omit<CellQuestion, 'limit'>) {
  const lines: EvidenceLine[] = []
  for (let after: string | undefined; ; ) {
    const page = await explainCell(keeper, ground, { ...question, limit: 3, after }, now)
    lines.push(...page.lines)
    if (page.after === undefined) return { page, lines }
    after = page.after
  }
}

describe.each(sources)('from %s', (kind, open) => {
  it('gives the map of the week, and what is behind each of its cells', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyPeriod, anyFilter, async (events, period, filter) => {
        const keeper = await open(events)
        const { hours } = await weekReport(keeper, ground, { ...period, ...filter }, now)
        const all = fitting(slowly(events, period.from, period.to, now), filter)
        expect(hours.length).toBe(168)
        expect(sum(hours.map(({ episodes }) => episodes))).toBe(all.length)
        for (const { weekday, hour, times, episodes, handoffs, humanReply, effort } of hours) {
          expect(times).toBe(timesOf(period.from, period.to, weekday, hour))
          const mine = inSlot(all, weekday, hour)
          const replies = mine.flatMap(({ clocks }) => clocks['humanReply'] ?? [])
          const scores = mine.flatMap(({ score }) => score ?? [])
          expect([episodes, handoffs, humanReply.wall.n, humanReply.business.n, effort.n]).toEqual([
            mine.length,
            sum(mine.map(({ counts }) => counts['handoffs'] ?? 0)),
            replies.length,
            replies.length,
            scores.length,
          ])
          const sorted = replies.map(({ businessMs }) => businessMs).sort((a, b) => a - b)
          const p90 = sorted[Math.ceil(0.9 * sorted.length) - 1]
          if (p90 === undefined) expect(humanReply.business.p90Ms).toBeUndefined()
          else expect(Math.abs((humanReply.business.p90Ms ?? -1) - p90)).toBeLessThanOrEqual(p90 * 0.01 + 0.5)
          expect(effort.counts[3] + effort.counts[4]).toBe(scores.filter((score) => score > 3).length)
          if (episodes === 0 || kind === 'roll-ups') continue
          for (const figure of ['episodes', 'handoffs', 'humanReply', 'effort']) {
            const { page, lines } = await linesBehind(keeper, {
              ...{ ...period, ...filter, figure, time: 'wall', weekday, hour },
            })
            const cell = { episodes, handoffs, humanReply: humanReply.wall.n, effort: effort.n }[figure]
            expect([figure, page.n, lines.length]).toEqual([figure, cell, cell])
            for (const line of lines) expect(inSlot(all, weekday, hour).map(({ id }) => id)).toContain(line.episodeId)
          }
        }
      }),
      { numRuns: kind === 'events' ? 12 : 8 },
    )
  })

  it('gives the distribution of every clock, and what is behind each step', async () => {
    let rolled = 0
    await fc.assert(
      fc.asyncProperty(anyLog, anyPeriod, anyFilter, async (events, period, filter) => {
        const keeper = await open(events)
        const { clocks, exact } = await distributionReport(keeper, ground, { ...period, ...filter }, now)
        if (!exact) rolled++
        const all = fitting(slowly(events, period.from, period.to, now), filter)
        for (const clock of clockNames)
          for (const time of timeKinds) {
            const steps = clocks[clock][time]
            const values = all
              .flatMap((one) => one.clocks[clock] ?? [])
              .map(({ wallMs, businessMs }) => (time === 'wall' ? wallMs : businessMs))
            expect(steps.map(({ fromMs }) => fromMs)).toEqual([...stepBeginsMs])
            expect(sum(steps.map(({ n }) => n))).toBe(values.length)
            let before = 0
            for (const { fromMs, toMs = Number.MAX_SAFE_INTEGER, n } of steps) {
              if (exact) expect(n).toBe(values.filter((value) => value >= fromMs && value < toMs).length)
              before += n
              // Up to the step's end: whatever is surely below, and nothing that is surely above.
              expect(before).toBeGreaterThanOrEqual(values.filter((value) => value < toMs * 0.99).length)
              expect(before).toBeLessThanOrEqual(values.filter((value) => value < toMs * 1.01).length)
            }
          }
        for (const { fromMs, toMs, n } of clocks.resolution.business) {
          const { page, lines } = await linesBehind(keeper, {
            ...{ ...period, ...filter, figure: 'resolution', time: 'business', atLeastMs: fromMs, belowMs: toMs },
          })
          expect([page.n, lines.length]).toEqual([n, n])
        }
      }),
      { numRuns: 30 },
    )
    expect(rolled > 0).toBe(kind === 'roll-ups')
  })

  it('gives flows, and what is behind each and each of their steps', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(anyLog, anyFilter, async (events, filter) => {
        const keeper = await open(events)
        const period = wholePeriod
        const { flows } = await flowsReport(keeper, ground, { ...period, ...filter }, now)
        const runs = fitting(slowly(events, period.from, period.to, now), filter).flatMap(runsOf)
        expect(flows.map(({ intent }) => intent).sort()).toEqual([...new Set(runs.map(({ intent }) => intent))].sort())
        seen += flows.length
        for (const flow of flows) {
          expectFlow(
            flow,
            runs.filter(({ intent }) => intent === flow.intent),
          )
          const asked = { ...period, ...filter, time: 'wall' as const }
          const whole = await linesBehind(keeper, { ...asked, figure: `flow:${flow.intent}` })
          expectLines(whole, flow.started, flow.finished.hits)
          for (const { slot, came, wentOn, left } of flow.steps) {
            const behind = await linesBehind(keeper, { ...asked, figure: `flow:${flow.intent}:${slot}` })
            expectLines(behind, came, wentOn)
            for (const loss of flowLosses)
              expect(behind.lines.filter((line) => line.left === loss).length).toBe(left[loss])
          }
        }
      }),
      { numRuns: 30 },
    )
    expect(seen).toBeGreaterThan(5)
  })

  it('gives the newest comments and deliveries that went wrong', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyLog,
        anyPeriod,
        anyFilter,
        fc.integer({ min: 1, max: 5 }),
        async (events, period, filter, limit) => {
          const keeper = await open(events)
          const question = { ...period, ...filter }
          const all = fitting(slowly(events, period.from, period.to, now), filter)
          const named = (...names: string[]) =>
            all.flatMap(({ mine }) => mine.filter(({ name }) => names.includes(name)))
          const newestTimes = (found: readonly Event[]) =>
            found
              .map(({ at }) => at)
              .sort((a, b) => b - a)
              .slice(0, limit)
          const comments = await commentMarks(keeper, ground, question, { now, limit })
          expect([comments.n, comments.marks.map(({ at }) => at)]).toEqual([
            named('survey.commented').length,
            newestTimes(named('survey.commented')),
          ])
          for (const { at, messageId } of comments.marks) expect(messageId).toBe(`words-${at}`)
          const { failed, inDoubt, deliveries } = await deliveriesReport(keeper, ground, question, { now, limit })
          expect([failed, inDoubt]).toEqual([named('reply.failed').length, named('reply.doubted').length])
          expect(deliveries.map(({ at }) => at)).toEqual(newestTimes(named('reply.failed', 'reply.doubted')))
          for (const { eventId, state, channel } of deliveries)
            expect(events.find(({ id }) => id === eventId)).toMatchObject({
              name: state === 'failed' ? 'reply.failed' : 'reply.doubted',
              channel,
            })
        },
      ),
      { numRuns: 40 },
    )
  })
})

function expectFlow(flow: FlowFigures, runs: ReturnType<typeof runsOf>) {
  const ended = (end: string) => runs.filter((run) => run.end === end).length
  expect([flow.started, flow.finished.n, flow.finished.hits, flow.running]).toEqual([
    runs.length,
    runs.length,
    ended('finished'),
    ended('here'),
  ])
  expect(flow.left).toEqual(Object.fromEntries(flowLosses.map((loss) => [loss, ended(loss)])))
  expect(flow.steps.map(({ slot }) => slot).sort()).toEqual([...new Set(runs.flatMap(({ came }) => came))].sort())
  for (const step of flow.steps) {
    const came = runs.filter((run) => run.came.includes(step.slot))
    const lost = (loss: string) => came.filter((run) => run.end === loss && run.stoodAt === step.slot).length
    expect([step.came, step.here]).toEqual([came.length, lost('here')])
    expect(step.left).toEqual(Object.fromEntries(flowLosses.map((loss) => [loss, lost(loss)])))
    expect(step.wentOn).toBe(came.filter((run) => run.end === 'finished' || run.stoodAt !== step.slot).length)
  }
  const losses = flow.steps.map(({ left }) => sum(Object.values(left)))
  const largest = flow.steps.find(({ slot }) => slot === flow.largestLoss)
  expect(largest ? sum(Object.values(largest.left)) : 0).toBe(Math.max(0, ...losses))
}

function expectLines({ page, lines }: Awaited<ReturnType<typeof linesBehind>>, n: number, hits: number) {
  expect([page.n, page.hits, lines.length, lines.filter(({ hit }) => hit).length]).toEqual([n, hits, n, hits])
}

it('tells the hours of a period apart in which no whole one lies', async () => {
  const hourMs = 60 * minuteMs
  const opening = { conversationId: 'c0', channel: 'web', language: 'nb', name: 'episode.opened', data: {} } as const
  const events = [
    { ...opening, id: 1, at: firstAt, episodeId: 'c0.1' },
    { ...opening, id: 2, at: firstAt + hourMs, episodeId: 'c0.2' },
  ]
  const period = { from: firstAt + minuteMs, to: firstAt + hourMs + minuteMs }
  for (const [, open] of sources) {
    const { hours } = await weekReport(await open(events), ground, period, now)
    // Thursday in Oslo.
    expect(hours.filter(({ episodes }) => episodes > 0).map(({ weekday, hour }) => [weekday, hour])).toEqual([[3, 1]])
  }
})

describe('by agent', () => {
  it('gives each what was theirs', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, anyPeriod, anyFilter, async (events, period, filter) => {
        const { agents } = await agentRows(memorySource(events), ground, { ...period, ...filter }, now)
        const all = fitting(slowly(events, period.from, period.to, now), filter)
        const mine = all.flatMap((episode) => episode.mine)
        for (const id of ['kari', 'ola']) {
          const row = agents.find((agent) => agent.id === id)
          const took = mine.filter(
            ({ name, data }) =>
              (name === 'case.taken' && (data as { agentId: string }).agentId === id) ||
              (name === 'case.passed-on' && (data as { toAgentId?: string }).toAgentId === id),
          )
          const solved = mine.filter(
            ({ name, data }) => name === 'case.solved' && (data as { agentId: string }).agentId === id,
          )
          const scored = all.filter(
            (episode) => holderBefore(episode.mine) === id && scoreByAgent(episode.mine) !== undefined,
          )
          expect([row?.taken ?? 0, row?.solved ?? 0, row?.effort.n ?? 0]).toEqual([
            took.length,
            solved.length,
            scored.length,
          ])
        }
        // Whatever a person answered while somebody had the case is somebody's.
        const replies = sum(agents.map(({ handoffReply }) => handoffReply.wall.n))
        expect(replies).toBeLessThanOrEqual(sum(all.map(({ clocks }) => clocks['handoffReply']?.length ?? 0)))
      }),
      { numRuns: 40 },
    )
  })

  it.each(sources)('opens what is behind each of their figures, from %s', async (_, open) => {
    let opened = 0
    await fc.assert(
      fc.asyncProperty(
        anyLog,
        fc.oneof(fc.constant(wholePeriod), anyPeriod),
        anyFilter,
        async (events, period, filter) => {
          const keeper = await open(events)
          const { agents } = await agentRows(keeper, ground, { ...period, ...filter }, now)
          for (const { id, taken, solved, handoffReply, nextReply, effort } of agents)
            for (const time of timeKinds) {
              const behind = (figure: string) => linesBehind(keeper, { ...period, ...filter, figure, time, agent: id })
              for (const [figure, n] of Object.entries({ taken, solved, effort: effort.n })) {
                const { page, lines } = await behind(figure)
                expect([figure, page.n, lines.length]).toEqual([figure, n, n])
              }
              expect((await behind('effort')).page.hits ?? 0).toBe(effort.counts[3] + effort.counts[4])
              for (const [figure, clock] of Object.entries({ handoffReply, nextReply })) {
                const { page, lines } = await behind(figure)
                const { n, meanMs = 0 } = clock[time]
                expect([figure, page.n, lines.length]).toEqual([figure, n, n])
                expect(sum(lines.map(({ valueMs = 0 }) => valueMs))).toBe(Math.round(meanMs * n))
                expect(page.sumMs ?? 0).toBe(Math.round(meanMs * n))
                opened += n
              }
            }
        },
      ),
      { numRuns: 60 },
    )
    expect(opened).toBeGreaterThan(0)
  })

  it('refuses what would take too long to read', async () => {
    const keeper = { ...memorySource([]), countOpenings: async () => 20_001 }
    await expect(agentRows(keeper, ground, wholePeriod, now)).rejects.toThrow(/shorter period/)
  })
})

function scoreByAgent(mine: readonly Event[]): number | undefined {
  const last = mine.findLast(({ name }) => name === 'survey.answered')
  const about = mine.findLast(({ name }) => name === 'survey.answered' || name === 'survey.asked')
  const by = (about?.data as { solvedBy?: string } | undefined)?.solvedBy
  return by === 'agent' ? (last?.data as { score: number } | undefined)?.score : undefined
}
