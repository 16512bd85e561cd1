// The page's views once more, written apart from the product: each cell looks through all episodes by itself.

import type { Event, EventName } from '../../src/model/event.ts'
import { firstAt, minuteMs } from './random-log.ts'
import type { SlowEpisode } from './slow-reference.ts'

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
})

const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The hour of the week in Oslo, by the wall clock's own words. */
export function slotAt(at: number): { readonly weekday: number; readonly hour: number } {
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  return { weekday: names.indexOf(parts['weekday'] ?? ''), hour: Number(parts['hour']) }
}

/** How often an hour of the week was begun: the hours of November in Oslo are those of UTC. */
export function timesOf(from: number, to: number, weekday: number, hour: number): number {
  let times = 0
  const hourMs = 60 * minuteMs
  for (let at = Math.floor(from / hourMs) * hourMs; at < to; at += hourMs) {
    const slot = slotAt(at)
    if (slot.weekday === weekday && slot.hour === hour) times++
  }
  return times
}

export const inSlot = (episodes: readonly SlowEpisode[], weekday: number, hour: number) =>
  episodes.filter(({ openedAt }) => {
    const slot = slotAt(openedAt)
    return slot.weekday === weekday && slot.hour === hour
  })

type Of<N extends EventName> = Extract<Event, { readonly name: N }>
const is = <N extends EventName>(event: Event, name: N): event is Of<N> => event.name === name

export type SlowRun = {
  readonly intent: string
  /** Slots come to, each once. */
  readonly came: readonly string[]
  readonly stoodAt?: string
  readonly end: 'finished' | 'here' | 'person' | 'other-wish' | 'stopped' | 'silence'
}

/** Cuts an episode's events at each beginning of a flow, and looks in each piece for its first end. */
export function runsOf({ mine }: SlowEpisode): SlowRun[] {
  const starts = mine.flatMap((event, index) => (is(event, 'flow.started') ? [index] : []))
  return starts.map((start, number) => {
    const { intent } = (mine[start] as Of<'flow.started'>).data
    const next = starts[number + 1]
    const piece = mine.slice(start + 1, next)
    const endAt = piece.findIndex(
      (event) =>
        is(event, 'flow.finished') ||
        is(event, 'flow.left') ||
        (is(event, 'episode.resolved') && isFirstEnd(mine, event)),
    )
    const within = endAt < 0 ? piece : piece.slice(0, endAt)
    const questions = within.flatMap((event) =>
      is(event, 'flow.asked') && event.data.intent === intent ? [event.data.slot] : [],
    )
    const last = questions.at(-1)
    return {
      intent,
      came: [...new Set(questions)],
      ...(last !== undefined && { stoodAt: last }),
      end: endOf(piece[endAt], next !== undefined),
    }
  })
}

const isFirstEnd = (mine: readonly Event[], event: Event) => mine.find((one) => is(one, 'episode.resolved')) === event

function endOf(end: Event | undefined, followed: boolean): SlowRun['end'] {
  if (end === undefined) return followed ? 'other-wish' : 'here'
  if (is(end, 'flow.finished')) return 'finished'
  if (is(end, 'flow.left')) return end.data.why
  const { how } = (end as Of<'episode.resolved'>).data
  return how === 'agent' ? 'person' : how === 'confirmed' ? 'stopped' : 'silence'
}

/** Who had the case right before an event. */
export function holderBefore(mine: readonly Event[], id?: number): string | undefined {
  const last = mine.findLast(
    (event) =>
      (id === undefined || event.id < id) &&
      (is(event, 'case.taken') || is(event, 'case.passed-on') || is(event, 'case.handed-back')),
  )
  if (last === undefined || is(last, 'case.handed-back')) return undefined
  if (is(last, 'case.taken')) return last.data.agentId
  const { toTeam, toAgentId } = (last as Of<'case.passed-on'>).data
  return toTeam === undefined ? toAgentId : undefined
}

export const startOfLogs = firstAt
