// A price that a customer sees is the record's, and no price is made up where no product is named.

import { beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { type Knowledge, loadKnowledge, lookupsOf } from '../../src/knowledge.ts'
import { rehearse } from '../../src/rehearsal.ts'

const intents = `${import.meta.dirname}/../../intents`
let knowledge: Knowledge

beforeAll(async () => {
  knowledge = await loadKnowledge(intents)
}, 60_000)

async function ask(text: string, language: 'en' | 'nb' | 'fi'): Promise<string> {
  const rehearsal = await rehearse({
    ...knowledge,
    lookups: lookupsOf(intents, knowledge),
    startAt: Date.parse('2026-11-25T02:00:00Z'),
    log: silentLog,
  })
  const replies = await rehearsal.customer('Ann', { text, pageLanguage: language })
  await rehearsal.close()
  return replies.map((reply) => reply.text.replaceAll(/\s/g, ' ')).join('\n')
}

describe('what a product costs', () => {
  it('is the record’s, under the product’s own name, where it is said at all', async () => {
    let told = 0
    for (const { name, price } of knowledge.content.shop.products) {
      const said = (await ask(`what is the price of the ${name}`, 'en')).match(/([^.]+): NOK ([\d,]+)\./)
      if (!said) continue
      told += 1
      expect(said[1]).toContain(name)
      expect(said[2]).toBe(price.toLocaleString('en'))
    }
    expect(told).toBeGreaterThan(knowledge.content.shop.products.length / 2)
  })

  it('is said for a short name with an ending', async () => {
    expect(await ask('hva koster luene deres', 'nb')).toContain('Fjell beanie: 399 kr')
  })

  it('is not guessed', async () => {
    const said = await ask('mitä teidän tuotteet maksaa', 'fi')
    expect(said).toContain('Hinta näkyy jokaisella tuotesivulla')
  })
})
