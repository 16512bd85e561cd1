// A whole message through a small shop's mind.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/model/language.ts'
import { clipLength, normalise, tokenise } from '../../src/understand/text.ts'
import { compiledMind, createMind, understand } from '../../src/understand/understand.ts'
import { contextIn, mind, source } from './shop-fixture.ts'

// None of these is an utterance of the fixture.
const asked: readonly (readonly [Language, string, string])[] = [
  ['en', 'hey wheres my parcel', 'order-status'],
  ['en', 'can u tell me your opening hours pls', 'opening-hours'],
  ['en', 'i would like a refund', 'refund'],
  ['en', 'giftcard isnt working', 'gift-card'],
  ['nb', 'hei, hvor er ordren min', 'order-status'],
  ['nb', 'når åpner dere i morgen', 'opening-hours'],
  ['nb', 'kan jeg få snakke med et menneske', 'person'],
  ['nb', 'kordan returnerer eg ei vare', 'return-how'],
  ['sv', 'hej var är min beställning', 'order-status'],
  ['sv', 'hur gör jag för att returnera', 'return-how'],
  ['sv', 'vill ha mina pengar tillbaka', 'refund'],
  ['da', 'hvor er min ordre henne', 'order-status'],
  ['da', 'kan jeg købe et gavekort', 'gift-card'],
  ['da', 'hvornår har i åbent', 'opening-hours'],
  ['fi', 'missä mun paketti viipyy', 'order-status'],
  ['fi', 'haluaisin palauttaa paidan', 'return-how'],
  ['fi', 'saisinko puhua ihmiselle', 'person'],
]

describe('what customers ask', () => {
  it.each(asked)('%s: %s -> %s', (language, text, intent) => {
    const meaning = understand(text, contextIn(language), mind)
    expect(meaning.intents[0]?.name).toBe(intent)
    expect(meaning.zone).not.toBe('far')
  })

  it('is never sure of what no shop answers', () => {
    const foreign = [
      ['en', 'can you help me with my tax return'],
      ['en', 'what is the capital of France'],
      ['nb', 'hva er hovedstaden i Frankrike'],
      ['sv', 'vem vann matchen igår'],
      ['da', 'hvem er statsminister'],
      ['fi', 'mikä on Ranskan pääkaupunki'],
    ] as const
    const zones = foreign.map(([language, text]) => understand(text, contextIn(language), mind).zone)
    expect(zones).not.toContain('sure')
    expect(zones.filter((zone) => zone === 'far').length).toBeGreaterThanOrEqual(4)
  })

  it('takes its own utterances for what they are', () => {
    const all = source.intents.flatMap(({ name, utterances }) => utterances.nb.map((text) => ({ name, text })))
    const right = all.filter(({ name, text }) => understand(text, contextIn('nb'), mind).intents[0]?.name === name)
    expect(right.length / all.length).toBeGreaterThan(0.98)
  })

  it('reads a drawn-out word as the word', () => {
    const plain = understand('where is my parcel', contextIn('en'), mind)
    expect(understand('wheeere is my paaarcel', contextIn('en'), mind).intents).toEqual(plain.intents)
    expect(tokenise('heyyy hallååå xxxl 10000')).toEqual(['hey', 'hallå', 'xxxl', '10000'])
  })

  it('takes a heart for thanks, and as an intent only where the shop has one', () => {
    expect(understand('❤️', contextIn('en'), mind)).toMatchObject({ thanks: true, intents: [], zone: 'far' })
    const polite = createMind({
      ...source,
      intents: source.intents.map((intent) => (intent.name === 'gift-card' ? { ...intent, name: 'thanks' } : intent)),
    })
    expect(understand('👍🏽', contextIn('en'), polite)).toMatchObject({ intents: [{ name: 'thanks' }], zone: 'sure' })
    expect(understand('👎', contextIn('en'), polite)).toMatchObject({ intents: [], zone: 'far' })
    const asked = { awaiting: { kind: 'confirm' } } as const
    expect(understand('👍', contextIn('en', asked), polite)).toMatchObject({ reply: 'yes', zone: 'far' })
  })

  it('survives a typo in a long word', () => {
    expect(understand('retrunere en vare', contextIn('nb'), mind).intents[0]?.name).toBe('return-how')
    expect(understand('openning hours', contextIn('en'), mind).intents[0]?.name).toBe('opening-hours')
  })

  it('has no intent for a text without words', () => {
    for (const text of ['', '   \n', '😀😀', '!?', '\u0000\u202e']) {
      const meaning = understand(text, contextIn('en'), mind)
      expect(meaning.intents).toEqual([])
      expect(meaning.zone).toBe('far')
    }
  })
})

describe('properties', () => {
  it('takes any text, the same way each time, with confidences from 0 to 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const meaning = understand(text, contextIn('en'), mind)
        expect(understand(text, contextIn('en'), mind)).toEqual(meaning)
        expect(meaning.intents.length).toBeLessThanOrEqual(5)
        const confidences = meaning.intents.map(({ confidence }) => confidence)
        for (const confidence of confidences) {
          expect(confidence).toBeGreaterThanOrEqual(0)
          expect(confidence).toBeLessThanOrEqual(1)
        }
        expect([...confidences].sort((a, b) => b - a)).toEqual(confidences)
      }),
      { numRuns: 200 },
    )
  })

  it('reads lone surrogates, prototype names and control characters like any text', () => {
    for (const text of ['\ud800 hei', '__proto__', 'constructor toString', 'a\u0000b', '\u202eedoc'])
      expect(() => understand(text, contextIn('en'), mind)).not.toThrow()
  })

  it('reads no more than the first characters of a long text', () => {
    const start = 'where is my order '.repeat(300).slice(0, clipLength)
    const short = understand(start, contextIn('en'), mind)
    const long = understand(start + 'gavekort '.repeat(120_000), contextIn('en'), mind)
    expect(long.intents).toEqual(short.intents)
    expect(tokenise(normalise('x'.repeat(1_000_000))).join('').length).toBeLessThanOrEqual(clipLength)
  })
})

describe('createMind', () => {
  it('gives the same bytes for the same content, and understands the same from bytes', () => {
    const bytes = compiledMind(mind)
    expect(Buffer.from(compiledMind(createMind(source))).equals(Buffer.from(bytes))).toBe(true)
    const again = createMind(source, bytes)
    for (const [language, text] of asked)
      expect(understand(text, contextIn(language), again)).toEqual(understand(text, contextIn(language), mind))
  })

  it('learns anew when the bytes are broken or of other content', () => {
    const bytes = compiledMind(mind)
    const broken = bytes.slice(0, bytes.length - 1)
    expect(createMind(source, broken).classifier.intents).toEqual(mind.classifier.intents)
    const fewer = { ...source, intents: source.intents.slice(1) }
    expect(createMind(fewer, bytes).classifier.intents).not.toContain('order-status')
    expect(createMind(source, new Uint8Array([255, 255, 255, 255, 1])).classifier.intents).toEqual(
      mind.classifier.intents,
    )
  })
})
