// Language: single lines, conversations, requests to change.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/model/language.ts'
import { detectLanguage, readLanguage } from '../../src/understand/language.ts'

const lines: readonly (readonly [Language, string])[] = [
  ['en', 'could you check whether my coat has shipped'],
  ['en', 'the sleeves are too short for me'],
  ['en', 'wheres the stuff i bought last week'],
  ['nb', 'jeg har ikke hørt noe fra dere på en uke'],
  ['nb', 'kor lenge må eg vente på svar'],
  ['nb', 'ermene er altfor korte på meg'],
  ['nb', 'hva skjer med bestillingen min a'],
  ['sv', 'jag har inte hört något från er på en vecka'],
  ['sv', 'ärmarna är alldeles för korta på mig'],
  ['sv', 'när får man hem grejerna'],
  ['da', 'jeg har ikke hørt noget fra jer i en uge'],
  ['da', 'ærmerne er alt for korte på mig'],
  ['da', 'hvornår får jeg mine varer, jeg har ventet længe'],
  ['fi', 'hihat on liian lyhyet mulle'],
  ['fi', 'en ole kuullut teistä viikkoon'],
  ['fi', 'mitä mun pitää nyt tehdä'],
]

/** Short lines; those of neighbours differ by a letter or by the order of words. */
const unseen = readFileSync(new URL('language-lines.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t') as [Language, string])

const served: readonly Language[] = ['en', 'nb', 'sv', 'da', 'fi']

function talk(start: Language, texts: readonly string[], hint?: Language) {
  let current = start
  let evidence = {}
  for (const text of texts) {
    const read = readLanguage(text, { current, evidence, served, ...(hint === undefined ? {} : { hint }) })
    current = read.best
    evidence = read.evidence
  }
  return current
}

describe('a line by itself', () => {
  it.each(lines)('%s: %s', (language, text) => expect(detectLanguage(text)).toBe(language))
})

describe('short lines of neighbours', () => {
  it('are told apart by themselves, but for a few', () => {
    const mistaken = unseen.filter(([language, text]) => detectLanguage(text) !== language)
    expect(mistaken.length, mistaken.join('; ')).toBeLessThanOrEqual(1)
  })
})

describe('a conversation', () => {
  it('follows the customer from the page’s language to theirs', () => {
    expect(talk('en', ['hei hvor er pakken min'], 'en')).toBe('nb')
    expect(talk('nb', ['missä pakettini on'], 'nb')).toBe('fi')
  })

  it('follows a customer who changes in the middle', () => {
    expect(talk('nb', ['hvor er pakken min', 'når kommer den', 'can you please answer me now, where is it'])).toBe('en')
  })

  it.each([
    'ok',
    'hei',
    'takk',
    'tack',
    'hej',
    '10432',
    '#10432',
    'Kari Nordmann',
    'Matti Virtanen',
    'kari@nordmann.no',
    '😀',
    'VV-10432',
    'ja',
    'nei',
  ])('does not change language for "%s"', (text) => {
    for (const language of served) expect(talk(language, [text])).toBe(language)
  })

  it('keeps Danish where a line is the same in Bokmål', () => {
    expect(talk('da', ['hvornår kommer min pakke, jeg har ventet længe', 'kan jeg betale senere'])).toBe('da')
  })

  it('stays among the languages that the shop serves', () => {
    expect(readLanguage('missä pakettini on', { current: 'nb', evidence: {}, served: ['nb', 'en'] }).best).not.toBe(
      'fi',
    )
  })
})

describe('asking for a language', () => {
  it.each([
    ['svenska pls', 'sv'],
    ['in english please', 'en'],
    ['english', 'en'],
    ['kan du skrive på norsk', 'nb'],
    ['på dansk tak', 'da'],
    ['suomeksi kiitos', 'fi'],
    ['do you speak finnish?', 'fi'],
    ['can we switch to english', 'en'],
    ['beklager, in english please', 'en'],
    ['i only understand swedish customs rules', undefined],
    ['norsk eller svensk', undefined],
    ['do you ship danish butter', undefined],
  ])('%s -> %s', (text, asked) => {
    const read = readLanguage(text, { current: 'nb', evidence: {}, served })
    expect(read.asked).toBe(asked)
    if (read.asked !== undefined) expect(read.best).toBe(read.asked)
  })

  it('gives no language that the shop does not serve', () => {
    expect(readLanguage('suomeksi kiitos', { current: 'nb', evidence: {}, served: ['nb', 'en'] }).asked).toBeUndefined()
  })
})
