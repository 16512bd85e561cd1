// The web chat's door against strangers: tokens cannot be made, bodies cannot break it.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { issueToken, newAddress, visitorFrom } from '../../../adapters/web-chat/token.ts'
import type { DoorRequest } from '../../../src/ports/channel.ts'
import { refusalOf } from '../../contract/channel.ts'
import { channel, secret } from './subject.ts'

const now = 1_790_000_000_000
const address = newAddress()
const { token } = issueToken(address, secret, now)

describe('visitorFrom', () => {
  it('knows its own token until it expires, and not after', () => {
    const { expiresAt } = issueToken(address, secret, now)
    expect(visitor(`Bearer ${token}`, now)).toBe(address)
    expect(visitor(`Bearer ${token}`, expiresAt - 1)).toBe(address)
    expect(visitor(`Bearer ${token}`, expiresAt)).toBeUndefined()
  })

  it('refuses a token from the future, another secret, another scheme and a doubled header', () => {
    expect(visitor(`Bearer ${issueToken(address, secret, now + 120_000).token}`)).toBeUndefined()
    expect(visitor(`Bearer ${issueToken(address, 'another secret', now).token}`)).toBeUndefined()
    expect(visitor(`Basic ${token}`)).toBeUndefined()
    expect(visitor([`Bearer ${token}`, `Bearer ${token}`])).toBeUndefined()
    expect(visitor(undefined)).toBeUndefined()
  })

  it('refuses every token that differs in one character', () => {
    for (let at = 0; at < token.length; at++) {
      for (const other of ['A', 'b', '9', '-', '_', '.', '=', ' ']) {
        const changed = token.slice(0, at) + other + token.slice(at + 1)
        if (changed !== token) expect(visitor(`Bearer ${changed}`), changed).toBeUndefined()
      }
    }
  })

  it('refuses whatever was not signed here', () => {
    const payload = fc.tuple(fc.string(), fc.integer(), fc.integer()).map((parts) => base64(JSON.stringify(parts)))
    fc.assert(
      fc.property(fc.oneof(payload, fc.base64String(), fc.string()), fc.string(), (body, signature) => {
        expect(visitor(`Bearer ${body}.${signature}`)).toBeUndefined()
        expect(visitor(`Bearer ${body}.${token.split('.')[1]}`)).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('gives addresses of 128 bits, none twice', () => {
    const made = new Set(Array.from({ length: 1000 }, newAddress))
    expect(made.size).toBe(1000)
    for (const each of made) expect(Buffer.from(each, 'base64url')).toHaveLength(16)
  })
})

describe('receive', () => {
  it('takes a text under the address that the token proves, whatever id is offered', async () => {
    const received = await channel.receive(post({ id: 'c1', text: 'hei' }))
    expect(received.messages).toEqual([
      { channel: 'web', externalId: `${address}:c1`, address, author: { kind: 'customer' }, text: 'hei' },
    ])
    expect(await refusalOf(channel, post({ id: 'c1', text: 'hei', address: 'other' }))).toMatchObject({
      code: 'malformed',
    })
    expect(await refusalOf(channel, post({ id: 'x:y', text: 'hei' }))).toMatchObject({ code: 'malformed' })
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['deep JSON', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['a prototype key', '{"id":"a","text":"b","__proto__":{"x":1}}'],
    ['a constructor', '{"id":"a","text":"b","constructor":{"prototype":{"x":1}}}'],
    ['no id', '{"text":"b"}'],
    ['both text and choice', '{"id":"a","text":"b","choice":"person"}'],
    ['neither', '{"id":"a"}'],
    ['an unknown choice', '{"id":"a","choice":"admin"}'],
    ['a long choice', `{"id":"a","choice":"option:${'x'.repeat(100)}"}`],
    ['a text that is a number', '{"id":"a","text":1}'],
    ['only white space', '{"id":"a","text":" \\n\\t "}'],
    ['only NUL', '{"id":"a","text":"\\u0000"}'],
  ])('refuses %s as malformed', async (_, body) => {
    expect(await refusalOf(channel, post(body))).toMatchObject({ code: 'malformed' })
  })

  it('refuses bytes that are not UTF-8, another type and another method', async () => {
    const good = post({ id: 'a', text: 'b' })
    const bytes = Buffer.from([...Buffer.from('{"id":"a","text":"'), 0xff, ...Buffer.from('"}')])
    expect(await refusalOf(channel, { ...good, body: bytes })).toMatchObject({ code: 'malformed' })
    const headers = { ...good.headers, 'content-type': 'text/plain' }
    expect(await refusalOf(channel, { ...good, headers })).toMatchObject({ code: 'malformed' })
    expect(await refusalOf(channel, { ...good, method: 'PUT' })).toMatchObject({ code: 'malformed' })
  })

  it('counts characters as people do, and refuses more than 4000', async () => {
    expect(await textOf('🧶'.repeat(4000))).toHaveLength(8000)
    expect(await textOf(`   ${'a'.repeat(4000)}   `)).toHaveLength(4000)
    for (const text of ['🧶'.repeat(4001), 'x\n'.repeat(100_000), 'a'.repeat(1_000_000)]) {
      expect(await refusalOf(channel, post({ id: 'a', text }))).toMatchObject({ code: 'too-large' })
    }
  })

  it('makes text harmless and keeps what it says', async () => {
    expect(await textOf('a\u0000b\u0007c\u001b[31m\u007f')).toBe('abc[31m')
    expect(await textOf('to\r\nlinjer\rtre\tfire')).toBe('to\nlinjer\ntre\tfire')
    expect(await textOf('x\ud800y')).toBe('x\ufffdy')
    expect(await textOf('\u202egnp.exe')).toBe('gnp.exe')
    expect(await textOf('\u2067שלום\nnext')).toBe('\u2067שלום\u2069\nnext')
    expect(await textOf("<b>hi</b> '; DROP TABLE messages; --")).toBe("<b>hi</b> '; DROP TABLE messages; --")
  })

  it('answers any JSON with a message or a fixed code, and keeps no character that could harm', async () => {
    const field = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue())
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc.record({ id: fc.constant('a'), text: field }).map((b) => JSON.stringify(b)),
    )
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const refusal = await refusalOf(channel, post(text))
        if (refusal !== undefined) {
          expect(['malformed', 'too-large']).toContain(refusal.code)
          return
        }
        const [message] = (await channel.receive(post(text))).messages
        expect(message?.text.isWellFormed()).toBe(true)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the very ones that must not come through
        expect(message?.text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/)
      }),
      { numRuns: 500 },
    )
  })

  it('drops a hint at a language that the shop does not serve', async () => {
    const { webChat } = await import('../../../adapters/web-chat/index.ts')
    const small = webChat({ secret, languages: ['en'] })
    const [message] = (await small.receive(post({ id: 'a', text: 'moi', language: 'fi' }))).messages
    expect(message?.languageHint).toBeUndefined()
  })

  it('takes the zone of the visitor’s clock as a hint, and refuses what is no name', async () => {
    const [message] = (await channel.receive(post({ id: 'a', text: 'hi', zone: 'Asia/Tokyo' }))).messages
    expect(message?.zoneHint).toBe('Asia/Tokyo')
    expect((await channel.receive(post({ id: 'a', text: 'hi', zone: '' }))).messages[0]?.zoneHint).toBeUndefined()
    for (const zone of [7, null, 'x'.repeat(65)])
      expect(await refusalOf(channel, post({ id: 'a', text: 'hi', zone }))).toMatchObject({ code: 'malformed' })
  })
})

function visitor(authorization: string | string[] | undefined, at = now): string | undefined {
  return visitorFrom({ authorization }, secret, at)
}

function post(body: unknown): DoorRequest {
  return {
    method: 'POST',
    url: '/chat/messages',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    remoteAddress: '192.0.2.1',
    receivedAt: now,
  }
}

async function textOf(text: string): Promise<string | undefined> {
  return (await channel.receive(post({ id: 'a', text }))).messages[0]?.text
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64url')
}
