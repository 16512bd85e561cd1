// The definitions once more, written apart from the product: every value is looked up in the whole log by itself, and
// times are counted minute by minute on a clock on the wall in Oslo. For logs of whole minutes in the order of time.

import type { Event, EventName } from '../../src/model/event.ts'
import { firstAt, minuteMs } from './random-log.ts'

const wallClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
})

const openMinutes = new Map<number, boolean>()

/** Monday to Friday from 9 to 17; the warehouse of holidays is empty. */
function isOpenAt(at: number): boolean {
  const known = openMinutes.get(at)
  if (known !== undefined) return known
  const parts = Object.fromEntries(wallClock.formatToParts(at).map(({ type, value }) => [type, value]))
  const hour = Number(parts['hour'])
  const open = !['Sat', 'Sun'].includes(parts['weekday'] ?? '') && hour >= 9 && hour < 17
  openMinutes.set(at, open)
  return open
}

export type Value = { readonly wallMs: number; readonly businessMs: number }

function between(from: number, to: number): Value {
  let open = 0
  for (let at = from; at < to; at += minuteMs) if (isOpenAt(at)) open += minuteMs
  return { wallMs: to - from, businessMs: open }
}

type Of<N extends EventName> = Extract<Event, { readonly name: N }>
const is = <N extends EventName>(event: Event, name: N): event is Of<N> => event.name === name

const isOpening = (event: Event) => is(event, 'episode.opened') || is(event, 'episode.reopened')
const isRelay = (event: Event) =>
  is(event, 'reply.delivered') && event.data.kind === 'relay' && event.data.author === 'agent'
const handsOver = (event: Event) =>
  is(event, 'case.opened') ||
  is(event, 'case.reopened') ||
  (is(event, 'case.passed-on') && event.data.promiseAt !== undefined)

export type SlowEpisode = {
  readonly id: string
  /** Its own events. */
  readonly mine: readonly Event[]
  readonly openedAt: number
  readonly channel: string
  readonly language: string
  readonly intent: string
  readonly team: string
  readonly clocks: Readonly<Record<string, readonly Value[]>>
  readonly counts: Readonly<Record<string, number>>
  readonly shares: Readonly<Record<string, readonly boolean[]>>
  readonly score?: number
  readonly asked: boolean
}

/** Every episode that opened in [from, to), as it stands at `now`. */
export function slowly(events: readonly Event[], from: number, to: number, now: number): SlowEpisode[] {
  return events
    .filter((event) => isOpening(event) && event.at >= from && event.at < to)
    .map((opening) => slowEpisode(events, opening, now))
}

function slowEpisode(events: readonly Event[], opening: Event, now: number): SlowEpisode {
  const mine = events.filter(({ episodeId }) => episodeId === opening.episodeId)
  const end = mine.find((event) => is(event, 'episode.resolved')) as Of<'episode.resolved'> | undefined
  const solved = end !== undefined && end.data.how !== 'abandoned'
  const back = events.find((event) => is(event, 'episode.reopened') && event.data.reopens === opening.episodeId)
  const cameBack = end !== undefined && back !== undefined && back.at - end.at <= 72 * 60 * minuteMs
  const first = (test: (event: Event) => boolean) => {
    const found = mine.find(test)
    return found ? [between(opening.at, found.at)] : []
  }
  const content = (event: Event) =>
    is(event, 'reply.delivered') && ['answer', 'question', 'confirmation', 'relay'].includes(event.data.kind)
  const answer = first(content)
  const handoffs = handoffWaits(mine)
  const byBot = solved && end.data.by === 'bot' && !cameBack
  const intent = mine.find((event) => is(event, 'intent.matched')) as Of<'intent.matched'> | undefined
  const survey = mine.findLast((event) => is(event, 'survey.answered')) as Of<'survey.answered'> | undefined
  const asked = mine.findLast((event) => is(event, 'survey.asked')) !== undefined
  const count = (test: (event: Event) => boolean) => mine.filter(test).length
  return {
    id: opening.episodeId,
    mine,
    openedAt: opening.at,
    channel: opening.channel,
    language: mine.at(-1)?.language ?? '',
    intent: intent?.data.intent ?? 'none',
    team: teamOf(events, mine) ?? 'none',
    clocks: {
      touch: first((event) => is(event, 'reply.delivered')),
      answer,
      humanReply: first(isRelay),
      handoffReply: handoffs.flatMap(({ at, relay }) => (relay === undefined ? [] : [between(at, relay)])),
      nextReply: nextReplies(mine),
      resolution: solved ? [between(opening.at, end.at)] : [],
      ...(solved ? phases(mine, opening, end) : {}),
    },
    counts: {
      episodes: 1,
      open: end === undefined ? 1 : 0,
      solvedByBot: byBot ? 1 : 0,
      solvedByBotSilence: byBot && end.data.how === 'silence' ? 1 : 0,
      solvedByBotConfirmed: byBot && end.data.how === 'confirmed' ? 1 : 0,
      solvedByAgent: solved && end.data.by === 'agent' ? 1 : 0,
      abandoned: end?.data.how === 'abandoned' ? 1 : 0,
      reopened: cameBack ? 1 : 0,
      unanswered: end !== undefined && answer.length === 0 ? 1 : 0,
      missed: count((event) => is(event, 'intent.missed')),
      handoffs: count((event) => is(event, 'case.opened')),
      leads: count((event) => is(event, 'case.opened') && event.data.tags.includes('lead')),
      promisesRenewed: promises(mine, now).filter((fate) => fate === 'renewed').length,
      promisesReleased: promises(mine, now).filter((fate) => fate === 'released').length,
      stormNotices: count((event) => is(event, 'incident.told')),
      comments: count((event) => is(event, 'survey.commented')),
      repliesFailed: count((event) => is(event, 'reply.failed')),
      repliesInDoubt: count((event) => is(event, 'reply.doubted')),
    },
    shares: {
      promises: promises(mine, now).flatMap((fate) => (typeof fate === 'boolean' ? [fate] : [])),
      firstContact: solved && is(opening, 'episode.opened') ? [!cameBack] : [],
      answeredIn24h:
        answer[0] !== undefined
          ? [answer[0].wallMs <= 24 * 60 * minuteMs]
          : now > opening.at + 24 * 60 * minuteMs
            ? [false]
            : [],
    },
    ...(survey ? { score: survey.data.score } : {}),
    asked,
  }
}

