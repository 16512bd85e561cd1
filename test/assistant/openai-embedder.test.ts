// The real client against servers over real HTTP: what is right comes through, everything else is an error of ours.

import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { openaiEmbedder } from '../../src/assistant/openai-embedder.ts'
import { EmbedderError } from '../../src/ports/embedder.ts'
import { fakeClock } from '../fake-clock.ts'
import { aimock, json, listOf, type RudeServer, rudeServer } from './far-side.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const secret = 'hemmelig-9f'
const words = 'my order 10432 to kari@example.no'

async function mockAndEmbedder() {
  const mock = await aimock()
  closing.push(() => mock.stop())
  const embedder = openaiEmbedder({ url: `${mock.url}/v1`, model: 'text-embedding-3-small', key: secret }, fakeClock())
  return { mock, embedder }
}

async function rudeAndEmbedder(answer: (response: ServerResponse, input: readonly string[]) => void) {
  const clock = fakeClock()
  const server = await rudeServer(answer)
  closing.push(server.close)
  return { clock, server, embedder: openaiEmbedder({ url: server.url, model: 'm', key: secret }, clock) }
}

/** The error of a call; neither the key nor the customer's words may stand anywhere in it. */
async function errorOf(call: Promise<unknown>): Promise<EmbedderError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof EmbedderError)) throw new Error(`no EmbedderError but ${String(error)}`)
  expect(error.cause).toBeUndefined()
  for (const inside of [secret, 'kari', '10432'])
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(inside)
  return error
}

/** Resolves when the server has been asked so many times. */
async function askedTimes(server: RudeServer, times: number): Promise<void> {
  while (server.asked.length < times) await new Promise((resolve) => setImmediate(resolve))
}

