// Live streams, and how the server closes.

import { connect } from 'node:net'
import { createParser } from 'eventsource-parser'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { jsonPost, startWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** Reads messages from the visitor's stream until so many came. */
async function readStream(headers: Record<string, string>, count: number, resume?: number): Promise<number[]> {
  const leave = new AbortController()
  const last: Record<string, string> = resume === undefined ? {} : { 'last-event-id': String(resume) }
  const response = await fetch(`${world.url}/chat/stream`, { headers: { ...headers, ...last }, signal: leave.signal })
  expect(response.headers.get('cache-control')).toContain('no-transform')
  expect(response.headers.get('x-accel-buffering')).toBe('no')
  const ids: number[] = []
  const parser = createParser({ onEvent: ({ event, id }) => event === 'message' && ids.push(Number(id)) })
  const decoder = new TextDecoder()
  if (count > 0) {
    for await (const chunk of response.body ?? []) {
      parser.feed(decoder.decode(chunk, { stream: true }))
      if (ids.length >= count) break
    }
  }
  leave.abort()
  return ids
}

describe('live streams', () => {
  it('resume after the last event seen, without gap or double', async () => {
    const visitor = await world.visitor()
    const say = (id: string) => fetch(`${world.url}/chat/messages`, jsonPost({ id, text: id }, visitor.headers))
    for (const id of ['a', 'b', 'c']) await say(id)
    expect(await readStream(visitor.headers, 3)).toEqual([1, 2, 3])
    expect(await readStream(visitor.headers, 1, 2)).toEqual([3])
    const live = readStream(visitor.headers, 2, 3)
    for (const id of ['d', 'e']) await say(id)
    expect(await live).toEqual([4, 5])
  })

  it('leave nothing behind when the client goes', async () => {
    const visitor = await world.visitor()
    const before = world.signals.listeners()
    for (let n = 0; n < 25; n++) await readStream(visitor.headers, 0)
    await vi.waitFor(() => expect(world.signals.listeners()).toBe(before))
  })

  it('end at the next beat after signing out, and say that they live until then', async () => {
    const quick = await startWorld({ limits: { streamBeatMs: 30, streamsPerCaller: 2 } })
    const staff = await quick.staff(['agent'])
    const open = () => fetch(`${quick.url}/api/desk/stream`, { headers: staff })
    const streams = [await open(), await open()]
    expect((await open()).status).toBe(429)
    const beating = new Set<Response>()
    const texts = streams.map(async (stream) => {
      let text = ''
      for await (const chunk of stream.body ?? []) {
        text += new TextDecoder().decode(chunk)
        if (text.endsWith(': beat\n\n')) beating.add(stream)
        // Both live; now the session ends.
        if (beating.size === 2) await fetch(`${quick.url}/api/sign-out`, { method: 'POST', headers: staff })
      }
      return text
    })
    for (const text of await Promise.all(texts)) expect(text).toMatch(/^: connected\n\n(?:: beat\n\n)+$/)
    await quick.stop()
  })

  it('answers HEAD without opening one', async () => {
    const visitor = await world.visitor()
    const response = await fetch(`${world.url}/chat/stream`, { method: 'HEAD', headers: visitor.headers })
    expect(response.status).toBe(200)
  })
})

describe('closing', () => {
  it('lets the running request end, ends streams, and takes no more', async () => {
    const arrived = Promise.withResolvers<void>()
    const commit = Promise.withResolvers<void>()
    const slow = await startWorld({
      store: (store) => ({
        ...store,
        async addMessage(...args) {
          arrived.resolve()
          await commit.promise
          return store.addMessage(...args)
        },
      }),
    })
    const visitor = await slow.visitor()
    const stream = await fetch(`${slow.url}/chat/stream`, { headers: visitor.headers })
    const running = fetch(`${slow.url}/chat/messages`, jsonPost({ id: 'last', text: 'one' }, visitor.headers))
    await arrived.promise
    const stopped = slow.stop()
    await expect(fetch(`${slow.url}/livez`)).rejects.toThrow()
    await stream.text()
    commit.resolve()
    expect((await running).status).toBe(200)
    await stopped
    expect(slow.server.address).toBeUndefined()
  })

  it('cuts whoever does not end', async () => {
    const stuck = await startWorld({ limits: { closeMs: 50 } })
    const head = (path: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\n`
    const closed = Promise.withResolvers<void>()
    const half = Promise.withResolvers<void>()
    const socket = connect(stuck.port, '127.0.0.1', () => socket.write(`${head('/nothing')}\r\n`))
    socket.on('error', () => {}).on('close', () => closed.resolve())
    socket.once('data', () => socket.write(head('/chat/messages'), () => half.resolve()))
    await half.promise
    await stuck.stop()
    await closed.promise
  })
})
