// Finds amounts of money written out in answers: they grow old in silence, where a variable stays true.

import { languages } from '../model/language.ts'
import type { Text } from '../model/shop.ts'
import type { Path, YamlFile } from './yaml-file.ts'

// "NOK 79", "€12.90" and "129 kr", "1.299 kr.", "800,-", "12,90 euroa". No part of them can match the same text twice.
const amount =
  /(?:\b(?:NOK|SEK|DKK|ISK|EUR|GBP|USD|kr)\.?|[€£$])\s?\d[\d.,]{0,9}|\b\d[\d.,]{0,9}\s?(?:(?:NOK|SEK|DKK|ISK|EUR|GBP|USD|kr|kroner|kronor|kruunua|euros?|euroa)(?!\p{L})|[€£$]|[,:]-)/giu

/** Warns of each amount that stands in a text as figures. */
export function checkAmounts(file: YamlFile, path: Path, text: Text): void {
  for (const language of languages) {
    const said = text[language]
    for (const { 0: found, index } of said.matchAll(amount)) {
      const line = file.textLineOf([...path, language]) + said.slice(0, index).split('\n').length - 1
      file.report(
        line,
        `The amount "${found.trim()}" is written out.`,
        'Name it in _shop.yaml (facts, a name ending in _amount) or in _products.yaml, and write the variable: {…_amount}.',
        { severity: 'warning', harm: 'variable' },
      )
    }
  }
}
