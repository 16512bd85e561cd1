// When the same trouble comes from several customers within minutes: what events say of it, as values. Taking the same
// events again changes nothing, so a pass that was cut off is simply made again.

import type { Incident, KeptIncident } from '../model/desk.ts'
import type { Event } from '../model/event.ts'
import { type Content, carries, type Intent } from '../model/shop.ts'

/** A customer came with a trouble. */
export type Sighting = {
  readonly eventId: number
  readonly at: number
  readonly conversationId: string
  readonly intent: string
  /** It came into a case: what is filed under the same tag counts together then. */
  readonly filed: boolean
}

/** Somebody looked at it and said that it is nothing: for so long the same is nothing still. */
const quietMs = 3_600_000

/** Tags of an intent that is no request and still may trouble many at once. */
const troubles = ['technical', 'incident']

/** What an event tells of a trouble; undefined: nothing. */
export function sightingOf(event: Event, { intents }: Content): Sighting | undefined {
  const { id: eventId, at, conversationId, name } = event
  const filed = name === 'case.opened' || name === 'case.extended'
  if (!filed && name !== 'intent.matched') return undefined
  const intent = intents.get(event.data.intent ?? '')
  if (!intent || !mayTroubleMany(intent)) return undefined
  return { eventId, at, conversationId, intent: intent.name, filed }
}

function mayTroubleMany(intent: Intent): boolean {
  return intent.kind === 'request' || troubles.some((tag) => carries(intent, tag))
}

/**
 * Takes events in the order of their ids; gives the incidents that they change or make.
 * @param pool sightings of the time before, and these events' own
 */
export function takeEvents(
  events: readonly Event[],
  pool: readonly Sighting[],
  before: readonly KeptIncident[],
  content: Content,
): readonly KeptIncident[] {
  const incidents = new Map(before.map((one) => [one.id, one]))
  for (const event of events) {
    if (event.name === 'incident.told' || event.name === 'incident.cleared') {
      const known = incidents.get(event.data.incident)
      if (known) incidents.set(known.id, withTold(known, event))
      continue
    }
    const seen = sightingOf(event, content)
    if (!seen) continue
    const its = [...incidents.values()].find((one) => covers(one, seen, content))
    const changed = its ? joinedBy(its, seen) : outbreak(seen, pool, [...incidents.values()], content)
    if (changed) incidents.set(changed.id, changed)
  }
  return [...incidents.values()].filter((one) => !before.includes(one))
}

function withTold(known: KeptIncident, { name, conversationId }: Event): KeptIncident {
  const conversations = withOne(known.conversations, conversationId)
  const noticed = withOne(known.noticed, conversationId)
  const cleared = name === 'incident.cleared' ? withOne(known.cleared, conversationId) : known.cleared
  const isNew = noticed !== known.noticed || cleared !== known.cleared || conversations !== known.conversations
  return isNew ? { ...known, conversations, noticed, cleared } : known
}

function joinedBy(known: KeptIncident, { conversationId, at }: Sighting): KeptIncident {
  if (known.endedAt !== undefined) return known
  const conversations = withOne(known.conversations, conversationId)
  if (conversations === known.conversations && at <= known.lastAt) return known
  return { ...known, conversations, lastAt: Math.max(known.lastAt, at) }
}

/** Whether a sighting is of this incident, or of one that was just looked at. */
function covers(known: KeptIncident, { intent, at }: Sighting, { intents }: Content): boolean {
  const until = known.endedAt ?? Number.POSITIVE_INFINITY
  if (at < known.since || at > until + (known.state === 'dismissed' ? quietMs : 0)) return false
  if (known.tag === undefined) return known.intent === intent
  const its = intents.get(intent)
  return its !== undefined && carries(its, known.tag)
}

/** The incident that begins with this sighting, if it is the one that makes them enough. */
function outbreak(
  seen: Sighting,
  pool: readonly Sighting[],
  incidents: readonly KeptIncident[],
  content: Content,
): KeptIncident | undefined {
  const { customers, withinMs } = content.shop.desk.storm
  const recent = pool.filter(({ eventId, at }) => eventId <= seen.eventId && at > seen.at - withinMs)
  for (const { tag, has } of troublesOf(seen, content)) {
    const same = recent.filter((one) => has(one) && !incidents.some((known) => covers(known, one, content)))
    const conversations = [...new Set(same.map(({ conversationId }) => conversationId))]
    if (conversations.length < customers) continue
    const intent = commonest(same.map((one) => one.intent)) ?? seen.intent
    return {
      id: `i${seen.eventId}`,
      intent,
      label: tag ?? labelOf(intent, content),
      ...(tag === undefined ? {} : { tag }),
      state: 'suspected',
      since: Math.min(...same.map(({ at }) => at)),
      lastAt: seen.at,
      conversations,
      noticed: [],
      cleared: [],
      version: 0,
    }
  }
  return undefined
}

type Trouble = { readonly tag?: string; readonly has: (one: Sighting) => boolean }

/** The same intent; and, of what came into cases, the same tag. */
function troublesOf({ intent, filed }: Sighting, { intents }: Content): readonly Trouble[] {
  const its = intents.get(intent)
  const ofIntent: Trouble = { has: (one) => one.intent === intent }
  if (!filed || !its) return [ofIntent]
  const ofTag = (tag: string): Trouble => ({
    tag,
    has: (one) => {
      const other = one.filed ? intents.get(one.intent) : undefined
      return other !== undefined && carries(other, tag)
    },
  })
  return [ofIntent, ...tagsOf(its).map(ofTag)]
}

function tagsOf({ tags = [], steps }: Intent): readonly string[] {
  return [...new Set([...tags, ...steps.flatMap((step) => (step.verb === 'open-case' ? step.tags : []))])]
}

/** Labels are texts that may hold a fact; then the intent's name says enough. */
function labelOf(intent: string, { intents, shop }: Content): string {
  const label = intents.get(intent)?.label[shop.languages[0] ?? 'en']
  return label === undefined || label.includes('{') ? intent : label
}

function commonest(names: readonly string[]): string | undefined {
  const times = (name: string) => names.filter((other) => other === name).length
  return names.toSorted((one, other) => times(other) - times(one))[0]
}

function withOne(list: readonly string[], one: string): readonly string[] {
  return list.includes(one) ? list : [...list, one]
}

/** What agents see of an incident. */
export function shownOf({ lastAt, noticed, cleared, wordings, overNote, version, ...shown }: KeptIncident): Incident {
  return shown
}
