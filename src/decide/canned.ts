// An agent's ready answers, as a case's customer would read them.

import type { Case } from '../model/case.ts'
import type { Shop } from '../model/shop.ts'
import { fill } from './fill.ts'

/** All of the shop's, filled with what the case knows, in its language; `zone`: the customer's own, where it is known. */
export function cannedFor(
  { language, summary, number }: Case,
  zone: string | undefined,
  shop: Shop,
  now: number,
): { readonly name: string; readonly text: string }[] {
  const variables = { ...summary.facts, case_number: String(number) }
  return shop.cannedAnswers.map(({ name, text }) => ({ name, text: fill(text, language, variables, shop, now, zone) }))
}
