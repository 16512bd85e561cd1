// `held-back`: how messages that nobody wrote into the shop's words are handled, language by language.

import { readFile, writeFile } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { likeliest } from '../decide/unsure.ts'
import { type Knowledge, loadKnowledge } from '../knowledge.ts'
import { type Language, languages } from '../model/language.ts'
import type { Intent, OffTopic } from '../model/shop.ts'
import { normalise, tokenise } from '../understand/text.ts'
import { readWishes } from '../understand/wishes.ts'
import { type HeldBackFigures, heldBackFigures, type Reading, sayHeldBack } from './held-back-figures.ts'

export type HeldBackOptions = {
  /** Tab-separated lines: language, intent (`-`: out of scope), text. A line that begins with `#` is a comment. */
  readonly lines: string
  /** A document whose part between the markers is replaced by the figures. */
  readonly write?: string
  readonly json?: boolean
}

export type HeldBackLine = { readonly language: Language; readonly intent: string | null; readonly text: string }

/** The part of the document that the command owns. */
export const markers = { from: '<!-- figures -->', to: '<!-- /figures -->' } as const

/** @throws Error with file, line and remedy when a line is wrong. */
export function parseHeldBack(file: string, content: string): readonly HeldBackLine[] {
  return content.split('\n').flatMap((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [code, intent, text, ...rest] = line.split('\t')
    const language = languages.find((one) => one === code)
    if (language === undefined || !intent || !text || rest.length > 0)
      throw new Error(`${file}:${at + 1} is no such line. Write language, intent or -, and text, with tabs between.`)
    return [{ language, intent: intent === '-' ? null : intent, text }]
  })
}

/** Reads one line as the first of a conversation on a page of no known language. */
export function readHeldBack({ content, mind }: Knowledge, line: HeldBackLine): Reading {
  const served = content.shop.languages
  const context = { language: { current: served[0] ?? 'en', evidence: {}, served } } as const
  const wishes = readWishes(line.text, context, mind)
  const [first] = wishes
  const nearest = first?.intents[0]
  return {
    ...line,
    heard: first?.language.best ?? context.language.current,
    confidence: nearest?.confidence ?? 0,
    ...(nearest ? { best: nearest.name } : {}),
    answered: wishes.flatMap(({ zone, intents }) => (zone === 'sure' && intents[0] ? [intents[0].name] : [])),
    offered: first?.zone === 'near' ? likeliest({ content }, first) : [],
  }
}

const asWords = (text: string): string => tokenise(normalise(text)).join(' ')

/**
 * Of the lines those that say what nobody has written into the shop's words, nor among the off-topic lines, in any
 * language, whatever the signs.
 */
export function stillHeldBack(
  lines: readonly HeldBackLine[],
  intents: Iterable<Pick<Intent, 'utterances' | 'label' | 'tests'>>,
  offTopic?: OffTopic,
): readonly HeldBackLine[] {
  const written = [...intents].flatMap(({ utterances, label, tests }) => [
    ...Object.values(utterances).flat(),
    ...Object.values(label),
    // Not learnt, but the utterances are mended until they hold.
    ...tests.flatMap(({ talk }) => talk.flatMap((line) => (line.kind === 'customer' ? [line.text] : []))),
  ])
  const strange = offTopic
    ? [...Object.values(offTopic.inPassing).flat(), ...offTopic.aboutTheShop.flatMap((asked) => Object.values(asked))]
    : []
  const learnt = new Set([...written, ...strange].map(asWords))
  return lines.filter(({ text }) => !learnt.has(asWords(text)))
}

/**
 * Reads every line by what was learnt from the shop's words, prints the figures and returns them; with `write` it also
 * puts them into that document. Lines that have come to stand in the shop's words prove nothing and are left out.
 * @throws Error that says what to mend when a file cannot be used or names an intent that is not there.
 */
export async function heldBack(
  { intentsFolder }: Pick<Config, 'intentsFolder'>,
  options: HeldBackOptions,
  out: (line: string) => void,
): Promise<HeldBackFigures> {
  const lines = parseHeldBack(options.lines, await textOf(options.lines))
  const knowledge = await loadKnowledge(intentsFolder)
  const { intents, offTopic } = knowledge.content
  const stranger = lines.find(({ intent }) => intent !== null && !intents.has(intent))
  if (stranger) throw new Error(`${options.lines}: no intent is called "${stranger.intent}". Rename it, or use -.`)
  const fresh = stillHeldBack(lines, intents.values(), offTopic)
  const readings = fresh.map((line) => readHeldBack(knowledge, line))
  const figures = heldBackFigures(readings, [...intents.keys()], lines.length - fresh.length)
  out(options.json ? JSON.stringify(figures) : sayHeldBack(figures, true))
  if (options.write) await replaceFigures(options.write, sayHeldBack(figures, false))
  return figures
}

/** @throws Error when the document cannot be read or has no place for the figures. */
export async function replaceFigures(file: string, figures: string): Promise<void> {
  const document = await textOf(file)
  const from = document.indexOf(markers.from)
  const to = document.indexOf(markers.to)
  if (from === -1 || to < from) throw new Error(`${file} lacks the lines ${markers.from} and ${markers.to}. Add them.`)
  const before = document.slice(0, from + markers.from.length)
  await writeFile(file, `${before}\n\n${figures}\n\n${document.slice(to)}`)
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new Error(`${file} cannot be read. Give the path of a file that is there.`)
  })
}
