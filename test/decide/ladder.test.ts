// When the team is warned that a first answer is due: in open hours, or at any hour where the case is urgent.

import { describe, expect, it } from 'vitest'
import type { World } from '../../src/decide/draft.ts'
import { warningAt } from '../../src/decide/ladder.ts'
import type { Case, Priority } from '../../src/model/case.ts'
import { shopWith } from '../stats/memory-source.ts'

const minute = 60_000
const at = (time: string) => Date.parse(`2026-11-23T${time}:00+01:00`)

/** The shop is open from 9 to 17; its team's target is an hour. */
const world = {
  content: { shop: { ...shopWith(), desk: { onCall: [{ who: 'x', afterMs: 10 * minute }] } } },
} as unknown as World

function warnings(priority: Priority, from: number, promiseAt: number): number[] {
  return [0, 1, 2].map((step) => {
    const held = { state: 'waiting', team: 'care', priority, ladder: { from, promiseAt, step } }
    return warningAt(held as unknown as Case, world)
  })
}

describe('the warnings', () => {
  it('fall into open hours: at 80 % of the open time that was promised, at the promise, then on call', () => {
    expect(warnings('normal', at('02:00'), at('10:00'))).toEqual([at('09:48'), at('10:00'), at('10:10')])
  })

  it('of what is urgent do not wait for the opening', () => {
    expect(warnings('urgent', at('02:00'), at('10:00'))).toEqual([at('02:48'), at('03:00'), at('03:10')])
  })

  it('of what is urgent go by the pace where it promises sooner than the target: none comes after the promise', () => {
    expect(warnings('urgent', at('10:00'), at('10:15'))).toEqual([at('10:12'), at('10:15'), at('10:25')])
  })

  it('of what is urgent go by the target where the pace is slower', () => {
    expect(warnings('urgent', at('10:00'), at('14:00'))).toEqual([at('10:48'), at('11:00'), at('11:10')])
  })
})
