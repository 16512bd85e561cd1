// How long people of each team lately took to answer, by the hour of the week: the ground of promises.

import { hourOfWait, openMsBetween } from '../calendar/calendar.ts'
import { calendarOf } from '../calendar/versions.ts'
import type { Event } from '../model/event.ts'
import type { Pace, PaceCell } from '../model/pace.ts'
import type { Calendar, Shop } from '../model/shop.ts'

/** What lies further back says little about now. */
export const paceMs = 56 * 86_400_000
/** Of a very busy shop the latest say all: some hundred for each hour of the week. More would only fill the memory. */
export const mostWaits = 50_000

/** A customer's wait for a person of one team. */
type Wait = {
  readonly team: string
  readonly from: number
  to?: number
  /** False for a wait that ended without an answer: passed on, solved or handed back in silence. */
  answered: boolean
  /** What was worked out about it once it was over, and by which calendar. */
  counted?: Counted & { readonly calendar: Calendar }
}

type Counted = { readonly hour: number; readonly openMs: number }

type Measured = Counted & { readonly answered: boolean }

/** Gathers waits from events, in the order of their ids; knows the latest ones of the last eight weeks. */
export class PaceBook {
  #waits: Wait[] = []
  /** By conversation: each has one case at a time. */
  readonly #open = new Map<string, Wait>()
  /** The team that last had a conversation's case, and when it got it. */
  readonly #teams = new Map<string, { readonly team: string; readonly at: number }>()

  add(event: Event): void {
    const { conversationId: id, at } = event
    switch (event.name) {
      case 'case.opened':
        return this.#begin(id, event.data.team, at)
      case 'case.reopened':
        return this.#begin(id, this.#teams.get(id)?.team, at)
      case 'case.passed-on': {
        const { toTeam, promiseAt } = event.data
        if (toTeam === undefined) return
        // Whoever it came from did not answer it; the time of the next team begins now.
        const waits = this.#open.has(id) || promiseAt !== undefined
        this.#end(id, at, false)
        this.#teams.set(id, { team: toTeam, at })
        if (waits) this.#begin(id, toTeam, at)
        return
      }
      case 'reply.delivered':
        if (event.data.kind === 'relay' && event.data.author === 'agent') this.#end(id, at, true)
        return
      case 'case.solved':
      case 'case.handed-back':
      case 'episode.resolved':
        return this.#end(id, at, false)
    }
  }

  #begin(id: string, team: string | undefined, at: number): void {
    this.#end(id, at, false)
    // A case that was opened before the book begins has no team here.
    if (team === undefined) return
    const wait: Wait = { team, from: at, answered: false }
    this.#teams.set(id, { team, at })
    this.#open.set(id, wait)
    this.#waits.push(wait)
  }

  #end(id: string, at: number, answered: boolean): void {
    const wait = this.#open.get(id)
    if (!wait) return
    this.#open.delete(id)
    wait.to = Math.max(wait.from, at)
    wait.answered = answered
  }

  /** The pace of the eight weeks before `now`, by the hours that the shop keeps; waits that last count as far as now. */
  pace(shop: Pick<Shop, 'calendar' | 'teams'>, now: number): Pace {
    this.#forget(Math.max(now - paceMs, this.#waits.at(-mostWaits)?.from ?? 0))
    const byTeam = Map.groupBy(this.#waits, ({ team }) => team)
    return Object.fromEntries(
      [...byTeam].map(([team, waits]) => [team, paceOfTeam(waits, calendarOf(shop, team), now)]),
    )
  }

  #forget(before: number): void {
    if (!this.#waits.some(({ from }) => from < before)) return
    this.#waits = this.#waits.filter(({ from }) => from >= before)
    for (const [id, { from }] of this.#open) if (from < before) this.#open.delete(id)
    for (const [id, { at }] of this.#teams) if (at < before) this.#teams.delete(id)
  }
}

function paceOfTeam(waits: readonly Wait[], calendar: Calendar, now: number): Record<number, PaceCell> {
  const byHour = new Map<number, Measured[]>()
  for (const wait of waits) {
    const counted = countedOf(wait, calendar, now)
    if (!counted) continue
    const { hour, openMs } = counted
    const cell = byHour.get(hour) ?? []
    byHour.set(hour, cell)
    cell.push({ hour, openMs, answered: wait.answered })
  }
  return Object.fromEntries([...byHour].map(([hour, measured]) => [hour, cellOf(measured)]))
}

function countedOf(wait: Wait, calendar: Calendar, now: number): Counted | undefined {
  if (wait.counted?.calendar === calendar) return wait.counted
  const hour = hourOfWait(calendar, wait.from)
  if (hour === undefined) return undefined
  const counted = { hour, openMs: openMsBetween(calendar, wait.from, wait.to ?? now), calendar }
  if (wait.to !== undefined) wait.counted = counted
  return counted
}

/**
 * Half and four fifths by the product-limit estimate (Kaplan and Meier, 1958, J. Am. Stat. Assoc. 53): a wait without
 * an answer counts as one that lasted longer than so far. Were it left out, a team that answers half of those who
 * write would look quick.
 */
function cellOf(measured: readonly Measured[]): PaceCell {
  const inOrder = measured.toSorted((a, b) => a.openMs - b.openMs || Number(b.answered) - Number(a.answered))
  return {
    n: measured.filter(({ answered }) => answered).length,
    p50Ms: answeredWithin(inOrder, 0.5),
    p80Ms: answeredWithin(inOrder, 0.8),
  }
}

/** The time within which such a share is answered; the longest known wait where it is not known to be. */
function answeredWithin(inOrder: readonly Measured[], share: number): number {
  let stillWaiting = 1
  for (const [index, { openMs, answered }] of inOrder.entries()) {
    if (!answered) continue
    stillWaiting *= 1 - 1 / (inOrder.length - index)
    // A hair's breadth of rounding must not ask for one more case.
    if (stillWaiting <= 1 - share + 1e-9) return openMs
  }
  return inOrder.at(-1)?.openMs ?? 0
}
