// Thousands of strange requests to every route and door, and 2,000 dripping connections: the server stays itself.

import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonPost, rawExchange, startWorld, type World } from '../receive/world.ts'

let world: World
let people: readonly Record<string, string>[] = []
let caseNumber = 0

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** Everybody who may call; renewed now and then, since a strange request may be a good sign-out. */
async function meetPeople(): Promise<void> {
  const visitor = await world.visitor()
  caseNumber = (await world.openCase(visitor.conversationId)).number
  const staff = [await world.staff(['agent']), await world.staff(['manager']), await world.staff(['agent', 'manager'])]
  people = [{}, visitor.headers, ...staff]
}

type Strange = {
  readonly method: string
  readonly path: string
  readonly caller: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

/** Resolves with status and text; a live stream ends with its headers. Rejects when no answer comes in 5 s. */
function send(strange: Strange): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  const headers = { ...people[strange.caller], ...strange.headers, 'content-length': String(strange.body.length) }
  return new Promise((resolve, reject) => {
    const { method, path } = strange
    const call = request({ host: '127.0.0.1', port: world.port, method, path, headers, timeout: 5_000 }, (answer) => {
      const status = answer.statusCode ?? 0
      let text = ''
      const end = () => resolve({ status, headers: answer.headers, text })
      if (answer.headers['content-type']?.startsWith('text/event-stream')) {
        end()
        answer.destroy()
        return
      }
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', end).on('error', reject)
    })
    call.on('timeout', () => call.destroy(new Error('no answer within 5 s')))
    call.on('error', reject)
    call.end(strange.body)
  })
}

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e309',
    'null',
    '..',
    '%00',
    '%',
    "'--",
    '__proto__',
    'constructor',
    '{}',
    '\ud800',
    '\u0000',
  ),
)
const safeWord = word.map((text) => encodeURIComponent(text.toWellFormed()))

const paths = () =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known()).chain((path) => filled(path)) },
    { weight: 1, arbitrary: fc.array(safeWord, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('/', '/desk', '//', '/widget.js', '/assets/../x', '/%ff', '*', '/?', '/chat/'),
    },
  )

function known(): string[] {
  return [...new Set([...world.routes.map(({ path }) => path), ...world.deps.channels.flatMap(({ doors }) => doors)])]
}

function filled(path: string): fc.Arbitrary<string> {
  const number = fc.oneof(fc.constant('NUMBER'), safeWord)
  const query = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constant('?case=NUMBER') },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('from', 'to', 'case', 'after', 'channel', 'language', '__proto__'), safeWord)
        .map(([key, value]) => `?${key}=${value}`),
    },
  )
  return fc.tuple(number, query).map(([value, tail]) => `${path.replace(/:\w+/, value || 'x')}${tail}`)
}

const goodBodies = [
  { id: 'm1', text: 'hello' },
  { id: 'm2', choice: 'person' },
  { position: 3 },
  { code: 'x', name: 'Ada' },
  { id: 'a1', action: { kind: 'take' } },
  { id: 'a2', action: { kind: 'note' }, text: 'seen' },
  { id: 'a3', action: { kind: 'pass-on', to: { team: 'care' } } },
  {},
]

/** A good body with one value replaced by anything, or anything at all, or bytes that are no JSON. */
const bodies = fc.oneof(
  fc.constantFrom(...goodBodies).map((body) => Buffer.from(JSON.stringify(body))),
  fc.tuple(fc.constantFrom(...goodBodies), fc.jsonValue({ maxDepth: 4 }), fc.nat()).map(([body, value, n]) => {
    const keys = [...Object.keys(body), '__proto__', 'extra']
    const key = keys[n % keys.length] ?? 'extra'
    return Buffer.from(
      `${JSON.stringify(body).slice(0, -1)}${Object.keys(body).length ? ',' : ''}"${key}":${JSON.stringify(value)}}`,
    )
  }),
  fc.json().map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  word.map((text) => Buffer.from(JSON.stringify({ id: 'w', text }))),
  fc.constantFrom(0, 70_000, 300_000).map((size) => Buffer.alloc(size, '[')),
)

const headerValue = fc.string({ unit: fc.constantFrom(...'abcXYZ019 ;,=/*"%-_.') })
const headerSets = fc.record(
  {
    'content-type': fc.oneof(
      { weight: 5, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', ';', '') },
    ),
    authorization: headerValue,
    cookie: headerValue.map((value) => `nightdesk=${value}`),
    origin: fc.constantFrom('null', 'https://evil.example', 'http://127.0.0.1:8080', ''),
    'last-event-id': headerValue,
    accept: headerValue,
    range: fc.constant('bytes=0-0,-1'),
    'if-none-match': headerValue,
    'content-encoding': fc.constantFrom('gzip', 'identity', ''),
    'x-forwarded-for': headerValue,
    expect: fc.constant('100-continue'),
  },
  { requiredKeys: ['content-type'] },
)

const strange = () =>
  fc.record({
    method: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('GET', 'POST') },
      { weight: 1, arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND') },
    ),
    path: paths(),
    caller: fc.nat({ max: 4 }),
    headers: headerSets,
    body: bodies,
  })

