// Files in a case's thread: shown once below the line that brought them, whatever happens meanwhile; what is not there
// is said in words. And a card that somebody deleted stands again, in a thread that goes on.

import { describe, expect, it } from 'vitest'
import type { CardFile } from '../../src/model/desk.ts'
import { ChannelError } from '../../src/ports/channel.ts'
import { openWorld, type World } from './world.ts'

/** A customer's message with files that stand at the far side. */
async function sends(world: World, text: string, names: readonly string[]) {
  const message = {
    ...{ channel: 'web', address: 'kari', externalId: `with ${names.join()}`, author: { kind: 'customer' as const } },
    ...{ text, attachments: names.map((name) => ({ reference: name, name })) },
  }
  const { conversationId } = await world.engine.receive(message, 'en')
  await world.engine.settled(conversationId)
}

const filesSaid = ({ posts }: World): (readonly CardFile[])[] =>
  posts.flatMap(({ post }) => (post.kind === 'line' && post.line.files ? [post.line.files] : []))
const shown = ({ files }: World) => files.map(({ name, by }) => `${by}: ${name}`)

async function withCase() {
  const world = await openWorld()
  await world.customer('kari', '', 'person')
  await world.look()
  return world
}

describe('a file of a customer', () => {
  it('is said to be on its way, and shown once it is there', async () => {
    const world = await withCase()
    await sends(world, 'look', ['a.pdf', 'b.pdf'])
    await world.comes('b.pdf')
    await world.look()
    expect(filesSaid(world)).toMatchObject([
      [
        { name: 'a.pdf', state: 'waiting' },
        { name: 'b.pdf', state: 'kept' },
      ],
    ])
    expect(shown(world)).toEqual(['Customer: b.pdf'])
    await world.comes('a.pdf')
    await world.clock.move(2_000)
    for (let times = 0; times < 3; times++) await world.look()
    expect(filesSaid(world)).toMatchObject([[{ state: 'kept', sizeBytes: 16 }, { state: 'kept' }]])
    expect(shown(world)).toEqual(['Customer: b.pdf', 'Customer: a.pdf'])
    expect(world.files.every(({ thread }) => thread === world.posts[0]?.externalId)).toBe(true)
  })

  it('that is refused is said to be, with the reason', async () => {
    const world = await withCase()
    await sends(world, 'look', ['a.exe'])
    await world.look()
    await world.comes('a.exe', new TextEncoder().encode('MZ this is a program'))
    await world.clock.move(2_000)
    await world.look()
    expect(filesSaid(world)).toMatchObject([[{ name: 'a.exe', state: 'refused', problem: 'type' }]])
    expect(shown(world)).toEqual([])
  })

  it('that came before the case is in its thread too', async () => {
    const world = await openWorld()
    await sends(world, 'my jumper has a hole', ['hole.pdf'])
    await world.comes('hole.pdf')
    await world.customer('kari', '', 'person')
    await world.look()
    expect(shown(world)).toEqual(['Customer: hole.pdf'])
  })

  it('is shown once when the answer is lost, and the process with it', async () => {
    const world = await withCase()
    await sends(world, 'look', ['a.pdf'])
    await world.comes('a.pdf')
    await world.look()
    expect(shown(world)).toEqual(['Customer: a.pdf'])
    await sends(world, 'and', ['b.pdf'])
    await world.look()
    await world.comes('b.pdf')
    world.fail('loses-the-answer')
    await world.clock.move(2_000)
    await world.look()
    world.restart()
    await world.look()
    await world.look()
    expect(shown(world)).toEqual(['Customer: a.pdf', 'Customer: b.pdf'])
  })

  it('that the far side does not take now holds up no words, and comes when it does', async () => {
    const world = await withCase()
    const { upload } = world.desk
    let tries = 0
    world.desk.upload = async () => {
      tries += 1
      throw new ChannelError('unauthorized', 'The app lacks the right to write files.')
    }
    await sends(world, 'look', ['a.pdf'])
    await world.comes('a.pdf')
    await world.look()
    await world.customer('kari', 'are you there?')
    await world.customer('ola', '', 'person')
    for (let times = 0; times < 5; times++) await world.look()
    expect(tries).toBe(1)
    expect(world.posts.filter(({ post }) => post.kind === 'card')).toHaveLength(2)
    expect(JSON.stringify(world.posts)).toContain('are you there?')
    world.desk.upload = upload
    await world.clock.move(15_000)
    await world.look()
    expect(shown(world)).toEqual(['Customer: a.pdf'])
  })

  it('begins anew where the far side has forgotten it, and not for ever', async () => {
    const world = await withCase()
    await sends(world, '', ['a.pdf'])
    await world.comes('a.pdf')
    const upload = world.desk.upload
    let uploads = 0
    world.desk.upload = async (file) => {
      uploads += 1
      const id = await upload(file)
      if (uploads < 3) world.forgetUploads()
      return id
    }
    for (let times = 0; times < 5; times++) await world.look()
    expect([uploads, shown(world)]).toEqual([3, ['Customer: a.pdf']])
    await sends(world, '', ['b.pdf'])
    await world.comes('b.pdf')
    uploads = -100
    for (let times = 0; times < 9; times++) await world.look()
    expect([uploads, shown(world)]).toEqual([-97, ['Customer: a.pdf']])
  })
})

describe('a card that somebody deleted', () => {
  it('stands again at the next change, and its thread goes on below it', async () => {
    const world = await withCase()
    const [{ externalId: old = '', room = '' } = {}] = world.posts
    world.deletes(old)
    await world.customer('kari', 'hello?')
    await world.look()
    await world.clock.move(2_000)
    await world.look()
    await world.look()
    const cards = world.posts.filter(({ post }) => post.kind === 'card')
    expect(cards).toHaveLength(1)
    const lines = world.posts.filter(({ post }) => post.kind === 'line')
    const thread = cards[0]?.externalId
    expect(lines).toMatchObject([{ thread, post: { line: { text: 'hello?' } } }, { thread }])
    expect(await world.house.caseAt(room, old)).toBe(1001)
    expect(await world.house.placeOf(1001)).toEqual({ room, thread: cards[0]?.externalId })
  })

  it('stands again at once when the far side tells of it, however often it does', async () => {
    const world = await withCase()
    const [{ externalId: old = '', room = '' } = {}] = world.posts
    world.deletes(old)
    await world.house.postGone(room, old)
    await world.clock.move(2_000)
    await world.look()
    await world.house.postGone(room, old)
    await world.look()
    expect(world.posts.map(({ post }) => post.kind)).toEqual(['card'])
  })

  it('of a solved case stays deleted until the case is open again', async () => {
    const world = await withCase()
    await world.agent('Ida', 1001, { kind: 'take' })
    await world.agent('Ida', 1001, { kind: 'solve' })
    await world.clock.move(2_000)
    await world.look()
    const [{ externalId: old = '', room = '' } = {}] = world.posts
    world.deletes(old)
    await world.house.postGone(room, old)
    await world.clock.move(2_000)
    await world.look()
    expect(world.posts.filter(({ post }) => post.kind === 'card')).toEqual([])
    await world.customer('kari', 'it is not solved at all')
    await world.clock.move(2_000)
    await world.look()
    await world.look()
    expect(world.posts.filter(({ post }) => post.kind === 'card')).toHaveLength(1)
  })
})
