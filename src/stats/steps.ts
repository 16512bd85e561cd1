// Cuts a period into steps of the shop's clock.

import { dayMs, dayNumberAt, dayStartAt, hourMs, localMsAt } from '../calendar/zone.ts'

/** From inclusive, to exclusive, epoch ms. */
export type Period = { readonly from: number; readonly to: number }

/** Longer periods are shown by the day. */
export const longestByHourMs = 3 * dayMs

/** The beginnings of the steps that cover a period: hours of the shop's clock up to three days, else its days. */
export function stepsOf({ from, to }: Period, zone: string): number[] {
  const steps: number[] = []
  if (to - from <= longestByHourMs) {
    const intoHourMs = localMsAt(zone, from) - Math.floor(localMsAt(zone, from) / hourMs) * hourMs
    for (let at = from - intoHourMs; at < to; at += hourMs) steps.push(at)
    return steps
  }
  return daysOf({ from, to }, zone)
}

/** The beginnings of the shop's days that a period touches. */
export function daysOf({ from, to }: Period, zone: string): number[] {
  const days: number[] = []
  for (let day = dayNumberAt(zone, from); day <= dayNumberAt(zone, to - 1); day++) {
    const at = dayStartAt(zone, day)
    if (at !== undefined) days.push(at)
  }
  return days
}

/** The beginning of the shop's day that holds a moment. */
export function dayOf(at: number, zone: string): number {
  return daysOf({ from: at, to: at + 1 }, zone)[0] ?? at
}

/** Groups what has a time into the steps that hold it; steps in order. */
export function inSteps<T extends { readonly at: number }>(
  things: readonly T[],
  steps: readonly number[],
): readonly { readonly at: number; readonly things: readonly T[] }[] {
  const ordered = things.toSorted((a, b) => a.at - b.at)
  let next = 0
  return steps.map((at, index) => {
    const end = steps[index + 1] ?? Number.POSITIVE_INFINITY
    const first = next
    while ((ordered[next]?.at ?? Number.POSITIVE_INFINITY) < end) next++
    return { at, things: ordered.slice(first, next) }
  })
}
