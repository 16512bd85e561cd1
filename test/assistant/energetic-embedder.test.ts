// The model on this machine: the real small English one, and threads that fail in its place.

import { afterEach, describe, expect, it } from 'vitest'
import { energeticEmbedder } from '../../src/assistant/energetic-embedder.ts'
import { systemClock } from '../../src/jobs/clock.ts'
import type { Embedder, EmbedderError } from '../../src/ports/embedder.ts'
import { fakeClock, settle } from '../fake-clock.ts'

const opened: Embedder[] = []
afterEach(async () => {
  for (const embedder of opened.splice(0)) await embedder.close?.()
})

/** An embedder whose thread runs the given program. */
function withThread(program: string, clock = systemClock): Embedder {
  const script = `const { parentPort } = await import('node:worker_threads');${program}`
  const embedder = energeticEmbedder(clock, new URL(`data:text/javascript,${encodeURIComponent(script)}`))
  opened.push(embedder)
  return embedder
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'fine',
    (error: EmbedderError) => error.code,
  )

const fine = `parentPort.on('message', (texts) => parentPort.postMessage({ kind: 'vectors', rows: texts.map(() => Array(512).fill(texts.length)) }))`

describe('the embedder on this machine', () => {
  it('brings sentences of one meaning nearer than those of two', async () => {
    const embedder = energeticEmbedder(systemClock)
    opened.push(embedder)
    const [hours, sameHours, other] = await embedder.embed(
      ['when are you open', 'what are the business hours', 'my sweater has a hole'],
      60_000,
    )
    const nearness = (a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()) =>
      a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
    expect(nearness(hours, sameHours)).toBeGreaterThan(nearness(hours, other) + 0.1)
    expect(embedder.languages).toEqual(['en'])
  }, 60_000)

  it('asks its thread for a few texts at a time, in order', async () => {
    const vectors = await withThread(fine).embed(Array(20).fill('a'), 60_000)
    expect(vectors.map(([first]) => first)).toEqual([...Array(16).fill(8), ...Array(4).fill(4)])
  })

  it('says how to install what is missing', async () => {
    const embedder = withThread(`parentPort.on('message', () => parentPort.postMessage({ kind: 'missing' }))`)
    await expect(embedder.embed(['a'], 60_000)).rejects.toThrow('npm install @energetic-ai/core')
  })

  it('outlives a thread that dies or answers nonsense', async () => {
    const dying = withThread(
      `parentPort.on('message', ([text]) => { if (text === 'die') process.exit(1); parentPort.postMessage({ kind: 'vectors', rows: [Array(512).fill(1)] }) })`,
    )
    expect(await codeOf(dying.embed(['die'], 60_000))).toBe('failing')
    expect(await codeOf(dying.embed(['a'], 60_000))).toBe('fine')
    expect(await codeOf(withThread(`parentPort.on('message', () => { throw new Error() })`).embed(['a'], 60_000))).toBe(
      'failing',
    )
    const short = withThread(
      `parentPort.on('message', () => parentPort.postMessage({ kind: 'vectors', rows: [[1, 2]] }))`,
    )
    expect(await codeOf(short.embed(['a'], 60_000))).toBe('nonsense')
  })

  it('gives up in time on a thread that says nothing', async () => {
    const clock = fakeClock()
    const first = codeOf(withThread(`parentPort.on('message', () => {})`, clock).embed(['a'], 300))
    await settle()
    await clock.move(300)
    expect(await first).toBe('late')
  })
})
