// Fetches the outside facts that decisions ask for: look-ups and case numbers, each within its time.

import { needKey } from './decide/needs.ts'
import type { Fact, Need } from './model/decision.ts'
import type { Clock, Log, Lookup } from './ports/outside.ts'
import type { Store } from './ports/store.ts'

export type FactParts = {
  readonly store: Pick<Store, 'nextCaseNumber'>
  readonly lookups: ReadonlyMap<string, Lookup>
  readonly clock: Clock
  readonly log: Log
}

/** The reply must be on its way within this time; else an acknowledgement goes first. */
const acknowledgeAfterMs = 1000

/** A look-up that has not answered by then counts as failed: the customer is led on. */
const lookupLimitMs = 8000

/** Fetches what a decision needs, into `facts`. A source that fails or does not answer in time is told as `failed`. */
export async function fetchFacts(needs: readonly Need[], facts: Map<string, Fact>, parts: FactParts): Promise<void> {
  await Promise.all(needs.map(async (need) => facts.set(needKey(need), await fetchFact(need, parts))))
}

async function fetchFact(need: Need, { store, lookups, clock, log }: FactParts): Promise<Fact> {
  if (need.kind === 'case-number') return { record: { number: await store.nextCaseNumber() } }
  try {
    const lookup = lookups.get(need.lookup)
    if (!lookup) throw new Error(`no look-up named ${need.lookup} is connected`)
    return await Promise.race([lookup.find(need.key, clock.now()), failAfter(clock, lookupLimitMs)])
  } catch (error) {
    log.warn({ error, lookup: need.lookup }, 'a look-up failed; the customer is led on without it')
    return 'failed'
  }
}

function failAfter(clock: Clock, delayMs: number): Promise<'failed'> {
  return new Promise((resolve) => clock.after(delayMs, () => resolve('failed')))
}

/** True once the customer should get a sign that somebody is there. */
export function isSlow(fetching: Promise<void>, clock: Clock): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(acknowledgeAfterMs, () => resolve(true))
    fetching.finally(cancel).then(() => resolve(false), reject)
  })
}
