import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { orderLookup } from '../../src/intent-files/orders-file.ts'

// 00:30 in Oslo: still the day before in UTC.
const now = Date.parse('2026-11-20T23:30:00Z')

const orders = (status: string) => `{
  "10418": { "order_status": "${status}", "order_expected_date": "+2", "order_placed_date": "-30", "order_changed_date": "0", "order_total_amount": 1499 },
  "VV-10421": { "order_status": "packed", "order_expected_date": "2026-12-01", "order_note": "+2" }
}`

describe('the look-up of orders', () => {
  let folder = ''
  let path = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'orders-'))
    path = join(folder, 'orders.json')
    await writeFile(path, orders('shipped'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('makes days from now dates of the shop’s zone, in date fields only', async () => {
    expect(await orderLookup(path, 'Europe/Oslo').find('10418', now)).toEqual({
      record: {
        order_status: 'shipped',
        order_expected_date: '2026-11-23',
        order_placed_date: '2026-10-22',
        order_changed_date: '2026-11-21',
        order_total_amount: 1499,
      },
    })
    expect(await orderLookup(path, 'Europe/Oslo').find('10421', now)).toEqual({
      record: { order_status: 'packed', order_expected_date: '2026-12-01', order_note: '+2' },
    })
  })

  it('knows a number however it is written', async () => {
    const lookup = orderLookup(path, 'Europe/Oslo')
    for (const key of ['10421', 'VV-10421', 'vv10421', '#10421', ' 10 421 ']) {
      expect(await lookup.find(key, now)).toMatchObject({ record: { order_status: 'packed' } })
    }
  })

  it('says what is missing', async () => {
    const lookup = orderLookup(path, 'Europe/Oslo')
    for (const key of ['99999', '', '1042', '104210', '__proto__', 'constructor']) {
      expect(await lookup.find(key, now)).toBe('missing')
    }
  })

  it('reads the file again when it has changed, and fails while it is broken or away', async () => {
    const lookup = orderLookup(path, 'Europe/Oslo')
    await lookup.find('10418', now)
    await writeFile(path, orders('delivered'))
    expect(await lookup.find('10418', now)).toMatchObject({ record: { order_status: 'delivered' } })
    await writeFile(path, orders('delivered').slice(0, 40))
    await expect(lookup.find('10418', now)).rejects.toThrow('The orders file is broken in line 2')
    await rm(path)
    await expect(lookup.find('10418', now)).rejects.toThrow('ENOENT')
    await writeFile(path, orders('cancelled'))
    expect(await lookup.find('10418', now)).toMatchObject({ record: { order_status: 'cancelled' } })
  })

  it('never lets a parcel move on a Sunday, or a past event in the future', async () => {
    const dates = async (today: string, days: string) => {
      await writeFile(path, `{"10418": {"a_date": "${days}"}}`)
      return orderLookup(path, 'Europe/Oslo').find('10418', Date.parse(`${today}T12:00:00Z`))
    }
    // 22 November 2026 is a Sunday.
    expect(await dates('2026-11-20', '+2')).toEqual({ record: { a_date: '2026-11-23' } })
    expect(await dates('2026-11-24', '-2')).toEqual({ record: { a_date: '2026-11-23' } })
    expect(await dates('2026-11-23', '-1')).toEqual({ record: { a_date: '2026-11-23' } })
    expect(await dates('2026-11-22', '+0')).toEqual({ record: { a_date: '2026-11-21' } })
    expect(await dates('2026-11-22', '-1')).toEqual({ record: { a_date: '2026-11-21' } })
    expect(await dates('2026-11-22', '+1')).toEqual({ record: { a_date: '2026-11-23' } })
  })

  it('knows the carriers’ other rest days, and keeps the order of events on any day', async () => {
    const closed = new Set(['2026-12-25', '2026-12-26', '2026-12-27'])
    const lookup = orderLookup(path, 'Europe/Oslo', (date) => closed.has(date))
    for (let day = 20; day < 31; day++) {
      const now = Date.parse(`2026-12-${day}T12:00:00Z`)
      const found: string[] = []
      for (let days = -8; days <= 8; days++) {
        await writeFile(path, `{"10418": {"a_date": "${days}"}}${' '.repeat(days + 8)}`)
        const fact = await lookup.find('10418', now)
        const date = fact === 'missing' ? '' : String(fact.record.a_date)
        expect(closed.has(date)).toBe(false)
        if (days <= 0) expect(Date.parse(date)).toBeLessThanOrEqual(now)
        found.push(date)
      }
      expect(found.toSorted()).toEqual(found)
    }
  })
})
