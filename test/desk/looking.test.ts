// One look at a time: bursts are one, whoever asks meanwhile gets another, and a failure ends nothing.

import { describe, expect, it } from 'vitest'
import { createLooking } from '../../src/desk/looking.ts'
import { createSignals } from '../../src/jobs/signals.ts'
import { fakeClock } from '../fake-clock.ts'

function bench(ends: ('done' | 'again' | Error)[] = []) {
  const clock = fakeClock()
  const signals = createSignals()
  const faults: unknown[] = []
  let looks = 0
  let atOnce = 0
  let most = 0
  const looking = createLooking({
    ...{ clock, signals, afterHintMs: 100, restMs: () => 5_000, failed: (fault) => void faults.push(fault) },
    async once() {
      looks += 1
      most = Math.max(most, ++atOnce)
      await new Promise<void>((resolve) => void clock.after(10, resolve))
      atOnce -= 1
      const end = ends.shift() ?? 'done'
      if (end instanceof Error) throw end
      return end
    },
  })
  return { clock, signals, looking, faults, looks: () => looks, most: () => most }
}

describe('looking', () => {
  it('follows a burst of hints once, and else looks now and then', async () => {
    const { clock, signals, looking, looks } = bench()
    looking.start()
    await clock.move(20)
    for (let hints = 0; hints < 9; hints++) signals.publish('cases')
    await clock.move(200)
    expect(looks()).toBe(2)
    await clock.move(5_100)
    expect(looks()).toBe(3)
  })

  it('looks once more for all who asked during a look, and never twice at the same time', async () => {
    const { clock, looking, looks, most } = bench()
    const all = Promise.all([looking.look(), looking.look(), looking.look()])
    await clock.move(50)
    await all
    expect([looks(), most()]).toEqual([2, 1])
  })

  it('goes on at once where there is more to do, and by itself after a failure', async () => {
    const { clock, looking, looks, faults } = bench(['again', 'again', 'done', new Error('away')])
    looking.start()
    await clock.move(100)
    expect(looks()).toBe(3)
    await clock.move(10_100)
    expect([looks(), faults.length]).toEqual([5, 1])
  })

  it('lets a running look end when it is stopped, and looks no more', async () => {
    const { clock, signals, looking, looks } = bench(['again', 'again'])
    looking.start()
    await clock.move(1)
    const stopped = looking.stop()
    await clock.move(60_000)
    await stopped
    signals.publish('cases')
    await clock.move(60_000)
    expect(looks()).toBe(1)
  })
})
