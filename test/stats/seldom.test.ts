// What happens seldom is kept from look to look: it must be what reading all events anew gives, whatever came meanwhile.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Event } from '../../src/model/event.ts'
import { mostExact } from '../../src/stats/ask.ts'
import { agentRows, commentMarks, deliveriesReport } from '../../src/stats/ask-views.ts'
import { Roller, type RollupKeeper } from '../../src/stats/roller.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { memorySource, shopWith, week } from './memory-source.ts'
import { anyLog, firstAt, lastMinute, minuteMs } from './random-log.ts'

const now = firstAt + lastMinute * minuteMs + 1
const ground = groundOf(shopWith(), now)
const anyMoment = fc.nat({ max: lastMinute }).map((minute) => firstAt + minute * minuteMs)
const anyPeriod = fc
  .tuple(anyMoment, anyMoment)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + minuteMs }))
const look = fc.record({
  period: anyPeriod,
  filter: fc.constantFrom({}, { channel: 'web' }, { team: 'care' }, { language: 'fi' as const }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  rolled: fc.boolean(),
  many: fc.boolean(),
})

async function viewsOf(keeper: RollupKeeper, question: Parameters<typeof agentRows>[2], by = ground) {
  const wanted = { now, limit: 500 }
  const [comments, deliveries, agents] = await Promise.all([
    commentMarks(keeper, by, question, wanted),
    deliveriesReport(keeper, by, question, wanted),
    agentRows(keeper, by, question, now),
  ])
  // Of what came at the same moment, either may stand first.
  const sorted = (things: readonly object[]) => things.map((thing) => JSON.stringify(thing)).sort()
  return {
    comments: [comments.n, sorted(comments.marks)] as const,
    deliveries: [deliveries.failed, deliveries.inDoubt, sorted(deliveries.deliveries)] as const,
    agents: agents.agents.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

it('is the same from look to look as read anew, with roll-ups up to date or behind', async () => {
  let found = 0
  await fc.assert(
    fc.asyncProperty(anyLog, fc.array(look, { minLength: 2, maxLength: 6 }), async (all, looks) => {
      const events: Event[] = []
      const kept = memorySource(events)
      const crowded = { ...kept, countOpenings: async () => mostExact + 1 }
      const roller = new Roller(kept, 7)
      for (const { period, filter, share, rolled, many } of looks) {
        events.push(...all.slice(events.length, events.length + Math.ceil(share * (all.length - events.length))))
        if (rolled) while ((await roller.advance(ground)) !== 'done');
        const question = { ...period, ...filter }
        // Sums lag behind what roll-ups have not taken in; only once they have can their counts be held to events.
        const keeper = many && rolled ? crowded : kept
        const views = await viewsOf(keeper, question)
        expect(views).toEqual(await viewsOf(memorySource([...events]), question))
        found += views.agents.length + views.comments[1].length + views.deliveries[2].length
      }
    }),
    { numRuns: 300 },
  )
  expect(found).toBeGreaterThan(20)
})

it('counts anew once hours have changed', async () => {
  const [open, taken, relayed] = [firstAt + 600 * minuteMs, firstAt + 620 * minuteMs, firstAt + 640 * minuteMs]
  const base = { conversationId: 'c', episodeId: 'c.1', channel: 'web', language: 'nb' } as const
  const events = [
    { ...base, id: 1, at: open, name: 'episode.opened', data: {} },
    {
      ...{ ...base, id: 2, at: open, name: 'case.opened' },
      data: { caseNumber: 1, team: 'care', reason: 'asked', tags: [], priority: 'normal', promiseAt: now },
    },
    { ...base, id: 3, at: taken, name: 'case.taken', data: { caseNumber: 1, agentId: 'kari' } },
    {
      ...{ ...base, id: 4, at: relayed, name: 'reply.delivered' },
      data: { messageId: 'm', kind: 'relay', author: 'agent' },
    },
  ] as unknown as Event[]
  const keeper = memorySource(events)
  const roller = new Roller(keeper)
  const question = { from: firstAt, to: now }
  const businessOf = async (by: typeof ground) => (await viewsOf(keeper, question, by)).agents[0]?.handoffReply.business
  while ((await roller.advance(ground)) !== 'done');
  expect((await businessOf(ground))?.meanMs).toBe(40 * minuteMs)
  const shop = shopWith()
  // At ten past ten they open now.
  const later = groundOf({ ...shop, calendar: { ...shop.calendar, hours: week('10:10', '17:00') } }, now)
  expect((await businessOf(later))?.meanMs).toBe(30 * minuteMs)
  while ((await roller.advance(later)) !== 'done');
  expect((await businessOf(later))?.meanMs).toBe(30 * minuteMs)
})
