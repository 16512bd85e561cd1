// Outside facts as data: a decision names what it needs, the turn fetches it, and the decision is made again.

import type { Fact, Need } from '../model/decision.ts'
import type { Draft, World } from './draft.ts'

/** The key under which a fetched fact is found. */
export function needKey(need: Need): string {
  return need.kind === 'lookup' ? `lookup:${need.lookup}:${need.key}` : need.kind
}

/** The fact, or undefined after noting that it is needed. */
export function factFor(draft: Draft, world: World, need: Need): Fact | undefined {
  const fact = world.facts.get(needKey(need))
  if (fact === undefined) draft.needs.push(need)
  return fact
}

/** The number for a new case, once the turn has fetched one. */
export function caseNumberFrom(draft: Draft, world: World): number | undefined {
  const fact = factFor(draft, world, { kind: 'case-number' })
  if (fact === undefined || typeof fact === 'string') return undefined
  return Number(fact.record['number'])
}
