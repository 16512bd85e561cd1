import { describe, expect, it } from 'vitest'
import { ChannelError } from '../../src/ports/channel.ts'
import { openLine } from '../../src/receive/line.ts'
import { fakeClock } from '../fake-clock.ts'

function lineOf() {
  const clock = fakeClock()
  const told: string[] = []
  const silent = () => undefined
  const log = { info: silent, warn: silent, error: (_: object, text: string) => void told.push(text) }
  return { clock, told, line: openLine({ clock, log, hear: async () => undefined }) }
}

describe('the line of a listening channel', () => {
  it('goes on trying with growing waits and tells each trouble once', async () => {
    const { clock, told, line } = lineOf()
    const at: number[] = []
    const done = line.persist('test', async () => {
      at.push(clock.now())
      if (at.length < 10) throw new ChannelError('unreachable', at.length < 5 ? 'away' : 'still away')
    })
    await clock.move(600_000)
    expect(await done).toBe(true)
    expect(at.slice(1).map((time, index) => (time - (at[index] ?? 0)) / 1000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
    expect(told).toEqual(['away', 'still away'])
  })

  it('waits as long as the far side asks, and gives up where our key is refused', async () => {
    const { clock, line } = lineOf()
    const errors = [
      new ChannelError('rate-limited', 'slowly', { retryAfterMs: 90_000 }),
      new ChannelError('unauthorized', 'no'),
    ]
    const done = line.persist('test', async () => {
      throw errors.shift() ?? new Error('tried once too often')
    })
    await clock.move(89_000)
    expect(errors).toHaveLength(1)
    await clock.move(1_000)
    expect(await done).toBe(false)
  })

  it('says no word of an error that is not ours', async () => {
    const { clock, told, line } = lineOf()
    void line.persist('test', async () => {
      throw new Error('cannot store "my parcel is broken"')
    })
    await clock.move(1)
    expect(told).toHaveLength(1)
    expect(told[0]).not.toContain('parcel')
  })

  it('ends at once when it is closed, in a wait or in the work', async () => {
    const { clock, told, line } = lineOf()
    const waiting = line.persist('test', async () => {
      throw new ChannelError('unreachable', 'away')
    })
    await clock.move(1)
    const working = line.persist(
      'test',
      () => new Promise((_, reject) => line.closed.addEventListener('abort', () => reject(new Error('cut')))),
    )
    line.close()
    expect(await Promise.all([waiting, working])).toEqual([false, false])
    expect(told).toEqual(['away'])
    expect(clock.waiting()).toBe(0)
    expect(await line.persist('test', async () => undefined)).toBe(false)
  })
})
