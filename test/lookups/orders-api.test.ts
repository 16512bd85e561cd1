// The look-up over an order system's HTTP: what becomes of its answers, good and bad.

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { ordersApiLookup } from '../../src/lookups/orders-api.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function orderSystem(listener: RequestListener, token = '') {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/orders/{number}?fields=all`
  return ordersApiLookup({ url, token }, () => 'Europe/Oslo')
}

const answering = (status: number, body: string | Buffer) =>
  orderSystem((_, response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(body))

const at = Date.UTC(2026, 10, 24)

describe('the shop’s order system', () => {
  it('is asked for one order by its number, with the key', async () => {
    const asked: (string | undefined)[] = []
    const lookup = await orderSystem(({ method, url, headers }, response) => {
      asked.push(method, url, headers.authorization)
      response.end(JSON.stringify({ order_status: 'shipped', parcels: 2 }))
    }, 'a key')
    expect(await lookup.find(' #AB 1/2', at)).toEqual({ record: { order_status: 'shipped', parcels: 2 } })
    expect(asked).toEqual(['GET', '/orders/AB%201%2F2?fields=all', 'Bearer a key'])
  })

  it('gives what is text or number, and moments as days of the shop', async () => {
    const order = {
      ...{ order_status: 'sent', items: 3, total: 499.5, vip: true, note: null, address: { street: 'x' }, lines: [1] },
      ...{ sent_date: '2026-11-20', delivery_date: '2026-11-24T23:30:00Z', changed_at: '2026-11-24T23:30:00Z' },
    }
    const lookup = await answering(200, JSON.stringify(order))
    const { order_status, items, total, sent_date, changed_at } = order
    expect(await lookup.find('1', at)).toEqual({
      record: { order_status, items, total, sent_date, delivery_date: '2026-11-25', changed_at },
    })
  })

  it.each([404, 410])('knows no such order where it answers %i', async (status) => {
    expect(await (await answering(status, 'nothing')).find('1', at)).toBe('missing')
  })

  it.each([
    ['500', () => answering(500, 'order 4711 of Kari'), 'answered 500'],
    ['401', () => answering(401, '{}'), 'answered 401'],
    ['204', () => answering(204, ''), 'answered 204'],
    ['no JSON', () => answering(200, '<html>Kari</html>'), 'did not answer in JSON'],
    ['a list', () => answering(200, '[{}]'), 'did not answer with an order'],
    ['too much', () => answering(200, Buffer.alloc(70_000, ' ')), 'more than 64 KiB'],
    [
      'another address',
      () => orderSystem((_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()),
      'cannot be reached',
    ],
    ['an end', () => orderSystem(({ socket }) => void socket.destroy()), 'cannot be reached'],
  ])('is told as failed where it answers %s, in words without an order or a key', async (_, open, said) => {
    const failed = await (await open()).find('4711', at).catch(String)
    expect(failed).toContain(said)
    expect(failed).not.toMatch(/4711|Kari|127\.0/)
  })
})
