// Keys with which programs and wall screens read: made once, shown once, kept as a hash, gone when revoked.

import { randomBytes } from 'node:crypto'
import type { Scope, Token } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'
import { newSecret, secretHash } from './sessions.ts'

/** The part of the store that keys stand on. */
export type Tokens = Pick<Store, 'tokens' | 'tokenOf' | 'saveToken' | 'noteTokenUse' | 'deleteToken'>

/** So old may be what is said of the last use: a dashboard that asks each second is not written down each time. */
const noteEveryMs = 60_000

/** The shape of our own keys; anything else is nobody's and costs no look into the store. */
const ours = /^Bearer (nd_[\w-]{43})$/i

/** Makes a key. Its secret is told here and never again. */
export async function issueToken(
  store: Pick<Tokens, 'saveToken'>,
  { name, scopes }: { readonly name: string; readonly scopes: readonly Scope[] },
  now: number,
): Promise<{ readonly token: Token; readonly secret: string }> {
  const secret = `nd_${newSecret()}`
  const token = { id: `t${randomBytes(5).toString('hex')}`, name, scopes, createdAt: now }
  await store.saveToken(token, secretHash(secret))
  return { token, secret }
}

/** A link to the wall screen. The key stands after the `#`, which browsers keep out of requests and referrers. */
export async function issueWallLink(
  store: Pick<Tokens, 'saveToken'>,
  name: string,
  now: number,
  baseUrl: string,
): Promise<{ readonly token: Token; readonly url: string }> {
  const { token, secret } = await issueToken(store, { name, scopes: ['wall:read'] }, now)
  return { token, url: `${baseUrl.replace(/\/$/, '')}/wall#${secret}` }
}

/** True for a header that can only be meant as one of our keys. */
export function isKey(authorization: string | undefined): boolean {
  return ours.test(authorization ?? '')
}

/** Whose key the Authorization header holds; undefined for none, a wrong or a revoked one. */
export async function findToken(
  store: Tokens,
  authorization: string | undefined,
  now: number,
): Promise<Token | undefined> {
  const [, secret] = ours.exec(authorization ?? '') ?? []
  const token = secret === undefined ? undefined : await store.tokenOf(secretHash(secret))
  if (token && Math.abs(now - (token.lastUsedAt ?? 0)) >= noteEveryMs) await store.noteTokenUse(token.id, now)
  return token
}
