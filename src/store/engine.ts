// What an engine offers the store, and how the store says what it wants: operations as generators of statements, so
// that one text of each operation runs without a single await on SQLite and with one for each statement on PostgreSQL.

import type { Compilable, Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** A value that both engines can bind. */
export type Value = string | number | Uint8Array | null

/** A query compiled once. `V` names the values it takes, `R` is its row. */
export type Statement<V = never, R = unknown> = {
  /** Set where the statement is run again and again and may stay prepared. */
  readonly name?: string
  readonly sql: string
  /** The parameters in order for these values. */
  readonly bind: (values: V) => Value[]
  /** Never set: carries the row's type. */
  readonly row?: R
}

/** One statement that an operation asks its engine to run. */
export type Step = { readonly statement: Statement<never>; readonly parameters: Value[] }

/** A running operation: yields statements, is given their rows, ends with its result. */
export type Steps<R> = Generator<Step, R, readonly unknown[]>

/** May be started again after a rollback, so it must change nothing but the database. */
export type Operation<R> = () => Steps<R>

export type Engine = {
  readonly name: 'SQLite' | 'PostgreSQL'
  /** Builds queries in this engine's dialect; never runs one. */
  readonly queries: Kysely<Tables>
  /** Runs an operation that only reads, outside any transaction. */
  read<R>(operation: Operation<R>): Promise<R>
  /**
   * Runs an operation in a transaction that it may share with others asked for at the same moment. Resolves after the
   * commit; rejects with StoreError (or what the operation threw) when nothing of it was kept.
   */
  write<R>(operation: Operation<R>): Promise<R>
  /** The server's or library's version. */
  version(): Promise<string>
  /** Lets asked-for writes end, then closes. */
  close(): Promise<void>
}

/** A database that cannot or will not do it. The text is for people; it never holds a stored value. */
export class StoreError extends Error {
  /** The engine's own code, or `lost` when it did not answer at all; undefined for refusals of our own. */
  readonly code: string | undefined

  constructor(text: string, code?: string) {
    super(text)
    this.name = 'StoreError'
    this.code = code
  }
}

/** Stands in a query for a value that comes later. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

let statementCount = 0

/** Compiles a query once; the properties of the builder's argument become the values to give each time. */
export function statement<V, R>(build: (values: V) => Compilable<R>): Statement<V, R> {
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) })
  const { sql, parameters } = build(slots as V).compile()
  statementCount += 1
  const sources = parameters.map((parameter) =>
    parameter instanceof Slot
      ? { given: true as const, name: parameter.name as keyof V }
      : { given: false as const, constant: parameter },
  )
  const bind = (values: V) => sources.map((source) => (source.given ? values[source.name] : source.constant) as Value)
  return { name: `nightdesk_${statementCount}`, sql, bind }
}

/** Runs a statement; gives its rows. */
export function* ask<V, R>(wanted: Statement<V, R>, values: V): Steps<readonly R[]> {
  return (yield { statement: wanted, parameters: wanted.bind(values) }) as readonly R[]
}

/** Runs a query that is built for this one call. */
export function* askOnce<R>(query: Compilable<R>): Steps<readonly R[]> {
  const { sql, parameters } = query.compile()
  return (yield { statement: { sql, bind: () => [] }, parameters: parameters as Value[] }) as readonly R[]
}
