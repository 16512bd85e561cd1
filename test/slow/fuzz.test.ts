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
  staff.push(await world.staff(['editor']))
  people = [{ 'x-nightdesk': '1' }, visitor.headers, ...staff]
}

type Strange = Target & {
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

type Target = { readonly method: string; readonly path: string; readonly caller: number }

const methods = fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND')
const anybody = fc.nat({ max: 5 })

/** Mostly a route or door as it is meant to be called, by somebody who may, so that the strangeness gets inside. */
const targets = (): fc.Arbitrary<Target> => {
  const doors = world.deps.channels.flatMap(({ doors }) => doors)
  const known = [
    ...world.routes.map(({ method, path, access }) => ({ method, path, caller: callerFor[access] })),
    ...doors.flatMap((path) => Array.from({ length: 4 }, () => ({ method: 'POST', path, caller: callerFor.visitor }))),
  ]
  const odd = fc.constantFrom('/', '/desk', '//', '/widget.js', '/assets/../x', '/%ff', '*', '/?', '/chat/')
  const made = fc.array(safeWord, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`)
  const route = fc.constantFrom(...known).chain((meant) => filled(meant.path).map((path) => ({ ...meant, path })))
  return fc.oneof(
    { weight: 8, arbitrary: route },
    {
      weight: 1,
      arbitrary: fc.tuple(route, methods, anybody).map(([{ path }, method, caller]) => ({ method, path, caller })),
    },
    { weight: 1, arbitrary: fc.record({ method: methods, path: fc.oneof(odd, made), caller: anybody }) },
  )
}

/** Places in `people`. */
const callerFor = { public: 0, visitor: 1, agent: 2, manager: 3, staff: 4, editor: 5 } as const

function filled(path: string): fc.Arbitrary<string> {
  const number = fc.oneof({ weight: 4, arbitrary: fc.constant('NUMBER') }, { weight: 1, arbitrary: safeWord })
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
  { for: '/chat/messages', body: { id: 'm1', text: 'hello' } },
  { for: '/chat/messages', body: { id: 'm2', choice: 'person' } },
  { for: '/chat/seen', body: { position: 3 } },
  { for: '/api/sign-in', body: { code: 'x', name: 'Ada' } },
  { for: 'actions', body: { id: 'a1', action: { kind: 'take' } } },
  { for: 'actions', body: { id: 'a2', action: { kind: 'note' }, text: 'seen' } },
  { for: 'actions', body: { id: 'a3', action: { kind: 'pass-on', to: { team: 'care' } } } },
  { for: '/chat/conversations', body: {} },
  { for: 'workbench/try', body: { text: 'hello', language: 'fi', drafts: [{ name: 'x', text: 'intent: x' }] } },
  { for: 'workbench/check', body: { name: 'x', text: 'intent: x' } },
  { for: 'workbench/files', body: { text: 'intent: x', baseHash: 'a'.repeat(20) } },
  { for: 'workbench/new', body: { name: 'x' } },
  { for: 'workbench/unanswered', body: { group: 'm_1', days: 30, state: 'done' } },
]

/** A good body, one with a value replaced or added, any JSON, or bytes that are none. */
function bodiesFor(path: string): fc.Arbitrary<Buffer> {
  const suited = goodBodies.filter((good) => path.includes(good.for))
  const good = fc.constantFrom(...(suited.length > 0 ? suited : goodBodies)).map(({ body }) => body)
  return fc
    .oneof(
      { weight: 3, arbitrary: good.map((body) => JSON.stringify(body)) },
      { weight: 3, arbitrary: fc.tuple(good, fc.jsonValue({ maxDepth: 4 }), fc.nat()).map(withValue) },
      { weight: 1, arbitrary: fc.json() },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
      { weight: 1, arbitrary: word.map((text) => JSON.stringify({ id: 'w', text })) },
      { weight: 1, arbitrary: fc.constantFrom(0, 70_000, 300_000).map((size) => '['.repeat(size)) },
    )
    .map((body) => Buffer.from(body))
}

/** The body as JSON with one more key, or one that comes twice. */
function withValue([body, value, n]: [object, unknown, number]): string {
  const entries = Object.entries(body)
  const keys = [...Object.keys(body), '__proto__', 'extra']
  return `{${[...entries, [keys[n % keys.length], value]].map(([key, inner]) => `"${key}":${JSON.stringify(inner)}`).join(',')}}`
}

const headerValue = fc.string({ unit: fc.constantFrom(...'abcXYZ019 ;,=/*"%-_.') })
const oddHeaders = fc.record(
  {
    'content-type': fc.oneof(
      { weight: 5, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', ';', '') },
    ),
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
const headerSets: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ 'content-type': 'application/json' }) },
  { weight: 3, arbitrary: oddHeaders as fc.Arbitrary<Record<string, string>> },
  {
    weight: 1,
    arbitrary: fc.record({ authorization: headerValue, cookie: headerValue.map((text) => `nightdesk=${text}`) }),
  },
)

const strange = () =>
  targets().chain((target) =>
    fc
      .record({ headers: headerSets, body: bodiesFor(target.path) })
      .map(({ headers, body }): Strange => ({ ...target, headers, body })),
  )

describe('a strange request', () => {
  it('is answered in time, never with 5xx, and tells nothing of the inside', async () => {
    let runs = 0
    await fc.assert(
      fc.asyncProperty(strange(), async (drawn) => {
        if (runs++ % 200 === 0) await meetPeople()
        const { status, text } = await send({ ...drawn, path: drawn.path.replace('NUMBER', String(caseNumber)) })
        if (drawn.path.startsWith('/api/sign-out')) await meetPeople()
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
