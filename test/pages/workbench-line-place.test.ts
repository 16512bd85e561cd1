// A line of an intent file is named by the keys that lead to it.

import { expect, it } from 'vitest'
import { placeOfLine } from '../../src/pages/workbench/line-place.ts'

const text = `intent: x
label:
  en: X
  nb:
answer:
  en: |
    First: a colon.

    Second.
steps:
  - ask: order_number
    question:
      fi: |
        Mikä on tilausnumerosi?
tests:
  - name: One
    talk:
      - customer: hi
`

it.each([
  [1, ['intent']],
  [3, ['label', 'en']],
  [4, ['label', 'nb']],
  [7, ['answer', 'en']],
  [9, ['answer', 'en']],
  [14, ['steps', 'question', 'fi']],
  [18, ['tests', 'talk', 'customer']],
  [99, ['tests', 'talk', 'customer']],
])('line %i: %j', (line, place) => expect(placeOfLine(text, line)).toEqual(place))

it('takes any line of any text', () => {
  expect(placeOfLine('', 1)).toEqual([])
  expect(placeOfLine('{', 1)).toEqual([])
  expect(placeOfLine('just words', 5)).toEqual([])
})
