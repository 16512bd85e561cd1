// Learns the language classifier's weights and writes them into src/understand; run by hand, its result is committed.

import { readFile, writeFile } from 'node:fs/promises'
import { readContent } from '../intent-files/read.ts'
import { type Language, languages } from '../model/language.ts'
import type { Content, Text } from '../model/shop.ts'
import {
  bucketCount,
  featureValue,
  languageBuckets,
  languageWords,
  logProbabilities,
} from '../understand/language-weights.ts'
import { seededNumbers, shuffled } from '../understand/random.ts'
import { readLabelledLines } from './json-lines.ts'

export type TrainLanguageOptions = {
  /** JSON lines of `text` and `lang`: sentences, as of Universal Dependencies. */
  readonly sentences: string
  /** Folder of our own chat lines, one file `xx.txt` for each language. */
  readonly lines: string
  /** Folder of intent files: their utterances are chat lines too, and their texts are sentences. */
  readonly intents: string
  /** Where the weights go; without it nothing is written. */
  readonly write?: string
  /** Holds one in five lines back and reports on them; for tuning, not for what ships. */
  readonly holdBack?: boolean
}

type Line = { readonly text: string; readonly language: Language }
type Sample = { readonly buckets: Int32Array; readonly language: number; readonly weight: number }
type Dense = Float64Array<ArrayBuffer>

const languageCount = languages.length
const passes = 10
const firstRate = 0.15
/** Keeps rare features small. */
const decay = 1e-4
/** Chat lines are few and what customers write: each counts like five sentences. */
const chatWeight = 5
/** Pieces of 2 to 8 words cut from each sentence, since customers write short. */
const piecesPerSentence = 2
const heldBackShare = 5

function piecesOf({ text, language }: Line, next: () => number): Line[] {
  const words = text.split(/\s+/)
  const pieces: Line[] = []
  for (let piece = 0; piece < piecesPerSentence; piece++) {
    const length = 2 + Math.floor(next() * 7)
    if (words.length <= length) continue
    const from = Math.floor(next() * (words.length - length))
    pieces.push({ text: words.slice(from, from + length).join(' '), language })
  }
  return pieces
}

function sampleOf({ text, language }: Line, weight: number): Sample {
  return { buckets: languageBuckets(languageWords(text)), language: languages.indexOf(language), weight }
}

function samplesFrom(sentences: readonly Line[], chatLines: readonly Line[]): Sample[] {
  const next = seededNumbers(7)
  const samples = [
    ...sentences.flatMap((line) => [line, ...piecesOf(line, next)]).map((line) => sampleOf(line, 1)),
    ...chatLines.map((line) => sampleOf(line, chatWeight)),
  ].filter(({ buckets }) => buckets.length > 0)
  const totals = languages.map((_, at) =>
    samples.reduce((sum, { language, weight }) => sum + (language === at ? weight : 0), 0),
  )
  const mean = totals.reduce((sum, total) => sum + total, 0) / languageCount
  // Square root: Swedish and Danish have few sentences, and must not count for more than they can carry.
  return samples.map((sample) => ({
    ...sample,
    weight: sample.weight * Math.sqrt(mean / Math.max(totals[sample.language] as number, 1)),
  }))
}

function errorsOf(weights: Dense, { buckets, language }: Sample): number[] {
  const value = featureValue(buckets.length)
  const scores = new Array<number>(languageCount).fill(0)
  for (const bucket of buckets)
    for (let at = 0; at < languageCount; at++)
      scores[at] = (scores[at] as number) + value * (weights[bucket * languageCount + at] as number)
  const highest = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - highest))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power, at) => power / total - (at === language ? 1 : 0))
}

/** Logistic regression with AdaGrad: rare features keep a high rate. */
function learn(samples: readonly Sample[]): Dense {
  const weights = new Float64Array(bucketCount * languageCount)
  const squares = new Float64Array(bucketCount * languageCount).fill(1e-8)
  let step = 0
  for (let pass = 0; pass < passes; pass++) {
    for (const at of shuffled(samples.length, pass)) {
      const sample = samples[at] as Sample
      const rate = firstRate * (1 - step++ / (passes * samples.length))
      const value = featureValue(sample.buckets.length)
      errorsOf(weights, sample).forEach((error, language) => {
        if (Math.abs(error) < 1e-4) return
        for (const bucket of sample.buckets) {
          const to = bucket * languageCount + language
          const gradient = error * sample.weight * value + decay * (weights[to] as number)
          squares[to] = (squares[to] as number) + gradient * gradient
          weights[to] = (weights[to] as number) - (rate * gradient) / Math.sqrt(squares[to] as number)
        }
      })
    }
  }
  return weights
}

