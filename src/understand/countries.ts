// The names of countries in the five languages, as the runtime knows them.

import { languages } from '../model/language.ts'
import { normalise } from './text.ts'

/** What people say besides. */
const spoken = 'usa us uk america england scotland wales holland amerika skottland'

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

const allNames = (): ReadonlySet<string> => {
  const names = new Set(spoken.split(' '))
  for (const language of languages) {
    const inLanguage = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    for (const first of letters) {
      for (const second of letters) {
        const name = inLanguage.of(first + second)
        if (name !== undefined) names.add(normalise(name))
      }
    }
  }
  return names
}

/** Made when it is first asked for: some milliseconds. */
let names: ReadonlySet<string> | undefined

const prepositions = /^(?:to|til|till|in|i|into) /

/** A country and nothing besides: "canada", "til Island", "to the uk". */
export const isCountry = (text: string): boolean => {
  names ??= allNames()
  return names.has(normalise(text).replace(prepositions, '').replace(/^the /, ''))
}
