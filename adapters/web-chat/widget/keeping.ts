// What the browser keeps for the visitor, all of it first-party and only once the chat was opened.

import type { ChatOpened } from '../../../src/model/api.ts'
import type { Language } from '../../../src/model/language.ts'
import type { Pending } from './view.ts'

const keyName = 'nightdesk.key'
const seenName = 'nightdesk.seen'
const languageName = 'nightdesk.language'
const pendingName = 'nightdesk.pending'
const openName = 'nightdesk.open'

/** Storage may be full, forbidden or broken: the chat then works for as long as the page stays. */
export type Keeping = {
  key(): ChatOpened | undefined
  keepKey(key: ChatOpened | undefined): void
  seen(): number
  keepSeen(position: number): void
  language(): Language | undefined
  keepLanguage(language: Language): void
  /** Unsent lines, for this tab alone: another tab must not send them too. */
  pending(): readonly Pending[]
  keepPending(pending: readonly Pending[]): void
  keepOpen(open: boolean): void
  /** Another tab has read further. */
  onSeenElsewhere(heard: (position: number) => void): () => void
}

/** The visitor has opened the chat before. */
export function wasHere(): boolean {
  return read(() => localStorage, keyName) !== undefined
}

/** The panel was left open in this tab; it opens again on the shop's next page. */
export function wasOpen(): boolean {
  return read(() => sessionStorage, openName) === true
}

export function keepInBrowser(): Keeping {
  const local = () => localStorage
  const session = () => sessionStorage
  // Where nothing can be stored, one page's visit is whole by this.
  let key: ChatOpened | undefined
  return {
    key: () => (read(local, keyName) as ChatOpened | undefined) ?? key,
    keepKey(next) {
      key = next
      write(local, keyName, next)
    },
    seen: () => Number(read(local, seenName) ?? 0),
    keepSeen: (position) => write(local, seenName, position),
    language: () => read(local, languageName) as Language | undefined,
    keepLanguage: (language) => write(local, languageName, language),
    pending: () => (read(session, pendingName) as readonly Pending[] | undefined) ?? [],
    keepPending: (pending) => write(session, pendingName, pending.length === 0 ? undefined : pending),
    keepOpen: (open) => write(session, openName, open ? true : undefined),
    onSeenElsewhere(heard) {
      const listener = (event: StorageEvent) => {
        if (event.key === seenName) heard(Number(event.newValue ?? 0))
      }
      addEventListener('storage', listener)
      return () => removeEventListener('storage', listener)
    },
  }
}

function read(storage: () => Storage, name: string): unknown {
  try {
    return JSON.parse(storage().getItem(name) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

function write(storage: () => Storage, name: string, value: unknown): void {
  try {
    if (value === undefined) storage().removeItem(name)
    else storage().setItem(name, JSON.stringify(value))
  } catch {
    // Forbidden or full: see Keeping.
  }
}
