// Cases, and the people who work on them.

import type { Kysely } from 'kysely'
import type { Case } from '../model/case.ts'
import type { CaseFilter, Store } from '../ports/store.ts'
import { ask, askOnce, type Engine, StoreError, statement } from './engine.ts'
import type { Tables } from './tables.ts'

type CaseStore = Pick<Store, 'cases' | 'nextCaseNumber' | 'agents' | 'saveAgent'>

const casesWithoutLimit = 200

export function caseStore(engine: Engine): CaseStore {
  const queries = statements(engine.queries)
  return {
    async cases(filter) {
      const rows = await engine.read(() => askOnce(casesQuery(engine.queries, filter)))
      return rows.map((row) => JSON.parse(row.state) as Case)
    },

    nextCaseNumber: () =>
      engine.write(function* () {
        const [row] = yield* ask(queries.nextCaseNumber, {})
        if (!row) throw new StoreError('The counter of case numbers is missing. Restore the database from a backup.')
        return row.value
      }),

    async agents() {
      const rows = await engine.read(() => ask(queries.agents, {}))
      return rows.map(({ id, name, roles }) => ({ id, name, roles: JSON.parse(roles) }))
    },

    async saveAgent({ id, name, roles }) {
      await engine.write(() => ask(queries.saveAgent, { id, name, roles: JSON.stringify(roles) }))
    },
  }
}

function casesQuery(db: Kysely<Tables>, { state, number, conversationId, limit }: CaseFilter) {
  let query = db
    .selectFrom('cases')
    .select('state')
    .limit(limit ?? casesWithoutLimit)
  if (number !== undefined) query = query.where('number', '=', number)
  if (conversationId !== undefined) query = query.where('conversation_id', '=', conversationId)
  if (state === 'open') {
    return query
      .where((eb) => eb('open', '=', eb.lit(1)))
      .orderBy('promise_at')
      .orderBy('number')
  }
  if (state === 'solved') {
    return query
      .where((eb) => eb('open', '=', eb.lit(0)))
      .orderBy('solved_at', 'desc')
      .orderBy('number', 'desc')
  }
  return query.orderBy('number', 'desc')
}

function statements(db: Kysely<Tables>) {
  return {
    nextCaseNumber: statement((_: Record<never, never>) =>
      db
        .updateTable('counters')
        .set((eb) => ({ value: eb('value', '+', eb.lit(1)) }))
        .where('name', '=', 'case')
        .returning('value'),
    ),
    agents: statement((_: Record<never, never>) => db.selectFrom('agents').selectAll().orderBy('name').orderBy('id')),
    saveAgent: statement((row: { id: string; name: string; roles: string }) =>
      db
        .insertInto('agents')
        .values({ id: row.id, name: row.name, roles: row.roles })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: row.name, roles: row.roles })),
    ),
  }
}
