// `demo`: fills a database with a believable quarter, so that the pages can be seen full at once. Everything in it came
// about through the real engine, in fast time.

import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { dateAt, dayNumberAt, dayStartAt } from '../calendar/zone.ts'
import type { Config } from '../config.ts'
import { loadKnowledge, lookupsOf } from '../knowledge.ts'
import { openStore } from '../store/open.ts'
import { agents, type Town, visit, work } from './demo/people.ts'
import { channelShares, dayOf, firstDayOf, markersOf, stormOf } from './demo/season.ts'
import { silentLog } from './log.ts'
import { chanceFrom } from './simulation/chance.ts'
import { openStage, simulatedChannel } from './simulation/stage.ts'
import { fastTime } from './simulation/time.ts'

export type DemoOptions = { readonly days: string; readonly seed: string }

const mostDays = 400

/** The share of replies that goes wrong, where others carry them. */
const mishaps: Readonly<Record<string, number>> = { telegram: 0.004, slack: 0.003 }

/**
 * Writes so many days that end with `now` into the configured database, which must hold no conversation yet.
 * Throws with a remedy where it does, or where an option is no number.
 */
export async function demo(
  config: Config,
  { days, seed }: DemoOptions,
  now: number,
  out: (line: string) => void,
): Promise<void> {
  const count = Number(days)
  if (!Number.isInteger(count) || count < 1 || count > mostDays)
    throw new Error(`--days takes a whole number from 1 to ${mostDays}.`)
  if (!Number.isInteger(Number(seed))) throw new Error('--seed takes a whole number.')
  if (!existsSync(dirname(config.database))) await mkdir(dirname(config.database), { recursive: true })
  const store = await openStore(config.database, { unsynced: true })
  try {
    if ((await store.events({ limit: 1 })).length > 0)
      throw new Error(
        `${config.database} holds conversations already. Choose another file: NIGHTDESK_DATABASE=var/demo.db`,
      )
    const knowledge = await loadKnowledge(config.intentsFolder)
    const { calendar } = knowledge.content.shop
    const firstDay = firstDayOf(calendar, now, count)
    const time = fastTime(dayStartAt(calendar.zone, firstDay) ?? now)
    const chance = chanceFrom(Number(seed))
    const channels = channelShares.map(([name]) => simulatedChannel(name, time, chance, mishaps[name]))
    const lookups = lookupsOf(config.intentsFolder, knowledge)
    const stage = openStage({ store, time, chance, knowledge: () => knowledge, lookups, channels, log: silentLog })
    const town: Town = { stage, store, time, chance, content: knowledge.content }
    for (const agent of agents) await store.saveAgent({ ...agent, roles: ['agent'] })
    const visitors = await live(town, { firstDay, count, until: now, out })
    await stage.engine.stop()
    for (const marker of markersOf(firstDay, count)) await store.saveMarker(marker)
    const events = await store.events({ limit: 1_000_000 })
    out(`${visitors} customers in ${count} days, ${events.length} events. Start nightdesk on it to see the pages.`)
  } finally {
    await store.close()
  }
}

type Quarter = {
  readonly firstDay: number
  readonly count: number
  readonly until: number
  readonly out: (line: string) => void
}

/** Plays the days one after the other; gives the number of customers. */
async function live(town: Town, { firstDay, count, until, out }: Quarter): Promise<number> {
  const { calendar } = town.content.shop
  const slowness = new Map<number, number>()
  work(town, (at) => slowness.get(dayNumberAt(calendar.zone, at)) ?? 1, until)
  let visitors = 0
  for (let index = 0; index <= count; index++) {
    const day = dayOf(calendar, firstDay, index, town.chance)
    const start = dayStartAt(calendar.zone, firstDay + index)
    if (!day || start === undefined) continue
    slowness.set(firstDay + index, day.slowness)
    const inTrouble = stormOf(day, start, town.chance).map((at) => ({ at, trouble: 'payment-failed' as const }))
    for (const { at, trouble } of [...day.arrivals.map((at) => ({ at, trouble: undefined })), ...inTrouble]) {
      if (at >= until) continue
      const name = `demo-${++visitors}`
      town.time.at(at, () => visit(town, name, index, trouble))
    }
    const end = dayStartAt(calendar.zone, firstDay + index + 1) ?? until
    await town.time.runUntil(Math.min(end, until))
    if (index % 10 === 0) out(`${dateAt(calendar.zone, start)}: ${visitors} customers so far`)
  }
  return visitors
}
