// Sorts the desk's cases into the groups of the list, the most pressing first in each.

import type { DeskCase } from '../../model/api.ts'

export type CaseGroups = Readonly<Record<'waiting' | 'mine' | 'others' | 'solved', readonly DeskCase[]>>

/** A case that was handed back to the bot stands among the others': nobody here has to act on it. */
export function groupCases(cases: readonly DeskCase[], myId: string): CaseGroups {
  const open = cases.filter((one) => one.state !== 'solved')
  const owned = open.filter((one) => one.state === 'owned')
  return {
    waiting: open.filter((one) => one.state === 'waiting').sort(byPromise),
    mine: owned.filter((one) => one.owner?.id === myId).sort(byNeed),
    others: open
      .filter((one) => one.state !== 'waiting' && !(one.state === 'owned' && one.owner?.id === myId))
      .sort(byNeed),
    solved: cases.filter((one) => one.state === 'solved').sort((a, b) => (b.solvedAt ?? 0) - (a.solvedAt ?? 0)),
  }
}

function byPromise(a: DeskCase, b: DeskCase): number {
  return a.promiseAt - b.promiseAt || a.number - b.number
}

/** Whoever waits for an answer comes first, and the longest wait before the others. */
function byNeed(a: DeskCase, b: DeskCase): number {
  if (a.unanswered !== b.unanswered) return a.unanswered ? -1 : 1
  return a.unanswered ? a.lastLineAt - b.lastLineAt : b.lastLineAt - a.lastLineAt
}
