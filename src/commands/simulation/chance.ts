// Chance from a seed: the same seed tells the same story.

import { seededNumbers } from '../../understand/random.ts'

export type Chance = {
  /** In [0, 1). */
  number(): number
  /** True with this probability. */
  happens(probability: number): boolean
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  pick<T>(from: readonly T[]): T
  /** One of the entries, each as likely as its weight. */
  weighed<T>(from: readonly (readonly [T, number])[]): T
  /** A waiting time whose mean is given: many short ones, a few long ones. */
  wait(meanMs: number): number
  /** How many of something that comes at this rate. */
  count(mean: number): number
}

export function chanceFrom(seed: number): Chance {
  const number = seededNumbers(seed)
  const chance: Chance = {
    number,
    happens: (probability) => number() < probability,
    between: (from, to) => from + Math.floor(number() * (to - from + 1)),
    pick<T>(from: readonly T[]): T {
      const picked = from[Math.floor(number() * from.length)]
      if (picked === undefined) throw new RangeError('There is nothing to pick from.')
      return picked
    },
    weighed<T>(from: readonly (readonly [T, number])[]): T {
      let left = number() * from.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [one, weight] of from) {
        left -= weight
        if (left < 0) return one
      }
      return chance.pick(from)[0]
    },
    wait: (meanMs) => Math.round(-Math.log(1 - number()) * meanMs),
    // Knuth: multiply until below e^-mean. Means here are small.
    count(mean) {
      const limit = Math.exp(-mean)
      let product = number()
      let count = 0
      for (; product > limit; product *= number()) count++
      return count
    },
  }
  return chance
}
