// Learns a classifier from utterances: weights, their int8 form, and zones from utterances held back.

import type { Language } from '../model/language.ts'
import { calibrate, type HeldBack } from './calibrate.ts'
import { type Calibration, type Classifier, knownShare, offTopic, scoresOf } from './classify.ts'
import { centred, type DenseSpace, type DenseVectors, joined, meanOf } from './dense.ts'
import { type FeatureCounts, featuresOf } from './features.ts'
import { type LinearWeights, learnLogistic } from './logistic.ts'
import { misreadAmong } from './misread.ts'
import { shuffled } from './random.ts'
import { learnSvm } from './svm.ts'
import { asIfSeen, countSeen, learnVocabulary, type SparseVector, type Vocabulary, vectorOf } from './vector.ts'

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

type Prepared = {
  readonly counts: FeatureCounts
  readonly intent: number
  readonly describes: boolean
  readonly topic: number | undefined
  readonly dense: Float32Array | undefined
}

/** What holds for the whole and for each round alike. */
type Plan = {
  readonly intents: readonly string[]
  readonly algorithm: typeof learnLogistic
  readonly isLarge: boolean
  /** Features in fewer examples are left out. */
  readonly atLeast: number
  readonly seed: number
  readonly space: DenseSpace | undefined
}

/** Examples ready to be learnt, whole and in each round without the utterances that it holds back. */
export type Lesson = {
  readonly examples: readonly Example[]
  readonly prepared: readonly Prepared[]
  readonly plan: Plan
  readonly vocabulary: Vocabulary
  readonly rounds: readonly number[]
}

type Learnt = Omit<Classifier, 'calibration' | 'misread'>

const joinedVector = ({ counts, dense }: Prepared, vocabulary: Vocabulary): SparseVector => {
  const words = vectorOf(counts, vocabulary)
  return dense === undefined ? words : joined(words, dense, vocabulary.keys.length)
}

/** Where the examples' vectors lie; undefined when there are none to learn from. */
const spaceOf = (examples: readonly Example[], dense: DenseVectors | undefined): DenseSpace | undefined => {
  if (dense === undefined) return undefined
  const { model, languages } = dense
  const mean = meanOf(examples.flatMap(({ text }) => dense.of.get(text) ?? []))
  return mean && { model, ...(languages ? { languages } : {}), mean }
}

const quantise = (learnt: LinearWeights, intentCount: number): Pick<Classifier, 'weights' | 'scales' | 'bias'> => {
  const { weights: from, rowLength, bias } = learnt
  const largest = new Float32Array(intentCount)
  for (let row = 0; row < from.length; row += rowLength)
    for (let intent = 0; intent < intentCount; intent++)
      largest[intent] = Math.max(largest[intent] as number, Math.abs(from[row + intent] as number))
  const scales = largest.map((weight) => (weight === 0 ? 1 : weight / 127))
  const weights = new Int8Array((from.length / (rowLength || 1)) * intentCount)
  for (let row = 0, to = 0; row < from.length; row += rowLength)
    for (let intent = 0; intent < intentCount; intent++)
      weights[to++] = Math.round((from[row + intent] as number) / (scales[intent] as number))
  return { weights, scales, bias }
}

const learn = (examples: readonly Prepared[], vocabulary: Vocabulary, plan: Plan): Learnt => {
  const { intents, algorithm, isLarge, seed, space } = plan
  const set = {
    vectors: examples.map((example) => joinedVector(example, vocabulary)),
    targets: examples.map(({ intent }) => intent),
    featureCount: vocabulary.keys.length + (space?.mean.length ?? 0),
    intentCount: intents.length,
    isLarge,
  }
  const learnt = quantise(algorithm(set, seed), intents.length)
  return { intents, vocabulary, ...learnt, ...(space ? { space } : {}) }
}

const neutral: Calibration = { temperature: 1, nearFrom: 0, sureFrom: 0 }

/** Deals each intent's utterances over the folds, so that no intent is held back whole; a topic is, in all languages. */
const dealFolds = (examples: readonly Prepared[], seed: number): Int32Array => {
  const folds = new Int32Array(examples.length).fill(-1)
  const dealt = new Map<number, number>()
  for (const at of shuffled(examples.length, seed)) {
    const example = examples[at] as Prepared
    if (example.describes) continue
    if (example.topic !== undefined) {
      folds[at] = example.topic % heldBackShare
      continue
    }
    const turn = dealt.get(example.intent) ?? example.intent
    folds[at] = turn % heldBackShare
    dealt.set(example.intent, turn + 1)
  }
  return folds
}

