import { expect, it } from 'vitest'
import { cannedFor } from '../../src/decide/canned.ts'
import { readSources } from '../../src/intent-files/read.ts'
import type { Case } from '../../src/model/case.ts'
import { good } from '../intent-files/good-folder.ts'

const held = { number: 1042, language: 'en', summary: { facts: { order_number: '10432' } } } as unknown as Case

it('a ready answer says the case, its facts and times by the customer’s own clock', () => {
  const { content } = readSources(good)
  if (!content) throw new Error('The folder is broken.')
  const says = (text: string) => Object.fromEntries(['en', 'nb', 'sv', 'da', 'fi'].map((one) => [one, text])) as never
  const shop = {
    ...content.shop,
    cannedAnswers: [{ name: 'hours', text: says('#{case_number}, {order_number}: we open {opening}.') }],
  }
  const answers = (zone?: string) => cannedFor(held, zone, shop, Date.parse('2026-11-23T20:00+01:00'))
  expect(answers()).toEqual([{ name: 'hours', text: '#1042, 10432: we open tomorrow at 9\u00a0am.' }])
  expect(answers('Asia/Tokyo')[0]?.text).toBe('#1042, 10432: we open today at 5\u00a0pm your time.')
})
