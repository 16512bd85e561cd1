// Storms: notices from events when many come with the same trouble, keeps what agents say of it, and sees to it that
// everyone who has it is told once, and once that it is over. Every step may be made again without harm.

import type { TurnState } from '../model/decision.ts'
import type { Incident, KeptIncident, KnownIssue } from '../model/desk.ts'
import type { Event } from '../model/event.ts'
import type { Language } from '../model/language.ts'
import type { IncomingMessage } from '../model/message.ts'
import type { Content } from '../model/shop.ts'
import type { DeskAgent, House } from '../ports/desk.ts'
import type { Clock, Log, Signals } from '../ports/outside.ts'
import type { Added, Store } from '../ports/store.ts'
import { type IncidentChange, settled } from './incident-change.ts'
import { createLooking, type Looking } from './looking.ts'
import { type Sighting, shownOf, sightingOf, takeEvents } from './storm.ts'
import { type Alike, incidentOf, type Missed, saysEnough, takeMissed } from './wordings.ts'

export type IncidentParts = {
  readonly store: Pick<
    Store,
    'events' | 'transcript' | 'incidents' | 'incident' | 'saveIncident' | 'conversation' | 'getValue' | 'setValue'
  >
  readonly content: () => Content
  readonly clock: Clock
  readonly signals: Signals
  readonly log: Log
  /** What is alike of what no intent answers, and what of it may be kept. */
  readonly wordings: { readonly alike: Alike; readonly mask: (text: string) => string }
  /** Stores a message durably and wakes its conversation. */
  readonly receive: (message: IncomingMessage, language: Language) => Promise<Added>
}

/** `look` brings incidents up to date with the events, and resolves when they are, or when that has to wait. */
export type Incidents = Pick<Looking, 'look' | 'start' | 'stop'> & {
  /**
   * Confirmed ones as last looked at, those that no intent names where a message at hand says it; a customer who slips
   * through is told by the next look.
   */
  known(at: Pick<TurnState, 'conversation' | 'waiting'>): readonly KnownIssue[]
  /** Suspected and known ones, earliest first. */
  open(): Promise<readonly Incident[]>
  incident: House['incident']
  settle: House['settleIncident']
}

/** A storm is minutes long: a second's rest between two looks costs nothing. */
const afterHintMs = 1_000
const sweepEveryMs = 5_000
const batch = 500
/** What ended longer ago concerns nobody any more. */
const lookBackMs = 7 * 24 * 3_600_000
/** A suspicion that nobody confirmed and nobody added to for so long is none. */
const forgottenAfterMs = 24 * 3_600_000
const cursorKey = 'incidents:cursor'
/** Lines of a conversation in which a message is looked for, and how much of it is compared. */
const mostLines = 500
const longestWording = 400
/** Messages that are put through the door at the same time. */
const atOnce = 50

