import { describe, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { createJobs } from '../../src/jobs/timers.ts'
import { fakeClock, settle } from '../fake-clock.ts'

function setUp(run: (id: string) => Promise<'saved' | 'stale' | 'idle'>, due: string[] = []) {
  const clock = fakeClock()
  const jobs = createJobs({ run, due: async () => due.splice(0), clock, log: silentLog })
  return { clock, jobs }
}

describe('jobs', () => {
  it('takes turns until nothing waits', async () => {
    const outcomes: ('saved' | 'stale' | 'idle')[] = ['saved', 'stale', 'saved', 'idle']
    let taken = 0
    const { jobs } = setUp(async () => outcomes[taken++] ?? 'idle')
    jobs.wake('c1')
    await jobs.settled('c1')
    expect(taken).toBe(4)
  })

  it('runs one turn at a time in a conversation, and conversations beside each other', async () => {
    const running = new Map<string, number>()
    let most = 0
    let together = 0
    const { jobs } = setUp(async (id) => {
      running.set(id, (running.get(id) ?? 0) + 1)
      most = Math.max(most, running.get(id) ?? 0)
      together = Math.max(
        together,
        [...running.values()].reduce((sum, count) => sum + count, 0),
      )
      await settle()
      running.set(id, (running.get(id) ?? 0) - 1)
      return 'idle'
    })
    for (let count = 0; count < 10; count++) for (const id of ['c1', 'c2', 'c3']) jobs.wake(id)
    await Promise.all(['c1', 'c2', 'c3'].map((id) => jobs.settled(id)))
    expect(most).toBe(1)
    expect(together).toBe(3)
  })

  it('looks once more when woken during a turn: a message that came meanwhile is not overlooked', async () => {
    let taken = 0
    const { jobs } = setUp(async () => {
      taken += 1
      if (taken === 1) jobs.wake('c1')
      return 'idle'
    })
    jobs.wake('c1')
    await jobs.settled('c1')
    expect(taken).toBe(2)
  })

  it('tries again after a turn that threw', async () => {
    let taken = 0
    const { jobs, clock } = setUp(async () => {
      taken += 1
      if (taken === 1) throw new Error('the database is away')
      return 'idle'
    })
    jobs.wake('c1')
    await jobs.settled('c1')
    expect(taken).toBe(1)
    await clock.move(1500)
    expect(taken).toBe(2)
  })

  it('waits with one timer for each conversation that fails, however often it is woken', async () => {
    let taken = 0
    const { jobs, clock } = setUp(async () => {
      taken += 1
      throw new Error('the disk is full')
    })
    for (let count = 0; count < 10; count++) {
      jobs.wake('c1')
      await jobs.settled('c1')
    }
    expect(clock.waiting()).toBe(1)
    await clock.move(10_000)
    expect(taken).toBeLessThan(25)
    expect(clock.waiting()).toBe(1)
  })

  it('finds by its sweep what nobody woke', async () => {
    const seen: string[] = []
    const { jobs } = setUp(
      async (id) => {
        seen.push(id)
        return 'idle'
      },
      ['c1', 'c2'],
    )
    jobs.start()
    await settle()
    await jobs.stop()
    expect(seen).toEqual(['c1', 'c2'])
  })
})
