// The embedded engine: node:sqlite in WAL mode with full sync. Everything runs in the calling thread, so a group of
// writes is one stretch of code without an await, and nothing can come between its statements.

import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Store } from '../ports/store.ts'
import { type Engine, type Operation, type Step, StoreError } from './engine.ts'
import { groupCommits } from './group.ts'
import { checkVersion, migrate } from './migrations.ts'
import { storeOn } from './store.ts'
import type { Tables } from './tables.ts'

/** Earlier ones can corrupt a WAL database in rare cases of a checkpoint beside a writer. */
export const oldestSqlite = '3.51.3'

export type SqliteOptions = {
  /** For looking only: may run beside the process that writes. */
  readonly readOnly?: boolean
  /** For one small write beside the process that serves, such as an invitation; a new database is made all the same. */
  readonly beside?: boolean
  /** Does not wait for the disk: only for what can be made again, such as a demo. */
  readonly unsynced?: boolean
  /**
   * A second connection beside the one that serves, for what is derived from the rest, such as roll-ups: as `beside`, but
   * its commits do not wait for the disk (`synchronous = normal`, which in WAL mode never harms the file). The machine's
   * going down may take its last commits back, each as a whole: a roll-up with its mark, and it is made again from there.
   * What the other connection commits is as durable as ever.
   */
  readonly derived?: boolean
}

/**
 * Opens the database file, making it, its folder and its newest form where needed; `:memory:` for one that ends with
 * the process. Throws StoreError when another process writes to it or when it comes from a newer nightdesk.
 */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<Store> {
  return storeOn(await sqliteEngine(path, options))
}

/** The engine under `openSqlite`. */
export async function sqliteEngine(path: string, options: SqliteOptions = {}): Promise<Engine> {
  const problem = sqliteProblem(linkedVersion())
  if (problem !== undefined) throw new StoreError(problem)
  if (options.readOnly && !existsSync(path)) {
    throw new StoreError(`There is no database at ${path}. Start nightdesk once: it makes one.`)
  }
  const beside = (options.beside === true || options.derived === true) && existsSync(path)
  const unlock = options.readOnly || beside || path === ':memory:' ? () => {} : lock(path)
  let db: DatabaseSync | undefined
  try {
    db = openDatabase(path, options)
    const engine = engineOn(db, unlock)
    await (options.readOnly || beside ? checkVersion(engine) : migrate(engine))
    return engine
  } catch (error) {
    db?.close()
    unlock()
    throw plainError(error)
  }
}

/** What is wrong with this version of SQLite; undefined when it may be used. */
export function sqliteProblem(version: string): string | undefined {
  if (version.localeCompare(oldestSqlite, 'en', { numeric: true }) >= 0) return undefined
  return `SQLite ${version} is too old: ${oldestSqlite} or newer is needed. Run nightdesk with a newer Node 24.`
}

/** Asked before the file is touched. */
function linkedVersion(): string {
  const db = new DatabaseSync(':memory:')
  const version = sqliteVersion(db)
  db.close()
  return version
}

function sqliteVersion(db: DatabaseSync): string {
  return String(db.prepare('select sqlite_version() as version').get()?.['version'])
}

/**
 * One writer for each file. The lock is the operating system's, on an empty database beside the real one, so it ends
 * with the process however that dies; a lock on the real file would keep readers out too.
 */
function lock(path: string): () => void {
  let holder: DatabaseSync
  try {
    mkdirSync(dirname(path), { recursive: true })
    holder = new DatabaseSync(`${path}-lock`)
  } catch {
    throw new StoreError(`The database ${path} cannot be made. Check that nightdesk may write to that folder.`)
  }
  try {
    holder.exec('begin exclusive')
  } catch {
    holder.close()
    throw new StoreError(
      `Another nightdesk is running with the database ${path}. Stop it first, or give this one a database of its own.`,
    )
  }
  return () => {
    if (holder.isOpen) holder.close()
  }
}

function openDatabase(
  path: string,
  { readOnly = false, unsynced = false, derived = false }: SqliteOptions,
): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly, enableForeignKeyConstraints: true, timeout: 5_000 })
  if (!readOnly) db.exec('pragma journal_mode = wal')
  db.exec(`pragma synchronous = ${unsynced ? 'off' : derived ? 'normal' : 'full'}`)
  return db
}

function engineOn(db: DatabaseSync, unlock: () => void): Engine {
  const run = runner(db)
  const [begin, commit] = [db.prepare('begin immediate'), db.prepare('commit')]
  const transaction = (operations: readonly Operation<unknown>[]) => {
    try {
      begin.run()
      const results = operations.map((operation) => drive(operation, run))
      commit.run()
      return results
    } catch (error) {
      // SQLite has rolled back by itself after some errors, such as a full disk.
      if (db.isTransaction) db.exec('rollback')
      throw plainError(error)
    }
  }
  const group = groupCommits(transaction, () => false)
  return {
    name: 'SQLite',
    queries: queryBuilder(),
    read: async (operation) => {
      try {
        return drive(operation, run)
      } catch (error) {
        throw plainError(error)
      }
    },
    write: group.write,
    version: async () => sqliteVersion(db),
    async close() {
      await group.close()
      if (db.isOpen) db.close()
      unlock()
    },
  }
}

function queryBuilder() {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
}

/** Runs steps, keeping the named statements prepared. */
function runner(db: DatabaseSync) {
  const prepared = new Map<string, StatementSync>()
  return ({ statement, parameters }: Step): readonly unknown[] => {
    if (statement.name === undefined) return db.prepare(statement.sql).all(...parameters)
    let ready = prepared.get(statement.name)
    if (!ready) {
      ready = db.prepare(statement.sql)
      prepared.set(statement.name, ready)
    }
    return ready.all(...parameters)
  }
}

function drive<R>(operation: Operation<R>, run: (step: Step) => readonly unknown[]): R {
  const steps = operation()
  let next = steps.next()
  while (!next.done) next = steps.next(run(next.value))
  return next.value
}

function plainError(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error
  return new StoreError(`SQLite: ${error.message}`, String(error.errcode))
}
