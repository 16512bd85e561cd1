// What customers come with: the talks that stand as tests in the shop's own files, and its customers' sayings, typed as
// people type.

import type { Language } from '../../model/language.ts'
import type { Content } from '../../model/shop.ts'
import { spoken, unheardOf, wishes } from '../demo/season.ts'
import type { Chance } from '../simulation/chance.ts'

export type ScriptLine = { readonly text: string } | { readonly press: string }

export type Script = {
  readonly language: Language
  readonly lines: readonly ScriptLine[]
  /** The customer leaves at the end of it, or goes on to answer what is asked back. */
  readonly goesOn: boolean
}

const openings: Readonly<Record<Language, readonly string[]>> = {
  en: ['hi! ', 'hello, ', 'good evening. ', ''],
  nb: ['hei! ', 'heisann, ', 'god kveld. ', ''],
  sv: ['hej! ', 'hejsan, ', 'god kväll. ', ''],
  da: ['hej! ', 'goddag, ', 'godaften. ', ''],
  fi: ['hei! ', 'moikka, ', 'hyvää iltaa. ', ''],
}

export const thanks: Readonly<Record<Language, readonly string[]>> = {
  en: ['thanks', 'great, thank you!', 'perfect'],
  nb: ['takk', 'supert, tusen takk!', 'perfekt'],
  sv: ['tack', 'toppen, tack så mycket!', 'perfekt'],
  da: ['tak', 'super, mange tak!', 'perfekt'],
  fi: ['kiitos', 'hienoa, kiitos paljon!', 'täydellistä'],
}

/** One customer's part. */
export function scriptOf(content: Content, chance: Chance): Script {
  const tests = [...content.intents.values()].flatMap((intent) => intent.tests)
  const inFive = tests.filter(({ language }) => language !== undefined)
  if (inFive.length > 0 && chance.happens(0.5)) {
    const language = chance.weighed(spoken)
    const own = inFive.filter((test) => test.language === language)
    const { talk } = chance.pick(own.length > 0 ? own : inFive)
    return {
      language: own.length > 0 ? language : (inFive[0]?.language ?? 'en'),
      lines: talk.flatMap((line): ScriptLine[] =>
        line.kind === 'customer' ? [{ text: line.text }] : line.kind === 'press' ? [{ press: line.label }] : [],
      ),
      goesOn: false,
    }
  }
  const language = chance.weighed(spoken)
  const known = wishes.filter(([intent]) => content.intents.has(intent))
  if (known.length === 0 || chance.happens(0.06)) return said(chance.pick(unheardOf[language]), language, chance)
  return said(wordingOf(content, chance.weighed(known), language, chance), language, chance)
}

/** One of those whom the same trouble brings. */
export function stormScript(content: Content, chance: Chance): Script {
  const language = chance.weighed(spoken)
  return said(wordingOf(content, 'payment-failed', language, chance), language, chance)
}

function wordingOf(content: Content, intent: string, language: Language, chance: Chance): string {
  return chance.pick(content.intents.get(intent)?.utterances[language] ?? ['?'])
}

function said(words: string, language: Language, chance: Chance): Script {
  const text = typed(chance.pick(openings[language]) + words, chance)
  // Some send what they mean in two halves.
  const [first, ...rest] = text.split(/[.!,] /)
  const lines = rest.length > 0 && chance.happens(0.15) ? [{ text: first ?? '' }, { text: rest.join(' ') }] : [{ text }]
  return { language, lines, goesOn: true }
}

/** As on a phone at night: a letter doubled or left out, no capitals, an exclamation. */
function typed(text: string, chance: Chance): string {
  const at = chance.between(1, Math.max(1, text.length - 2))
  const letters = [...text]
  if (chance.happens(0.12)) letters.splice(at, 1)
  else if (chance.happens(0.08)) letters.splice(at, 0, letters[at] ?? '')
  const worn = letters.join('')
  if (chance.happens(0.04)) return worn.toUpperCase()
  return worn + chance.weighed([['', 6] as const, ['!', 2] as const, ['??', 1] as const, [' 🙏', 1] as const])
}
