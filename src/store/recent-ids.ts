// Remembers which conversation an address opened, for those that wrote last.

/** Conversation ids of the addresses that wrote last, so that a known customer costs no look-up. */
export function recentIds(limit: number) {
  const ids = new Map<string, string>()
  // A channel's name has no line break, so the two parts cannot run into each other.
  const key = (channel: string, address: string) => `${channel}\n${address}`
  return {
    get: (channel: string, address: string) => ids.get(key(channel, address)),
    set(channel: string, address: string, id: string) {
      if (ids.size >= limit) {
        const oldest = ids.keys().next()
        if (!oldest.done) ids.delete(oldest.value)
      }
      ids.set(key(channel, address), id)
    },
  }
}
