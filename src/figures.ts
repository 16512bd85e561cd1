// The figures put together with the store, the shop and the clock. Everything here runs in the thread that calls it; the
// thread of their own, where there is one, calls just this.

import { calendarOf } from './calendar/versions.ts'
import { keepRolling } from './jobs/rolling.ts'
import type { Pace } from './model/pace.ts'
import type { Shop } from './model/shop.ts'
import type { StatsReport } from './model/stats.ts'
import type { Clock, Log } from './ports/outside.ts'
import type { Store } from './ports/store.ts'
import type { FiguresDeps, FiguresQuestion } from './receive/figures-routes.ts'
import type { NewestQuestion, ViewsDeps } from './receive/views-routes.ts'
import { figuresReport, statsReport } from './stats/ask.ts'
import { demandReport } from './stats/ask-demand.ts'
import {
  agentRows,
  commentMarks,
  deliveriesReport,
  distributionReport,
  flowsReport,
  weekReport,
} from './stats/ask-views.ts'
import { type ChannelTime, ChannelTimes } from './stats/channel-times.ts'
import { explainCell } from './stats/explain-cell.ts'
import { FirstLook } from './stats/first-look.ts'
import { PaceReader } from './stats/pace-reader.ts'
import { type Difference, recountSomeDay } from './stats/recount.ts'
import { Roller } from './stats/roller.ts'
import { groundOf } from './stats/rules.ts'

/** Under this key stands what a comparison found last; `doctor` says it. */
const foundKey = 'rollups:found'
const saidForMs = 14 * 86_400_000

/** What figures hang on besides events; plain data. */
export type FiguresShop = Pick<Shop, 'calendar' | 'teams' | 'targets'>

type Ask<Q, R> = (question: Q, now: number) => Promise<R>

/** How channels and agents stand, by the latest events. */
export type ChannelsSeen = {
  readonly channels: ReadonlyMap<string, ChannelTime>
  /** By agent, their latest act. */
  readonly acts: ReadonlyMap<string, number>
  /** The first event that was looked at; 0 where all were. */
  readonly since: number
}

/**
 * All that is asked of the figures. Questions and answers are plain data, so that they may be asked in another thread.
 * They throw RangeError, in words for people, for what cannot be answered.
 */
export type Figures = FiguresDeps &
  Pick<ViewsDeps, 'week' | 'distribution' | 'flows' | 'deliveries'> & {
    readonly stats: Ask<FiguresQuestion, StatsReport>
    readonly commentMarks: Ask<NewestQuestion, Awaited<ReturnType<typeof commentMarks>>>
    readonly agentRows: Ask<FiguresQuestion, Awaited<ReturnType<typeof agentRows>>>
    readonly channelsSeen: Ask<object, ChannelsSeen>
    /** How quickly people answered lately. Reads eight weeks of events when it is asked first. */
    readonly pace: Ask<object, Pace>
  }

/** Answers from a store, by the hours and targets that the shop has at the time. */
export function figuresOf(store: Store, shop: () => FiguresShop): Figures {
  const ground = (now: number) => groundOf(shop(), now)
  const times = new ChannelTimes(store)
  const pace = new PaceReader(store)
  return {
    figures: (question, now) => figuresReport(store, ground(now), question, now),
    explain: (question, now) => explainCell(store, ground(now), question, now),
    demand: (question, now) => demandReport(store, ground(now), calendarOf(shop(), question.team), question, now),
    stats: (question, now) => statsReport(store, shop(), question, now),
    week: (question, now) => weekReport(store, ground(now), question, now),
    distribution: (question, now) => distributionReport(store, ground(now), question, now),
    flows: (question, now) => flowsReport(store, ground(now), question, now),
    deliveries: ({ limit, ...question }, now) => deliveriesReport(store, ground(now), question, { now, limit }),
    commentMarks: ({ limit, ...question }, now) => commentMarks(store, ground(now), question, { now, limit }),
    agentRows: (question, now) => agentRows(store, ground(now), question, now),
    async channelsSeen() {
      await times.look()
      const { channels, acts, since } = times
      return { channels, acts, since }
    },
    pace: (_question, now) => pace.read(shop(), now),
  }
}

export type KeepingParts = {
  readonly store: Store
  /** What answers from that store; what is made ready is at hand there. */
  readonly figures: Figures
  readonly shop: () => FiguresShop
  readonly clock: Clock
  readonly log: Log
  /** Given where the page's first look is made ready; called before each part of it: false puts it off. */
  readonly mayPrepare?: () => Promise<boolean>
}

/** Keeps the sums behind the figures of many episodes. Gives the function that ends it. */
export function keepFigures({ store, figures, shop, clock, log, mayPrepare }: KeepingParts): () => Promise<void> {
  const roller = new Roller(store)
  const ground = () => groundOf(shop(), clock.now())
  const firstLook = new FirstLook(({ ask, question }, now) => figures[ask](question, now))
  return keepRolling({
    advance: () => roller.advance(ground()),
    settle: () => roller.settle(ground(), clock.now()),
    async compare() {
      const found = await recountSomeDay(roller, ground(), clock.now(), Math.random())
      if (found) await store.setValue(foundKey, JSON.stringify(found), clock.now() + saidForMs)
      return found
    },
    prepare: async () => (await mayPrepare?.()) === true && firstLook.next(ground(), clock.now()),
    clock,
    log,
  })
}

/** What the last comparison of the past two weeks that found something found; it was mended then. */
export async function lastDifference(store: Pick<Store, 'getValue'>, now: number): Promise<Difference | undefined> {
  const found = await store.getValue(foundKey, now)
  return found === undefined ? undefined : (JSON.parse(found) as Difference)
}
