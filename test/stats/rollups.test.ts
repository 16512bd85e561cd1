// Roll-ups are what a recount gives, whatever came in which portions, late, twice refused or broken; and the figures
// made of them are those made of events: counts and means exactly, percentiles within 1 %.

import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Event } from '../../src/model/event.ts'
import { type RollupChange, type RollupRow, rollupGrains } from '../../src/model/rollup.ts'
import { figuresReport } from '../../src/stats/ask.ts'
import { bucketOf, middleOf } from '../../src/stats/buckets.ts'
import { booksOf } from '../../src/stats/read.ts'
import { keyText, rowsOf } from '../../src/stats/rolled.ts'
import { Roller, type RollupKeeper } from '../../src/stats/roller.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { cellText, type Group, keyOf, readSheet, tallyOf, writeSheet } from '../../src/stats/sheet.ts'
import { cellOf, emptyTally, merge } from '../../src/stats/tally.ts'
import { expectAlike } from './alike.ts'
import { memorySource, shopWith } from './memory-source.ts'
import { anyLog, firstAt, lastMinute, minuteMs } from './random-log.ts'
import { wholePeriod } from './slow-reference.ts'

vi.setConfig({ testTimeout: 30_000 })

const now = firstAt + lastMinute * minuteMs
const ground = groundOf(shopWith(), now)

/** All sheets as rows, each in the one order in which a recount writes it. */
async function stored(keeper: RollupKeeper): Promise<Map<string, RollupRow>> {
  const rows = new Map<string, RollupRow>()
  for (const grain of rollupGrains) {
    const ats = (await keeper.rollupVersions({ grain, from: 0, to: Number.MAX_SAFE_INTEGER })).map(({ at }) => at)
    for (const row of await keeper.rollups(grain, ats)) rows.set(keyText(row), inOrder(row))
  }
  return rows
}

function groupsOf(row: RollupRow): Map<string, Group> {
  const sheet = readSheet(row)
  if (sheet === undefined) throw new Error(`${keyText(row)} is broken`)
  return new Map(sheet.cells.map((cell) => [cellText(cell), { ...keyOf(cell), tally: tallyOf(sheet, cell) }]))
}

const inOrder = (row: RollupRow) => writeSheet({ grain: row.grain, at: row.at }, groupsOf(row))

/** What is kept when all days have been summed up. */
async function settled(keeper: RollupKeeper): Promise<Map<string, RollupRow>> {
  const roller = new Roller(keeper)
  for (let days = 0; await roller.settle(ground, now + 2 * 86_400_000); days++)
    if (days > 50) throw new Error('it never settles')
  return stored(keeper)
}

const recount = (events: readonly Event[]) =>
  rowsOf(
    [...booksOf(events).values()].flatMap((book) => book.episodes()).map((episode) => cellOf(episode, ground)),
    ground.time.zone,
  )

async function catchUp(roller: Roller): Promise<void> {
  for (let looks = 0; looks < 5000; looks++) if ((await roller.advance(ground)) === 'done') return
  throw new Error('the roll-ups never caught up')
}

/** A keeper that dies at some saves: before anything was kept, or after all of it was. */
function dying(keeper: RollupKeeper, deaths: readonly ('before' | 'after' | 'no')[]): RollupKeeper {
  let saves = 0
  return {
    ...keeper,
    async saveRollups(change: RollupChange) {
      const death = deaths[saves++ % deaths.length]
      if (death === 'before') throw new Error('died before')
      const saved = await keeper.saveRollups(change)
      if (death === 'after') throw new Error('died after')
      return saved
    },
  }
}

describe('rolling up', () => {
  it('gives what a recount gives, in whatever portions events come and wherever it dies', async () => {
    const anyDeaths = fc.array(fc.constantFrom('before', 'after', 'no', 'no'), { minLength: 3, maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(
        anyLog,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 30 }),
        anyDeaths,
        async (log, batch, portion, deaths) => {
          const events: Event[] = []
          const keeper = memorySource(events)
          const mortal = dying(keeper, [...deaths, 'no'])
          for (let at = 0; at < log.length; at += portion) {
            events.push(...log.slice(at, at + portion))
            // A new one after each death, as a new process would.
            for (let lives = 0; lives < 3; lives++) await new Roller(mortal, batch).advance(ground).catch(() => 'died')
          }
          await catchUp(new Roller(keeper, batch))
          expect(await settled(keeper)).toEqual(recount(log))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is one roll-up when two processes make it', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, async (log) => {
        const keeper = memorySource(log)
        const rollers = [new Roller(keeper, 7), new Roller(keeper, 11)]
        for (let round = 0; round < 40; round++) await Promise.all(rollers.map((roller) => roller.advance(ground)))
        await catchUp(new Roller(keeper))
        expect(await settled(keeper)).toEqual(recount(log))
      }),
      { numRuns: 30 },
    )
  })

  it('starts anew when hours have changed, and takes over a rebuild that has died', async () => {
    const [log] = fc.sample(anyLog, { seed: 3, numRuns: 1 })
    const keeper = memorySource(log ?? [])
    await catchUp(new Roller(keeper))
    const other = groundOf(shopWith([{ from: '2026-11-20', history: 'kept', hours: shopWith().calendar.hours }]), now)
    expect(await new Roller(keeper).advance(other)).toBe('rebuilding')
    const version = (await keeper.rollupMark())?.version ?? 0
    await keeper.saveRollups({ version, eventId: 0, rules: 'building', drop: { from: 0, to: 1e15 }, rows: [] })
    const roller = new Roller(keeper)
    expect(await roller.advance(ground)).toBe('elsewhere')
    await catchUp(roller)
    expect(await settled(keeper)).toEqual(recount(log ?? []))
  })
})

