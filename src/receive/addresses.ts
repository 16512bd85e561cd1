// Whose request it is, as far as the network can tell; used for limits only and never stored.

import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/**
 * The client's network: an IPv4 address, or the first 64 bits of an IPv6 address, because one household owns them all.
 * Behind our own proxy the last entry of X-Forwarded-For counts, which the proxy itself wrote.
 */
export function clientNetwork(request: IncomingMessage, behindProxy: boolean): string {
  return networkOf(clientAddress(request, behindProxy))
}

/** The client's address as the network gives it. */
export function clientAddress(request: IncomingMessage, behindProxy: boolean): string {
  const forwarded = behindProxy ? request.headers['x-forwarded-for'] : undefined
  const last = (Array.isArray(forwarded) ? forwarded.at(-1) : forwarded)?.split(',').at(-1)?.trim()
  return last || request.socket.remoteAddress || 'unknown'
}

export function networkOf(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? []
  const groups = head === '' ? [] : head.split(':')
  const tailLength = tail ? tail.split(':').length : 0
  while (tail !== undefined && groups.length + tailLength < 8) groups.push('0')
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

/** Cuts connections above the cap for one network. Loopback is not counted: our own proxy may sit there. */
export function capConnections(server: EventEmitter, perAddress: number): void {
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? 'unknown')
    if (network.startsWith('127.') || network === networkOf('::1')) return
    const count = (open.get(network) ?? 0) + 1
    if (count > perAddress) {
      socket.destroy()
      return
    }
    open.set(network, count)
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1
      if (left > 0) open.set(network, left)
      else open.delete(network)
    })
  })
}
