// What staff read is in their language: every tag and question of the shop's own content has a name.

import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readContent } from '../../src/intent-files/read.ts'
import { languages } from '../../src/model/language.ts'
import type { Step } from '../../src/model/shop.ts'
import { factName, factValue } from '../../src/pages/desk/words/fact-names.ts'
import { tagName } from '../../src/pages/desk/words/tag-names.ts'
import { readable } from '../../src/pages/parts/channel-names.ts'
import { namesIn } from '../../src/pages/parts/shop-names.tsx'

let steps: readonly Step[] = []
beforeAll(async () => {
  const { content } = await readContent(join(import.meta.dirname, '..', '..', 'intents'))
  steps = [...(content?.intents.values() ?? [])].flatMap((intent) => intent.steps)
})

describe('words of the desk', () => {
  it('name every tag that a case of the shop can have', () => {
    const tags = new Set(steps.flatMap((step) => (step.verb === 'open-case' ? step.tags : [])))
    expect(tags.size).toBeGreaterThan(8)
    // No English tag is Finnish by chance: an equal name is a missing one.
    for (const tag of [...tags, 'complaint', 'safety']) expect(tagName(tag, 'fi'), tag).not.toBe(readable(tag))
  })

  it('name everything that the shop asks for, and what understanding finds by itself', () => {
    const slots = new Set(steps.flatMap((step) => (step.verb === 'ask' || step.verb === 'choose' ? [step.slot] : [])))
    expect(slots.size).toBeGreaterThan(8)
    const found = ['order_number', 'email', 'phone', 'date', 'part_of_day', 'money', 'product', 'size']
    for (const slot of [...slots, ...found]) expect(factName(slot, 'fi'), slot).not.toBe(readable(slot))
  })

  it('fall back to what is written, whatever it is called', () => {
    expect(tagName('sales-lead', 'nb')).toBe('Sales lead')
    expect(factName('shoe_size', 'nb')).toBe('Shoe size')
    expect(tagName('constructor', 'nb')).toBe('Constructor')
  })

  it('say days and parts of the day as people write them, and leave other values alone', () => {
    expect(languages.map((language) => factValue('part_of_day', 'evening', language))).toEqual([
      'Evening',
      'Kveld',
      'Kväll',
      'Aften',
      'Ilta',
    ])
    expect(factValue('date', '2026-11-27', 'fi')).toBe('27.11.2026')
    expect(factValue('date', 'soon', 'fi')).toBe('soon')
    expect(factValue('order_number', '10234', 'fi')).toBe('10234')
  })
})

it('the shop’s own names stand in the reader’s language; what is gone keeps its file’s name', () => {
  const care = {
    en: 'Customer service',
    nb: 'Kundeservice',
    sv: 'Kundtjänst',
    da: 'Kundeservice',
    fi: 'Asiakaspalvelu',
  }
  const names = namesIn({ teams: { care }, intents: {} }, 'fi')
  expect(names.team('care')).toBe('Asiakaspalvelu')
  expect(names.intent('old-intent')).toBe('Old intent')
  expect(names.intent('constructor')).toBe('Constructor')
  expect(names.intent('__proto__')).toBe('Proto')
})
