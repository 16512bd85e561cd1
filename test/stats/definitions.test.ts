// One file of definitions: the page, the docs and the figures all speak of the same ones.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { languages } from '../../src/model/language.ts'
import { clockNames, countNames, shareNames } from '../../src/model/stats.ts'
import { definitions, figureNames } from '../../src/stats/definitions.ts'
import { definitionsPage } from '../../src/stats/definitions-page.ts'

it('defines every figure that there is', () => {
  const measured = [...clockNames, ...countNames, ...shareNames]
  expect(measured.filter((name) => !figureNames.some((known) => known === name))).toEqual([])
})

it('says each in five languages, as a sentence', () => {
  for (const name of figureNames)
    for (const language of languages) expect(definitions[name][language]).toMatch(/^[\p{Lu}\d].{20,260}\.$/u)
})

it('is what docs/figures.md says', () => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/figures.md'), 'utf8')).toBe(definitionsPage())
})
