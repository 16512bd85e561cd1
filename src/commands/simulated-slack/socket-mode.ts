// Socket Mode: tickets, connections, envelopes and their acknowledgements.

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { inner, isFields, parseJson, textOf } from './fields.ts'
import { answerWithinMs, type Carrier, type Parcel, type Receipt } from './parcel.ts'
import { acceptWebSocket, type WebSocketConnection } from './websocket.ts'
import type { Fields, World } from './world.ts'

/** The platform keeps at most so many connections of one app. */
const mostConnections = 10
const pingEveryMs = 10_000

export type SocketMode = {
  /** The answer of apps.connections.open: an address with a ticket for one connection. */
  open(): Fields
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  readonly carrier: Carrier
  connections(): number
  /** Asks the app to reconnect; `refresh_requested` and `link_disabled` end the connection with it. */
  disconnect(reason?: 'warning' | 'refresh_requested' | 'link_disabled'): void
  /** Cuts all connections without a word. */
  cut(): void
  /** The next envelopes are sent twice, with one envelope_id. */
  repeatEnvelopes(times?: number): void
}

type Waiting = { readonly take: (receipt: Receipt) => void; readonly takesAnswer: boolean }

export function newSocketMode(world: World): SocketMode {
  const tickets = new Set<string>()
  const open: WebSocketConnection[] = []
  const waiting = new Map<string, Waiting>()
  let turn = 0
  let repeats = 0

  const heard = (content: string) => {
    const message = parseJson(content)
    if (!isFields(message)) return
    const id = textOf(message, 'envelope_id')
    const one = waiting.get(id)
    if (!one) return
    waiting.delete(id)
    // What an app sends along where no answer is taken, the platform does not read.
    const payload = one.takesAnswer ? inner(message, 'payload') : {}
    one.take({ ok: true, answer: Object.keys(payload).length > 0 ? payload : '' })
  }

  const carrier: Carrier = (parcel) => {
    const connection = open[turn++ % Math.max(1, open.length)]
    if (!connection) return Promise.resolve({ ok: false, reason: 'connection_failed' })
    const id = `${world.nextId('E')}-${world.team.id}`
    return new Promise((resolve) => {
      const cancel = world.clock.after(answerWithinMs, () => {
        waiting.delete(id)
        resolve({ ok: false, reason: 'timeout' })
      })
      const take = (receipt: Receipt) => {
        cancel()
        resolve(receipt)
      }
      waiting.set(id, { take, takesAnswer: parcel.takesAnswer })
      const copies = repeats > 0 ? 2 : 1
      repeats = Math.max(0, repeats - 1)
      for (let copy = 0; copy < copies; copy++) connection.send(JSON.stringify(envelope(id, parcel)))
    })
  }

  return {
    carrier,
    open() {
      const ticket = world.nextId('ticket')
      tickets.add(ticket)
      return { url: `${world.address.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${world.app.id}` }
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', 'http://simulated.invalid').searchParams.get('ticket') ?? ''
      if (!tickets.delete(ticket)) return void socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
      let stopPings = () => {}
      const connection = acceptWebSocket(request, socket, head, {
        text: heard,
        closed() {
          stopPings()
          const at = connection ? open.indexOf(connection) : -1
          if (at >= 0) open.splice(at, 1)
        },
      })
      if (!connection) return
      if (open.length >= mostConnections) {
        connection.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: debug }))
        return connection.close()
      }
      open.push(connection)
      connection.send(JSON.stringify(hello(world, open.length)))
      const keepPinging = () => {
        connection.ping()
        stopPings = world.clock.after(pingEveryMs, keepPinging)
      }
      keepPinging()
    },
    connections: () => open.length,
    disconnect(reason = 'refresh_requested') {
      for (const connection of [...open]) {
        connection.send(JSON.stringify({ type: 'disconnect', reason, debug_info: debug }))
        if (reason !== 'warning') {
          // Nothing new goes over it; acknowledgements on the way are still heard until it ends.
          open.splice(open.indexOf(connection), 1)
          connection.close()
        }
      }
    },
    cut() {
      for (const connection of open.splice(0)) connection.cut()
    },
    repeatEnvelopes(times = 1) {
      repeats += times
    },
  }
}

const debug = { host: 'applink-simulated', build_number: 1, approximate_connection_time: 18_060 }

function hello(world: World, connections: number): Fields {
  return {
    type: 'hello',
    num_connections: connections,
    debug_info: debug,
    connection_info: { app_id: world.app.id },
  }
}

function envelope(id: string, parcel: Parcel): Fields {
  const { retry } = parcel
  return {
    envelope_id: id,
    payload: parcel.payload,
    type: parcel.kind,
    accepts_response_payload: parcel.takesAnswer,
    ...(parcel.kind === 'events_api' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {}),
  }
}
