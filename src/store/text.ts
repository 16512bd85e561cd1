// Makes identifiers, and makes any string one that both engines give back as it was stored.

import { randomFillSync } from 'node:crypto'

/** PostgreSQL takes neither NUL nor half a surrogate pair: U+FFFD stands in their place on both engines. */
export function storable(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole
}

const idBytes = 16
/** Chance is fetched for many ids at once: one call for each costs more than a statement. */
const chance = Buffer.alloc(idBytes * 256)
let used = chance.length

/**
 * 128 random bits after a prefix that tells what it names: `c_` conversation, `m_` message, `k_` customer, `f_` file.
 * A given time takes the place of the first 48: what is opened in the same hours then lies together in the indexes, and a commit
 * writes fewer pages.
 */
export function newId(prefix: 'c_' | 'm_' | 'k_' | 'f_', at?: number): string {
  if (used === chance.length) {
    randomFillSync(chance)
    used = 0
  }
  if (at !== undefined) chance.writeUIntBE(at, used, 6)
  used += idBytes
  return prefix + chance.toString('base64url', used - idBytes, used)
}
