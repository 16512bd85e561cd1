// Tries a message on some content: what is understood, why, and what the customer would get on each channel.

import { fitReply } from '../deliver/fit.ts'
import type { Language } from '../model/language.ts'
import type { Message } from '../model/message.ts'
import type { Reply } from '../model/reply.ts'
import type { Content } from '../model/shop.ts'
import type { UnderstandingContext } from '../model/understanding.ts'
import type { Tried, TriedReply } from '../model/workbench-api.ts'
import type { Capabilities } from '../ports/channel.ts'
import type { Log, Lookup } from '../ports/outside.ts'
import { rehearse } from '../rehearsal.ts'
import { classify } from '../understand/classify.ts'
import { explain } from '../understand/explain.ts'
import { type Mind, understand } from '../understand/understand.ts'

export type TryInput = {
  readonly text: string
  readonly language?: Language | undefined
  /** Epoch ms: the bot says other things at night. */
  readonly now: number
  readonly channels: readonly { readonly name: string; readonly capabilities: Capabilities }[]
}

type Known = { readonly content: Content; readonly mind: Mind }

/** Everything about one first message of a customer. Sends nothing; looks up through `lookups` alone. */
export async function tryMessage(
  { content, mind }: Known,
  lookups: readonly Lookup[],
  input: TryInput,
  log: Log,
): Promise<Tried> {
  const meaning = understand(input.text, contextOf(content, input), mind)
  const { best, asked, evidence } = meaning.language
  const rehearsal = await rehearse({ content, mind, lookups, startAt: input.now, log })
  const line = { text: input.text, ...(input.language ? { pageLanguage: input.language } : {}) }
  const said = await rehearsal.customer('customer', line)
  const held = await rehearsal.caseOf('customer')
  await rehearsal.close()
  return {
    language: { best, ...(asked ? { asked } : {}), shares: sharesOf(evidence, content.shop.languages) },
    intents: meaning.intents.map(({ name, confidence }) => ({ name, confidence, label: labelOf(content, name, best) })),
    zone: meaning.zone,
    marks: marksOf(mind, input.text, best),
    words: shareOut(explain(input.text, best, mind)),
    slots: meaning.slots,
    mood: meaning.mood,
    channels: input.channels.map(({ name, capabilities }) => ({ name, replies: fitted(said, capabilities) })),
    ...(held ? { case: { team: held.team, priority: held.priority, tags: held.tags } } : {}),
  }
}

function contextOf({ shop }: Content, { language, now }: TryInput): UnderstandingContext {
  const served = shop.languages
  const current = language ?? served[0] ?? 'en'
  return {
    language: { current, evidence: {}, served, ...(language ? { hint: language } : {}) },
    now,
    zone: shop.calendar.zone,
  }
}

function labelOf({ intents }: Content, name: string, language: Language): string {
  return intents.get(name)?.label[language] ?? name
}

/** Log evidence as shares that make 1. */
function sharesOf(evidence: Readonly<Partial<Record<Language, number>>>, served: readonly Language[]) {
  const highest = Math.max(...served.map((language) => evidence[language] ?? 0))
  const weights = served.map((language) => ({ language, weight: Math.exp((evidence[language] ?? 0) - highest) }))
  const total = weights.reduce((sum, { weight }) => sum + weight, 0)
  return weights.map(({ language, weight }) => ({ language, share: weight / total })).sort((a, b) => b.share - a.share)
}

/** What the zone was read from: see `classify`. */
function marksOf({ classifier }: Mind, text: string, language: Language): Tried['marks'] {
  const { intents, scope } = classify(classifier, text, language)
  const [first = 0, second = 0] = intents.map(({ confidence }) => confidence)
  const { sureFrom, nearFrom } = classifier.calibration
  return { certainty: first + second === 0 ? 0 : (first * scope) / (first + second), sureFrom, scope, nearFrom }
}

/** Scores of words as their shares of the whole say, strongest first. */
function shareOut(words: readonly { token: string; weight: number }[]): Tried['words'] {
  const total = words.reduce((sum, { weight }) => sum + Math.abs(weight), 0)
  return words
    .map(({ token, weight }) => ({ token, weight: total === 0 ? 0 : weight / total }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
}

function fitted(said: readonly Message[], capabilities: Capabilities): TriedReply[] {
  return said.flatMap((message) => {
    const { reply } = message
    if (!reply) return []
    const whole: Reply = {
      author: message.author,
      kind: reply.kind,
      language: reply.language,
      text: message.text,
      ...(reply.choices ? { choices: reply.choices } : {}),
    }
    return fitReply(whole, message.id, capabilities).map(({ kind, text, choices }) => ({
      kind,
      text,
      ...(choices ? { choices } : {}),
    }))
  })
}
