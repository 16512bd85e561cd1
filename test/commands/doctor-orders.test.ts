// The doctor's look at an order system: it answers 404 to a number that is no order, or the remedy is told.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { lookAtOrders } from '../../src/commands/doctor-orders.ts'

async function seenOf(status: number, body: string) {
  const server = createServer((_, response) => void response.writeHead(status).end(body))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const seen = await lookAtOrders({ url: `http://127.0.0.1:${port}/{number}`, token: '' })
  server.close()
  return seen
}

it.each([
  [404, '', 'good', undefined],
  [200, '{}', 'bad', 'Answer 404'],
  [401, '', 'bad', 'NIGHTDESK_ORDERS_TOKEN'],
  [500, '', 'bad', 'NIGHTDESK_ORDERS_URL'],
  [200, 'hello', 'bad', 'docs/orders.md'],
])('says of an answer %i %s: %s', async (status, body, state, remedy) => {
  const seen = await seenOf(status, body)
  expect(seen.state).toBe(state)
  if (remedy) expect(seen.remedy).toContain(remedy)
})

it('takes no address for an answer: a port may hold 401 or 403', async () => {
  const seen = await lookAtOrders({ url: 'http://127.0.0.1:40301/{number}', token: '' })
  expect(seen.remedy).toContain('NIGHTDESK_ORDERS_URL')
})

it('says that nobody is there', async () => {
  const seen = await lookAtOrders({ url: 'http://127.0.0.1:9/{number}', token: 'secret key' })
  expect(seen).toMatchObject({ state: 'bad', seen: '127.0.0.1:9: The order system cannot be reached.' })
})
