// Learning: determinism, calibration, ranks and bytes.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrate, type HeldBack } from '../../src/understand/calibrate.ts'
import { classify } from '../../src/understand/classify.ts'
import { parse, serialise } from '../../src/understand/model-bytes.ts'
import { shuffled } from '../../src/understand/random.ts'
import { placesAmong, Tally } from '../../src/understand/tally.ts'
import { type Example, holdBack, planOf, prepareLesson, train } from '../../src/understand/train.ts'

const words = ['red', 'green', 'blue', 'wool', 'sock', 'hat', 'return', 'order', 'money', 'open', 'gift', 'card']
const sentence = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((picked) => picked.join(' '))
const example = fc.record({ text: sentence, intent: fc.constantFrom('a', 'b', 'c') })

function learnt(examples: readonly { text: string; intent: string }[]) {
  return train(examples.map((one): Example => ({ ...one, language: 'en' })))
}

function rankOf(examples: readonly { text: string; intent: string }[], text: string, intent: string): number {
  const place = classify(learnt(examples), text, 'en').intents.findIndex(({ name }) => name === intent)
  return place === -1 ? 99 : place
}

describe('train', () => {
  it('never lowers the rank of an intent for an utterance that is added to it', () => {
    fc.assert(
      fc.property(fc.array(example, { minLength: 3, maxLength: 12 }), sentence, (examples, text) => {
        const before = rankOf(examples, text, 'a')
        expect(rankOf([...examples, { text, intent: 'a' }], text, 'a')).toBeLessThanOrEqual(before)
      }),
      { numRuns: 40 },
    )
  })

  it('tells many examples apart too, by support vectors', () => {
    const many = Array.from({ length: 80 }, (_, at) => [
      { text: `return the ${words[at % 6]} one number ${at}`, intent: 'a' },
      { text: `when do you open on ${words[at % 5]} day`, intent: 'b' },
    ]).flat()
    expect(classify(learnt(many), 'return my hat', 'en').intents[0]?.name).toBe('a')
    expect(classify(learnt(many), 'do you open today', 'en').intents[0]?.name).toBe('b')
  })

  it('gives the same bytes for the same examples and seed', () => {
    const examples = [
      { text: 'red hat', intent: 'a' },
      { text: 'blue sock', intent: 'b' },
    ]
    expect(serialise(learnt(examples))).toEqual(serialise(learnt(examples)))
  })

  it('holds back what says the same in several languages at once, so that none of it is known', () => {
    const topics = ['korg', 'brunn', 'vild', 'stup', 'fjant'].flatMap((text, topic) =>
      (['nb', 'sv', 'da'] as const).map((language) => ({ text, language, intent: 'a', topic })),
    )
    const rest = words.map((text): Example => ({ text, intent: 'b', language: 'en' }))
    const examples = [...topics, ...rest]
    const { material, plan } = prepareLesson(examples, planOf(examples))
    const known = plan.rounds
      .flatMap((round) => holdBack(material, round))
      .filter(({ example }) => example < topics.length)
    expect(known).toHaveLength(topics.length)
    for (const one of known) expect(one.known).toBeLessThan(0.5)
  })

  it('can learn from nothing', () => {
    expect(classify(learnt([]), 'hello', 'en')).toEqual({ intents: [], scope: 0, zone: 'far' })
  })
})

describe('serialise and parse', () => {
  it('are each other’s inverse, and refuse what is no whole model', () => {
    const bytes = serialise(
      learnt([
        { text: 'red hat', intent: 'a' },
        { text: 'open', intent: 'b' },
      ]),
    )
    const again = parse(bytes)
    expect(again && serialise(again)).toEqual(bytes)
    expect(parse(bytes.slice(0, 40))).toBeUndefined()
    expect(parse(new Uint8Array())).toBeUndefined()
  })
})

describe('calibrate', () => {
  const one = (score: number, intent: number): HeldBack => ({
    scores: Float64Array.of(score, 0),
    known: 1,
    intent,
    example: 0,
  })

  it('calls nothing sure when held-back utterances are a toss-up', () => {
    const tossed = Array.from({ length: 100 }, (_, at) => one(3, at % 2))
    expect(calibrate(tossed, -1).sureFrom).toBe(1)
  })

  it('softens confidences that are too high', () => {
    const overconfident = Array.from({ length: 100 }, (_, at) => one(6, at % 4 === 0 ? 1 : 0))
    const { temperature } = calibrate(overconfident, -1)
    // Three of four are right, so 6 / temperature must come near ln 3.
    expect(6 / temperature).toBeCloseTo(Math.log(3), 1)
  })

  it('places the mark of what is sure where 80 in 100 are right, whichever of the utterances it saw', () => {
    const rows = Array.from({ length: 2000 }, (_, at) => {
      const certainty = ((at * 619) % 1000) / 1000
      const isRight = ((at * 367) % 997) / 997 < certainty
      return {
        ...one(0, isRight ? 0 : 1),
        scores: Float64Array.of(Math.log(certainty + 1e-4), Math.log(1 - certainty)),
      }
    })
    const marks = [0, 1, 2, 3].map(
      (part) =>
        calibrate(
          rows.filter((_, at) => at % 4 === part),
          -1,
        ).sureFrom,
    )
    for (const mark of marks) expect(Math.abs(mark - 0.8)).toBeLessThan(0.04)
  })

  it('places the near mark where one in twenty lies below it', () => {
    const rows = Array.from({ length: 200 }, (_, at) => ({ ...one(4, 0), known: (at + 1) / 200 }))
    expect(calibrate(rows, -1).nearFrom).toBeCloseTo(11 / 200, 2)
  })
})

describe('tallies and places', () => {
  /** Few low bits, so that many meet in the same slot. */
  const hashes = fc.array(
    fc.nat(40).map((number) => (number % 8) + 4096 * number),
    { maxLength: 700 },
  )

  it('count like a Map, in the order of first sight, again and again', () => {
    const tally = new Tally()
    fc.assert(
      fc.property(hashes, (added) => {
        tally.clear()
        const counts = new Map<number, number>()
        for (const hash of added) {
          tally.add(hash)
          counts.set(hash, (counts.get(hash) ?? 0) + 1)
        }
        expect([...tally.hashes.subarray(0, tally.size)]).toEqual([...counts.keys()])
        for (const [hash, times] of counts) expect(tally.timesOf(hash)).toBe(times)
        expect(tally.timesOf(3)).toBe(counts.get(3) ?? 0)
      }),
    )
  })

  it('find each hash of a part, and nothing else', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(900), { maxLength: 600 }), fc.nat(50), (keys, from) => {
        const places = placesAmong(Uint32Array.from(keys), Math.min(from, keys.length), keys.length)
        for (let hash = 0; hash <= 900; hash++) {
          const place = keys.indexOf(hash)
          expect(places.get(hash)).toBe(place >= from ? place : undefined)
        }
      }),
    )
  })
})

describe('shuffled', () => {
  it('is a permutation drawn from its seed', () => {
    expect([...shuffled(50, 3)].sort((a, b) => a - b)).toEqual([...Array(50).keys()])
    expect(shuffled(50, 3)).toEqual(shuffled(50, 3))
    expect(shuffled(50, 3)).not.toEqual(shuffled(50, 4))
  })
})
