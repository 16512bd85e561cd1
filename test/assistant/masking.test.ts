// What leaves the house: words, but no number and no address.

import { describe, expect, it } from 'vitest'
import { masked, masking } from '../../src/assistant/masking.ts'
import type { Embedder } from '../../src/ports/embedder.ts'

describe('masked', () => {
  it('lets no number and no address out', () => {
    expect(masked('Order 10432 for kari.nordmann+x@post.example.no, ring +47 912 34 567 or ٤٢')).toBe(
      'Order 00000 for name@example.com ring +00 000 00 000 or 00',
    )
  })

  it('leaves other words alone, and works in bounded time on anything', () => {
    expect(masked('hvor er pakken min?')).toBe('hvor er pakken min?')
    const beganAt = performance.now()
    for (const text of ['a'.repeat(1_000_000), '@'.repeat(1_000_000), 'a@'.repeat(500_000), '\ud800'.repeat(9)])
      expect(masked(text).isWellFormed()).toBe(true)
    expect(performance.now() - beganAt).toBeLessThan(1000)
  })
})

describe('masking', () => {
  it('shows the model the masked text alone', async () => {
    const shown: string[] = []
    const inner: Embedder = {
      name: 'm',
      dimensions: 1,
      async embed(texts) {
        shown.push(...texts)
        return texts.map(() => Float32Array.of(1))
      },
    }
    expect(await masking(inner).embed(['order 10432', 'order 99999'], 300)).toHaveLength(2)
    expect(shown).toEqual(['order 00000', 'order 00000'])
  })
})
