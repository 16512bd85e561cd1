// Names are hidden where people introduce themselves or sign, in five languages, and words that are no names stay.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hideNames } from '../../src/workbench/names.ts'

const hidden = (text: string) => hideNames(text, '_')

describe('a name', () => {
  it.each([
    ['hi, my name is kari nordmann and my parcel is late', 'hi, my name is _ and my parcel is late'],
    ['My name’s Anne-Marie O’Neil. Where is it?', 'My name’s _. Where is it?'],
    ['I am Kari Nordmann, order 5', 'I am _, order 5'],
    ['hei jeg heter Per Åge Lie, hvor er pakken', 'hei jeg heter _, hvor er pakken'],
    ['mitt navn er kari hvor er pakken', 'mitt navn er _ hvor er pakken'],
    ['eg heiter Ola', 'eg heiter _'],
    ['jag heter åsa lind och undrar', 'jag heter _ och undrar'],
    ['Mitt namn är Åsa.', 'Mitt namn är _.'],
    ['jeg hedder Søren Ø', 'jeg hedder _'],
    ['mit navn er søren', 'mit navn er _'],
    ['nimeni on Äiti Virtanen, missä paketti', 'nimeni on _, missä paketti'],
    ['moi olen Matti Meikäläinen', 'moi olen _'],
    ['mun nimi on matti ja tilasin', 'mun nimi on _ ja tilasin'],
    ['Navn: Kari Nordmann', 'Navn: _'],
    ['hvor er pakken? mvh kari nordmann', 'hvor er pakken? _'],
    ['Hvor er pakken?\n\nMed vennlig hilsen\nKari Nordmann', 'Hvor er pakken?\n\n_'],
    ['Venlig hilsen, Søren', '_'],
    ['Tack! Vänliga hälsningar Åsa', 'Tack! _'],
    ['missä paketti? terv. Matti', 'missä paketti? _'],
    ['Ystävällisin terveisin\nMatti Meikäläinen', '_'],
    ['where is it\nKind regards,\nJohn Smith', 'where is it\n_'],
    ['wrap it please. Regards, Ann Lee', 'wrap it please. _'],
    ['var är paketet? /Anna', 'var är paketet? /_'],
    ['where is it?\n--\nJohn Smith', 'where is it?\n--\n_'],
    ['Where is it?\nJohn Smith', 'Where is it?\n_'],
    ['Where is it? Thanks, John', 'Where is it? Thanks, _'],
    ['Hello Anna, Ida here.', 'Hello _, _ here.'],
    ['Hei Kari! Pakken er funnet.', 'Hei _! Pakken er funnet.'],
  ])('%j', (text, wanted) => expect(hidden(text)).toBe(wanted))
})

describe('what is no name', () => {
  it.each([
    'my name is on the parcel twice',
    'i am angry and this is urgent',
    'I AM ANGRY',
    'jeg er lei av å vente',
    'kan jeg legge ved en hilsen til mamma',
    'do you send birthday greetings. hilsen til mamma',
    'olen tilannut kaksi paria',
    'jag är missnöjd',
    'hei hvor er pakken',
    'thanks for the help',
    'takk, men hvor er den',
    'Fjord jumper in size M/L',
    'her er bestillingen min',
  ])('%j', (text) => expect(hidden(text)).toBe(text))
})

it('is hidden whatever stands around it, in bounded time', () => {
  const name = fc.stringMatching(/^Zq[a-zåäöøæ]{2,12}$/)
  const introduced = fc.constantFrom('my name is', 'jeg heter', 'jag heter', 'jeg hedder', 'nimeni on', 'mvh')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), introduced, name, fc.string(), (before, words, own, behind) => {
      expect(hidden(`${before} ${words} ${own} ${behind}`)).not.toContain(own)
    }),
  )
  for (const long of ['my name is ', 'A ', '\n', 'mvh ', 'Ab ', 'hilsen, '].map((part) => part.repeat(20_000))) {
    const start = performance.now()
    hidden(long)
    expect(performance.now() - start).toBeLessThan(500)
  }
})
