// For the measured recognisers: learns the lines that the measuring side wrote, recognises each test line, and tells.

import { readFileSync } from 'node:fs'
import type { Language } from '../src/model/language.ts'

/** `intent` '' teaches what no intent answers; in a test null is out of scope. */
export type Line = {
  readonly text: string
  readonly intent: string | null
  readonly language: Language
  /** An intent's name or label and no utterance. */
  readonly describes?: boolean
}

/** The best intent whatever its score, and how much the text looks like any intent at all. */
export type Answer = { readonly intent: string | undefined; readonly score: number }

export type Measured = {
  readonly learnMs: number
  readonly answers: readonly Answer[]
  readonly eachMs: readonly number[]
  readonly peakBytes: number
}

type Recognise = (text: string, language: Language) => Answer | Promise<Answer>

/** Some training lines are recognised first, never test lines: nlp.js keeps what it has prepared of a text. */
const warmUpLines = 300

/** The lines' file is the first argument. */
export async function recogniseEach(learn: (lines: readonly Line[]) => Recognise | Promise<Recognise>): Promise<void> {
  const { train, test }: { train: readonly Line[]; test: readonly Line[] } = JSON.parse(
    readFileSync(process.argv[2] ?? '', 'utf8'),
  )
  const beganAt = performance.now()
  const recognise = await learn(train)
  const learnMs = performance.now() - beganAt
  for (const { text, language } of train.slice(0, warmUpLines)) await recognise(text, language)
  const answers: Answer[] = []
  const eachMs: number[] = []
  for (const { text, language } of test) {
    const from = performance.now()
    const found = recognise(text, language)
    // Awaiting what is already there would be charged to it.
    const answer = found instanceof Promise ? await found : found
    eachMs.push(performance.now() - from)
    answers.push(answer)
  }
  const measured: Measured = { learnMs, answers, eachMs, peakBytes: process.resourceUsage().maxRSS * 1024 }
  process.send?.(measured)
}
