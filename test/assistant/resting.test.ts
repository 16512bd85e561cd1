// The breaker on a moved clock: opens, tries one, closes; and keeps the time that a busy server asked for.

import { describe, expect, it } from 'vitest'
import { resting } from '../../src/assistant/resting.ts'
import { type Embedder, EmbedderError } from '../../src/ports/embedder.ts'
import { fakeClock } from '../fake-clock.ts'

function failing() {
  const told: string[] = []
  const tell = (_: object, text: string) => void told.push(text)
  const far = { asked: 0, error: undefined as EmbedderError | undefined }
  const inner: Embedder = {
    name: 'm',
    dimensions: 1,
    async embed(texts) {
      far.asked += 1
      if (far.error) throw far.error
      return texts.map(() => Float32Array.of(1))
    },
  }
  const clock = fakeClock()
  const embedder = resting(inner, clock, { info: tell, warn: tell, error: tell })
  const ask = () =>
    embedder.embed(['a'], 300).then(
      () => 'fine',
      (error: EmbedderError) => error.code,
    )
  return { far, clock, ask, told }
}

describe('resting', () => {
  it('asks no more after three failures, tries one after the rest, and is back when that is answered', async () => {
    const { far, clock, ask } = failing()
    far.error = new EmbedderError('late', 'late')
    expect([await ask(), await ask(), await ask()]).toEqual(['late', 'late', 'late'])
    expect([await ask(), await ask()]).toEqual(['resting', 'resting'])
    expect(far.asked).toBe(3)
    await clock.move(29_999)
    expect(await ask()).toBe('resting')
    await clock.move(1)
    expect(await ask()).toBe('late')
    expect(far.asked).toBe(4)
    // A failed try doubles the rest.
    await clock.move(59_999)
    expect(await ask()).toBe('resting')
    far.error = undefined
    await clock.move(1)
    expect([await ask(), await ask()]).toEqual(['fine', 'fine'])
    far.error = new EmbedderError('failing', 'failing')
    expect([await ask(), await ask()]).toEqual(['failing', 'failing'])
    expect(far.asked).toBe(8)
  })

  it('tells the operator once that it is away and why, and once that it is back', async () => {
    const { far, clock, ask, told } = failing()
    far.error = new EmbedderError('refused', 'Check the key.')
    for (let asked = 0; asked < 9; asked++) await ask()
    expect(told).toEqual(['dense vectors are away, the words alone serve. Check the key.'])
    far.error = undefined
    await clock.move(30_000)
    for (let asked = 0; asked < 9; asked++) await ask()
    expect(told.slice(1)).toEqual(['dense vectors are back'])
  })

  it('never rests longer than ten minutes', async () => {
    const { far, clock, ask } = failing()
    far.error = new EmbedderError('late', 'late')
    for (let round = 0; round < 20; round++) {
      await ask()
      await clock.move(600_000)
    }
    const before = far.asked
    await ask()
    expect(far.asked).toBe(before + 1)
  })

  it('leaves a busy server alone at once, for as long as it asked', async () => {
    const { far, clock, ask } = failing()
    far.error = new EmbedderError('busy', 'busy', 7000)
    expect(await ask()).toBe('busy')
    far.error = undefined
    await clock.move(6999)
    expect(await ask()).toBe('resting')
    expect(far.asked).toBe(1)
    await clock.move(1)
    expect(await ask()).toBe('fine')
  })
})
