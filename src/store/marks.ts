// Markers and baselines in one table: what lists show apart from the frozen figures, which are large.

import type { Kysely } from 'kysely'
import type { Baseline, BaselineHead, Marker } from '../model/planning.ts'
import { keptRemovedMs, type MarkStore } from '../ports/marks.ts'
import { ask, type Engine, statement } from './engine.ts'
import type { Tables } from './tables.ts'
import { storable } from './text.ts'

type MarksTable = Tables['marks']

export function markStore(engine: Engine): MarkStore {
  const queries = statements(engine.queries)
  const heads = async (kind: MarksTable['kind']) =>
    (await engine.read(() => ask(queries.all, { kind }))).map(({ head }) => JSON.parse(head))
  const save = (kind: MarksTable['kind'], { id }: { readonly id: string }, head: object, frozen: object | null) =>
    engine.write(() =>
      ask(queries.save, {
        ...{ id, kind, head: JSON.stringify(head) },
        frozen: frozen && JSON.stringify(frozen),
      }),
    )
  return {
    async markers() {
      const all: Marker[] = await heads('marker')
      return all.sort((a, b) => compareText(a.date, b.date) || a.madeAt - b.madeAt || compareText(a.id, b.id))
    },
    async saveMarker(marker) {
      await save('marker', marker, marker, null)
    },
    async baselines() {
      const all: BaselineHead[] = await heads('baseline')
      return all.sort((a, b) => b.frozenAt - a.frozenAt || compareText(a.id, b.id))
    },
    async baseline(id) {
      const [row] = await engine.read(() => ask(queries.baseline, { id: storable(id) }))
      return row && ({ ...JSON.parse(row.head), ...JSON.parse(row.frozen ?? '{}') } satisfies Baseline)
    },
    async saveBaseline({ figures, days, ...head }) {
      await save('baseline', head, head, { figures, days })
    },
    async removeMark(id, now) {
      const removed = await engine.write(function* () {
        yield* ask(queries.forget, { before: now - keptRemovedMs })
        return yield* ask(queries.remove, { id: storable(id), now })
      })
      return removed.length > 0
    },
    async restoreMark(id) {
      const restored = await engine.write(() => ask(queries.restore, { id: storable(id) }))
      return restored.length > 0
    },
  }
}

/** By code units, the same on both engines. */
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function statements(db: Kysely<Tables>) {
  return {
    all: statement(({ kind }: { kind: MarksTable['kind'] }) =>
      db.selectFrom('marks').select('head').where('kind', '=', kind).where('removed_at', 'is', null),
    ),
    baseline: statement(({ id }: { id: string }) =>
      db
        .selectFrom('marks')
        .select(['head', 'frozen'])
        .where('id', '=', id)
        .where('kind', '=', 'baseline')
        .where('removed_at', 'is', null),
    ),
    save: statement((row: Omit<MarksTable, 'removed_at'>) =>
      db
        .insertInto('marks')
        .values({ id: row.id, kind: row.kind, head: row.head, frozen: row.frozen })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet((eb) => ({ head: eb.ref('excluded.head'), frozen: eb.ref('excluded.frozen') })),
        ),
    ),
    remove: statement(({ id, now }: { id: string; now: number }) =>
      db
        .updateTable('marks')
        .set({ removed_at: now })
        .where('id', '=', id)
        .where('removed_at', 'is', null)
        .returning('id'),
    ),
    restore: statement(({ id }: { id: string }) =>
      db
        .updateTable('marks')
        .set({ removed_at: null })
        .where('id', '=', id)
        .where('removed_at', 'is not', null)
        .returning('id'),
    ),
    forget: statement(({ before }: { before: number }) => db.deleteFrom('marks').where('removed_at', '<', before)),
  }
}

/** For the migration. */
export function markTable(db: Kysely<Tables>) {
  return db.schema
    .createTable('marks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('removed_at', 'bigint')
    .addColumn('head', 'text', (column) => column.notNull())
    .addColumn('frozen', 'text')
}
