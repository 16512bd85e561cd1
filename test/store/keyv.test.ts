// Keyv itself over our store.

import Keyv from 'keyv'
import { describe, expect, it } from 'vitest'
import { keyvStorage } from '../../src/store/keyv.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

/** Keyv looks at the real time beside ours, so ours starts there. */
async function opened() {
  const time = { at: Date.now() }
  const store = await openSqlite(':memory:')
  const keyv = (namespace: string) =>
    new Keyv({ store: keyvStorage(store, { now: () => time.at }), namespace, throwOnErrors: true })
  return { time, store, keyv }
}

describe('keyvStorage', () => {
  it('keeps values, namespaces apart', async () => {
    const { keyv } = await opened()
    const [links, sessions] = [keyv('link'), keyv('session')]
    await links.set('a', { agent: 'kari', roles: ['agent'] })
    await sessions.set('a', 2)
    expect(await links.get('a')).toEqual({ agent: 'kari', roles: ['agent'] })
    expect(await sessions.get('a')).toBe(2)
    expect(await links.has('a')).toBe(true)
    expect(await links.get('b')).toBeUndefined()
    expect(await links.getMany(['a', 'b'])).toEqual([{ agent: 'kari', roles: ['agent'] }, undefined])
  })

  it('ends values by our clock, and the sweep takes them away', async () => {
    const { keyv, time, store } = await opened()
    await keyv('link').set('a', 1, 60_000)
    expect(await keyv('link').get('a')).toBe(1)
    time.at += 60_001
    expect(await keyv('link').get('a')).toBeUndefined()
    expect(await keyv('link').has('a')).toBe(false)
    expect(await store.sweepValues(time.at)).toBe(1)
  })

  it('deletes for exactly one caller', async () => {
    const { keyv } = await opened()
    const links = keyv('link')
    await links.set('a', 1)
    const deleted = await Promise.all(Array.from({ length: 20 }, () => links.delete('a')))
    expect(deleted.filter(Boolean)).toHaveLength(1)
  })

  it('refuses to clear what others may share', async () => {
    const { keyv } = await opened()
    await expect(keyv('link').clear()).rejects.toThrow('delete them by key')
  })
})
