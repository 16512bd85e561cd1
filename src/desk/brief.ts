// The morning brief: at the first opening of a day, the night in numbers that add up, and the queue by urgency.

import { closesAt, isOpen, nextOpening } from '../calendar/calendar.ts'
import { dateAt } from '../calendar/zone.ts'
import type { Brief, CaseCard } from '../model/desk.ts'
import type { Event } from '../model/event.ts'
import type { Calendar } from '../model/shop.ts'
import type { Clock } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'
import { byUrgency, cardOf } from './cards.ts'
import type { CaseKeeperParts } from './case-keeper.ts'

const dayMs = 86_400_000
/** After so long a brief is no morning's any more. */
const givenWithinMs = 2 * 3_600_000
const pageSize = 5000

type Parts = CaseKeeperParts & { readonly store: Store; readonly clock: Clock }

/** Posts the brief when a day's first opening has come; once for each day. */
export async function giveBrief(parts: Parts): Promise<void> {
  const { content, clock, desk, postings } = parts
  const { calendar, desk: rules } = content().shop
  const now = clock.now()
  const night = rules.briefRoom === undefined ? undefined : nightBefore(calendar, now)
  if (!night || now - night.to > givenWithinMs || rules.briefRoom === undefined) return
  const room = await desk.roomOf(rules.briefRoom)
  if (room === undefined) return
  const key = `brief:${dateAt(calendar.zone, night.to)}`
  // It tells of the opening; asked for again, it is not counted anew.
  if ((await parts.store.deskPosted(key))?.externalId !== undefined) return
  await postings.postOnce({ room }, key, { kind: 'brief', brief: await briefOf(night, now, parts) })
}

type Night = { readonly from: number; readonly to: number }

/** From the last closing of an earlier day to the first opening of this day; undefined before it, or on a closed day. */
export function nightBefore(calendar: Calendar, now: number): Night | undefined {
  const today = dateAt(calendar.zone, now)
  let closed: number | undefined
  // From a moment at which it is surely over a night earlier; long closures are at most a fortnight here.
  for (let at = now - 14 * dayMs; at <= now; ) {
    const opening = isOpen(calendar, at) ? at : nextOpening(calendar, at)
    if (opening === undefined || opening > now) return undefined
    if (dateAt(calendar.zone, opening) === today) return { from: closed ?? opening - dayMs, to: opening }
    closed = closesAt(calendar, opening)
    if (closed === undefined) return undefined
    at = closed
  }
  return undefined
}

/** Counts the episodes that began in the night by how they stand now; every one stands in exactly one place. */
export async function briefOf({ from, to }: Night, now: number, parts: Parts): Promise<Brief> {
  const { store, content, url } = parts
  const events = await eventsSince(store, from)
  const open = await store.cases({ state: 'open', limit: 1000 })
  const stateOf = new Map(open.map(({ episodeId, state }) => [episodeId, state]))
  const began = events.filter(({ name, at }) => isBeginning(name) && at < to).map(({ episodeId }) => episodeId)
  const ended = new Set(events.filter(({ name }) => name === 'episode.resolved').map(({ episodeId }) => episodeId))
  const count = (is: (id: string) => boolean): number => began.filter(is).length
  const cards = await Promise.all(open.map((held) => cardOf(held, now, parts)))
  const queue = cards.filter(({ state }) => state === 'waiting' || state === 'owned').sort(byUrgency)
  const isOver = (id: string): boolean => ended.has(id)
  return {
    from,
    to,
    zone: content().shop.calendar.zone,
    came: began.length,
    solved: count(isOver),
    waiting: count((id) => !isOver(id) && stateOf.get(id) === 'waiting'),
    withPerson: count((id) => !isOver(id) && stateOf.get(id) === 'owned'),
    withBot: count((id) => !isOver(id) && stateOf.get(id) !== 'waiting' && stateOf.get(id) !== 'owned'),
    queue,
    leads: queue.filter(isLead),
    hard: await hardOnes(events, url, store),
  }
}

function isBeginning(name: Event['name']): boolean {
  return name === 'episode.opened' || name === 'episode.reopened'
}

function isLead({ tags }: CaseCard): boolean {
  return tags.includes('lead')
}

async function hardOnes(events: readonly Event[], url: string, store: Store): Promise<Brief['hard']> {
  const low = events.flatMap((event) => (event.name === 'survey.answered' && event.data.score <= 2 ? [event] : []))
  return Promise.all(
    low.map(async ({ conversationId, data: { score } }) => {
      const [held] = await store.cases({ conversationId, limit: 1 })
      return { score, url: `${url}/desk${held ? `#${held.number}` : ''}`, ...(held ? { caseNumber: held.number } : {}) }
    }),
  )
}

async function eventsSince(store: Pick<Store, 'events'>, from: number): Promise<readonly Event[]> {
  const all: Event[] = []
  for (let afterId = 0; ; ) {
    const page = await store.events({ from, afterId, limit: pageSize })
    all.push(...page)
    if (page.length < pageSize) return all
    afterId = page.at(-1)?.id ?? afterId
  }
}