describe('a strange request', () => {
  it('is answered in time, never with 5xx, and tells nothing of the inside', async () => {
    let runs = 0
    await fc.assert(
      fc.asyncProperty(strange(), async (drawn) => {
        if (runs++ % 100 === 0) await meetPeople()
        const { status, text } = await send({ ...drawn, path: drawn.path.replace('NUMBER', String(caseNumber)) })
        expect(status).toBeGreaterThanOrEqual(200)
        expect(status).toBeLessThan(500)
        expect(text).not.toMatch(/node_modules|\bat .+\.ts:\d|ZodError|TypeError|SqliteError/)
        if (status >= 400 && drawn.method !== 'HEAD' && text !== '') expect(JSON.parse(text)).toHaveProperty('error')
      }),
      { numRuns: 4_000, endOnFailure: true },
    )
    expect((await fetch(`${world.url}/livez`)).status).toBe(200)
    expect(world.logged.filter((line) => line.includes('a request failed'))).toEqual([])
  })

  it('of raw bytes is answered or cut, and the next one is served', async () => {
    const pieces = fc.constantFrom(
      'GET / HTTP/1.1\r\n',
      'POST /chat/messages HTTP/1.1\r\n',
      'POST http://x/chat/messages HTTP/1.0\r\n',
      'Host: x\r\n',
      'Content-Length: 5\r\n',
      'Content-Length: 18446744073709551616\r\n',
      'Transfer-Encoding: chunked\r\n',
      'Transfer-Encoding:\tchunked\r\n',
      'Content-Type: application/json\r\n',
      'Connection: upgrade\r\nUpgrade: h2c\r\n',
      'Connection: close\r\n',
      'Expect: 100-continue\r\n',
      '\r\n',
      '5\r\nhello\r\n',
      '0\r\n\r\n',
      '\n',
      '\0',
    )
    const noise = fc.string({ unit: 'binary', maxLength: 20 })
    const parts = fc.array(fc.oneof({ weight: 5, arbitrary: pieces }, { weight: 1, arbitrary: noise }), {
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(parts, async (drawn) => {
        const text = await rawExchange(world.port, drawn.join(''), { halfClose: true })
        for (const [, status] of text.matchAll(/^HTTP\/1\.1 (\d+)/gm)) expect(Number(status)).toBeLessThan(500)
      }),
      { numRuns: 1_500, endOnFailure: true },
    )
    expect((await fetch(`${world.url}/livez`)).status).toBe(200)
  })
})

it('cuts 2,000 dripping connections within 15 s while good requests pass', async () => {
  const visitor = await world.visitor()
  const begun = performance.now()
  const drips = Array.from({ length: 2_000 }, (_, n) => drip(n % 2 === 0))
  let over = false
  const lived = Promise.all(drips).finally(() => {
    over = true
  })
  const took: number[] = []
  while (!over) {
    const sent = performance.now()
    const id = `good-${took.length}`
    const answer = await fetch(`${world.url}/chat/messages`, jsonPost({ id, text: 'still here' }, visitor.headers))
    expect(answer.status).toBe(200)
    await answer.arrayBuffer()
    took.push(performance.now() - sent)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  for (const livedMs of await lived) expect(livedMs).toBeLessThan(15_000)
  expect(performance.now() - begun).toBeLessThan(30_000)
  const p95 = took.sort((a, b) => a - b)[Math.floor(took.length * 0.95)]
  expect(p95).toBeLessThan(1_000)
  expect(took.length).toBeGreaterThan(50)
})

/** A connection that gives a byte each second, in its headers or in its body; resolves with how long it was kept. */
function drip(inBody: boolean): Promise<number> {
  const head = 'POST /chat/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
  return new Promise((resolve) => {
    let connectedAt = performance.now()
    const socket = connect(world.port, '127.0.0.1', () => {
      connectedAt = performance.now()
      socket.write(inBody ? `${head}Content-Length: 60000\r\n\r\n{` : head)
    })
    const drops = setInterval(() => socket.write('x'), 1_000)
    socket.on('error', () => {})
    socket.resume().on('close', () => {
      clearInterval(drops)
      resolve(performance.now() - connectedAt)
    })
  })
}