/** Handoffs at which nobody was awaited already, each with the next line of a person. */
function handoffWaits(mine: readonly Event[]) {
  return mine.flatMap((event, index) => {
    if (!handsOver(event)) return []
    const before = mine.slice(0, index)
    const awaited = before.findLastIndex(handsOver) > before.findLastIndex(isRelay)
    return awaited ? [] : [{ at: event.at, relay: mine.slice(index).find(isRelay)?.at }]
  })
}

/** In whose hands it is after some events. */
function phaseAfter(events: readonly Event[]): string {
  const last = events.findLast(
    (event) => handsOver(event) || ['case.taken', 'case.passed-on', 'case.handed-back'].includes(event.name),
  )
  if (last === undefined || is(last, 'case.handed-back')) return 'withBot'
  if (is(last, 'case.taken') || (is(last, 'case.passed-on') && last.data.toTeam === undefined)) return 'withPerson'
  return 'waitingTime'
}

/** For each line of a person: the customer's first line since the one before that fell into a person's hands. */
function nextReplies(mine: readonly Event[]): Value[] {
  const end = mine.findIndex((event) => is(event, 'episode.resolved'))
  const alive = end < 0 ? mine : mine.slice(0, end)
  return alive.flatMap((relay, index) => {
    if (!isRelay(relay)) return []
    const since = alive.slice(0, index).findLastIndex((event) => isRelay(event) || is(event, 'case.handed-back'))
    const line = alive.slice(0, index).find((event, at) => {
      if (at <= since || !is(event, 'message.received') || event.data.author !== 'customer') return false
      const before = alive.slice(0, at)
      const handed = before.findLastIndex(handsOver)
      return phaseAfter(before) === 'withPerson' && handed >= 0 && before.slice(handed).some(isRelay)
    })
    return line === undefined ? [] : [between(line.at, relay.at)]
  })
}

/** Minute by minute: in whose hands was it? */
function phases(mine: readonly Event[], opening: Event, end: Event): Record<string, Value[]> {
  const alive = mine.slice(0, mine.indexOf(end))
  const sums: Record<string, { wallMs: number; businessMs: number }> = {}
  const seen = new Set(alive.map((_, index) => phaseAfter(alive.slice(0, index + 1))))
  for (const phase of seen) sums[phase] = { wallMs: 0, businessMs: 0 }
  for (let at = opening.at; at < end.at; at += minuteMs) {
    const sum = sums[phaseAfter(alive.filter((event) => event.at <= at))]
    if (sum === undefined) throw new Error('a phase that was never begun')
    sum.wallMs += minuteMs
    if (isOpenAt(at)) sum.businessMs += minuteMs
  }
  return Object.fromEntries(Object.entries(sums).map(([phase, sum]) => [phase, [sum]]))
}

/** Each promise: kept, broken, renewed, or still open. */
function promises(mine: readonly Event[], now: number): (boolean | 'renewed' | 'released' | 'open')[] {
  const end = mine.find((event) => is(event, 'episode.resolved'))
  const frees = (event: Event) => event === end || is(event, 'case.handed-back')
  const gives = (event: Event, index: number) => {
    if (handsOver(event)) return true
    if (!is(event, 'promise.renewed')) return false
    const before = mine.slice(0, index)
    return before.findLastIndex(handsOver) > before.findLastIndex((event) => isRelay(event) || frees(event))
  }
  return mine.flatMap((event, index) => {
    if (!gives(event, index)) return []
    const by = is(event, 'promise.renewed') ? event.data.to : (event.data as { promiseAt: number }).promiseAt
    const ends = mine.findIndex((later, at) => at > index && (isRelay(later) || frees(later) || gives(later, at)))
    const ended = mine[ends]
    if (ended === undefined) return [now > by ? false : 'open']
    if (frees(ended)) return [ended.at <= by ? 'released' : false]
    return [isRelay(ended) ? ended.at <= by : 'renewed']
  })
}

function teamOf(events: readonly Event[], mine: readonly Event[]): string | undefined {
  const last = mine.findLast((event) => teamNamed(events, event) !== undefined)
  return last && teamNamed(events, last)
}

/** The team that an event names, or whose case it reopens. */
function teamNamed(events: readonly Event[], event: Event): string | undefined {
  if (is(event, 'case.opened')) return event.data.team
  if (is(event, 'case.passed-on')) return event.data.toTeam
  if (!is(event, 'case.reopened')) return undefined
  const earlier = events.filter(
    (other) =>
      other.id < event.id &&
      other.conversationId === event.conversationId &&
      (is(other, 'case.opened') || (is(other, 'case.passed-on') && other.data.toTeam !== undefined)) &&
      other.data.caseNumber === event.data.caseNumber,
  )
  const last = earlier.at(-1)
  return last && teamNamed(events, last)
}

/** Where the logs lie. */
export const wholePeriod = { from: firstAt, to: firstAt + 6 * 24 * 60 * minuteMs }
