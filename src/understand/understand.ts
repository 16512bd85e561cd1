// 2. What is meant: one customer's message and its context in, its meaning out. Pure; learns once, at createMind.

import { type Language, languages } from '../model/language.ts'
import { type Content, type Product, steering } from '../model/shop.ts'
import type { Understanding, UnderstandingContext } from '../model/understanding.ts'
import { asksWhen } from './asks-when.ts'
import { type Classified, type Classifier, offTopic } from './classify.ts'
import type { DenseVectors } from './dense.ts'
import { allExamples, type LearningSource } from './examples.ts'
import { isBareFollowUp, leanOnPrevious } from './follow-up.ts'
import { readLanguage } from './language.ts'
import { parse, serialise } from './model-bytes.ts'
import { isThanks, isThanksInSigns, moodOf } from './mood.ts'
import { type Classifiers, recogniser } from './recognise.ts'
import { readChoice, readReply } from './replies.ts'
import { readScore } from './score.ts'
import { type SlotRules, slotRulesOf, slotsOf } from './slots.ts'
import { train } from './train.ts'

/** What a mind is made from: part of the shop's content. */
export type MindSource = LearningSource & {
  /** Regular expression source of an order number. */
  readonly orderNumberPattern: string
  /** ISO 3166. */
  readonly phoneCountry: string
  /** What the shop sells, so that a product or a size is known when a customer names it. */
  readonly products?: readonly Product[]
  /** ISO 4217; amounts in it are said without it. */
  readonly currency?: string
}

/** The part of the content that understanding is made from. */
export const mindSourceOf = ({ intents, shop, offTopic }: Content): MindSource => ({
  intents: [...intents.values()].map(({ name, about, label, utterances }) => ({ name, about, label, utterances })),
  orderNumberPattern: shop.orderNumberPattern,
  phoneCountry: shop.phoneCountry,
  languages: shop.languages,
  products: shop.products,
  currency: shop.currency,
  ...(offTopic ? { offTopic } : {}),
})

/** Everything learnt from a shop's content; never changes. */
export type Mind = Classifiers & { readonly slotRules: SlotRules }

const fits = (classifier: Classifier, { intents }: MindSource): boolean => {
  const names = intents.map(({ name }) => name).sort()
  const learnt = classifier.intents.filter((name) => name !== offTopic)
  return names.length === learnt.length && names.every((name, at) => name === learnt[at])
}

/**
 * Learns from the shop's content, or takes the model compiled from that same content (see `compiledMind`; keep it under
 * the content's hash). Bytes that are no such model are passed over and everything is learnt anew.
 * @throws SyntaxError when `orderNumberPattern` is no regular expression.
 */
export const createMind = (source: MindSource, compiled?: Uint8Array): Mind => {
  const slotRules = slotRulesOf(source.orderNumberPattern, source.phoneCountry, source.products, source.currency)
  const known = compiled === undefined ? undefined : parse(compiled)
  if (known !== undefined && fits(known, source)) return { classifier: known, slotRules }
  return { classifier: train(allExamples(source)), slotRules }
}

/** The texts that are learnt, each once, in the given languages or in all: what to fetch dense vectors for. */
export const textsToLearn = (source: MindSource, of: readonly Language[] = languages): readonly string[] => [
  ...new Set(allExamples(source).flatMap(({ text, language }) => (of.includes(language) ? [text] : []))),
]

/**
 * Learns from the shop's content and dense vectors of its texts together, or takes the model compiled from both, for
 * `dense` in a mind. Undefined when the vectors are of no use, or the bytes are no such model.
 */
export const learnDense = (source: MindSource, from: DenseVectors | Uint8Array): Classifier | undefined => {
  const learnt = from instanceof Uint8Array ? parse(from) : train(allExamples(source), { dense: from })
  return learnt?.space !== undefined && fits(learnt, source) ? learnt : undefined
}

/** The learnt model as bytes, for the next start. */
export const compiledMind = (mind: Mind): Uint8Array => serialise(mind.classifier)

/** A thumb or a heart means the intent for thanks, where the shop has it. */
const thanked = ({ classifier }: Mind): Classified | undefined =>
  classifier.intents.includes(steering.thanks)
    ? { intents: [{ name: steering.thanks, confidence: 1 }], scope: 1, zone: 'sure' }
    : undefined

/**
 * What a customer's message means. Bounded work for any text: only its first 4000 characters are read.
 * A text without a letter or digit has no intents and is `far`, unless its signs are thanks.
 */
export const understand = (text: string, context: UnderstandingContext, mind: Mind): Understanding => {
  const { awaiting, choices } = context
  const language = readLanguage(text, context.language)
  const recognise = recogniser(mind, language.best, context.vectors)
  const reply = readReply(text, language.best, awaiting)
  const thanks = reply === undefined && isThanks(text)
  const alone = (thanks && isThanksInSigns(text) ? thanked(mind) : undefined) ?? recognise(text)
  const leans = reply === undefined && awaiting?.kind !== 'slot'
  const { intents, zone } = leans ? leanOnPrevious(text, language.best, context, alone, recognise) : alone
  const score = awaiting?.kind === 'survey' ? readScore(text, language.best) : undefined
  const choice = readChoice(text, choices, awaiting)
  return {
    language,
    intents,
    zone,
    slots: slotsOf(text, mind.slotRules, awaiting?.kind === 'slot' ? awaiting.slot : undefined, context, language.best),
    mood: moodOf(text),
    ...(thanks ? { thanks } : {}),
    ...(asksWhen(text, language.best) ? { asksWhen: true } : {}),
    ...(leans && isBareFollowUp(text, language.best, context) ? { bare: true } : {}),
    ...(score === undefined ? {} : { score }),
    ...(reply === undefined ? {} : { reply }),
    ...(choice === undefined ? {} : { choice }),
  }
}
