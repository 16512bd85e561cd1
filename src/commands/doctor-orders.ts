// What `doctor` says of the shop's order system: whether it answers as the look-up awaits.

import { type OrdersApi, ordersApiLookup } from '../lookups/orders-api.ts'

type Finding = { readonly state: 'good' | 'bad'; readonly seen: string; readonly remedy?: string }

/** An order that no shop has: what is asked for by chance would be somebody's. */
const noOrder = '0'

/** Never throws: what cannot be reached is a finding. */
export async function lookAtOrders(api: OrdersApi): Promise<Finding> {
  const { host } = new URL(api.url)
  try {
    const found = await ordersApiLookup(api, () => 'UTC').find(noOrder, 0)
    if (found === 'missing') return { state: 'good', seen: `${host} answers, and knows no order ${noOrder}` }
    const remedy = 'Answer 404 where there is no such order, or every number will be taken for one: docs/orders.md.'
    return { state: 'bad', seen: `${host} answers with an order ${noOrder}`, remedy }
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be asked.'
    const seen = `${host}: ${why}`
    // Of the answer alone: a port may hold these figures too.
    const remedy = /answered 40[13]\b/.test(why)
      ? 'Compare NIGHTDESK_ORDERS_TOKEN with the key that the order system takes.'
      : 'Check NIGHTDESK_ORDERS_URL, and what it answers: docs/orders.md says what is awaited.'
    return { state: 'bad', seen, remedy }
  }
}