export function createIncidents(parts: IncidentParts): Incidents {
  const { store, content, clock, signals, log } = parts
  let pool: Sighting[] = []
  let missed: Missed[] = []
  /** The last event taken; the stored one may lag behind, and what follows it is taken again after a restart. */
  let cursor: number | undefined
  let stored = 0
  let known: readonly KeptIncident[] = []

  const recent = (): Promise<readonly KeptIncident[]> => store.incidents(clock.now() - lookBackMs)

  /** What was seen before the cursor still counts towards what comes after it. */
  async function begin(): Promise<void> {
    const { withinMs } = content().shop.desk.storm
    const events = await store.events({ from: clock.now() - 2 * withinMs })
    addToPool(events)
    await addMissed(events)
    const kept = await store.getValue(cursorKey, clock.now())
    const first = events[0]
    cursor = kept === undefined ? first && first.id - 1 : Number(kept)
    stored = cursor ?? 0
  }

  function addToPool(events: readonly Event[]): void {
    const last = pool.at(-1)?.eventId ?? 0
    for (const event of events) {
      const seen = event.id > last && sightingOf(event, content())
      if (seen) pool.push(seen)
    }
  }

  async function addMissed(events: readonly Event[]): Promise<void> {
    const last = missed.at(-1)?.eventId ?? 0
    missed.push(...(await missedIn(events.filter(({ id }) => id > last))))
  }

  /** What was written that no intent answers; a press and a single word say nothing of a trouble. */
  async function missedIn(events: readonly Event[]): Promise<readonly Missed[]> {
    const found: Missed[] = []
    for (const { name, data, id: eventId, at, conversationId, language } of events) {
      if (name !== 'intent.missed') continue
      const said = await store.transcript(conversationId, 0, mostLines)
      const { text = '' } = said.find(({ id }) => id === data.messageId) ?? {}
      const wording = wordingOf(text)
      if (saysEnough(wording)) found.push({ eventId, at, conversationId, text: wording, language })
    }
    return found
  }

  async function take(events: readonly Event[]): Promise<boolean> {
    addToPool(events)
    await addMissed(events)
    const fresh = missed.filter(({ eventId }) => events.some(({ id }) => id === eventId))
    const before = await recent()
    const { storm } = content().shop.desk
    const changed = [
      ...takeEvents(events, pool, before, content()),
      ...takeMissed(fresh, missed, before, storm, parts.wordings.alike),
    ]
    for (const one of changed) if ((await store.saveIncident(one)) === 'stale') return take(events)
    return changed.length > 0
  }

  async function once(): Promise<'done' | 'again'> {
    if (cursor === undefined) await begin()
    let anyChanged = false
    while (cursor !== undefined) {
      const events = await store.events({ afterId: cursor, limit: batch })
      const changed = await take(events)
      anyChanged ||= changed
      cursor = events.at(-1)?.id ?? cursor
      if (changed || cursor - stored >= batch) await keepCursor(cursor)
      if (events.length < batch) break
    }
    const { withinMs } = content().shop.desk.storm
    pool = pool.filter(({ at }) => at > clock.now() - 2 * withinMs)
    missed = missed.filter(({ at }) => at > clock.now() - 2 * withinMs)
    const put = await putThrough()
    if (anyChanged || put.anyChanged) signals.publish('cases')
    return put.isStale ? 'again' : 'done'
  }

  async function keepCursor(at: number): Promise<void> {
    await store.setValue(cursorKey, String(at), undefined)
    stored = at
  }

  /** Forgets what came to nothing and puts what is owed to customers through the door. */
  async function putThrough(): Promise<{ readonly anyChanged: boolean; readonly isStale: boolean }> {
    let [anyChanged, isStale] = [false, false]
    const all = await recent()
    for (const one of all) {
      const changed = await ended(await told(one, parts), parts)
      if (changed === one) continue
      anyChanged = true
      // Stale: somebody changed it meanwhile, and the next look does the same again, which nobody will notice.
      if ((await store.saveIncident(changed)) === 'stale') isStale = true
    }
    known = all.filter(isKnown)
    return { anyChanged, isStale }
  }

  const looking = createLooking({
    ...{ clock, signals, afterHintMs, restMs: () => sweepEveryMs, once },
    failed: (error) => log.warn({ error }, 'incidents cannot be brought up to date now; it is tried again'),
  })

  async function settle(id: string, agent: DeskAgent, change: IncidentChange): Promise<Incident | undefined> {
    for (;;) {
      const one = await store.incident(id)
      if (!one) return undefined
      const changed = settled(one, agent, change, clock.now())
      if (changed === one) return shownOf(one)
      if ((await store.saveIncident(changed)) === 'stale') continue
      known = (await recent()).filter(isKnown)
      signals.publish('cases')
      void looking.look()
      return shownOf(changed)
    }
  }

  /** Ids of the messages at hand that say, in their own words, what no intent names. */
  function saidOf(one: KeptIncident, { conversation: { language }, waiting }: Parameters<Incidents['known']>[0]) {
    if (one.intent !== '') return []
    const worded = known.filter(({ intent }) => intent === '')
    return waiting.flatMap(({ id, text, author }) => {
      const wording = author.kind === 'customer' ? wordingOf(text) : ''
      if (!saysEnough(wording)) return []
      return incidentOf({ text: wording, language }, worded, parts.wordings.alike) === one ? [id] : []
    })
  }

  const wordingOf = (text: string): string => parts.wordings.mask(text.slice(0, longestWording))

  return {
    ...looking,
    settle,
    known: (at) => known.flatMap((one) => issueOf(one, saidOf(one, at))),
    async open() {
      const all = (await recent()).filter(({ endedAt }) => endedAt === undefined)
      return all.map(shownOf).sort((one, other) => one.since - other.since)
    },
    async incident(id) {
      const one = await store.incident(id)
      return one && shownOf(one)
    },
  }
}

const isKnown = ({ state, note }: KeptIncident): boolean => state === 'known' && note !== undefined

/** @param messages those that say it, where no intent is its name */
function issueOf({ id, intent, tag, note }: KeptIncident, messages: readonly string[]): KnownIssue[] {
  if (!note || (intent === '' && messages.length === 0)) return []
  return [{ id, intent, ...(tag === undefined ? {} : { tag }), note, ...(intent === '' ? { messages } : {}) }]
}

/** Puts the notice to all who lack it, or the all-clear to all who had the notice, through everybody's door. */
async function told(one: KeptIncident, parts: IncidentParts): Promise<KeptIncident> {
  if (one.state === 'known' && one.note) {
    const owed = one.conversations.filter((id) => !one.noticed.includes(id))
    await put(one, 'notice', owed, parts)
    return owed.length > 0 ? { ...one, noticed: [...one.noticed, ...owed] } : one
  }
  if (one.state !== 'over') return one
  const owed = one.noticed.filter((id) => !one.cleared.includes(id))
  await put(one, 'clear', owed, parts)
  return owed.length > 0 ? { ...one, cleared: [...one.cleared, ...owed] } : one
}

/** The ids make the same message the same one, however often it is put. */
async function put(
  one: KeptIncident,
  what: 'notice' | 'clear',
  to: readonly string[],
  { store, receive }: IncidentParts,
) {
  const { id: incident, note = {}, overNote } = one
  const action =
    what === 'notice'
      ? ({ kind: 'known-issue', incident, note } as const)
      : ({ kind: 'all-clear', incident, ...(overNote ? { note: overNote } : {}) } as const)
  const author = { kind: 'agent', ...one.confirmedBy } as const
  for (let from = 0; from < to.length; from += atOnce)
    await Promise.all(
      to.slice(from, from + atOnce).map(async (address) => {
        const conversation = await store.conversation(address)
        if (!conversation) return
        const externalId = `incident:${incident}:${what}:${address}`
        await receive({ channel: 'desk', externalId, address, author, text: '', action }, conversation.language)
      }),
    )
}

async function ended(one: KeptIncident, { clock }: IncidentParts): Promise<KeptIncident> {
  const now = clock.now()
  const isForgotten = one.state === 'suspected' && one.lastAt < now - forgottenAfterMs
  return isForgotten ? { ...one, state: 'dismissed', endedAt: now } : one
}
