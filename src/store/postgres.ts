// The server engine: PostgreSQL through pg. One writing transaction at a time for all processes together, held by an
// advisory lock: positions and event ids then rise in the order of commit, and groups cannot deadlock each other.

import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import type { Store } from '../ports/store.ts'
import { type Engine, type Operation, type Step, StoreError } from './engine.ts'
import { groupCommits } from './group.ts'
import { checkVersion, migrate } from './migrations.ts'
import { storeOn } from './store.ts'
import type { Tables } from './tables.ts'

/** How long anything may wait for the server before the caller is refused. */
const patienceMs = 10_000

/** Any fixed number; it names nightdesk's write lock within its database. */
const writeLock = 20_021
const takeTurn = `select pg_advisory_xact_lock(${writeLock})`

export type PostgresOptions = {
  /**
   * For what is derived from the rest, such as roll-ups, which their mark guards: it takes no turn among those who write
   * events, whom it never makes wait, and its commits do not wait for the disk. A server's crash may take the last of
   * them back, each as a whole; it is made again.
   */
  readonly derived?: boolean
}

/** Opens and migrates the database; `url` as in `postgres://name:password@host:5432/database`. Throws StoreError. */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Store> {
  return storeOn(await postgresEngine(url, options))
}

/** The engine under `openPostgres`. */
export async function postgresEngine(url: string, { derived = false }: PostgresOptions = {}): Promise<Engine> {
  const pool = newPool(url)
  const engine = engineOn(pool, derived ? 'set local synchronous_commit = off' : takeTurn)
  try {
    await (derived ? checkVersion(engine) : migrate(engine))
    return engine
  } catch (error) {
    await pool.end()
    throw error
  }
}

function newPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    keepAlive: true,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
    statement_timeout: patienceMs,
    idle_in_transaction_session_timeout: patienceMs,
    types: { getTypeParser },
  })
  // An idle connection that the server ends is simply replaced; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

/** 64-bit integers as numbers: all of ours are times, positions and counts. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)
}

function engineOn(pool: pg.Pool, first: string): Engine {
  const group = groupCommits((operations) => transaction(pool, first, operations), isLost)
  return {
    name: 'PostgreSQL',
    queries: queryBuilder(),
    read: (operation) => drive(operation, pool),
    write: group.write,
    async version() {
      const { rows } = await pool.query<{ server_version: string }>('show server_version').catch(refuse)
      return rows[0]?.server_version ?? 'unknown'
    },
    async close() {
      await group.close()
      if (!pool.ended) await pool.end()
    },
  }
}

function queryBuilder() {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

async function transaction(
  pool: pg.Pool,
  first: string,
  operations: readonly Operation<unknown>[],
): Promise<readonly unknown[]> {
  const client = await pool.connect().catch(refuse)
  // A connection that breaks between two statements reports it here too; the next statement says so.
  client.on('error', ignore)
  try {
    await client.query(`begin; ${first}`).catch(refuse)
    const results: unknown[] = []
    for (const operation of operations) results.push(await drive(operation, client))
    await client.query('commit').catch(refuse)
    giveBack(client)
    return results
  } catch (error) {
    if (isLost(error)) giveBack(client, true)
    else await rollBack(client)
    throw error
  }
}

/** A connection that cannot even roll back is thrown away; its transaction ends with it. */
async function rollBack(client: pg.PoolClient) {
  try {
    await client.query('rollback')
    giveBack(client)
  } catch {
    giveBack(client, true)
  }
}

function giveBack(client: pg.PoolClient, broken = false) {
  if (!broken) client.off('error', ignore)
  client.release(broken)
}

function ignore() {}

async function drive<R>(operation: Operation<R>, connection: pg.Pool | pg.PoolClient): Promise<R> {
  const steps = operation()
  let next = steps.next()
  while (!next.done) next = steps.next(await run(connection, next.value))
  return next.value
}

async function run(connection: pg.Pool | pg.PoolClient, { statement, parameters }: Step): Promise<readonly unknown[]> {
  const name = statement.name === undefined ? {} : { name: statement.name }
  const { rows } = await connection.query({ ...name, text: statement.sql, values: parameters }).catch(refuse)
  return rows
}

/** Not an answer of the server but the want of one: trying each operation alone would only wait again. */
function isLost(error: unknown): boolean {
  return error instanceof StoreError && /^(lost|08|53|57)/.test(error.code ?? '')
}

/** The server's text and detail can hold stored values, so only its code goes on. */
export function refuse(error: unknown): never {
  if (error instanceof pg.DatabaseError) {
    throw new StoreError(`PostgreSQL refused a statement (code ${error.code}).`, error.code)
  }
  const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
  throw new StoreError(`PostgreSQL does not answer${reason}. Is it running, and is its address right?`, 'lost')
}
