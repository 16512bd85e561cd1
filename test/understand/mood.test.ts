// Anger and urgency, and what only sounds like them.

import { describe, expect, it } from 'vitest'
import { moodOf } from '../../src/understand/mood.ts'

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
  ])('%s', (text) => expect(moodOf(text).urgent).toBe(true))

  it.each(['it is not urgent', 'haster ikke', 'inte bråttom', 'ei ole kiire', 'hvor er pakken min', 'no rush'])(
    'not: %s',
    (text) => expect(moodOf(text).urgent).toBe(false),
  )
})
