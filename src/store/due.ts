// Which conversations need a turn.

import type { Kysely } from 'kysely'
import { statement } from './engine.ts'
import type { Tables } from './tables.ts'

/** Unhandled messages, times that have come and refused files that were not spoken of; longest waiting first. */
export function dueStatement(db: Kysely<Tables>) {
  return statement(({ now, limit }: { now: number; limit: number }) =>
    db
      .selectFrom(
        db
          .selectFrom('messages')
          .where((eb) => eb('handled', '=', eb.lit(0)))
          .select(['conversation_id as id', 'received_at as since'])
          .unionAll(
            db
              .selectFrom('conversations')
              .where('wake_at', '<=', now)
              .select((eb) => ['id', eb.ref('wake_at').$notNull().as('since')]),
          )
          .unionAll(
            db
              .selectFrom('attachments')
              .where((eb) => eb('untold', '=', eb.lit(1)))
              .select(['conversation_id as id', 'since']),
          )
          .as('due'),
      )
      .select('id')
      .groupBy('id')
      .orderBy((eb) => eb.fn.min('since'))
      .orderBy('id')
      .limit(limit),
  )
}