const countsOf = (examples: readonly Prepared[]): FeatureCounts[] => examples.map(({ counts }) => counts)

/** Learns without each round's utterances and scores them. What only they hold is unknown to it. */
export const holdBack = ({ prepared, plan, vocabulary }: Lesson, rounds: readonly number[]): HeldBack[] => {
  const folds = dealFolds(prepared, plan.seed)
  const seenInAll = countSeen(vocabulary, countsOf(prepared))
  const heldBack: HeldBack[] = []
  for (const round of rounds) {
    const rest = prepared.filter((_, at) => folds[at] !== round)
    const seenInLeft = countSeen(vocabulary, countsOf(prepared.filter((_, at) => folds[at] === round)))
    const seen = seenInAll.map((times, feature) => times - (seenInLeft[feature] as number))
    const known = asIfSeen(vocabulary, seen, rest.length, plan.atLeast)
    const classifier = { ...learn(rest, known, plan), calibration: neutral, misread: [] }
    prepared.forEach((example, at) => {
      // Calibrated on what it is used for: with vectors to learn from, only texts that have one.
      if (folds[at] !== round || (plan.space !== undefined && example.dense === undefined)) return
      const vector = joinedVector(example, classifier.vocabulary)
      const scores = scoresOf(classifier, vector)
      heldBack.push({ scores, known: knownShare(vector), intent: example.intent, example: at })
    })
  }
  return heldBack
}

/** Everything that is the same in every thread that learns a part. */
export const prepareLesson = (examples: readonly Example[], options: TrainOptions = {}): Lesson => {
  const intents = [...new Set(examples.map(({ intent }) => intent))].sort()
  const indexOf = new Map(intents.map((intent, at) => [intent, at]))
  const languageCount = new Set(examples.map(({ language }) => language)).size
  const own = examples.filter(({ intent }) => intent !== offTopic).length
  const algorithm = own / (intents.length * languageCount) > manyPerIntent ? learnSvm : learnLogistic
  const isQuick = algorithm === learnLogistic && examples.length * intents.length <= quickWork
  const space = spaceOf(examples, options.dense)
  const isLarge = !isQuick && examples.length >= manyExamples
  const plan = {
    intents,
    algorithm,
    isLarge,
    atLeast: isLarge ? 2 : 1,
    seed: options.seed ?? 1,
    space,
  }
  const prepared = examples.map(({ text, intent, language, describes, topic }) => {
    const vector = options.dense?.of.get(text)
    return {
      counts: featuresOf(text, language),
      intent: indexOf.get(intent) ?? 0,
      describes: describes ?? false,
      topic,
      dense: space && vector && centred(vector, space.mean),
    }
  })
  const vocabulary = learnVocabulary(countsOf(prepared), plan.atLeast)
  return { examples, prepared, plan, vocabulary, rounds: isQuick ? allRounds : [0] }
}

/** The whole, with zones from utterances held back in any order. */
export const conclude = (lesson: Lesson, whole: Learnt, heldBack: readonly HeldBack[]): Classifier => {
  const { examples, plan } = lesson
  const inOrder = [...heldBack].sort((a, b) => a.example - b.example)
  const calibration = calibrate(inOrder, plan.intents.indexOf(offTopic))
  return { ...whole, calibration, misread: misreadAmong(inOrder, examples, plan.intents, calibration) }
}

/** Learns all examples of a lesson. */
export const learnWhole = ({ prepared, vocabulary, plan }: Lesson): Learnt => learn(prepared, vocabulary, plan)

/**
 * Learns from examples. Few for each intent: logistic regression; many: support vectors. Languages share one model:
 * the languages' words hardly meet, and where they do (Bokmål and Danish) they mean the same, so that a message whose
 * language is mistaken is still understood.
 */
export const train = (examples: readonly Example[], options: TrainOptions = {}): Classifier => {
  const lesson = prepareLesson(examples, options)
  return conclude(lesson, learnWhole(lesson), holdBack(lesson, lesson.rounds))
}
