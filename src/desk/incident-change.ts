// What an agent says of an incident: that it is one, that it is over, that it is none. What cannot be said any more
// changes nothing, so that of two clicks the first holds.

import type { KeptIncident } from '../model/desk.ts'
import type { DeskAgent, House } from '../ports/desk.ts'

export type IncidentChange = Parameters<House['settleIncident']>[2]
type Note = NonNullable<KeptIncident['note']>

/** Longest note in one language, in characters. */
const longestNote = 1_000

/** The incident as it is after the change; the very same value when nothing changes. */
export function settled(one: KeptIncident, agent: DeskAgent, change: IncidentChange, now: number): KeptIncident {
  switch (change.kind) {
    case 'confirm': {
      const note = written(change.note)
      if (one.state !== 'suspected' || !note) return one
      return { ...one, state: 'known', note, confirmedBy: { id: agent.id, name: agent.name } }
    }
    case 'dismiss':
      return one.state === 'suspected' ? { ...one, state: 'dismissed', endedAt: now } : one
    case 'over': {
      const overNote = written(change.note ?? {})
      return one.state === 'known' ? { ...one, state: 'over', endedAt: now, ...(overNote ? { overNote } : {}) } : one
    }
  }
}

/** Only what says something; undefined: nothing does. */
function written(note: Note): Note | undefined {
  const said = Object.entries(note).flatMap(([language, text]) => {
    const kept = [...text.trim()].slice(0, longestNote).join('')
    return kept === '' ? [] : [[language, kept] as const]
  })
  return said.length > 0 ? Object.fromEntries(said) : undefined
}
