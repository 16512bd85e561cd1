// Sessions of the people who work here: a random cookie whose hash is stored with who it is.

import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Agent, roles } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'

/** The part of the store that holds short-lived values. */
export type Values = Pick<Store, 'getValue' | 'setValue' | 'deleteValue'>

export const sessionMs = 12 * 3_600_000
const cookieName = 'nightdesk'

const StoredAgent = z.strictObject({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
})

/** 256 random bits for a cookie or a link. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored in place of a secret, so that a stolen database opens nothing. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** Opens a session of 12 hours. Returns the value of the Set-Cookie header. */
export async function openSession(values: Values, agent: Agent, now: number, secure: boolean): Promise<string> {
  const secret = newSecret()
  await values.setValue(sessionKey(secret), JSON.stringify(agent), now + sessionMs)
  await values.setValue(presenceKey(agent.id), 'in', now + sessionMs)
  return setCookie(secret, sessionMs / 1000, secure)
}

/** Who holds the session that the Cookie header names, or undefined. */
export async function findSession(
  values: Values,
  headers: { readonly cookie?: string | string[] | undefined },
  now: number,
): Promise<{ readonly agent: Agent; readonly sessionKey: string } | undefined> {
  const secret = readCookie(headers.cookie)
  if (secret === undefined) return undefined
  const key = sessionKey(secret)
  const value = await values.getValue(key, now)
  return value === undefined ? undefined : { agent: StoredAgent.parse(JSON.parse(value)), sessionKey: key }
}

/** Ends a session; the person counts as out, should another of theirs run on or not. */
export async function endSession(
  values: Values,
  { agent, sessionKey: key }: { readonly agent: Agent; readonly sessionKey: string },
  now: number,
): Promise<void> {
  await values.deleteValue(key)
  await values.setValue(presenceKey(agent.id), 'out', now + sessionMs)
}

/** Under this key stands `in` or `out` after a person's latest sign-in or sign-out, for as long as a session lasts. */
export const presenceKey = (agentId: string): string => `presence:${agentId}`

/** The Set-Cookie header that makes the browser forget. */
export function clearCookie(secure: boolean): string {
  return setCookie('', 0, secure)
}

function sessionKey(secret: string): string {
  return `session:${secretHash(secret)}`
}

function setCookie(value: string, maxAgeSeconds: number, secure: boolean): string {
  const flags = `Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict`
  return `${cookieName}=${value}; ${flags}${secure ? '; Secure' : ''}`
}

function readCookie(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header.join('; ') : (header ?? '')
  // The exact shape of our own secrets; anything else is nobody's and costs no look into the store.
  return /(?:^|;\s*)nightdesk=([\w-]{43})(?:;|$)/.exec(text)?.[1]
}
