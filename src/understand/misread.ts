// Finds the utterances that customers could not use: taken for another intent's by a classifier that never saw them.

import { type HeldBack, probabilities } from './calibrate.ts'
import { type Calibration, type Misread, offTopic } from './classify.ts'

/** A smaller lead is a toss-up: the customer is asked and finds the right choice. */
const leastLead = 0.5

const placeOfHighest = (values: Float64Array): number =>
  values.reduce((best, value, at) => (value > (values[best] as number) ? at : best), 0)

/** Those that another intent would have answered at once first, then by the lead of the other intent. */
export const misreadAmong = (
  heldBack: readonly HeldBack[],
  examples: readonly Pick<Misread, 'intent' | 'language' | 'text'>[],
  intents: readonly string[],
  { temperature, sureFrom }: Calibration,
): readonly Misread[] => {
  const misread = heldBack.flatMap(({ scores, known, intent, example }): Misread[] => {
    const shares = probabilities(scores, temperature)
    const best = placeOfHighest(shares)
    const [confidence, ownConfidence] = [shares[best] as number, shares[intent] as number]
    const [own, takenFor] = [examples[example], intents[best]]
    if (own === undefined || takenFor === undefined || takenFor === offTopic || own.intent === offTopic) return []
    if (best === intent || confidence - ownConfidence < leastLead) return []
    const { text, language } = own
    const isSure = confidence * known >= sureFrom
    return [{ intent: own.intent, language, text, takenFor, confidence, ownConfidence, isSure }]
  })
  const lead = ({ confidence, ownConfidence }: Misread): number => confidence - ownConfidence
  return misread.sort((a, b) => Number(b.isSure) - Number(a.isSure) || lead(b) - lead(a))
}
