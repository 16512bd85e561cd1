// What a sign-in link says after its #, and where a person goes once signed in.

import type { Me } from '../../model/api.ts'

/** `name`: whom the link was made for. Only to be shown; the server knows it by the code. */
export type SignInLink = { readonly code: string; readonly name?: string }

/** The link in a fragment (`#code=...&name=...`), or undefined. The fragment never reaches a server or its logs. */
export function linkInHash(hash: string): SignInLink | undefined {
  const parts = new URLSearchParams(hash.replace(/^#/, ''))
  const code = parts.get('code')
  if (!code) return undefined
  const name = parts.get('name')?.trim()
  return name ? { code, name } : { code }
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
