// A customer who changes or deletes what they said: agents see it in the case, and nobody answers what was taken back.

import { describe, expect, it } from 'vitest'
import type { IncomingMessage } from '../../src/model/message.ts'
import { createDeskView } from '../../src/receive/desk-view.ts'
import { openWorld, type World } from './world.ts'

const said = (id: string, text: string, more: Partial<IncomingMessage> = {}): IncomingMessage => ({
  ...{ channel: 'web', address: 'kari', externalId: id, author: { kind: 'customer' }, text },
  ...more,
})
const takesBack = (id: string, text: string) => said(`${id}:gone`, text, { change: { kind: 'withdrawn', of: id } })
const changes = (id: string, text: string) => said(`${id}:edit`, text, { change: { kind: 'edited', of: id } })

/** They come before nightdesk turns to the first of them. */
async function come(world: World, ...messages: readonly IncomingMessage[]): Promise<string> {
  const { store, engine, clock } = world
  for (const message of messages.slice(0, -1)) await store.addMessage(message, { language: 'en', now: clock.now() })
  const last = messages.at(-1)
  if (!last) throw new Error('Nothing comes.')
  const { conversationId } = await engine.receive(last, 'en')
  await engine.settled(conversationId)
  return conversationId
}

const repliesIn = async ({ store }: World, id: string) =>
  (await store.transcript(id, 0, 100)).filter(({ author }) => author.kind === 'bot').map(({ text }) => text)
const threadOf = ({ posts }: World) => posts.flatMap(({ post }) => (post.kind === 'line' ? [post.line] : []))

describe('a line that the customer took back', () => {
  it('is not answered when it was gone before its turn', async () => {
    const world = await openWorld()
    const id = await come(world, said('1', 'hello'), takesBack('1', 'hello'))
    expect(await repliesIn(world, id)).toEqual([])
    expect(await world.store.dueConversations(world.clock.now() + 1e9, 10)).toEqual([])
  })

  it('is not answered when it comes only after it was taken back, and what else was said is', async () => {
    const world = await openWorld()
    const id = await come(world, takesBack('1', 'hello'))
    await come(world, said('1', 'hello'))
    expect(await repliesIn(world, id)).toEqual([])
    await come(world, said('2', 'hello'))
    expect(await repliesIn(world, id)).toHaveLength(1)
  })

  it('is no wish and no message of the figures, and the customer sees nothing of it', async () => {
    const world = await openWorld()
    const id = await come(world, said('1', 'I want to talk to a person', { choice: 'person' }))
    const before = await repliesIn(world, id)
    const events = await world.store.events({ conversationId: id })
    await come(world, takesBack('1', 'I want to talk to a person'))
    expect(await repliesIn(world, id)).toEqual(before)
    expect(await world.store.events({ conversationId: id })).toEqual(events)
    expect((await world.store.transcript(id, 0, 100)).filter(({ author }) => author.kind === 'customer')).toHaveLength(
      1,
    )
  })

  it('is told in the case: in its thread, on its card, on the desk page, with the words of before', async () => {
    const world = await openWorld()
    const id = await come(world, said('1', '', { choice: 'person' }))
    await world.look()
    await come(world, said('2', 'my card is 4711'))
    await come(world, takesBack('2', 'my card is 4711'))
    const lastLines = (await world.house.card(1001))?.lastLines.map(({ text, change }) => [text, change])
    expect(lastLines).toContainEqual(['my card is 4711', 'withdrawn'])
    await come(world, said('3', 'order 10423'))
    await come(world, changes('3', 'order 10432'))
    await world.clock.move(5_000)
    await world.look()
    expect(threadOf(world).filter(({ author }) => author === 'customer')).toMatchObject([
      { text: 'my card is 4711', inside: false },
      { text: 'my card is 4711', inside: false, change: 'withdrawn' },
      { text: 'order 10423' },
      { text: 'order 10432', change: 'edited' },
    ])
    const shown = (await createDeskView(world.store).messages(id))
      .filter(({ author }) => author === 'customer')
      .slice(1)
    expect(shown.map(({ text, change, note }) => [text, change, note])).toEqual([
      ['my card is 4711', 'withdrawn', false],
      ['my card is 4711', 'withdrawn', false],
      ['order 10423', undefined, false],
      ['order 10432', 'edited', false],
    ])
  })
})
