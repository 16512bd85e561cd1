// Anger and urgency, and what only sounds like them.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isThanks, moodOf } from '../../src/understand/mood.ts'
import { cpuMsOf } from './cpu-time.ts'

describe('angry', () => {
  it.each([
    'this is ridiculous, worst service ever',
    'I AM STILL WAITING FOR MY PARCEL!!',
    'dette er helt latterlig',
    'fy faen for en butikk',
    'det här är oacceptabelt',
    'jag är så förbannad nu',
    'det er simpelthen for dårligt',
    'hvad fanden sker der',
    'tää on ihan naurettavaa',
    'surkeaa palvelua',
    'this is a SCAM',
    'you idiots',
    'absolutely furious',
    'ihan aivan perseestä',
    'värdelösa',
    'ni är idioter',
    'dere er idioter',
    'dette er svindel',
    'dritdårlig service',
    'i er til grin',
    'det er sgu for dårligt',
  ])('%s', (text) => expect(moodOf(text).angry).toBe(true))

  it.each([
    'where is my order',
    'i am not furious, just wondering',
    'har dere svarte gensere',
    'jeg er ikke sint',
    'OK THANKS',
    'NEI',
    'den er dessverre ødelagt',
    'min pakke er forsinket',
    'jag är inte så arg',
    'en ole vihainen',
    'takki on huono ja haluan palauttaa sen',
    'fantastiskt',
    'is this a scam?',
    'how do i know a scam from a real message',
    'er dette svindel?',
    'kvaliteten är inte så dålig',
  ])('not: %s', (text) => expect(moodOf(text).angry).toBe(false))
})

describe('urgent', () => {
  it.each([
    'need an answer asap',
    'det haster',
    'det är bråttom',
    'det haster meget',
    'asialla on kiire',
    'svar med en gang',
    'i want my money NOW',
    'haluan rahani HETI',
    'jag vill ha svar NU',
    'send den NÅ',
  ])('%s', (text) => expect(moodOf(text).urgent).toBe(true))

  it.each([
    'it is not urgent',
    'haster ikke',
    'inte bråttom',
    'ei ole kiire',
    'hvor er pakken min',
    'no rush',
    'are you open now',
    'not NOW, next week is fine',
    'ER DERE ÅPNE NÅ',
    'onko teillä nyt auki',
  ])('not: %s', (text) => expect(moodOf(text).urgent).toBe(false))
})

describe('safety', () => {
  it.each([
    'the colours are bleeding in the wash',
    'i used my card but the payment failed',
    'jeg har brukt kortet mitt hos dere før',
    'fargen blør i vask',
    'automaten slugte mit kort',
    'kan i sende den til min mor på hospitalet',
    'jeg kom til at trykke forkert',
    'olen käyttänyt korttiani teillä',
    'is it suitable for my fireplace',
  ])('not: %s', (text) => expect(moodOf(text).safety).toBe(false))
})

describe('thanks', () => {
  it.each(['👍', '👍🏻👍🏻', '❤️', ' 🙏 😊', '<3', 'thaaanks', 'tuuusen takk', 'tackkk', 'taaak', 'kiitosss'])(
    '%s',
    (text) => expect(isThanks(text)).toBe(true),
  )

  it.each(['', ' ', '👎', '😡', '💔', '?', '👍?', '👍 where is my parcel', '5 < 3', '📦'])('not: "%s"', (text) =>
    expect(isThanks(text)).toBe(false),
  )
})

/** Lines labelled twice, the second time from a shuffled list without the first labels; doubtful ones do not count. */
const labelled = readFileSync(new URL('mood-lines.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [first = '', second = '', language = '', text = ''] = line.split('\t')
    return { first, second, language, text }
  })
const agreed = labelled.filter(({ first, second }) => first === second)

const hears: Readonly<Record<string, (text: string) => boolean>> = {
  angry: (text) => moodOf(text).angry,
  urgent: (text) => moodOf(text).urgent,
  safety: (text) => moodOf(text).safety,
  thanks: isThanks,
}

describe('mood on the labelled lines', () => {
  it('has labels that agree', () => {
    expect(labelled.length).toBeGreaterThanOrEqual(250)
    expect(agreed.length / labelled.length).toBeGreaterThan(0.95)
  })

  it.each(Object.keys(hears))('%s: right 95 times of 100 when heard, and mostly heard', (mood) => {
    const heard = agreed.filter(({ text }) => hears[mood]?.(text))
    const meant = agreed.filter(({ first }) => first.split(',').includes(mood))
    const right = heard.filter((line) => meant.includes(line))
    const missed = meant.filter((line) => !heard.includes(line)).map(({ text }) => text)
    const wrong = heard.filter((line) => !meant.includes(line)).map(({ text }) => text)
    expect(right.length / heard.length, wrong.join(' | ')).toBeGreaterThanOrEqual(0.95)
    expect(right.length / meant.length, missed.join(' | ')).toBeGreaterThanOrEqual(0.9)
  })
})

describe('any text', () => {
  it('has a mood that does not change with what is quoted', () => {
    fc.assert(
      fc.property(fc.constantFrom(...agreed.map(({ text }) => text)), (text) => {
        const bare = text.replace(/["«»]/gu, '')
        expect(moodOf(`she wrote "${bare}" to me`)).toEqual({ angry: false, urgent: false, safety: false })
        expect(moodOf(`> ${bare}\nhello`)).toEqual({ angry: false, urgent: false, safety: false })
      }),
    )
  })

  it('is read in bounded time', () => {
    for (const text of ['"'.repeat(1_000_000), 'kortet ~ stjålet '.repeat(60_000), 'så lei av '.repeat(90_000)]) {
      expect(cpuMsOf(() => [moodOf(text), isThanks(text)])).toBeLessThan(50)
    }
  })
})
