// The visitor's key: which conversation its holder may see and write to, signed, so that no id is ever taken on trust.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const lifetimeMs = 180 * 24 * 60 * 60 * 1000
/** A clock that runs ahead on another process of ours must not lock a visitor out. */
const clockSkewMs = 60_000

/** 128 random bits: the address of a new visitor's conversation. */
export function newAddress(): string {
  return randomBytes(16).toString('base64url')
}

/** A token for the address, good for 180 days. */
export function issueToken(address: string, secret: string, now: number): { token: string; expiresAt: number } {
  const expiresAt = now + lifetimeMs
  const payload = Buffer.from(JSON.stringify([address, now, expiresAt])).toString('base64url')
  return { token: `${payload}.${sign(payload, secret)}`, expiresAt }
}

/**
 * The conversation address that the Authorization header proves, or undefined: absent, forged and expired are not
 * told apart, for the caller could only tell a thief.
 */
export function visitorFrom(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  secret: string,
  now: number,
): string | undefined {
  const header = headers['authorization']
  if (typeof header !== 'string' || header.length > 512) return undefined
  const [, payload, signature] = /^Bearer ([\w-]+)\.([\w-]+)$/i.exec(header) ?? []
  if (payload === undefined || signature === undefined) return undefined
  // Compared as text: the last letter of base64url has spare bits, and two spellings of one signature would be two keys.
  if (!equal(signature, sign(payload, secret))) return undefined
  return addressIn(payload, now)
}

function addressIn(payload: string, now: number): string | undefined {
  const [address, issuedAt, expiresAt] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
    string,
    number,
    number,
  ]
  return issuedAt <= now + clockSkewMs && now < expiresAt ? address : undefined
}

function sign(payload: string, secret: string): string {
  // The purpose is signed with it, so that nothing else we sign with this secret can pass for a visitor's key.
  return createHmac('sha256', secret).update(`nightdesk visitor 1\n${payload}`).digest('base64url')
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
