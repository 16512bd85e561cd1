// How many people a load needs: Erlang's delay formula.

/**
 * The chance that a newcomer must wait, where `erlangs` of work arrive for `people` who each do one thing at a time,
 * arrivals are Poisson and nobody leaves: Erlang C. Computed from Erlang B by its recursion, which neither overflows nor
 * loses digits. Sources: R. B. Cooper, Introduction to Queueing Theory, 2nd ed. (1981), chapter 3; ITU-D, Teletraffic
 * Engineering Handbook (2005), chapter 12. 1 where the load is not below the people.
 */
export function erlangC(erlangs: number, people: number): number {
  if (erlangs <= 0) return 0
  if (erlangs >= people) return 1
  let blocked = 1
  for (let count = 1; count <= people; count++) blocked = (erlangs * blocked) / (count + erlangs * blocked)
  return blocked / (1 - (erlangs / people) * (1 - blocked))
}

export type Load = {
  readonly perHour: number
  /** Mean time that one case keeps a person. */
  readonly handlingMs: number
  /** How many cases one person holds at the same time. */
  readonly atOnce: number
}

/** The share of arrivals, 0 to 1, that are taken up within `withinMs`. */
export function servedWithin({ perHour, handlingMs, atOnce }: Load, people: number, withinMs: number): number {
  const places = people * atOnce
  const erlangs = (perHour * handlingMs) / 3_600_000
  if (erlangs >= places) return 0
  const leftAfter = Math.exp((-(places - erlangs) * withinMs) / handlingMs)
  return 1 - erlangC(erlangs, places) * leftAfter
}

/** The fewest people with whom `share` (0 to 1, below 1) is taken up within `withinMs`; 0 where nothing arrives. */
export function peopleFor(load: Load, share: number, withinMs: number): number {
  if (load.perHour <= 0) return 0
  const least = Math.max(1, Math.floor((load.perHour * load.handlingMs) / 3_600_000 / load.atOnce))
  let people = least
  while (servedWithin(load, people, withinMs) < share) people++
  return people
}
