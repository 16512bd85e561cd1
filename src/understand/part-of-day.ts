// Reads morning, midday, afternoon or evening, where a text names one.

import { dateWords } from './dates.ts'

export type PartOfDay = 'morning' | 'midday' | 'afternoon' | 'evening'

/** A word that begins so names the part; the longer and rarer first. */
const starts: readonly (readonly [string, PartOfDay])[] = [
  ...['afternoon', 'ettermiddag', 'eftermiddag', 'iltapäiv', 'ip'].map((word) => [word, 'afternoon'] as const),
  ...[
    'formiddag',
    'føremiddag',
    'förmiddag',
    'aamupäiv',
    'aamu',
    'huomisaamu',
    'morning',
    'morgenen',
    'morgonen',
    'morges',
    'bitti',
    'tidlig',
    'tidleg',
  ].map((word) => [word, 'morning'] as const),
  ...['midday', 'noon', 'lunch', 'lunsj', 'frokosttid', 'keskipäiv', 'middagstid', 'lounasaik'].map(
    (word) => [word, 'midday'] as const,
  ),
  ...['evening', 'tonight', 'kveld', 'kväll', 'ikväll', 'aften', 'ilta', 'illalla', 'illaksi'].map(
    (word) => [word, 'evening'] as const,
  ),
]
const greetings = new Set('good god goda hyvää gott'.split(' '))
const longestEnding = 4

/** "early" counts only behind a day: "i morgen tidlig", "imorgon bitti". */
const earlyWords = new Set(['bitti', 'tidlig', 'tidleg'])

/** The first part of day that a text names; a greeting names none. */
export const findPartOfDay = (text: string): PartOfDay | undefined => {
  const words = dateWords(text)
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    const before = words[at - 1] ?? ''
    if (greetings.has(before)) continue
    if (earlyWords.has(word) && !/^i?mor[gn]/.test(before)) continue
    if (word === 'dagen' && before === 'på' && words[at - 2]?.startsWith('mi')) return 'midday'
    const found = starts.find(
      ([start]) =>
        word === start || (start.length > 3 && word.startsWith(start) && word.length - start.length <= longestEnding),
    )
    if (found !== undefined) return found[1]
  }
  return undefined
}
