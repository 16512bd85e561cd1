// PostgreSQL, a real one from npm: the contract, and what only a server can do: go away, come back, serve several
// processes at once.

import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { askOnce, type Engine } from '../../src/store/engine.ts'
import { openPostgres, postgresEngine } from '../../src/store/postgres.ts'
import { storeOn } from '../../src/store/store.ts'
import { storeContract } from '../contract/store.ts'
import { everything, type Opened, read, reply, said, start, turnOf } from '../contract/store-samples.ts'
import { freePort, startCluster } from '../postgres-cluster.ts'

const cluster = await startCluster()
const engines: Engine[] = []
let databases = 0

afterAll(async () => {
  for (const engine of engines) await engine.close()
  await cluster.stop()
})

async function asAdmin<R>(act: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client(cluster.url('postgres'))
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}

async function newDatabase(): Promise<string> {
  databases += 1
  const name = `store_${databases}`
  await asAdmin((client) => client.query(`create database ${name}`))
  return name
}

async function openDatabase(name: string): Promise<Opened> {
  const engine = await postgresEngine(cluster.url(name))
  engines.push(engine)
  return {
    engine,
    reopen: async () => {
      await engine.close()
      return openDatabase(name)
    },
  }
}

storeContract('PostgreSQL', async () => openDatabase(await newDatabase()))

/** Ends every connection to a database, as a restart of the server would. */
const cutConnections = (name: string) =>
  asAdmin((client) => client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]))

describe('PostgreSQL', () => {
  it('lets two processes migrate one database at once', async () => {
    const name = await newDatabase()
    const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase(name)))
    const tables = await everything(opened[0]?.engine as Engine)
    const versions =
      tables['schema_versions']?.map((row) => (JSON.parse(String(row)) as { version: number }).version) ?? []
    expect(versions.toSorted((a, b) => a - b)).toEqual(versions.map((_, index) => index + 1))
    expect(tables['counters']).toHaveLength(1)
  })

  it('refuses a database from a newer nightdesk', async () => {
    const name = await newDatabase()
    const { engine } = await openDatabase(name)
    await engine.write(() => askOnce(engine.queries.insertInto('schema_versions').values({ version: 99 })))
    await expect(openPostgres(cluster.url(name))).rejects.toThrow(/newer nightdesk/)
  })

  it('keeps order, positions and versions when several processes write at once', async () => {
    const name = await newDatabase()
    const stores = await Promise.all(Array.from({ length: 4 }, async () => storeOn((await openDatabase(name)).engine)))
    const [first] = stores
    if (!first) throw new Error('no store')
    const { id } = await first.conversationAt('web', 'visitor', start)
    let saved = 0
    await Promise.all(
      stores.flatMap((store, process) =>
        Array.from({ length: 60 }, async (_, index) => {
          if (index % 3 > 0) return store.addMessage(said(`m${process} ${index}`), start)
          const turn = turnOf(await read(store, id), { replies: [reply('x')] })
          if ((await store.saveTurn(turn)) === 'saved') saved += 1
        }),
      ),
    )
    const shown = await first.transcript(id, 0, 1_000)
    expect(shown).toHaveLength(160 + saved)
    expect(shown.map(({ position }) => position)).toEqual(shown.map((_, index) => index + 1))
    expect((await first.conversation(id))?.version).toBe(saved)
    expect(saved).toBeGreaterThan(0)
  })

  it('comes back by itself after every connection was cut', async () => {
    const name = await newDatabase()
    const { engine } = await openDatabase(name)
    const store = storeOn(engine)
    await store.addMessage(said('before'), start)
    for (let round = 0; round < 5; round++) {
      const adding = Array.from({ length: 50 }, (_, index) => store.addMessage(said(`${round} ${index}`), start))
      const cut = cutConnections(name)
      const results = await Promise.allSettled(adding)
      await cut
      const kept = new Set((await everything(engine))['messages']?.map((row) => JSON.parse(row).external_id))
      for (const [index, result] of results.entries()) {
        if (result.status === 'fulfilled') expect(kept).toContain(`${round} ${index}`)
        else expect(result.reason).toMatchObject({ name: 'StoreError' })
      }
      expect((await store.addMessage(said(`after ${round}`), start)).outcome).toBe('new')
    }
  })

  it('rejects while the server does not answer, tells nobody a stored value, and says so in its health', async () => {
    await expect(openPostgres(`postgres://postgres:secret@127.0.0.1:${await freePort()}/x`)).rejects.toThrow(
      /^PostgreSQL does not answer \(ECONNREFUSED\)\. Is it running/,
    )
    await expect(openPostgres(cluster.url('missing'))).rejects.toThrow('PostgreSQL refused a statement (code 3D000).')
    const store = storeOn((await openDatabase(await newDatabase())).engine)
    await store.close()
    expect(await store.health()).toMatchObject({ engine: 'PostgreSQL', ok: false })
  })
})
