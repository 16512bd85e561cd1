// What an editor has changed and not saved, kept over a reload of this tab.

import { readStored, writeStored } from '../parts/browser-storage.ts'

/** `baseHash`: the file's state that the change began from; none for a new file. */
export type KeptDraft = { readonly text: string; readonly baseHash?: string }

const keyOf = (name: string) => `nightdesk.bench.${name}`
const listKey = 'nightdesk.bench'

export function readDraft(name: string): KeptDraft | undefined {
  try {
    const kept: unknown = JSON.parse(readStored('session', keyOf(name)) ?? '')
    if (typeof kept !== 'object' || kept === null || !('text' in kept) || typeof kept.text !== 'string')
      return undefined
    const hash = 'baseHash' in kept && typeof kept.baseHash === 'string' ? { baseHash: kept.baseHash } : {}
    return { text: kept.text, ...hash }
  } catch {
    return undefined
  }
}

/** Undefined drops it. */
export function writeDraft(name: string, draft: KeptDraft | undefined): void {
  writeStored('session', keyOf(name), draft && JSON.stringify(draft))
  const others = draftNames().filter((one) => one !== name)
  writeStored('session', listKey, (draft ? [...others, name] : others).join(' ') || undefined)
}

/** Names of all files with something not saved. */
export function draftNames(): string[] {
  return (readStored('session', listKey) ?? '').split(' ').filter((name) => name !== '')
}
