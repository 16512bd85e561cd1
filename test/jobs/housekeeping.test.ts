import { expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { keepHouse } from '../../src/jobs/housekeeping.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { fakeClock } from '../fake-clock.ts'

it('deletes ended values at once and every hour, goes on after a failure, and ends when told', async () => {
  const store = await openSqlite(':memory:')
  const clock = fakeClock()
  let sweeps = 0
  const watched = {
    sweepValues: async (now: number) => {
      sweeps += 1
      if (sweeps === 2) throw new Error('the database is away')
      return store.sweepValues(now)
    },
    sweepUploads: store.sweepUploads,
  }
  const { id } = await store.conversationAt('web', 'a', { language: 'en', now: 0 })
  const upload = { name: 'a.png', type: 'image/png', bytes: Uint8Array.of(1) } as const
  const files = [
    await store.keepUpload(id, upload, clock.now() - 25 * 3_600_000),
    await store.keepUpload(id, upload, 0),
  ]
  const fresh = await store.keepUpload(id, upload, clock.now())
  await store.setValue('old', 'x', clock.now() - 1)
  await store.setValue('soon', 'x', clock.now() + 5_400_000)
  await store.setValue('kept', 'x', undefined)
  const end = keepHouse(watched, clock, silentLog)
  await clock.move(2 * 3_600_000)
  expect(sweeps).toBe(3)
  expect(await store.deleteValue('old')).toBe(false)
  expect(await store.attachments([...files, fresh].map((file) => file.id))).toEqual([fresh])
  expect(await store.deleteValue('soon')).toBe(false)
  expect(await store.deleteValue('kept')).toBe(true)
  end()
  await clock.move(3 * 3_600_000)
  expect(sweeps).toBe(3)
  await store.close()
})
