// Countries by name, in five languages, alone or behind "to".

import { expect, it } from 'vitest'
import { isCountry } from '../../src/understand/countries.ts'

it.each([
  'canada',
  'Island',
  'to Iceland',
  'til Grønland',
  'till Spanien',
  'Viro',
  'the UK',
  'to the usa',
  'South Korea',
])('%s is a country', (text) => expect(isCountry(text)).toBe(true))

it.each(['', 'to', 'tomorrow', 'the weather', 'canada goose', 'size m', 'no'])('%s is none', (text) =>
  expect(isCountry(text)).toBe(false),
)
