// The place of a fault in JSON, against the engine's own judgement.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault } from '../../src/receive/json-fault.ts'

describe('jsonFault', () => {
  it.each([
    ['{"a":1,}', 'line 1, column 8'],
    ['{"a" 1}', 'line 1, column 6'],
    ['{\n  "a": nope\n}', 'line 2, column 8'],
    ['[1, 2', 'the end'],
    ['', 'the end'],
    ['[1] x', 'line 1, column 5'],
    ['[1}', 'line 1, column 3'],
    ["{'a': 1}", 'line 1, column 2'],
    ['"a\nb"', 'line 1, column 1'],
    ['01', 'line 1, column 1'],
  ])('%j is at fault at %s', (text, place) => {
    expect(jsonFault(text)).toBe(place)
  })

  it('reads every valid JSON to its end', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        expect(jsonFault(JSON.stringify(JSON.parse(text), null, indent))).toBe('the end')
      }),
    )
  })
})
