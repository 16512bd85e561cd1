// Incidents, each saved whole under a version, so that of two who change one the second looks again.

import type { Kysely } from 'kysely'
import type { KeptIncident } from '../model/desk.ts'
import type { Store } from '../ports/store.ts'
import { ask, type Engine, statement } from './engine.ts'
import type { Tables } from './tables.ts'

type IncidentStore = Pick<Store, 'incidents' | 'incident' | 'saveIncident'>

export function incidentStore(engine: Engine): IncidentStore {
  const queries = statements(engine.queries)
  return {
    async incidents(endedSince) {
      const rows = await engine.read(() => ask(queries.since, { endedSince }))
      return rows.map(incidentFrom)
    },
    async incident(id) {
      const [row] = await engine.read(() => ask(queries.byId, { id }))
      return row && incidentFrom(row)
    },
    async saveIncident(incident) {
      const version = incident.version + 1
      const state = JSON.stringify({ ...incident, version } satisfies KeptIncident)
      const row = { id: incident.id, version, endedAt: incident.endedAt ?? null, state }
      const saved = await engine.write(() => ask(queries.save, row))
      return saved.length > 0 ? 'saved' : 'stale'
    },
  }
}

function incidentFrom({ state }: Pick<Tables['incidents'], 'state'>): KeptIncident {
  return JSON.parse(state)
}

function statements(db: Kysely<Tables>) {
  return {
    since: statement(({ endedSince }: { endedSince: number }) =>
      db
        .selectFrom('incidents')
        .select('state')
        .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>=', endedSince)]))
        .orderBy('id'),
    ),
    byId: statement(({ id }: { id: string }) => db.selectFrom('incidents').select('state').where('id', '=', id)),
    save: statement((row: { id: string; version: number; endedAt: number | null; state: string }) =>
      db
        .insertInto('incidents')
        .values({ id: row.id, version: row.version, ended_at: row.endedAt, state: row.state })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet((eb) => ({
              version: eb.ref('excluded.version'),
              ended_at: eb.ref('excluded.ended_at'),
              state: eb.ref('excluded.state'),
            }))
            .whereRef('incidents.version', '=', (eb) => eb('excluded.version', '-', 1)),
        )
        .returning('id'),
    ),
  }
}
