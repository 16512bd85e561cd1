// SQLite: the contract, and what only a file can do: locks, readers beside, full disks, other versions.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { askOnce, type Engine } from '../../src/store/engine.ts'
import { openSqlite, sqliteEngine, sqliteProblem } from '../../src/store/sqlite.ts'
import { storeOn } from '../../src/store/store.ts'
import { storeContract } from '../contract/store.ts'
import { everything, type Opened, said, start } from '../contract/store-samples.ts'

const folder = await mkdtemp(join(tmpdir(), 'nightdesk-store-'))
const engines: Engine[] = []
let files = 0
const newPath = () => {
  files += 1
  return join(folder, `${files}.db`)
}

async function open(path = newPath()): Promise<Opened> {
  const engine = await sqliteEngine(path)
  engines.push(engine)
  return {
    engine,
    reopen: async () => {
      await engine.close()
      return open(path)
    },
  }
}

afterAll(async () => {
  for (const engine of engines) await engine.close()
  await rm(folder, { recursive: true })
})

storeContract('SQLite', open)

type Row = Record<string, unknown>
const pragma = (engine: Engine, text: string) =>
  engine.read(() => askOnce({ compile: () => sql.raw<Row>(`pragma ${text}`).compile(engine.queries) }))

describe('SQLite', () => {
  it('refuses a second writer with what to do, and lets it in once the first is gone', async () => {
    const path = newPath()
    const first = await openSqlite(path)
    await expect(openSqlite(path)).rejects.toThrow(/Another nightdesk is running with the database .*Stop it first/)
    await first.addMessage(said('still works'), start)
    await first.close()
    const second = await openSqlite(path)
    expect((await second.addMessage(said('still works'), start)).outcome).toBe('duplicate')
    await second.close()
  })

  it('lets readers in beside the writer, who see what is committed and change nothing', async () => {
    const path = newPath()
    const writer = await openSqlite(path)
    const { conversationId } = await writer.addMessage(said('a'), start)
    const reader = await openSqlite(path, { readOnly: true })
    expect(await reader.transcript(conversationId, 0, 10)).toHaveLength(1)
    await expect(reader.addMessage(said('b'), start)).rejects.toThrow('readonly')
    await writer.addMessage(said('c'), start)
    expect(await reader.transcript(conversationId, 0, 10)).toHaveLength(2)
    await Promise.all([reader.close(), writer.close()])
  })

  it('makes the folder, and says what to check when it cannot', async () => {
    const path = join(folder, 'new', 'deep', 'a.db')
    await (await openSqlite(path)).close()
    await expect(openSqlite(join(path, 'b.db'))).rejects.toThrow(/cannot be made\. Check that nightdesk may write/)
    await writeFile(join(folder, 'letter.db'), 'Dear customer, '.repeat(100))
    await expect(openSqlite(join(folder, 'letter.db'))).rejects.toThrow('SQLite: file is not a database')
    await expect(openSqlite(join(folder, 'letter.db'))).rejects.toThrow('SQLite: file is not a database')
  })

  it('says plainly when there is nothing to read', async () => {
    await expect(openSqlite(newPath(), { readOnly: true })).rejects.toThrow(
      /There is no database at .* Start nightdesk/,
    )
  })

  it('refuses a database from a newer nightdesk and leaves it as it was', async () => {
    const path = newPath()
    const engine = await sqliteEngine(path)
    await engine.write(() => askOnce(engine.queries.insertInto('schema_versions').values({ version: 99 })))
    await engine.close()
    await expect(openSqlite(path)).rejects.toThrow(/newer nightdesk.*Install the newer version/)
    await expect(openSqlite(path, { readOnly: true })).rejects.toThrow('newer nightdesk')
    await expect(openSqlite(path)).rejects.toThrow('newer nightdesk')
  })

  it('asks readers to wait for the migration', async () => {
    const path = newPath()
    const engine = await sqliteEngine(path)
    await engine.write(() => askOnce(engine.queries.deleteFrom('schema_versions')))
    await engine.close()
    await expect(openSqlite(path, { readOnly: true })).rejects.toThrow('older nightdesk')
  })

  it('refuses old versions of SQLite by name', () => {
    expect(sqliteProblem('3.51.3')).toBeUndefined()
    expect(sqliteProblem('3.100.0')).toBeUndefined()
    expect(sqliteProblem('3.51.2')).toMatch(/SQLite 3\.51\.2 is too old: 3\.51\.3 or newer/)
    expect(sqliteProblem('3.9.0')).toContain('too old')
  })

  it('keeps its promises to the disk: WAL, full sync, foreign keys', async () => {
    const { engine } = await open()
    expect(await pragma(engine, 'journal_mode')).toEqual([{ journal_mode: 'wal' }])
    expect(await pragma(engine, 'synchronous')).toEqual([{ synchronous: 2 }])
    expect(await pragma(engine, 'foreign_keys')).toEqual([{ foreign_keys: 1 }])
  })

  it('rejects while the disk is full, writes nothing by halves, and goes on when there is room', async () => {
    const { engine } = await open()
    const store = storeOn(engine)
    await store.addMessage(said('before'), start)
    const [pages] = await pragma(engine, 'page_count')
    await pragma(engine, `max_page_count = ${pages?.['page_count']}`)
    const before = await everything(engine)
    const large = (id: string) => store.addMessage(said(id, { text: 'x'.repeat(100_000) }), start)
    const results = await Promise.allSettled([large('a'), large('b')])
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'StoreError', code: '13' } })
    }
    expect(await everything(engine)).toEqual(before)
    await pragma(engine, 'max_page_count = 1000000')
    expect((await large('a')).outcome).toBe('new')
  })

  it('works without a file', async () => {
    const store = await openSqlite(':memory:')
    expect((await store.addMessage(said('a'), start)).outcome).toBe('new')
    await store.close()
  })

  it('commits what is asked for together in one transaction', async () => {
    const path = newPath()
    const engine = await sqliteEngine(path)
    const store = storeOn(engine)
    const frames = async () => Number((await pragma(engine, 'wal_checkpoint(noop)'))[0]?.['log'] ?? -1)
    await store.addMessage(said('first'), start)
    const before = await frames()
    await Promise.all(Array.from({ length: 50 }, (_, index) => store.addMessage(said(`m${index}`), start)))
    const together = (await frames()) - before
    for (let index = 0; index < 50; index++) await store.addMessage(said(`n${index}`), start)
    const alone = (await frames()) - before - together
    expect(together).toBeGreaterThan(0)
    expect(alone).toBeGreaterThan(together * 5)
    await engine.close()
  })
})
