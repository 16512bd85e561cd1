// Bad input at the door and at the API: each has its clear answer, and the server goes on.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonPost, rawBreakOff, rawExchange, startWorld, type World } from './world.ts'

let world: World
let headers: Record<string, string>
let conversationId: string

beforeAll(async () => {
  world = await startWorld()
  const visitor = await world.visitor()
  headers = visitor.headers
  conversationId = visitor.conversationId
})
afterAll(() => world.stop())

async function stored(): Promise<readonly string[]> {
  return (await world.store.transcript(conversationId, 0, 1_000)).map(({ text }) => text)
}

type Refused = { error: { code: string; message: string; where?: string } }

function postBytes(body: BodyInit | null, contentType = 'application/json'): Promise<Response> {
  return fetch(`${world.url}/chat/messages`, {
    method: 'POST',
    headers: { ...headers, 'content-type': contentType },
    body,
  })
}

const deepJson = `{"id":"deep","text":${'['.repeat(40)}${']'.repeat(40)}}`

const refusedBodies: readonly {
  readonly name: string
  readonly body: BodyInit | null
  readonly type?: string
  readonly status: number
  readonly says: RegExp
}[] = [
  { name: 'no body', body: null, status: 400, says: /empty/ },
  { name: 'wrong content type', body: '{"id":"a","text":"hi"}', type: 'text/plain', status: 415, says: /Content-Type/ },
  { name: 'a form', body: 'id=a&text=hi', type: 'application/x-www-form-urlencoded', status: 400, says: /JSON/ },
  { name: '1 MB text', body: `{"id":"a","text":"${'x'.repeat(1_000_000)}"}`, status: 413, says: /64 KB/ },
  {
    name: '100,000 short lines',
    body: JSON.stringify({ id: 'a', text: 'x\n'.repeat(100_000) }),
    status: 413,
    says: /64 KB/,
  },
  {
    name: 'text above the longest',
    body: JSON.stringify({ id: 'a', text: 'x'.repeat(4_001) }),
    status: 413,
    says: /4000/,
  },
  { name: 'broken JSON', body: '{"id":"a",\n "text":}', status: 400, says: /line 2, column 9/ },
  { name: 'JSON that stops', body: '{"id":"a","text":"hi', status: 400, says: /line 1, column 18/ },
  { name: 'bytes that are not UTF-8', body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), status: 400, says: /UTF-8/ },
  { name: 'an array', body: '[]', status: 400, says: /Send/ },
  { name: 'a number', body: '1e999', status: 400, says: /Send/ },
  { name: 'deep JSON', body: deepJson, status: 400, says: /too deep/ },
  { name: 'very deep JSON', body: '['.repeat(60_000), status: 400, says: /the end/ },
  { name: 'prototype keys', body: '{"id":"a","text":"hi","__proto__":{"admin":true}}', status: 400, says: /__proto__/ },
  { name: 'constructor key', body: '{"id":"a","text":"hi","constructor":{"prototype":{}}}', status: 400, says: /Send/ },
  { name: 'unknown key', body: '{"id":"a","text":"hi","conversationId":"c_other"}', status: 400, says: /Send/ },
  { name: 'wrong type of text', body: '{"id":"a","text":{"$gt":""}}', status: 400, says: /Send/ },
  { name: 'id with signs', body: '{"id":"../../a","text":"hi"}', status: 400, says: /Send/ },
  { name: 'only blanks', body: '{"id":"a","text":"  \\n \\u0000 "}', status: 400, says: /empty/ },
]

describe('refused at the door, with a sentence, and nothing stored', () => {
  for (const { name, body, type, status, says } of refusedBodies) {
    it(name, async () => {
      const response = await postBytes(body, type)
      const { error } = (await response.json()) as Refused
      expect([response.status, error.message]).toEqual([status, expect.stringMatching(says)])
      expect(await stored()).toEqual([])
      expect(({} as { admin?: unknown }).admin).toBeUndefined()
    })
  }
})

