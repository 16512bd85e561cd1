// The cache over our own database: no text is asked for twice, and no key or value holds a customer's words.

import { describe, expect, it } from 'vitest'
import { remembering } from '../../src/assistant/remembering.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import type { Store } from '../../src/ports/store.ts'
import { keyvStorage } from '../../src/store/keyv.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { settle } from '../fake-clock.ts'

function counting(name = 'm', length = 3) {
  const asked: string[][] = []
  const embedder: Embedder = {
    name,
    dimensions: length,
    async embed(texts) {
      asked.push([...texts])
      return texts.map((text) => new Float32Array(length).fill(text.length + 0.1))
    },
  }
  return { asked, embedder }
}

const words = 'my order 10432 to kari@example.no'

describe('remembering', () => {
  it('asks for each text once, also over a restart, and gives the very same numbers', async () => {
    const store = await openSqlite(':memory:')
    const storage = () => keyvStorage(store, Date)
    const first = counting()
    const before = await remembering(first.embedder, storage()).embed(['a', words, 'a'], 300)
    expect(first.asked).toEqual([['a', words]])
    await settle()
    const second = counting()
    const after = await remembering(second.embedder, storage()).embed([words, 'bb', 'a'], 300)
    expect(second.asked).toEqual([['bb']])
    expect(after).toEqual([before[1], new Float32Array(3).fill(2.1), before[0]])
    await store.close()
  })

  it('keeps models apart', async () => {
    const store = await openSqlite(':memory:')
    await remembering(counting('one').embedder, keyvStorage(store, Date)).embed([words], 300)
    await settle()
    const other = counting('two')
    await remembering(other.embedder, keyvStorage(store, Date)).embed([words], 300)
    expect(other.asked).toHaveLength(1)
    await store.close()
  })

  it('asks anew for everything when the model under the name has another length now', async () => {
    const store = await openSqlite(':memory:')
    await remembering(counting('m', 3).embedder, keyvStorage(store, Date)).embed(['a', 'b'], 300)
    await settle()
    const changed = counting('m', 5)
    const vectors = await remembering(changed.embedder, keyvStorage(store, Date)).embed(['a', 'b', 'c'], 300)
    expect(vectors.map(({ length }) => length)).toEqual([5, 5, 5])
    await store.close()
  })

  it('writes no word of a customer anywhere', async () => {
    const store = await openSqlite(':memory:')
    const written: string[] = []
    const spying: Store = {
      ...store,
      setValue: (key, value, expiresAt) => {
        written.push(key, value)
        expect(expiresAt).toBeGreaterThan(Date.now())
        return store.setValue(key, value, expiresAt)
      },
    }
    await remembering(counting().embedder, keyvStorage(spying, Date)).embed([words], 300)
    await settle()
    expect(written).toHaveLength(2)
    for (const inside of ['order', '10432', 'kari']) expect(written.join(' ')).not.toContain(inside)
    await store.close()
  })

  it('answers when the store is away or holds rubbish', async () => {
    const store = await openSqlite(':memory:')
    const away: Store = {
      ...store,
      getValue: async () => Promise.reject(new Error('away')),
      setValue: async () => Promise.reject(new Error('away')),
    }
    expect(await remembering(counting().embedder, keyvStorage(away, Date)).embed(['a'], 300)).toHaveLength(1)
    const rubbish: Store = { ...store, getValue: async () => '{"value":"bm9wZQ=x"}' }
    const far = counting()
    expect(await remembering(far.embedder, keyvStorage(rubbish, Date)).embed(['a'], 300)).toEqual([
      new Float32Array(3).fill(1.1),
    ])
    expect(far.asked).toHaveLength(1)
    await store.close()
  })
})
