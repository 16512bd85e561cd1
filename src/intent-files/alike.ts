// Finds utterances of one intent that teach nothing new: the same words in another order, or all but a letter or two.

import { languages } from '../model/language.ts'
import { folded, type ReadIntent } from './across.ts'

/** Share of three-letter pieces in common from which two utterances count as one. */
const alikeFrom = 0.86

/** The letters of a text in pieces of three, word by word: order of words makes no difference. */
function piecesOf(text: string): ReadonlySet<string> {
  const pieces = new Set<string>()
  for (const word of folded(text).split(' ')) {
    const padded = ` ${word} `
    for (let at = 0; at + 3 <= padded.length; at++) pieces.add(padded.slice(at, at + 3))
  }
  return pieces
}

/** Dice's share, in [0, 1]. */
function inCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  // The smaller cannot hold enough of the larger: most pairs end here.
  if ((2 * Math.min(a.size, b.size)) / (a.size + b.size) < alikeFrom) return 0
  let both = 0
  for (const piece of a) if (b.has(piece)) both++
  return (2 * both) / (a.size + b.size)
}

/** Warns of each utterance that is nearly one that stands above it in the same intent and language. */
export function checkAlike({ intent, file }: ReadIntent): void {
  // "hello" and "hello hello" are both what people say; there is little else to say it with.
  if (intent.kind === 'talk') return
  for (const language of languages) {
    const seen: { readonly text: string; readonly pieces: ReadonlySet<string>; readonly line: number }[] = []
    intent.utterances[language].forEach((utterance, index) => {
      const pieces = piecesOf(utterance)
      const line = file.lineOf(['utterances', language, index])
      const text = folded(utterance)
      // The very same is an error of its own.
      const like = seen.find((other) => other.text !== text && inCommon(other.pieces, pieces) >= alikeFrom)
      if (like !== undefined) {
        file.report(
          line,
          `"${utterance}" is nearly what stands in line ${like.line}.`,
          'Say the same wish in quite other words: that teaches more.',
          { severity: 'warning', harm: 'utterances' },
        )
      }
      seen.push({ text, pieces, line })
    })
  }
}
