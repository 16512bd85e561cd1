// The dense block: its length and place, and what does not fit is left out.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centred, joined, masked, meanOf } from '../../src/understand/dense.ts'

const lengthOf = (values: Iterable<number>) => Math.hypot(...values)
const vectors = fc.array(
  fc
    .array(fc.float({ min: -10, max: 10, noNaN: true }), { minLength: 6, maxLength: 6 })
    .map((row) => Float32Array.from(row)),
  { minLength: 2, maxLength: 8 },
)

describe('meanOf and centred', () => {
  it('give unit vectors, whatever the model’s own length and corner', () => {
    fc.assert(
      fc.property(vectors, (rows) => {
        const mean = meanOf(rows) ?? new Float32Array()
        for (const row of rows) {
          const moved = centred(row, mean)
          if (moved !== undefined) expect(lengthOf(moved)).toBeCloseTo(1, 4)
        }
      }),
    )
  })

  it('take away what all texts share', () => {
    const rows = [Float32Array.of(9, 1, 0), Float32Array.of(9, -1, 0)]
    const mean = meanOf(rows) ?? new Float32Array()
    expect(rows.map((row) => [...(centred(row, mean) ?? [])])).toEqual([
      [0, 1, 0],
      [0, -1, 0],
    ])
  })

  it('refuse what does not fit', () => {
    expect(meanOf([])).toBeUndefined()
    expect(meanOf([Float32Array.of(1, 2), Float32Array.of(1)])).toBeUndefined()
    const mean = Float32Array.of(1, 2)
    for (const wrong of [[1], [1, 2, 3], [1, Number.NaN], [1, Number.POSITIVE_INFINITY], [1, 2]])
      expect(centred(Float32Array.from(wrong), mean)).toBeUndefined()
  })
})

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

describe('joined', () => {
  it('puts the dense block behind the vocabulary and keeps a known text at length 1', () => {
    const sparse = { indices: Int32Array.of(2, 40), values: Float32Array.of(0.6, 0.8) }
    const { indices, values } = joined(sparse, Float32Array.of(0, 1, 0), 100)
    expect([...indices]).toEqual([2, 40, 100, 101, 102])
    expect(lengthOf(values)).toBeCloseTo(1, 6)
    // The words stay the longer part.
    expect(lengthOf(values.subarray(0, 2))).toBeGreaterThan(lengthOf(values.subarray(2)))
  })
})
