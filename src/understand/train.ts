// Learns a classifier from utterances: weights, their int8 form, and zones from utterances held back.

import type { Language } from '../model/language.ts'
import { calibrate, type HeldBack } from './calibrate.ts'
import { type Classifier, knownShare, offTopic, scoresOf } from './classify.ts'
import { type Corpus, corpusOf, rowAt, rowsOf, weighingFrom } from './corpus.ts'
import { centred, type DenseSpace, type DenseVectors, meanOf } from './dense.ts'
import { featuresOf } from './features.ts'
import { type LinearWeights, learnLogistic } from './logistic.ts'
import { misreadAmong } from './misread.ts'
import { shuffled } from './random.ts'
import { learnSvm } from './svm.ts'
import { learnVocabulary, type Vocabulary, type Weighing } from './vector.ts'

export type Example = {
  readonly text: string
  readonly intent: string
  readonly language: Language
  /** An intent's name, label or line on what it is about. It teaches, but is never held back to test. */
  readonly describes?: boolean
  /** Examples of one topic say the same in several languages, and are held back together. */
  readonly topic?: number
}

export type TrainOptions = {
  /** Orders the examples; the same seed and examples give the same bytes. */
  readonly seed?: number
  /** Vectors of some or all of the texts, from a model of meaning. */
  readonly dense?: DenseVectors
}

/** From so many utterances per intent and language on, support vectors beat logistic regression (measured: 20 to 35). */
const manyPerIntent = 30
/** From so many examples on, where learning is not quick, features seen once are left out, and fewer passes are made. */
const manyExamples = 6000
/** One in so many utterances is held back in a round of calibration. */
const heldBackShare = 5
const allRounds = [0, 1, 2, 3, 4]
/**
 * Up to so many examples times intents logistic regression is quick: then all rounds are run, for from one alone the mark
 * of what is sure moves by 0.1 and more with the seed, and features seen once are kept, which is worth a point and more
 * at ten utterances for each intent.
 */
const quickWork = 2_000_000

/** How a set of examples is learnt. */
export type Plan = {
  /** In the order of their places. */
  readonly intents: readonly string[]
  readonly learner: 'logistic' | 'svm'
  readonly isLarge: boolean
  /** Features in fewer examples are left out. */
  readonly atLeast: number
  /** The rounds of calibration that are run. */
  readonly rounds: readonly number[]
  readonly seed: number
}

/** What threads learn parts of, as numbers in memory that they share. */
export type Material = Pick<Plan, 'learner' | 'isLarge' | 'atLeast' | 'seed'> & {
  readonly corpus: Corpus
  readonly intentCount: number
  readonly featureCount: number
  /** Each example's intent, and the round that holds it back or -1. */
  readonly targets: Int32Array
  readonly folds: Int32Array
  readonly weighing: Weighing
}

/** Examples ready to be learnt, whole and in each round without the utterances that it holds back. */
export type Lesson = {
  readonly examples: readonly Example[]
  readonly plan: Plan
  readonly vocabulary: Vocabulary
  readonly space: DenseSpace | undefined
  readonly material: Material
}

/** What one learning gives: a classifier's numbers. */
export type Learnt = Pick<Classifier, 'weights' | 'scales' | 'bias'>

/** Where the examples' vectors lie; undefined when there are none to learn from. */
const spaceOf = (examples: readonly Example[], dense: DenseVectors | undefined): DenseSpace | undefined => {
  if (dense === undefined) return undefined
  const { model, languages } = dense
  const mean = meanOf(examples.flatMap(({ text }) => dense.of.get(text) ?? []))
  return mean && { model, ...(languages ? { languages } : {}), mean }
}

const quantise = ({ weights: from, rowLength, bias }: LinearWeights, intentCount: number): Learnt => {
  const largest = new Float32Array(intentCount)
  for (let row = 0; row < from.length; row += rowLength)
    for (let intent = 0; intent < intentCount; intent++) {
      const size = Math.abs(from[row + intent] as number)
      if (size > (largest[intent] as number)) largest[intent] = size
    }
  const scales = largest.map((weight) => (weight === 0 ? 1 : weight / 127))
  const weights = new Int8Array((from.length / (rowLength || 1)) * intentCount)
  for (let row = 0, to = 0; row < from.length; row += rowLength)
    for (let intent = 0; intent < intentCount; intent++)
      weights[to++] = Math.round((from[row + intent] as number) / (scales[intent] as number))
  return { weights, scales, bias }
}

const learn = (material: Material, examples: Int32Array, weighing: Weighing): Learnt => {
  const { corpus, targets, intentCount, featureCount, learner, isLarge, seed } = material
  const set = {
    rows: rowsOf(corpus, examples, weighing),
    targets: examples.map((example) => targets[example] as number),
    featureCount: featureCount + (corpus.dense?.dimensions ?? 0),
    intentCount,
    isLarge,
  }
  return quantise(learner === 'svm' ? learnSvm(set, seed) : learnLogistic(set, seed), intentCount)
}

