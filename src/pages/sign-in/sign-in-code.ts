// The one-time code of a sign-in link, and where a person goes once signed in.

import type { Me } from '../../model/api.ts'

/** The code in a fragment (`#code=...`), or undefined. The fragment never reaches a server or its logs. */
export function codeInHash(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('code') || undefined
}

/** Agents work at the desk; who is only a manager goes to the figures, who is only an editor to the workbench. */
export function firstPage(me: Pick<Me, 'roles'>): '/desk' | '/stats' | '/workbench' {
  if (me.roles.includes('agent')) return '/desk'
  return me.roles.includes('manager') ? '/stats' : '/workbench'
}

/** A name as customers will see it: trimmed, 2 to 40 characters; undefined otherwise. */
export function usableName(typed: string): string | undefined {
  const name = typed.trim().replaceAll(/\s+/g, ' ')
  return [...name].length >= 2 && name.length <= 40 ? name : undefined
}
