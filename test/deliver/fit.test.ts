import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitReply, split } from '../../src/deliver/fit.ts'
import type { Reply } from '../../src/model/reply.ts'

const length = (text: string) => [...text].length
const reply: Reply = {
  author: { kind: 'bot' },
  kind: 'question',
  language: 'en',
  text: 'Which one?',
  choices: [
    { label: 'Red', value: 'option:red' },
    { label: 'Blue', value: 'option:blue' },
  ],
}
const rich = { buttons: true, cards: true, attachments: true, longestText: 100 }

describe('fitting a reply to a channel', () => {
  it('leaves a reply alone where the channel can show it', () => {
    expect(fitReply(reply, 'r1', rich)).toEqual([{ ...reply, id: 'r1' }])
  })

  it('puts each file behind the words, as a part of its own', () => {
    const files = ['f1', 'f2'].map((id) => ({ id, name: id, type: 'image/png', bytes: Uint8Array.of(1) }) as const)
    const relay = { ...reply, text: 'word '.repeat(30).trim(), attachments: ['f1', 'f2'] }
    const parts = fitReply(relay, 'r1', rich, files)
    expect(parts.map(({ id, file, text }) => [id, file?.id, text === ''])).toEqual([
      ['r1/1', undefined, false],
      ['r1/2', undefined, false],
      ['r1/3', 'f1', true],
      ['r1/4', 'f2', true],
    ])
    expect(parts.map(({ choices }) => choices !== undefined)).toEqual([false, true, false, false])
    expect(parts.some((part) => 'attachments' in part)).toBe(false)
    expect(fitReply(relay, 'r1', { ...rich, attachments: false }, files)).toHaveLength(2)
  })

  it('sends no empty text with a file, and nothing where there is neither', () => {
    const { choices, ...plain } = reply
    const wordless = { ...plain, text: '', attachments: ['f1'] }
    const file = { id: 'f1', name: 'a.png', type: 'image/png', bytes: Uint8Array.of(1) } as const
    expect(fitReply(wordless, 'r1', rich, [file])).toEqual([{ ...plain, text: '', file, id: 'r1' }])
    expect(fitReply(wordless, 'r1', rich, [])).toEqual([])
  })

  it('puts a picture with the first part, where the channel shows pictures and can reach it', () => {
    const picture = { address: 'https://shop.example/jumper.jpg', alt: 'Fjord jumper' }
    const { choices, ...plain } = reply
    const long = { ...plain, text: 'word '.repeat(30).trim(), picture }
    const [first, ...more] = fitReply(long, 'r1', rich)
    expect(first?.picture).toEqual(picture)
    expect(more.map((part) => part.picture)).toEqual([undefined])
    expect(fitReply(long, 'r1', { ...rich, cards: false }).some((part) => part.picture)).toBe(false)
    const own = { ...long, picture: { ...picture, address: '/pictures/jumper.svg' } }
    expect(fitReply(own, 'r1', rich).some((part) => part.picture)).toBe(false)
  })

  it('lets a text that is too long for a caption follow the picture as its own message', () => {
    const picture = { address: 'https://shop.example/jumper.jpg', alt: 'Fjord jumper' }
    const captioned = { ...rich, longestCaption: 10 }
    expect(fitReply({ ...reply, picture }, 'r1', captioned)).toMatchObject([{ text: 'Which one?', picture, id: 'r1' }])
    const parts = fitReply({ ...reply, text: 'Which one, then?', picture }, 'r1', captioned)
    expect(parts).toMatchObject([
      { text: '', picture, id: 'r1/1' },
      { text: 'Which one, then?', id: 'r1/2', choices: reply.choices },
    ])
    expect(parts[0]?.choices).toBeUndefined()
    expect(parts[1]?.picture).toBeUndefined()
  })

  it('turns buttons into a numbered list where there are none', () => {
    const [part, ...rest] = fitReply(reply, 'r1', { ...rich, buttons: false })
    expect(rest).toEqual([])
    expect(part).toEqual({
      author: { kind: 'bot' },
      kind: 'question',
      language: 'en',
      text: 'Which one?\n\n1. Red\n2. Blue',
      id: 'r1',
    })
  })

  it('puts the buttons on the last part of a long text, and numbers the parts', () => {
    const parts = fitReply({ ...reply, text: 'word '.repeat(50).trim() }, 'r1', rich)
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.map(({ id }) => id)).toEqual(parts.map((_, index) => `r1/${index + 1}`))
    expect(parts.map(({ choices }) => choices !== undefined)).toEqual(
      parts.map((_, index) => index === parts.length - 1),
    )
  })

  it('splits at paragraphs before words', () => {
    expect(split(`${'a'.repeat(30)}\n\n${'b'.repeat(30)}`, 40)).toEqual(['a'.repeat(30), 'b'.repeat(30)])
  })

  it('counts as the platform counts: most emoji are two UTF-16 units', () => {
    expect(split('🧶'.repeat(6), 6).map(length)).toEqual([6])
    expect(split('🧶'.repeat(6), 6, true)).toEqual(['🧶🧶🧶', '🧶🧶🧶'])
    expect(split('a🧶b', 2, true)).toEqual(['a', '🧶', 'b'])
    const [only, ...rest] = fitReply({ ...reply, text: '🧶'.repeat(50) }, 'r1', { ...rich, countsUtf16: true })
    expect(only?.text).toHaveLength(100)
    expect(rest).toEqual([])
  })

  it('cuts no link that fits into a part, wherever it stands', () => {
    fc.assert(
      fc.property(fc.nat({ max: 80 }), fc.integer({ min: 10, max: 40 }), (before, length) => {
        const link = `https://shop.example/${'x'.repeat(length - 10)}`
        const parts = split(`${'ab '.repeat(before)}${link} and more words after it`, 60)
        expect(parts.filter((part) => part.includes(link))).toHaveLength(1)
      }),
    )
    expect(split(`Hi ${'x'.repeat(60)}`, 60)).toEqual(['Hi', 'x'.repeat(60)])
  })

  it('ends a part where a word ends, not a word early', () => {
    expect(split('one two three', 7)).toEqual(['one two', 'three'])
  })

  it('loses no word, keeps every limit and cuts no character, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 12, max: 60 }),
        (text, longest) => {
          const parts = split(text, longest)
          const squeezed = (value: string) => value.replaceAll(/\s+/g, '')
          expect(squeezed(parts.join(''))).toBe(squeezed(text))
          for (const part of parts) {
            // A single composed character may be longer than the limit; it is never cut.
            const whole = [...new Intl.Segmenter('en').segment(part)].length === 1
            expect(length(part) <= longest || whole).toBe(true)
            expect(part.isWellFormed()).toBe(text.isWellFormed() || part.isWellFormed())
          }
        },
      ),
    )
  })

  it('does not cut a family of emoji in two', () => {
    const family = '👨‍👩‍👧‍👦'
    expect(split(family.repeat(5), 12).every((part) => part.replaceAll(family, '') === '')).toBe(true)
  })
})
