// Reads a request's body within its limits: bytes, type, and JSON that cannot do harm.

import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { jsonFault } from './json-fault.ts'
import { Refusal } from './refusal.ts'

/** The whole body. Throws Refusal 413 above the limit and 400 when the sender broke off. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length']) > limitBytes) return Promise.reject(tooLarge(limitBytes))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const read = (chunk: Buffer) => {
      size += chunk.length
      if (size <= limitBytes) {
        chunks.push(chunk)
        return
      }
      request.off('data', read)
      reject(tooLarge(limitBytes))
    }
    request.on('data', read)
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    request.once('error', () => reject(brokenOff()))
    request.once('close', () => {
      if (!request.complete) reject(brokenOff())
    })
  })
}

function tooLarge(limitBytes: number): Refusal {
  return new Refusal(413, 'too-large', `This is too large. Send at most ${Math.floor(limitBytes / 1024)} KB.`)
}

function brokenOff(): Refusal {
  return new Refusal(400, 'malformed', 'The request broke off before its end. Send it again.')
}

/** Throws Refusal 415 unless the body has one of these types and is not compressed. Returns the type. */
export function checkBodyType(request: IncomingMessage, allowed: readonly string[]): string {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (!allowed.includes(type)) {
    throw new Refusal(415, 'unsupported-type', `Send the body as ${allowed.join(' or ')} and say so in Content-Type.`)
  }
  if (encoding.toLowerCase() !== 'identity') {
    throw new Refusal(415, 'unsupported-type', 'Send the body uncompressed, without Content-Encoding.')
  }
  return type
}

/** Reads JSON. Throws Refusal 400 that names the place of the fault; too deep nesting and `__proto__` are faults. */
export function parseJson(bytes: Buffer, depthLimit: number): unknown {
  if (bytes.length === 0) throw new Refusal(400, 'malformed', 'The body is empty. Send a JSON object.')
  if (!isUtf8(bytes)) throw new Refusal(400, 'malformed', 'The body is not valid UTF-8. Encode it as UTF-8.')
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'malformed', `The body is not valid JSON: look at ${jsonFault(text)}.`)
  }
  checkShape(value, depthLimit, depthLimit)
  return value
}

function checkShape(value: unknown, left: number, depthLimit: number): void {
  if (typeof value !== 'object' || value === null) return
  if (left === 0) throw new Refusal(400, 'malformed', `The JSON is nested too deep. Use at most ${depthLimit} levels.`)
  if (Object.hasOwn(value, '__proto__')) {
    throw new Refusal(400, 'malformed', 'The JSON has a key "__proto__". Leave it out.')
  }
  for (const inner of Object.values(value)) checkShape(inner, left - 1, depthLimit)
}