describe('broken rows', () => {
  const anyDamage = fc.constantFrom('changed', 'gone', 'moved', 'doubled-sum', 'cut')

  it('are found, said and mended, and never shown', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, fc.nat(), anyDamage, async (log, which, damage) => {
        const keeper = memorySource(log)
        const roller = new Roller(keeper)
        await catchUp(roller)
        const rows = [...(await stored(keeper)).values()]
        const row = rows[which % rows.length]
        if (row === undefined) return
        await harm(keeper, row, damage)
        const report = await figuresReport(keeper, ground, wholePeriod, now, 0)
        // What is missing cannot be seen without a recount; what is there and wrong can.
        if (damage !== 'gone' && damage !== 'doubled-sum') expectAlike(report, await exact(keeper))
        const days = await roller.days(ground, now)
        let found = 0
        for (const day of days) found += await roller.check(day, ground)
        // A day without a sheet is read from its hours, so nothing is wrong.
        if (damage !== 'gone' || row.grain.startsWith('hour')) expect(found).toBeGreaterThan(0)
        expect(await settled(keeper)).toEqual(recount(log))
        for (const day of days) expect(await roller.check(day, ground)).toBe(0)
      }),
      { numRuns: 40 },
    )
  })

  it('do not stop what comes after them', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, fc.nat(), anyDamage, async (log, which, damage) => {
        const events = log.slice(0, Math.ceil(log.length / 2))
        const keeper = memorySource(events)
        await catchUp(new Roller(keeper))
        const rows = [...(await stored(keeper)).values()]
        const row = rows[which % rows.length]
        if (row) await harm(keeper, row, damage)
        events.push(...log.slice(events.length))
        const roller = new Roller(keeper)
        await catchUp(roller)
        for (const day of await roller.days(ground, now)) await roller.check(day, ground)
        expect(await settled(keeper)).toEqual(recount(log))
      }),
      { numRuns: 40 },
    )
  })
})

async function harm(keeper: RollupKeeper, row: RollupRow, damage: string): Promise<void> {
  const { version = 0, eventId = 0, rules = '' } = (await keeper.rollupMark()) ?? {}
  const save = (rows: RollupRow[]) => keeper.saveRollups({ version, eventId, rules, rows })
  if (damage === 'gone') await save([{ ...row, sums: new Uint8Array() }])
  if (damage === 'changed') await save([{ ...row, sums: row.sums.with(-1, (row.sums.at(-1) ?? 0) ^ 1) }])
  if (damage === 'cut') await save([{ ...row, sums: row.sums.slice(1) }])
  if (damage === 'moved') await save([{ ...row, at: row.at + 1 }])
  if (damage === 'doubled-sum') {
    const twice = [...groupsOf(row)].map(([text, group]) => {
      const tally = emptyTally()
      merge(tally, group.tally)
      merge(tally, group.tally)
      return [text, { ...group, tally }] as const
    })
    await save([writeSheet(row, new Map(twice))])
  }
}

const exact = (keeper: RollupKeeper) => figuresReport(keeper, ground, wholePeriod, now)

describe('figures from roll-ups', () => {
  it('are those from events, for any period and filter', async () => {
    const anyMoment = fc.nat({ max: lastMinute + 1440 }).map((minute) => firstAt + minute * minuteMs)
    const anyFilter = fc.constantFrom(
      {},
      { channel: 'web' },
      { team: 'care' },
      { intent: 'none' },
      { language: 'nb' as const },
    )
    let rolled = 0
    await fc.assert(
      fc.asyncProperty(anyLog, anyMoment, anyMoment, anyMoment, anyFilter, async (log, one, other, moment, filters) => {
        const keeper = memorySource(log)
        await catchUp(new Roller(keeper))
        const period = { from: Math.min(one, other), to: Math.max(one, other) + 1, ...filters }
        const asked = Math.max(moment, now)
        const report = await figuresReport(keeper, ground, period, asked, 0)
        if (!report.exact) rolled++
        expectAlike(report, await figuresReport(keeper, ground, period, asked))
      }),
      { numRuns: 60 },
    )
    expect(rolled).toBeGreaterThan(25)
  })

  it('come from buckets at most 1 % off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 86_400_000 }), (ms) => {
        expect(Math.abs(middleOf(bucketOf(ms)) - ms)).toBeLessThanOrEqual(ms * 0.01)
      }),
    )
  })
})
