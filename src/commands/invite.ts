// `invite`: a one-time sign-in link for a colleague, or a lasting one for a screen on the wall.

import type { Config } from '../config.ts'
import { systemClock } from '../jobs/clock.ts'
import { roles as allRoles, type Role } from '../ports/route.ts'
import { createSignInLink, startLinkMs } from '../receive/sign-in.ts'
import { issueWallLink } from '../receive/tokens.ts'
import { openStore } from '../store/open.ts'

/** `both`: agent and manager. */
type InviteOptions = { readonly role: Role | 'both' | 'all'; readonly name?: string; readonly wall?: boolean }

export async function invite(
  config: Config,
  { role, name, wall }: InviteOptions,
  out: (line: string) => void,
): Promise<void> {
  // The server may well be running: a colleague is invited without stopping it.
  const store = await openStore(config.database, { beside: true })
  const now = systemClock.now()
  if (wall) {
    const { token, url } = await issueWallLink(store, name ?? 'wall', now, config.publicUrl)
    out(url)
    out(`Whoever has it sees numbers, no names and no words. "npm run desk -- token revoke ${token.id}" ends it.`)
  } else {
    const invitation = { roles: rolesOf(role), ...(name ? { name } : {}) }
    out(await createSignInLink(store, invitation, now, config.publicUrl, startLinkMs))
  }
  await store.close()
}

function rolesOf(role: InviteOptions['role']): readonly Role[] {
  if (role === 'all') return allRoles
  return role === 'both' ? ['agent', 'manager'] : [role]
}