describe('the embedder at an address', () => {
  it('gives one vector for each text, in order, in batches', async () => {
    const { mock, embedder } = await mockAndEmbedder()
    const texts = Array.from({ length: 150 }, (_, at) => `text ${at}`)
    const vectors = await embedder.embed(texts, 60_000)
    expect(vectors).toHaveLength(150)
    expect(embedder.dimensions).toBe(1536)
    expect(mock.getRequests()).toHaveLength(5)
    const [alone] = await embedder.embed(['text 149'], 60_000)
    expect(vectors[149]).toEqual(alone)
    expect(vectors[148]).not.toEqual(alone)
  })

  it('asks for plain numbers, so that a server that ignores base64 cannot turn 1536 numbers into 384', async () => {
    const { embedder, server } = await rudeAndEmbedder((response, input) =>
      json(response, listOf(input.map(() => Array.from({ length: 1536 }, (_, at) => at / 1536 - 0.25)))),
    )
    const [vector] = await embedder.embed([words], 60_000)
    expect(server.asked[0]?.encoding_format).toBe('float')
    expect(vector).toHaveLength(1536)
    expect(vector?.[1024]).toBeCloseTo(1024 / 1536 - 0.25)
  })

  it('puts the vectors in the order asked when the server mixes them up', async () => {
    const { embedder } = await rudeAndEmbedder((response) =>
      json(response, {
        data: [
          { index: 1, embedding: [0, 1] },
          { index: 0, embedding: [1, 0] },
        ],
      }),
    )
    expect(await embedder.embed(['a', 'b'], 60_000)).toEqual([Float32Array.of(1, 0), Float32Array.of(0, 1)])
  })

  it.each<[string, string | object]>([
    ['base64 that was not asked for', listOf(['AACAPwAAAEA='])],
    ['too few vectors', listOf([])],
    ['too many vectors', listOf([[1], [2]])],
    ['NaN', '{"data":[{"index":0,"embedding":[NaN,1]}]}'],
    ['null among the numbers', listOf([[null, 1]])],
    ['a number beyond what a vector holds', listOf([[1e300, 1]])],
    ['only zeros', listOf([[0, 0]])],
    ['an empty vector', listOf([[]])],
    [
      'an index twice',
      {
        data: [
          { index: 0, embedding: [1] },
          { index: 0, embedding: [1] },
        ],
      },
    ],
    ['an index beyond the list', { data: [{ index: 7, embedding: [1] }] }],
    ['no list', { data: 'none' }],
    ['nothing', 'null'],
    ['half an answer as if it were whole', '{"data":[{"index":0,"embed'],
  ])('calls %s nonsense', async (_, body) => {
    const { embedder } = await rudeAndEmbedder((response) => json(response, body))
    expect(await errorOf(embedder.embed([words], 60_000))).toMatchObject({ code: 'nonsense' })
  })

  it('calls a page of HTML nonsense', async () => {
    const { embedder } = await rudeAndEmbedder((response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<html>${words}</html>`)
    })
    expect(await errorOf(embedder.embed([words], 60_000))).toMatchObject({ code: 'nonsense' })
  })

  it('refuses a vector of another length than the model had before', async () => {
    let length = 4
    const { embedder } = await rudeAndEmbedder((response, input) =>
      json(response, listOf(input.map(() => Array.from({ length }, () => 1)))),
    )
    await embedder.embed(['a'], 60_000)
    length = 3
    expect(await errorOf(embedder.embed(['b'], 60_000))).toMatchObject({ code: 'nonsense' })
    length = 4
    expect(await embedder.embed(['c'], 60_000)).toHaveLength(1)
  })

  it('hears how long a busy server wants to be left alone, and does not ask again by itself', async () => {
    const { mock, embedder } = await mockAndEmbedder()
    mock.onEmbedding(/.*/, { error: { message: words, type: 'rate_limit_error' }, status: 429, retryAfter: 7 })
    expect(await errorOf(embedder.embed([words], 60_000))).toMatchObject({ code: 'busy', retryAfterMs: 7000 })
    expect(mock.getRequests()).toHaveLength(1)
  })

  it.each([
    [500, 'failing'],
    [503, 'failing'],
    [401, 'refused'],
    [404, 'refused'],
  ])('tells a fault of the server from a refusal: %i is %s', async (status, code) => {
    const { mock, embedder } = await mockAndEmbedder()
    mock.nextRequestError(status, { message: `${words} ${secret}` })
    expect(await errorOf(embedder.embed([words], 60_000))).toMatchObject({ code })
    expect(await embedder.embed([words], 60_000)).toHaveLength(1)
  })

  it('gives up on a server that says nothing, at the very time', async () => {
    const { embedder, clock, server } = await rudeAndEmbedder(() => {})
    const error = errorOf(embedder.embed([words], 300))
    await askedTimes(server, 1)
    await clock.move(299)
    expect(clock.waiting()).toBe(1)
    await clock.move(1)
    expect(await error).toMatchObject({ code: 'late' })
    expect(clock.waiting()).toBe(0)
  })

  it('gives up on a server that stops in the middle of its answer', async () => {
    const { embedder, clock, server } = await rudeAndEmbedder((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"data":[{"index":0,')
    })
    const error = errorOf(embedder.embed([words], 300))
    await askedTimes(server, 1)
    await clock.move(300)
    expect(await error).toMatchObject({ code: 'late' })
  })

  it('says plainly that it was cut off or cannot be reached', async () => {
    const { mock, embedder } = await mockAndEmbedder()
    mock.setChaos({ disconnectRate: 1 })
    expect(await errorOf(embedder.embed([words], 60_000))).toMatchObject({ code: 'unreachable' })
    const half = await rudeAndEmbedder((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
      response.write('{"data":[{"index":0,', () => response.destroy())
    })
    expect(['unreachable', 'nonsense']).toContain((await errorOf(half.embedder.embed([words], 60_000))).code)
    const nobody = openaiEmbedder({ url: 'http://127.0.0.1:1/v1', model: 'm', key: '' }, fakeClock())
    expect(await errorOf(nobody.embed([words], 60_000))).toMatchObject({ code: 'unreachable' })
  })

  it('shows the key to its server alone, and needs none', async () => {
    const { embedder, server } = await rudeAndEmbedder((response) => json(response, listOf([[1]])))
    await embedder.embed(['a'], 60_000)
    expect(server.headers[0]?.authorization).toBe(`Bearer ${secret}`)
    const keyless = openaiEmbedder({ url: server.url, model: 'm', key: '' }, fakeClock())
    expect(await keyless.embed(['a'], 60_000)).toHaveLength(1)
  })
})
