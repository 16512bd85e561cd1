// `invite`: a one-time sign-in link for a colleague.

import { openStore } from '../app.ts'
import type { Config } from '../config.ts'
import { systemClock } from '../jobs/clock.ts'
import { createSignInLink, startLinkMs } from '../receive/sign-in.ts'

type InviteOptions = { readonly role: 'agent' | 'manager' | 'both'; readonly name?: string }

export async function invite(
  config: Config,
  { role, name }: InviteOptions,
  out: (line: string) => void,
): Promise<void> {
  const store = await openStore(config.database)
  const roles = role === 'both' ? (['agent', 'manager'] as const) : [role]
  const invitation = { roles, ...(name ? { name } : {}) }
  out(await createSignInLink(store, invitation, systemClock.now(), config.publicUrl, startLinkMs))
  await store.close()
}