/** Deals each intent's utterances over the folds, so that no intent is held back whole; a topic is, in all languages. */
const dealFolds = (examples: readonly Example[], targets: Int32Array, seed: number): Int32Array => {
  const folds = new Int32Array(new SharedArrayBuffer(4 * examples.length)).fill(-1)
  const dealt = new Map<number, number>()
  for (const at of shuffled(examples.length, seed)) {
    const { describes, topic } = examples[at] as Example
    if (describes) continue
    if (topic !== undefined) {
      folds[at] = topic % heldBackShare
      continue
    }
    const intent = targets[at] as number
    const turn = dealt.get(intent) ?? intent
    folds[at] = turn % heldBackShare
    dealt.set(intent, turn + 1)
  }
  return folds
}

const placesWhere = (folds: Int32Array, holds: (fold: number) => boolean): Int32Array =>
  Int32Array.from(folds.keys()).filter((at) => holds(folds[at] as number))

/** Learns without a round's utterances and scores them. What only they hold is unknown to it. */
export const holdBack = (material: Material, round: number): HeldBack[] => {
  const { corpus, folds, targets, featureCount, atLeast } = material
  const rest = placesWhere(folds, (fold) => fold !== round)
  const weighing = weighingFrom(corpus, rest, featureCount, atLeast)
  const learnt = learn(material, rest, weighing)
  // Calibrated on what it is used for: with vectors to learn from, only texts that have one.
  const held = placesWhere(folds, (fold) => fold === round).filter((at) => corpus.dense?.has[at] !== 0)
  const rows = rowsOf(corpus, held, weighing)
  return Array.from(held, (example, at) => {
    const vector = rowAt(rows, at)
    const scores = scoresOf(learnt, vector)
    return { scores, known: knownShare(vector), intent: targets[example] as number, example }
  })
}

/** How these examples are learnt: settled before anything is read of them, so that threads can be woken meanwhile. */
export const planOf = (examples: readonly Example[], seed = 1): Plan => {
  const intents = [...new Set(examples.map(({ intent }) => intent))].sort()
  const languageCount = new Set(examples.map(({ language }) => language)).size
  const own = examples.filter(({ intent }) => intent !== offTopic).length
  const learner = own / (intents.length * languageCount) > manyPerIntent ? 'svm' : 'logistic'
  const isQuick = learner === 'logistic' && examples.length * intents.length <= quickWork
  const isLarge = !isQuick && examples.length >= manyExamples
  return { intents, learner, isLarge, atLeast: isLarge ? 2 : 1, rounds: isQuick ? allRounds : [0], seed }
}

/** Reads the examples' features: everything that is the same for the whole and for each round. */
export const prepareLesson = (examples: readonly Example[], plan: Plan, dense?: DenseVectors): Lesson => {
  const { intents, learner, isLarge, atLeast, seed } = plan
  const indexOf = new Map(intents.map((intent, at) => [intent, at]))
  const space = spaceOf(examples, dense)
  const counted = examples.map(({ text, language }) => featuresOf(text, language))
  const vectors = examples.map(({ text }) => {
    const vector = dense?.of.get(text)
    return space && vector && centred(vector, space.mean)
  })
  const vocabulary = learnVocabulary(counted, atLeast)
  const targets = new Int32Array(new SharedArrayBuffer(4 * examples.length))
  examples.forEach(({ intent }, at) => {
    targets[at] = indexOf.get(intent) ?? 0
  })
  const material = {
    ...{ learner, isLarge, atLeast, seed, targets },
    corpus: corpusOf(counted, vocabulary, vectors, space?.mean.length ?? 0),
    intentCount: intents.length,
    featureCount: vocabulary.keys.length,
    folds: dealFolds(examples, targets, seed),
    weighing: { idf: vocabulary.idf, unseenIdf: vocabulary.unseenIdf },
  }
  return { examples, plan, vocabulary, space, material }
}

/** Learns all examples of a lesson. */
export const learnWhole = (material: Material): Learnt =>
  learn(material, Int32Array.from(material.targets.keys()), material.weighing)

/** The whole, with zones from utterances held back in any order. */
export const conclude = (lesson: Lesson, learnt: Learnt, heldBack: readonly HeldBack[]): Classifier => {
  const { examples, plan, vocabulary, space } = lesson
  const { intents } = plan
  const inOrder = [...heldBack].sort((a, b) => a.example - b.example)
  const calibration = calibrate(inOrder, intents.indexOf(offTopic))
  const misread = misreadAmong(inOrder, examples, intents, calibration)
  return { intents, vocabulary, ...learnt, ...(space ? { space } : {}), calibration, misread }
}

/**
 * Learns from examples. Few for each intent: logistic regression; many: support vectors. Languages share one model:
 * the languages' words hardly meet, and where they do (Bokmål and Danish) they mean the same, so that a message whose
 * language is mistaken is still understood.
 */
export const train = (examples: readonly Example[], { seed, dense }: TrainOptions = {}): Classifier => {
  const lesson = prepareLesson(examples, planOf(examples, seed), dense)
  const heldBack = lesson.plan.rounds.flatMap((round) => holdBack(lesson.material, round))
  return conclude(lesson, learnWhole(lesson.material), heldBack)
}
