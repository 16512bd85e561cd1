// A database from before conversations had several places: everything was said, and goes, where its conversation began.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { read, reply, said, start, turnOf } from '../contract/store-samples.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-places-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const then = new Set(
  `conversations messages outcomes deliveries cases events agents desk_posts stored_values counters schema_versions
  conversations_wake messages_unhandled deliveries_waiting deliveries_due cases_conversation cases_open cases_solved
  events_at events_conversation stored_values_expiry desk_posts_place`.split(/\s+/),
)

/** Takes away what the migration brought, and all that came after it. */
function makeOlder(file: string): void {
  const database = new DatabaseSync(file)
  database.exec('alter table messages drop column address')
  database.exec('alter table deliveries drop column channel')
  database.exec('alter table deliveries drop column address')
  const named = database.prepare('select type, name from sqlite_master where sql is not null order by type')
  for (const { type, name } of named.all())
    if (!then.has(String(name)) && !String(name).startsWith('sqlite_')) database.exec(`drop ${type} if exists ${name}`)
  database.exec('delete from schema_versions where version > 2')
  database.close()
}

it('learns where each message was written and where each reply goes', async () => {
  const file = join(folder, 'old.db')
  const before = await openSqlite(file)
  const { conversationId } = await before.addMessage(said('1'), start)
  await before.saveTurn(turnOf(await read(before, conversationId), { replies: [reply('not sent yet')] }))
  await before.addMessage(said('2'), start)
  await before.close()
  makeOlder(file)

  const store = await openSqlite(file)
  const place = { channel: 'web', address: 'visitor' }
  expect(await store.dueDeliveries(start.now, 9)).toMatchObject([{ ...place, message: { text: 'not sent yet' } }])
  expect((await read(store, conversationId)).waiting).toMatchObject([{ externalId: '2', from: place }])
  expect(await store.addMessage(said('2'), start)).toMatchObject({ outcome: 'duplicate', conversationId })
  expect(await store.addMessage(said('3'), start)).toMatchObject({ outcome: 'new', conversationId, position: 4 })
  await store.close()
})
