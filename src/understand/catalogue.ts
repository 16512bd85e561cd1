// Finds a product of the catalogue and a size in a text, typos and endings included.

import type { Product } from '../model/shop.ts'
import { normalise, tokenise } from './text.ts'

type Entry = {
  readonly joined: string
  /** Without its last vowel or r, which endings replace. */
  readonly base: string
  /** Typing mistakes that still leave it the same word. */
  readonly mostMistakes: number
  readonly letters: number
  /** How many words of a text to compare it with: compounds are typed apart and together. */
  readonly counts: readonly number[]
  readonly product: string
}

export type Catalogue = {
  /** What products are called, by first letter, so that a text is compared with few of them. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>
  /** Small letters -> as the shop writes it. */
  readonly sizes: ReadonlyMap<string, string>
}

/** Names of more words than this are compared by so many. */
const longestName = 5

/** Other words for the sizes of clothes. */
const sizeWords: Readonly<Record<string, string>> = {
  small: 's',
  medium: 'm',
  large: 'l',
  xlarge: 'xl',
  liten: 's',
  medel: 'm',
  mellom: 'm',
  stor: 'l',
}
const sizeCues = new Set(
  'size str strl størrelse størrelsen storleik storlek stl storleken koko kokoa koossa kokona koon'.split(' '),
)

const countsFor = (words: number): number[] =>
  [...new Set([1, 2, words, words + 1])].filter((count) => count <= longestName)

/** Which letters a word has, a bit each; some share one. */
const lettersOf = (word: string): number => {
  let letters = 0
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31)
  return letters
}

const bitsIn = (letters: number): number => {
  let bits = 0
  for (let left = letters; left !== 0; left &= left - 1) bits++
  return bits
}

const entryOf = (joined: string, words: number, product: string): Entry => ({
  joined,
  base: /[aeiouyæøåäör]$/u.test(joined) && joined.length > 4 ? joined.slice(0, -1) : joined,
  mostMistakes: joined.length >= 9 ? 2 : joined.length >= 5 ? 1 : 0,
  letters: lettersOf(joined),
  counts: countsFor(words),
  product,
})

export const catalogueOf = (products: readonly Product[]): Catalogue => {
  const entries = new Map<string, Entry[]>()
  for (const { name, alsoCalled } of products)
    for (const called of [name, ...alsoCalled]) {
      const words = tokenise(normalise(called))
      const joined = words.join('')
      const first = joined[0]
      if (first === undefined || joined.length < 3) continue
      const ofLetter = entries.get(first) ?? []
      entries.set(first, ofLetter)
      ofLetter.push(entryOf(joined, words.length, name))
    }
  const sizes = new Map(products.flatMap((product) => product.sizes.map((size) => [size.toLowerCase(), size] as const)))
  return { entries, sizes }
}

/** Letters to change, add, drop or swap with their neighbour; counted up to `most`, beyond it most + 1. */
export const editDistance = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    let leastOfRow = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] as number) + 1)
      next.push(least)
      leastOfRow = Math.min(leastOfRow, least)
    }
    // A swap reaches back one row, but never below that row's least.
    if (leastOfRow > most) return most + 1
    before = row
    row = next
  }
  return Math.min(row[b.length] as number, most + 1)
}

/** Endings of the five languages are as long as this: "genserne", "tröjorna", "villapaidan". */
const longestEnding = 4

/** Of names so short that they begin many words, only these are their endings: "luen", "huerne". */
const shortEndings = new Set(['n', 'r', 'ne', 'rne', 'ene', 'en', 'er'])

type Said = { readonly text: string; readonly letters: number }

/** 0 for the name itself, higher the further from it; undefined for another word. */
const farness = ({ text, letters }: Said, entry: Entry): number | undefined => {
  const { joined, base, mostMistakes } = entry
  if (text === joined) return 0
  if (joined.length < 4 && text.startsWith(joined) && shortEndings.has(text.slice(joined.length))) return 1
  if (base.length >= 4 && text.length - joined.length <= longestEnding && text.startsWith(base)) return 1
  // A mistake takes one letter away and brings another, at most; most names are told apart by that alone.
  if (mostMistakes === 0 || Math.abs(text.length - joined.length) > mostMistakes) return undefined
  if (bitsIn(letters ^ entry.letters) > 2 * mostMistakes) return undefined
  const distance = editDistance(text, joined, mostMistakes)
  return distance <= mostMistakes ? 1 + distance : undefined
}

/** More words than this are not searched. */
const mostTokens = 200

/** The catalogue's name of the product that the text names; the longest name wins, then the one spelled best. */
export const findProduct = (text: string, { entries }: Catalogue): string | undefined => {
  const tokens = tokenise(normalise(text)).slice(0, mostTokens)
  let best: { readonly entry: Entry; readonly far: number } | undefined
  tokens.forEach((token, at) => {
    const candidates = entries.get(token[0] ?? '')
    if (!candidates) return
    // What stands here read as one word, as two ... computed once for all names that begin with this letter.
    const runs: Said[] = []
    for (let text = '', count = 1; count <= longestName && at + count <= tokens.length; count++) {
      text += tokens[at + count - 1]
      runs[count] = { text, letters: lettersOf(text) }
    }
    for (const entry of candidates)
      for (const count of entry.counts) {
        const said = runs[count]
        if (said === undefined || Math.abs(said.text.length - entry.joined.length) > longestEnding) continue
        const far = farness(said, entry)
        if (far === undefined) continue
        const isLonger = best === undefined || entry.joined.length > best.entry.joined.length
        const isCloser = best !== undefined && entry.joined.length === best.entry.joined.length && far < best.far
        if (isLonger || isCloser) best = { entry, far }
      }
  })
  return best?.entry.product
}

/** A size as the shop writes it: behind "size", or anywhere in a short answer to a question for it. */
export const findSize = (text: string, { sizes }: Catalogue, awaited: boolean): string | undefined => {
  const tokens = tokenise(normalise(text).replaceAll('x-l', 'xl')).slice(0, mostTokens)
  const sizeAt = (at: number): string | undefined => {
    const token = tokens[at] ?? ''
    return sizes.get(token) ?? sizes.get(sizeWords[token] ?? '')
  }
  const behindCue = tokens.findIndex((token, at) => sizeCues.has(token) && sizeAt(at + 1) !== undefined)
  if (behindCue !== -1) return sizeAt(behindCue + 1)
  if (!awaited) return undefined
  const at = tokens.findIndex((_, place) => sizeAt(place) !== undefined)
  return at === -1 ? undefined : sizeAt(at)
}
