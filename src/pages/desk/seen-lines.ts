// Which customers' lines this agent has seen, so that the list can mark the new ones.

import { useEffect, useState } from 'preact/hooks'
import type { DeskCase } from '../../model/api.ts'
import { readStored, writeStored } from '../parts/browser-storage.ts'

const storageKey = 'nightdesk.seen'

/** Time of the last line seen, by case number. */
export type SeenLines = Readonly<Record<string, number>>

/** A line is new while the customer waits for an answer and nobody opened the case here since. */
export function isUnread(one: DeskCase, seen: SeenLines): boolean {
  return one.unanswered && one.lastLineAt > (seen[one.number] ?? 0)
}

/** Cases that left the list are forgotten. */
export function keepListed(seen: SeenLines, cases: readonly DeskCase[]): SeenLines {
  const listed = new Set(cases.map((one) => String(one.number)))
  return Object.fromEntries(Object.entries(seen).filter(([number]) => listed.has(number)))
}

/** The lines seen; what stands in the open case counts as seen while the page is visible. */
export function useSeenLines(cases: readonly DeskCase[], openNumber: number | undefined): SeenLines {
  const [seen, setSeen] = useState<SeenLines>(readSeen)
  const open = cases.find((one) => one.number === openNumber)
  useEffect(() => {
    if (!open || document.hidden) return
    const next = keepListed({ ...seen, [open.number]: open.lastLineAt }, cases)
    writeStored('local', storageKey, JSON.stringify(next))
    setSeen(next)
  }, [open?.number, open?.lastLineAt])
  return seen
}

function readSeen(): SeenLines {
  try {
    const value: unknown = JSON.parse(readStored('local', storageKey) ?? '{}')
    return value !== null && typeof value === 'object' ? (value as SeenLines) : {}
  } catch {
    return {}
  }
}
