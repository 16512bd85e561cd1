// Makes one typing mistake in a line, as fingers make them, drawn from a seed.

import { seededNumbers } from '../understand/random.ts'

/** Shorter words are rarely mistyped, and are other words when they are. */
const shortestWord = 4
const rows = ['qwertyuiopå', 'asdfghjkløæ', 'zxcvbnm']

const neighbourOf = (letter: string, next: () => number): string => {
  const row = rows.find((keys) => keys.includes(letter))
  if (row === undefined) return letter
  const at = row.indexOf(letter)
  return row[at === 0 ? 1 : at === row.length - 1 || next() < 0.5 ? at - 1 : at + 1] ?? letter
}

const mistype = (word: string, next: () => number): string => {
  const at = Math.floor(next() * (word.length - 1))
  const letter = word[at] as string
  const kind = Math.floor(next() * 4)
  if (kind === 0) return `${word.slice(0, at)}${word[at + 1]}${letter}${word.slice(at + 2)}`
  if (kind === 1) return word.slice(0, at) + word.slice(at + 1)
  return `${word.slice(0, at)}${kind === 2 ? letter + letter : neighbourOf(letter.toLowerCase(), next)}${word.slice(at + 1)}`
}

/** The lines, each with two letters swapped, one lost, one doubled or one hit beside, in a word of four letters or more. */
export function withTypos(lines: readonly string[], seed = 1): readonly string[] {
  const next = seededNumbers(seed)
  return lines.map((line) => {
    const words = line.split(' ')
    const long = words.flatMap((word, at) => (/^\p{L}+$/u.test(word) && word.length >= shortestWord ? [at] : []))
    const chosen = long[Math.floor(next() * long.length)]
    return words.map((word, at) => (at === chosen ? mistype(word, next) : word)).join(' ')
  })
}