const acceptedTexts: readonly (readonly [name: string, text: string])[] = [
  ['lone surrogates', 'a\ud800b\udfff'],
  ['NUL and control characters', 'a\u0000b\u0007c\u001bd'],
  ['bidi controls', '\u202eevil\u202c'],
  ['emoji only', '👩‍👩‍👧‍👦🇳🇴'],
  ['HTML and script', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['SQL', "'); drop table messages; --"],
  ['many lines', 'x\n'.repeat(1_900)],
]

describe('accepted as plain words', () => {
  for (const [name, text] of acceptedTexts) {
    it(name, async () => {
      const before = (await stored()).length
      const response = await postBytes(JSON.stringify({ id: `ok-${before}`, text }))
      expect(response.status).toBe(200)
      const [said] = (await stored()).slice(before)
      expect(said?.isWellFormed()).toBe(true)
      expect(said).not.toContain('\u0000')
    })
  }
})

describe('a body without a stated length', () => {
  it('is refused as soon as it is too large, in time to be heard', async () => {
    const chunk = new Uint8Array(10_000).fill(0x20)
    const body = new ReadableStream<Uint8Array>({
      start(sink) {
        for (let n = 0; n < 30; n++) sink.enqueue(chunk)
        sink.close()
      },
    })
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
    const response = await fetch(`${world.url}/chat/messages`, {
      ...init,
      headers: { ...headers, 'content-type': 'application/json' },
    })
    expect([response.status, ((await response.json()) as Refused).error.code]).toEqual([413, 'too-large'])
  })
})

describe('refused at the API', () => {
  it('names the field that is wrong', async () => {
    const response = await fetch(`${world.url}/chat/seen`, jsonPost({ position: 'far' }, headers))
    expect(response.status).toBe(400)
    expect(((await response.json()) as Refused).error).toMatchObject({ code: 'invalid', where: 'body.position' })
  })

  it('holds the size, type and depth limits there too', async () => {
    const seen = `${world.url}/chat/seen`
    const big = await fetch(seen, jsonPost({ position: 1, more: 'x'.repeat(100_000) }, headers))
    const text = await fetch(seen, { method: 'POST', headers, body: '1' })
    const zipped = await fetch(seen, jsonPost({ position: 1 }, { ...headers, 'content-encoding': 'gzip' }))
    const deep = await fetch(seen, { ...jsonPost(1, headers), body: '['.repeat(40) + ']'.repeat(40) })
    expect([big.status, text.status, zipped.status, deep.status]).toEqual([413, 415, 415, 400])
  })

  it('answers impossible periods with what to do', async () => {
    const manager = await world.staff(['manager'])
    const ask = async (query: string) => {
      const response = await fetch(`${world.url}/api/stats${query}`, { headers: manager })
      return response.status === 200 ? 200 : [response.status, ((await response.json()) as Refused).error.message]
    }
    expect(await ask('')).toBe(200)
    expect(await ask('?from=1000&to=2000')).toBe(200)
    expect(await ask('?from=2000&to=2000')).toEqual([400, expect.stringContaining('from be before to')])
    expect(await ask('?from=0&to=99999999999')).toEqual([400, expect.stringContaining('366 days')])
    expect(await ask('?from=yesterday')).toEqual([400, expect.stringContaining('epoch milliseconds')])
    expect(await ask('?from=1&from=2')).toEqual([400, expect.stringContaining('query.from')])
    expect(await ask('?sort=name')).toEqual([400, expect.stringContaining('sort')])
    expect(await ask("?channel=web'--")).toEqual([400, expect.stringContaining('query.channel')])
  })
})

describe('odd HTTP', () => {
  const body = '{"id":"raw","text":"hi"}'
  const head = (...lines: string[]) => [...lines, '', ''].join('\r\n')
  const auth = () => `Authorization: ${headers['authorization']}`
  const type = 'Content-Type: application/json'

  it('refuses both lengths at once, so that no second request can hide in the first', async () => {
    const lengths = [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked']
    const smuggled = head('POST /chat/messages HTTP/1.1', 'Host: x', type, auth(), ...lengths)
    const hidden = head('GET /livez HTTP/1.1', 'Host: x')
    const answer = await rawExchange(world.port, `${smuggled}0\r\n\r\n${hidden}`)
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400'])
  })

  it.each([
    ['two lengths', ['Host: x', 'Content-Length: 5', 'Content-Length: 6']],
    ['a negative length', ['Host: x', 'Content-Length: -1']],
    ['an unknown transfer coding', ['Host: x', 'Transfer-Encoding: chunked, gzip']],
    ['a bare line feed in a header', ['Host: x', 'X-A: b\nTransfer-Encoding: chunked', 'Content-Length: 3']],
    ['no host', ['X-A: b']],
    ['a blank before the colon', ['Host : x', 'Content-Length: 1']],
  ])('refuses %s', async (_name, lines) => {
    const answer = await rawExchange(world.port, head('POST /chat/messages HTTP/1.1', ...lines))
    expect(answer).toMatch(/^HTTP\/1\.1 400/)
  })

  it('refuses too many and too large headers', async () => {
    const large = head('GET / HTTP/1.1', 'Host: x', `X-A: ${'a'.repeat(20_000)}`)
    expect(await rawExchange(world.port, large)).toMatch(/^HTTP\/1\.1 431/)
    const many = head('GET / HTTP/1.1', 'Host: x', ...Array.from({ length: 10_000 }, (_, n) => `X-${n}: a`))
    expect(await rawExchange(world.port, many)).toMatch(/^HTTP\/1\.1 431/)
  })

  it.each([
    ['a broken percent sign', '/api/desk/cases/%E0%A4%A', 400],
    ['NUL in the address', '/%00', 404],
    ['a way out of the folder', '/assets/..%2f..%2f..%2fetc%2fpasswd', 404],
    ['a hidden file', '/.hidden', 404],
    ['two slashes', '//evil.example/', 404],
    ['other letters', '/CHAT/messages', 404],
  ])('answers %s', async (_name, path, status) => {
    const line = `GET ${path} HTTP/1.1`
    const staff = await world.staff(['agent'])
    const answer = await rawExchange(world.port, head(line, 'Host: x', `Cookie: ${staff.cookie}`, 'Connection: close'))
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`))
    expect(answer).not.toMatch(/root:|node_modules|at .*\.ts/)
  })

  it('hears chunked bodies, and a body that breaks off stores nothing', async () => {
    const chunked = head('POST /chat/messages HTTP/1.1', 'Host: x', type, auth(), 'Transfer-Encoding: chunked')
    const before = (await stored()).length
    const closed = rawExchange(world.port, `${chunked}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`, {
      done: (text) => text.includes('outcome'),
    })
    expect(await closed).toMatch(/^HTTP\/1\.1 200/)
    await rawBreakOff(world.port, `${chunked}ff\r\n{"id":"half"`)
    expect(await stored()).toHaveLength(before + 1)
  })
})

it('logs no word of any of it', () => {
  for (const line of world.logged) expect(line).not.toMatch(/hi|alert|drop table|evil/)
})
