// The figures put together with the store, the shop and the clock.

import { calendarOf } from './calendar/versions.ts'
import { keepRolling } from './jobs/rolling.ts'
import type { Shop } from './model/shop.ts'
import type { Clock, Log } from './ports/outside.ts'
import type { Store } from './ports/store.ts'
import type { FiguresDeps } from './receive/figures-routes.ts'
import { figuresReport } from './stats/ask.ts'
import { demandReport } from './stats/ask-demand.ts'
import { explainCell } from './stats/explain-cell.ts'
import { type Difference, recountSomeDay } from './stats/recount.ts'
import { Roller } from './stats/roller.ts'
import { groundOf } from './stats/rules.ts'

/** Under this key stands what a comparison found last; `doctor` says it. */
const foundKey = 'rollups:found'
const saidForMs = 14 * 86_400_000

/** Keeps the sums behind the figures of many episodes, by the hours and targets that the shop has at the time. */
export function keepFigures(store: Store, shop: () => Shop, clock: Clock, log: Log): () => Promise<void> {
  const roller = new Roller(store)
  const ground = () => groundOf(shop(), clock.now())
  return keepRolling({
    advance: () => roller.advance(ground()),
    settle: () => roller.settle(ground(), clock.now()),
    async compare() {
      const found = await recountSomeDay(roller, ground(), clock.now(), Math.random())
      if (found) await store.setValue(foundKey, JSON.stringify(found), clock.now() + saidForMs)
      return found
    },
    clock,
    log,
  })
}

/** What the figures' routes ask. */
export function figuresDeps(store: Store, shop: () => Pick<Shop, 'calendar' | 'teams'>): FiguresDeps {
  return {
    figures: (question, now) => figuresReport(store, groundOf(shop(), now), question, now),
    explain: (question, now) => explainCell(store, groundOf(shop(), now), question, now),
    demand: (question, now) =>
      demandReport(store, groundOf(shop(), now), calendarOf(shop(), question.team), question, now),
  }
}

/** What the last comparison of the past two weeks that found something found; it was mended then. */
export async function lastDifference(store: Pick<Store, 'getValue'>, now: number): Promise<Difference | undefined> {
  const found = await store.getValue(foundKey, now)
  return found === undefined ? undefined : (JSON.parse(found) as Difference)
}
