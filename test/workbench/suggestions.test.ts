// Questions that agents suggest for the shop's answers.

import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { openSuggestions } from '../../src/workbench/suggestions.ts'

describe('suggestions', () => {
  it('are kept with their answer, the same one once', async () => {
    const suggestions = openSuggestions(await openSqlite(':memory:'))
    const bikes = { question: 'Do you rent out bikes?', answer: 'We do not, sorry.', language: 'en' } as const
    await Promise.all([suggestions.add(bikes, 1000), suggestions.add(bikes, 2000)])
    await suggestions.add({ question: 'Har dere ski?', answer: '', language: 'nb' }, 3000)
    const all = await suggestions.since(0, 5000)
    expect(all.map(({ text, at, replies }) => [text, at, replies])).toEqual([
      ['Do you rent out bikes?', 2000, [{ text: 'We do not, sorry.', language: 'en' }]],
      ['Har dere ski?', 3000, []],
    ])
    expect(await suggestions.since(2500, 5000)).toHaveLength(1)
  })
})
