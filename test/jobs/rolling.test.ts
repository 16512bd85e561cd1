// Keeping roll-ups: events go before everything, also between two parts of what is made ready.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { keepRolling } from '../../src/jobs/rolling.ts'
import { fakeClock, settle } from '../fake-clock.ts'

function world(over: Partial<Parameters<typeof keepRolling>[0]> = {}) {
  const done: string[] = []
  const clock = fakeClock()
  const note = (what: string) => void done.push(what)
  const doing =
    <T>(what: string, then: () => T) =>
    async () => {
      note(what)
      return then()
    }
  let parts = 2
  const end = keepRolling({
    advance: doing('events', () => 'done' as const),
    settle: doing('day', () => false),
    compare: doing('compared', () => undefined),
    prepare: doing('part', () => parts-- > 0),
    clock,
    log: { info() {}, warn: (_fields, text) => note(text), error() {} },
    ...over,
  })
  return { done, clock, end }
}

it('takes events in between the parts, and goes on with what is left a second later', async () => {
  const { done, clock, end } = world()
  await settle()
  expect(done).toEqual(['events', 'day', 'part', 'events', 'part', 'events', 'part'])
  done.length = 0
  await clock.move(1_000)
  expect(done).toEqual(['events', 'part'])
  await end()
  await clock.move(5_000)
  expect(done).toEqual(['events', 'part'])
})

it('sums days up every ten minutes and compares every hour', async () => {
  const { done, clock, end } = world()
  await clock.move(3_601_000)
  await end()
  const times = (what: string) => done.filter((one) => one === what).length
  expect([times('day'), times('compared')]).toEqual([7, 1])
})

it('goes on a second after a failure, and ends in the midst of parts', async () => {
  let fails = true
  const { done, clock, end } = world({
    prepare: async () => {
      if (fails) throw new Error('the disk is full')
      await nextTurn()
      return true
    },
  })
  await settle()
  expect(done.at(-1)).toMatch(/could not be kept/)
  fails = false
  await clock.move(1_000)
  await end()
  const many = done.length
  await settle()
  expect(done).toHaveLength(many)
})
