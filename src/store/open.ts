// Opens whichever database a setting names.

import type { Log } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'
import type { Lead } from './lead.ts'
import { openSqlite, type SqliteOptions } from './sqlite.ts'

/** Opens it, an address of PostgreSQL or a file's path; a server knows of the options only `derived`. Throws StoreError. */
export async function openStore(database: string, options: SqliteOptions = {}): Promise<Store> {
  if (!isServer(database)) return openSqlite(database, options)
  // Its packages are not small, and most installations have none.
  const { openPostgres } = await import('./postgres.ts')
  return openPostgres(database, options)
}

/** Whether the setting names a server in place of a file. */
export function isServer(database: string): boolean {
  return /^postgres(ql)?:\/\//.test(database)
}

/** Resolves once this process alone serves the database: a file is locked by whoever opens it, a server is waited for. */
export async function leadOf(database: string, log: Pick<Log, 'warn'>): Promise<Lead> {
  if (!isServer(database)) return { displaced: new Promise(() => {}), end: async () => {} }
  const { takeLead } = await import('./lead.ts')
  return takeLead(database, () => {
    log.warn({}, 'another nightdesk serves this database: this one waits, and takes over when it ends')
  })
}
