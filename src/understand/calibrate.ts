// Sets temperature and zones from held-back utterances, so that "sure" means sure.

import type { Calibration } from './classify.ts'
import { softmax } from './logistic.ts'

/** A held-back utterance as a classifier that never saw it scored it. */
export type HeldBack = {
  readonly scores: Float64Array
  readonly known: number
  /** Places of its intent among the intents, and of itself among the examples. */
  readonly intent: number
  readonly example: number
}

/** Share of utterances in scope that may be called far. */
const rejected = 0.05
/** An answer at the mark of what is sure is right with this probability; the others above it with a higher one. */
const sureRight = 0.8
/** Of customers’ messages this share wants what the shop has no words for, however many such lines were held back. */
const outOfScopeShare = 0.1
/** A certainty below it is never sure, and with so few utterances that nothing can be measured it is the mark. */
const leastSure = 0.5
/** Fewer held-back utterances than this say nothing. */
const fewest = 20
const handful = 10
/** More held-back utterances than this do not move the temperature. */
const enough = 1000

/** Softmax of scores divided by a temperature. */
export const probabilities = (scores: Float64Array, temperature: number): Float64Array => {
  const scaled = scores.map((score) => score / temperature)
  softmax(scaled)
  return scaled
}

/** How much higher than its own score the scores of an utterance are on average, as a temperature weighs them. */
const excess = ({ scores, intent }: HeldBack, temperature: number): number => {
  const own = scores[intent] as number
  return probabilities(scores, temperature).reduce((sum, share, at) => sum + share * ((scores[at] as number) - own), 0)
}

/**
 * The temperature with the least surprise. Surprise is convex in 1 / temperature, and its slope is the sum of the
 * excesses: positive means that confidences are too low. So the middle of the logarithms is halved to where it is 0.
 */
const fitTemperature = (heldBack: readonly HeldBack[]): number => {
  const every = Math.ceil(heldBack.length / enough)
  const some = heldBack.filter((_, at) => at % every === 0)
  let low = Math.log(0.02)
  let high = Math.log(10)
  for (let round = 0; round < 12; round++) {
    const middle = (low + high) / 2
    const slope = some.reduce((sum, one) => sum + excess(one, Math.exp(middle)), 0)
    if (slope > 0) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

type Judged = {
  readonly certainty: number
  readonly scope: number
  readonly right: boolean
  readonly inScope: boolean
}

const judge = ({ scores, known, intent }: HeldBack, temperature: number, offTopicAt: number): Judged => {
  const shares = probabilities(scores, temperature)
  let [best, first, second] = [-1, 0, 0]
  for (let at = 0; at < shares.length; at++) {
    const share = shares[at] as number
    if (at === offTopicAt || share <= second) continue
    if (share > first) [best, first, second] = [at, share, first]
    else second = share
  }
  return {
    certainty: first * known,
    scope: (first + second) * known,
    right: best === intent,
    inScope: intent !== offTopicAt,
  }
}

const logit = (probability: number): number => {
  const inside = Math.min(Math.max(probability, 0.001), 0.999)
  return Math.log(inside / (1 - inside))
}

/**
 * How probably an utterance is right, as a straight line of its certainty, both as logits. Learnt by Newton's steps; where
 * utterances are few, certainty is believed.
 */
const rightLine = (judged: readonly Judged[]): { readonly base: number; readonly slope: number } => {
  const within = judged.filter(({ inScope }) => inScope).length
  const without = ((within / Math.max(1, judged.length - within)) * outOfScopeShare) / (1 - outOfScopeShare)
  const rows = judged.map(({ certainty, right, inScope }) => ({
    at: logit(certainty),
    right: right ? 1 : 0,
    counts: inScope ? 1 : without,
  }))
  let base = 0
  let slope = 1
  for (let round = 0; round < 10; round++) {
    // The line of belief, base 0 and slope 1, counts as much as a few utterances.
    let [down, tilt] = [-base, 1 - slope]
    let [weight, first, second] = [1, 0, 1]
    for (const { at, right, counts } of rows) {
      const probability = 1 / (1 + Math.exp(-base - slope * at))
      const spread = counts * probability * (1 - probability)
      const amiss = counts * (right - probability)
      down += amiss
      tilt += amiss * at
      weight += spread
      first += spread * at
      second += spread * at * at
    }
    const determinant = weight * second - first * first
    base += (second * down - first * tilt) / determinant
    slope += (weight * tilt - first * down) / determinant
  }
  return { base, slope }
}

/**
 * The certainty from which on an answer is right often enough. A line through all utterances says so, and not the share of
 * right ones above each: that moves by 0.1 with the seed, the line by 0.02 (measured). A handful above it proves nothing.
 */
const sureMark = (judged: readonly Judged[]): number => {
  const { base, slope } = rightLine(judged)
  const mark = 1 / (1 + Math.exp((base - logit(sureRight)) / slope))
  const above = judged.filter(({ certainty }) => certainty >= mark).length
  return slope > 0 && above >= handful ? Math.max(mark, leastSure) : 1
}

/**
 * Temperature and zones; cautious defaults when there is too little to measure.
 * @param offTopicAt place of the off-topic examples among the intents, or -1.
 */
export const calibrate = (heldBack: readonly HeldBack[], offTopicAt: number): Calibration => {
  if (heldBack.length < fewest) return { temperature: 1, nearFrom: 0.3, sureFrom: 0.6 }
  const temperature = fitTemperature(heldBack)
  const judged = heldBack.map((one) => judge(one, temperature, offTopicAt))
  const scopes = judged
    .filter(({ inScope }) => inScope)
    .map(({ scope }) => scope)
    .sort((a, b) => a - b)
  const nearFrom = scopes[Math.floor(scopes.length * rejected)] ?? 0
  return { temperature, nearFrom, sureFrom: sureMark(judged) }
}
