import { afterEach, expect, it, vi } from 'vitest'
import { getJson } from '../../src/pages/parts/api-client.ts'

afterEach(() => vi.unstubAllGlobals())

const answering = (body: BodyInit | null, status = 200) =>
  vi.stubGlobal('fetch', async () => new Response(body, { status }))
/** Some of an answer, and then nothing more. */
const brokenOff = (error: Error) =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"files":'))
      controller.error(error)
    },
  })

it('gives what was answered, and nothing where that is empty', async () => {
  answering('{"a":1}')
  expect(await getJson('/api/x')).toEqual({ a: 1 })
  answering(null)
  expect(await getJson('/api/x')).toBeUndefined()
})

it('does not take an answer that is broken off for an empty one', async () => {
  answering(brokenOff(new TypeError('network error')))
  await expect(getJson('/api/x')).rejects.toMatchObject({ name: 'ApiError', status: 0 })
  answering('<html>Please sign in to this network</html>')
  await expect(getJson('/api/x')).rejects.toMatchObject({ name: 'ApiError', status: 0 })
})

it('tells whoever gave the call up while the answer came just that', async () => {
  const end = new AbortController()
  end.abort()
  const given = new DOMException('given up', 'AbortError')
  answering(brokenOff(given as unknown as Error))
  await expect(getJson('/api/x', end.signal)).rejects.toBe(given)
})

it('tells a refusal with its status and body, where it is one', async () => {
  answering('{"why":"gone"}', 404)
  await expect(getJson('/api/x')).rejects.toMatchObject({ status: 404, body: { why: 'gone' } })
  answering('Bad gateway', 502)
  await expect(getJson('/api/x')).rejects.toMatchObject({ status: 502, body: undefined })
})
