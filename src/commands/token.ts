// `token`: keys with which programs read figures, cases and metrics; made, listed, revoked.

import type { Config } from '../config.ts'
import { systemClock } from '../jobs/clock.ts'
import type { Scope } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'
import { issueToken } from '../receive/tokens.ts'
import { openStore } from '../store/open.ts'

type Out = (line: string) => void

/** Prints a new key, which is never shown again. */
export async function makeToken(
  config: Config,
  { name, scope }: { readonly name: string; readonly scope: readonly Scope[] },
  out: Out,
): Promise<void> {
  await withStore(config, async (store) => {
    const { token, secret } = await issueToken(store, { name, scopes: [...new Set(scope)] }, systemClock.now())
    out(secret)
    out(`Keep it now: it is not shown again. A program sends it as "Authorization: Bearer ${secret.slice(0, 6)}...".`)
    out(`It opens ${token.scopes.join(', ')}; end it with "npm run desk -- token revoke ${token.id}".`)
  })
}

/** Prints every key by id, name, scopes and last use; wall screens' links among them. */
export async function listTokens(config: Config, { json }: { readonly json?: boolean }, out: Out): Promise<void> {
  await withStore(config, async (store) => {
    const tokens = await store.tokens()
    if (json) return out(JSON.stringify({ tokens }))
    if (tokens.length === 0)
      return out('There is no key. "npm run desk -- token --scope stats:read --name X" makes one.')
    for (const { id, name, scopes, createdAt, lastUsedAt } of tokens) {
      const used = lastUsedAt === undefined ? 'never used' : `last used ${new Date(lastUsedAt).toISOString()}`
      out(`${id}  ${scopes.join(',')}  made ${new Date(createdAt).toISOString()}, ${used}  ${name}`)
    }
  })
}

/** Ends a key at once; returns the exit code: 1 when there is no such key. */
export async function revokeToken(config: Config, id: string, out: Out): Promise<number> {
  return withStore(config, async (store) => {
    const isGone = await store.deleteToken(id)
    out(isGone ? `${id} opens nothing any more.` : `There is no key ${id}. "npm run desk -- token list" shows all.`)
    return isGone ? 0 : 1
  })
}

/** The server may well be running: keys are made and ended beside it. */
async function withStore<R>(config: Config, use: (store: Store) => Promise<R>): Promise<R> {
  const store = await openStore(config.database, { beside: true })
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}
