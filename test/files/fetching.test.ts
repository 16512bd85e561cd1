// Files at far sides: asked for until they are here or never will be, a few at a time, and each end told.

import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import {
  askAgainMs,
  askForAgentMs,
  askForMs,
  createFetching,
  type FileSource,
  fetchWithinMs,
} from '../../src/files/fetching.ts'
import { ChannelError } from '../../src/ports/channel.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { fakeClock, settle } from '../fake-clock.ts'
import { png, text } from './samples.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A customer's message with files at a far side that gives what the test says. */
async function waiting(source: FileSource, references: readonly string[] = ['1'], from = 'test') {
  const store = await openSqlite(':memory:')
  const clock = fakeClock()
  const told: string[] = []
  const fetching = createFetching({
    ...{ store, clock, log: silentLog },
    sourceOf: (name) => (name === from ? source : undefined),
    ended: (conversationId) => void told.push(conversationId),
  })
  ends.push(
    () => store.close(),
    () => fetching.stop(),
  )
  const start = { language: 'en', now: clock.now() } as const
  const customer = { channel: 'test', externalId: 'x', address: 'kim', author: { kind: 'customer' } } as const
  const { conversationId } = await store.addMessage({ ...customer, text: 'hi' }, start)
  const agent = {
    channel: 'desk',
    address: conversationId,
    author: { kind: 'agent' },
    action: { kind: 'note' },
  } as const
  const attachments = references.map((reference) => ({ reference, name: `${reference}.png` }))
  await store.addMessage(
    { ...customer, ...(from === 'desk' ? agent : {}), externalId: 'y', text: '', attachments },
    start,
  )
  fetching.start()
  const files = async () => (await store.deskTranscript(conversationId, 1, 9)).flatMap((line) => line.attachments ?? [])
  return { store, clock, fetching, told, conversationId, files }
}

const away = () => Promise.reject(new ChannelError('unreachable', 'away'))

describe('fetching', () => {
  it('keeps what comes, bare of metadata, and tells the conversation once', async () => {
    const asked: [string, number][] = []
    const { clock, told, conversationId, files, store } = await waiting(async (reference, limit) => {
      asked.push([reference, limit])
      return png([['tEXt', 'SECRET']])
    })
    await clock.move(3_000)
    expect(asked).toEqual([['1', 10 * 1024 * 1024]])
    const [file] = await files()
    expect(file).toMatchObject({ name: '1.png', state: 'kept', type: 'image/png', sizeBytes: png().length })
    expect([...((await store.keptAttachment(conversationId, file?.id ?? '', 'agent'))?.bytes ?? [])]).toEqual([
      ...png(),
    ])
    expect(told).toEqual([conversationId])
  })

  it.each([
    ['type', async () => text('<html>')],
    ['empty', async () => new Uint8Array()],
    ['too-large', () => Promise.reject(new ChannelError('too-large', 'large'))],
    ['gone', () => Promise.reject(new ChannelError('gone', 'gone'))],
    ['gone', () => Promise.reject(new ChannelError('refused', 'no'))],
  ])('refuses for good: %s', async (problem, source) => {
    const { clock, told, files } = await waiting(source)
    await clock.move(1_000)
    expect(await files()).toMatchObject([{ state: 'refused', problem }])
    expect(told).toHaveLength(1)
  })

  it('refuses what nobody can be asked for', async () => {
    const { clock, files } = await waiting(away, ['1'], 'another')
    await clock.move(1_000)
    expect(await files()).toMatchObject([{ state: 'refused', problem: 'gone' }])
  })

  it('asks again with growing waits, and gives up after hours', async () => {
    const at: number[] = []
    let { clock } = await waiting(() => {
      at.push(clock.now())
      return away()
    })
    const start = clock.now()
    const world = { clock }
    await clock.move(10_000)
    expect(at.map((time) => time - start)).toEqual([0, 2_000, 6_000])
    clock = world.clock
    await clock.move(askForMs)
    const tries = at.length
    await clock.move(askForMs)
    expect(at.length).toBe(tries)
    expect((at.at(-1) ?? 0) - start).toBeGreaterThan(askForMs - askAgainMs(20) - 2_000)
  })

  it('gives an agent’s file up soon, for its line waits', async () => {
    const { clock, files } = await waiting(away, ['1'], 'desk')
    await clock.move(askForAgentMs / 2)
    expect(await files()).toMatchObject([{ state: 'waiting' }])
    await clock.move(askForAgentMs)
    expect(await files()).toMatchObject([{ state: 'refused', problem: 'gone' }])
  })

  it('waits as long as the far side says', async () => {
    let tries = 0
    const { clock } = await waiting(() => {
      tries += 1
      return Promise.reject(new ChannelError('rate-limited', 'slow', { retryAfterMs: 60_000 }))
    })
    await clock.move(59_000)
    expect(tries).toBe(1)
    await clock.move(2_000)
    expect(tries).toBe(2)
  })

  it('asks for few at once, and does not wait for ever', async () => {
    let open = 0
    const never = () => {
      open += 1
      return new Promise<Uint8Array>(() => undefined)
    }
    const { clock } = await waiting(never, ['1', '2', '3', '4', '5'])
    await clock.move(fetchWithinMs - 1_000)
    expect(open).toBe(4)
    await clock.move(2_000)
    expect(open).toBe(5)
  })

  it('ends at once, and goes on at the next start', async () => {
    const { clock, fetching, files, store } = await waiting(() => new Promise(() => undefined))
    await settle()
    await fetching.stop()
    expect(await files()).toMatchObject([{ state: 'waiting' }])
    expect(await store.dueAttachments(clock.now(), 9)).toHaveLength(1)
  })
})
