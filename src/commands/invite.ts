// `invite`: a one-time sign-in link for a colleague.

import { openStore } from '../app.ts'
import type { Config } from '../config.ts'
import { systemClock } from '../jobs/clock.ts'
import { roles as allRoles, type Role } from '../ports/route.ts'
import { createSignInLink, startLinkMs } from '../receive/sign-in.ts'

/** `both`: agent and manager. */
type InviteOptions = { readonly role: Role | 'both' | 'all'; readonly name?: string }

export async function invite(
  config: Config,
  { role, name }: InviteOptions,
  out: (line: string) => void,
): Promise<void> {
  // The server may well be running: a colleague is invited without stopping it.
  const store = await openStore(config.database, { beside: true })
  const roles = rolesOf(role)
  const invitation = { roles, ...(name ? { name } : {}) }
  out(await createSignInLink(store, invitation, systemClock.now(), config.publicUrl, startLinkMs))
  await store.close()
}

function rolesOf(role: InviteOptions['role']): readonly Role[] {
  if (role === 'all') return allRoles
  return role === 'both' ? ['agent', 'manager'] : [role]
}
