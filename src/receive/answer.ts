// Puts answers on the wire: JSON, refusals, and a reference instead of the inside of an unexpected error.

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Clock } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'
import { isHealthy } from './health.ts'
import { busy, Refusal } from './refusal.ts'

/** Sends a JSON body, or none when it is undefined. */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (body === undefined) {
    response.writeHead(status, { 'cache-control': 'no-store', ...headers })
    response.end()
    return
  }
  answerText(response, status, JSON.stringify(body), 'application/json; charset=utf-8', headers)
}

/** Sends a text of the given content type. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  contentType: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(text)
}

/** Sends bytes of the given content type. */
export function answerBytes(
  response: ServerResponse,
  status: number,
  bytes: Uint8Array,
  contentType: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': bytes.byteLength,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(bytes)
}

/**
 * Sends a refusal. When the body was too large, the connection closes after some of the rest was read: a connection
 * closed over unread bytes is reset, and the sender would never see why.
 */
export function answerRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  lingerBytes: number,
): void {
  if (refusal.status !== 413 || request.complete) {
    answerJson(response, refusal.status, refusal.body(), refusal.headers)
    return
  }
  const text = JSON.stringify(refusal.body())
  response.writeHead(413, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  })
  response.write(text)
  let left = lingerBytes
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) response.end()
  })
  request.once('end', () => response.end())
  request.once('error', () => response.end())
  request.resume()
}

/**
 * What to answer to anything that was thrown. The unexpected is logged by name, code and stack lines only, since a
 * message may quote a customer; it becomes 503 when the store is away, or else 500 with a reference to the log.
 */
export async function refusalFor(
  thrown: unknown,
  context: {
    readonly store: Pick<Store, 'health'>
    readonly clock: Clock
    readonly log: Logger
    readonly route: string
  },
): Promise<Refusal> {
  if (thrown instanceof Refusal) return thrown
  const reference = randomUUID()
  context.log.error({ reference, route: context.route, ...faultOf(thrown) }, 'a request failed')
  if (!(await isHealthy(context.store, context.clock))) return busy(2_000)
  return new Refusal(500, 'internal', `Something went wrong on our side. Tell us this reference: ${reference}.`)
}

/** What a log may hold of an error: its name, its code and where it happened, never its text. */
export function faultOf(thrown: unknown): { fault: string; code?: string; at?: string[] } {
  if (!(thrown instanceof Error)) return { fault: typeof thrown }
  const at = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined
  return { fault: thrown.name, ...(code ? { code } : {}), at: at.slice(0, 8).map((line) => line.trim()) }
}
