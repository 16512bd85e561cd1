// Storms of what no intent answers: several customers who write nearly the same within minutes. As values; what is alike
// is judged by whoever hands it in. Taking the same messages again changes nothing.

import type { KeptIncident } from '../model/desk.ts'
import type { Language } from '../model/language.ts'
import type { DeskRules } from '../model/shop.ts'

/** A message that no intent answers, less what identifies a customer. */
export type Missed = {
  readonly eventId: number
  readonly at: number
  readonly conversationId: string
  readonly text: string
  readonly language: Language
}

type Wording = Pick<Missed, 'text' | 'language'>

/** Puts wordings together that say nearly the same, as lists of their places. */
export type Alike = (wordings: readonly Wording[]) => readonly (readonly number[])[]

/** Somebody looked at it and said that it is nothing: for so long the same is nothing still. */
const quietMs = 3_600_000
/** Work grows with the square of what is compared; what has only now come is compared in any case. */
const mostCompared = 100
const mostKept = 8
const longestLabel = 80

/** One word says too little of a trouble: "hello" is none. */
const leastWords = 2

export function saysEnough(text: string): boolean {
  return (text.match(/\p{L}{2,}/gu) ?? []).length >= leastWords
}

/**
 * The incidents that these messages change or make.
 * @param pool messages of the time before, and these themselves, oldest first
 */
export function takeMissed(
  fresh: readonly Missed[],
  pool: readonly Missed[],
  before: readonly KeptIncident[],
  storm: DeskRules['storm'],
  alike: Alike,
): readonly KeptIncident[] {
  const [first] = fresh
  if (!first) return []
  const live = before.filter((one) => one.wordings && coversUntil(one) > first.at - 2 * storm.withinMs)
  const known = live.flatMap((one) => (one.wordings ?? []).map((wording) => ({ one, wording })))
  const said = pool.slice(-Math.max(mostCompared, fresh.length))
  const groups = alike([...known.map(({ wording }) => wording), ...said])
  return groups.flatMap((places) => {
    const members = places.flatMap((at) => said[at - known.length] ?? []).sort((one, other) => one.at - other.at)
    const its = ownerOf(places.flatMap((at) => known[at]?.one ?? []))
    const joined =
      its &&
      joinedBy(
        its,
        members.filter((one) => fresh.includes(one) && one.at >= its.since),
      )
    const begun = outbreak(its ? members.filter(({ at }) => at > coversUntil(its)) : members, storm)
    return [...(joined && joined !== its ? [joined] : []), ...(begun ? [begun] : [])]
  })
}

/** The incident among these that a message is of. */
export function incidentOf(said: Wording, incidents: readonly KeptIncident[], alike: Alike): KeptIncident | undefined {
  const known = incidents.flatMap((one) => (one.wordings ?? []).map((wording) => ({ one, wording })))
  if (known.length === 0) return undefined
  const groups = alike([...known.map(({ wording }) => wording), said])
  const its = groups.find((places) => places.includes(known.length)) ?? []
  return ownerOf(its.flatMap((at) => known[at]?.one ?? []))
}

/** Whose wordings stand in a group for the greater part. */
function ownerOf(incidents: readonly KeptIncident[]): KeptIncident | undefined {
  const found = incidents.find((one) => {
    const inGroup = incidents.filter(({ id }) => id === one.id).length
    return 2 * inGroup >= (one.wordings?.length ?? 0)
  })
  return found
}

/** Up to when the same is of this incident. */
function coversUntil({ endedAt = Number.POSITIVE_INFINITY, state }: KeptIncident): number {
  return endedAt + (state === 'dismissed' ? quietMs : 0)
}

function joinedBy(known: KeptIncident, members: readonly Missed[]): KeptIncident {
  const added = members.filter(({ conversationId }) => !known.conversations.includes(conversationId))
  const lastAt = Math.max(known.lastAt, ...members.map(({ at }) => at))
  if (known.endedAt !== undefined || (added.length === 0 && lastAt === known.lastAt)) return known
  const conversations = [...new Set([...known.conversations, ...added.map(({ conversationId }) => conversationId)])]
  return { ...known, conversations, lastAt, wordings: wordingsOf([...(known.wordings ?? []), ...members]) }
}

/** The incident that begins with the message that makes them enough. */
function outbreak(members: readonly Missed[], { customers, withinMs }: DeskRules['storm']): KeptIncident | undefined {
  for (const [index, last] of members.entries()) {
    const recent = members.slice(0, index + 1).filter(({ at }) => at > last.at - withinMs)
    if (new Set(recent.map(({ conversationId }) => conversationId)).size < customers) continue
    const its = members.filter(({ at }) => at > last.at - withinMs)
    return {
      id: `i${last.eventId}`,
      intent: '',
      label: labelOf(its),
      state: 'suspected',
      since: its[0]?.at ?? last.at,
      lastAt: its.at(-1)?.at ?? last.at,
      conversations: [...new Set(its.map(({ conversationId }) => conversationId))],
      wordings: wordingsOf(its),
      noticed: [],
      cleared: [],
      version: 0,
    }
  }
  return undefined
}

/** What most of them wrote, in their words. */
function labelOf(members: readonly Missed[]): string {
  const times = (text: string) => members.filter((one) => one.text === text).length
  const [most] = members.map(({ text }) => text).sort((one, other) => times(other) - times(one))
  const words = [...(most ?? '').replaceAll(/\s+/g, ' ').trim()]
  return `“${words.length > longestLabel ? `${words.slice(0, longestLabel).join('')}…` : words.join('')}”`
}

function wordingsOf(said: readonly Wording[]): readonly Wording[] {
  const distinct = new Map(said.map(({ text, language }) => [text, { text, language }]))
  return [...distinct.values()].slice(0, mostKept)
}
