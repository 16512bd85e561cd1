// Questions asked in several languages come into one group where a model of meaning is connected, and only there.

import { describe, expect, it } from 'vitest'
import { languages } from '../../src/model/language.ts'
import { type Embedder, EmbedderError } from '../../src/ports/embedder.ts'
import type { Clock } from '../../src/ports/outside.ts'
import { groupWordings } from '../../src/workbench/grouping.ts'
import { wordingVectors } from '../../src/workbench/wording-vectors.ts'

/** What each concept is called, and an intent's utterances for each. */
const concepts: Readonly<Record<string, readonly string[]>> = {
  bicycle: ['bicycle', 'bike', 'sykkel', 'cykel', 'polkupyörä'],
  wool: ['mulesing', 'wool', 'ull', 'uld', 'villa'],
  hours: ['open', 'åpent', 'öppet', 'åbent', 'auki'],
  returns: ['return', 'returnere', 'returnera', 'retur', 'palauttaa'],
}
const intents = ['hours', 'returns', 'wool'].map((name) => ({
  name,
  utterances: Object.fromEntries(
    languages.map((language, at) => [language, [`xx ${concepts[name]?.[at]}`, `${concepts[name]?.[at]} yy`]]),
  ) as never,
}))

/** A model that knows the concepts in all languages, a little blurred by the rest of the text. */
function vectorOf(text: string): Float32Array {
  const axes = Object.values(concepts).map((words) => (words.some((word) => text.includes(word)) ? 1 : 0))
  const blur = [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 97, 7) / 970
  return Float32Array.from([...axes, 0.3, blur])
}

const seen: string[] = []
const model: Embedder = {
  name: 'concepts',
  dimensions: 6,
  async embed(texts) {
    seen.push(...texts)
    return texts.map(vectorOf)
  },
}
const broken: Embedder = { ...model, embed: () => Promise.reject(new EmbedderError('unreachable', 'away')) }

const patient: Clock = { now: () => 0, after: () => () => {} }
const hasty: Clock = {
  now: () => 0,
  after(_delayMs, call) {
    queueMicrotask(call)
    return () => {}
  },
}

const wordings = [
  { text: 'do you sell a bicycle', language: 'en' },
  { text: 'selger dere sykkel', language: 'nb' },
  { text: 'säljer ni cykel till ••• ', language: 'sv' },
  { text: 'myyttekö polkupyörä', language: 'fi' },
  { text: 'is it mulesing free', language: 'en' },
  { text: 'kommer uld fra Norge', language: 'da' },
] as const

async function grouped(embedder: Embedder | undefined, clock = patient): Promise<string[]> {
  const dense = await wordingVectors(embedder, clock)(wordings, intents)
  return groupWordings(wordings, [], dense).map((group) => group.sort().join(' '))
}

const apart = ['0', '1', '2', '3', '4', '5']

describe('groups across languages', () => {
  it('stand apart by the words alone, and together by meaning', async () => {
    expect(await grouped(undefined)).toEqual(apart)
    expect(await grouped(model)).toEqual(['0 1 2 3', '4 5'])
    expect(await grouped(model)).toEqual(await grouped(model))
  })

  it('are made of the words alone while the model is away or late, and of meaning when it comes', async () => {
    expect(await grouped(broken)).toEqual(apart)
    let answer = () => {}
    const late: Embedder = {
      ...model,
      embed: (texts) => new Promise((resolve) => (answer = () => resolve(texts.map(vectorOf)))),
    }
    const vectors = wordingVectors(late, hasty)
    expect(await vectors(wordings, intents)).toBe(undefined)
    answer()
    const dense = await vectors(wordings, intents)
    expect(groupWordings(wordings, [], dense)).toHaveLength(2)
  })

  it('ask the model only for languages that it knows, and show it no mark of what was hidden', async () => {
    seen.length = 0
    expect(await grouped({ ...model, languages: ['en', 'nb'] })).toEqual(['0 1', '2', '3', '4', '5'])
    expect(seen.join()).not.toMatch(/polkupyörä|auki|•/)
  })

  it('are made of the words alone with a model that cannot tell the shop’s own intents apart', async () => {
    const blind: Embedder = { ...model, embed: async (texts) => texts.map((_, at) => Float32Array.from([1, at % 7])) }
    expect(await grouped(blind)).toEqual(apart)
  })
})
