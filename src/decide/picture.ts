// Which picture goes with an answer.

import type { Picture } from '../model/reply.ts'
import type { Intent } from '../model/shop.ts'
import type { Draft, World } from './draft.ts'

/** The picture of the product that the customer named, now or in answer to a question; shown once for an answer. */
export function pictureFor(draft: Draft, { content }: World, { name, picture }: Intent): Picture | undefined {
  const named = draft.product ?? draft.conversation.slots['product']
  if (picture !== 'product' || named === undefined) return undefined
  const address = content.shop.products.find((product) => product.name === named)?.picture
  const isShown = draft.replies.some((reply) => reply.intent === name && reply.picture?.address === address)
  return address === undefined || isShown ? undefined : { address, alt: named }
}
