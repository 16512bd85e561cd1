// "How long will it take?" is told from questions that name what they wait for.

import { describe, expect, it } from 'vitest'
import { asksWhen } from '../../src/understand/asks-when.ts'

describe('asksWhen', () => {
  it.each([
    ['en', 'how long will it take'],
    ['en', 'ok and when will I get an answer?'],
    ['nb', 'hvor lenge må jeg vente på svar'],
    ['nb', 'kor lang tid tar det'],
    ['sv', 'hur länge dröjer det'],
    ['sv', 'när får jag svar?'],
    ['da', 'hvornår hører jeg fra nogen'],
    ['da', 'hvor lang tid tager det'],
    ['fi', 'kauanko pitää odottaa'],
    ['fi', 'millon joku vastaa'],
  ] as const)('%s: %s', (language, text) => expect(asksWhen(text, language)).toBe(true))

  it.each([
    ['en', 'how long does delivery take'],
    ['en', 'when is my parcel coming'],
    ['en', 'how long can i wait before i return it'],
    ['nb', 'når åpner dere'],
    ['sv', 'när får jag pengarna'],
    ['da', 'hvornår kommer pakken'],
    ['fi', 'milloin saan rahat'],
    ['fi', 'milloin'],
    ['en', ''],
  ] as const)('not %s: %s', (language, text) => expect(asksWhen(text, language)).toBe(false))
})
