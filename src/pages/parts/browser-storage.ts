// localStorage and sessionStorage for pages that must also work where the browser forbids them.

type Where = 'local' | 'session'

const storages = { local: () => localStorage, session: () => sessionStorage }

/** The stored text, or undefined where there is none or none may be read. */
export function readStored(where: Where, key: string): string | undefined {
  try {
    return storages[where]().getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** Stores the text; undefined removes it. Returns false where the browser refuses (private mode, full). */
export function writeStored(where: Where, key: string, text: string | undefined): boolean {
  try {
    if (text === undefined) storages[where]().removeItem(key)
    else storages[where]().setItem(key, text)
    return true
  } catch {
    return false
  }
}