function quantise(weights: Dense): { scales: number[]; weights: Int8Array } {
  const scales = languages.map((_, language) => {
    let largest = 0
    for (let at = language; at < weights.length; at += languageCount)
      largest = Math.max(largest, Math.abs(weights[at] as number))
    return Number((largest / 127).toPrecision(6))
  })
  return {
    scales,
    weights: Int8Array.from(weights, (weight, at) => Math.round(weight / (scales[at % languageCount] as number))),
  }
}

async function readChatLines(folder: string): Promise<Line[]> {
  const files = await Promise.all(
    languages.map(async (language) => {
      const content = await readFile(`${folder}/${language}.txt`, 'utf8')
      return content.split('\n').flatMap((text) => (text.trim() === '' ? [] : [{ text, language }]))
    }),
  )
  return files.flat()
}

type OwnWords = { readonly utterances: readonly Line[]; readonly texts: readonly Line[] }

/** The words between braces are the same in all languages, or cases of an ICU choice; they are left out. */
function withoutVariables(text: string): string {
  let depth = 0
  let plain = ''
  for (const unit of text) {
    if (unit === '{') depth++
    if (depth === 0) plain += unit
    if (unit === '}') depth--
  }
  return plain
}

function sentencesOf(text: Text): Line[] {
  return languages.flatMap((language) =>
    withoutVariables(text[language])
      .split(/[.?!\n]/)
      .filter((sentence) => sentence.trim().includes(' '))
      .map((sentence) => ({ text: sentence.trim(), language })),
  )
}

function wordsOf({ intents, phrases, shop }: Content): OwnWords {
  const all = [...intents.values()]
  const texts = [
    ...Object.values(phrases),
    ...shop.cannedAnswers.map(({ text }) => text),
    ...all.flatMap(({ label, steps }) => [
      label,
      ...steps.flatMap((step) => {
        if (step.verb === 'say') return [step.text]
        if (step.verb === 'ask') return [step.question]
        return step.verb === 'choose' ? [step.question, ...step.options.map((option) => option.label)] : []
      }),
    ]),
  ]
  return {
    utterances: all.flatMap(({ utterances }) =>
      languages.flatMap((language) => utterances[language].map((text) => ({ text, language }))),
    ),
    texts: texts.flatMap(sentencesOf),
  }
}

async function readOwnWords(folder: string): Promise<OwnWords> {
  const { content } = await readContent(folder)
  if (content === undefined) throw new Error(`${folder} has faults. Mend what \`check\` names, then learn again.`)
  return wordsOf(content)
}

/** Share of lines whose language is recognised. */
function accuracyOn(lines: readonly Line[], learnt: ReturnType<typeof quantise>): number {
  const right = lines.filter(({ text, language }) => {
    const found = logProbabilities(languageWords(text), learnt)
    return languages.every((other) => found[other] <= found[language])
  })
  return right.length / lines.length
}

/** Learns, reports and, where told to, writes the weights. */
export async function trainLanguage(options: TrainLanguageOptions, out: (line: string) => void): Promise<object> {
  const sentences = await readLabelledLines(options.sentences)
  const chatLines = await readChatLines(options.lines)
  const { utterances, texts } = await readOwnWords(options.intents)
  const isHeldBack = (_: unknown, at: number): boolean => options.holdBack === true && at % heldBackShare === 0
  const isTaught = (line: unknown, at: number): boolean => !isHeldBack(line, at)
  const short = [...chatLines.filter(isTaught), ...utterances.filter(isTaught)]
  const learnt = quantise(learn(samplesFrom([...sentences.filter(isTaught), ...texts], short)))
  const report = options.holdBack
    ? {
        sentences: accuracyOn(sentences.filter(isHeldBack), learnt),
        chatLines: accuracyOn(chatLines.filter(isHeldBack), learnt),
        utterances: accuracyOn(utterances.filter(isHeldBack), learnt),
      }
    : { sentences: sentences.length, chatLines: chatLines.length, utterances: utterances.length, texts: texts.length }
  if (options.write !== undefined) {
    const weights = Buffer.from(learnt.weights.buffer).toString('base64')
    await writeFile(options.write, `${JSON.stringify({ scales: learnt.scales, weights })}\n`)
  }
  out(JSON.stringify(report))
  return report
}
