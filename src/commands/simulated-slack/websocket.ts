// The server's side of a WebSocket (RFC 6455): handshake, text frames, ping and close; only what Socket Mode needs.

import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

export type WebSocketConnection = {
  send(text: string): void
  ping(): void
  /** Ends it in order: a close frame, then the connection. */
  close(code?: number): void
  /** Cuts it without a word. */
  cut(): void
}

export type WebSocketEars = { text(content: string): void; closed(): void }

const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 }
/** A client has no reason to send more. */
const longestFrame = 16 * 1024 * 1024

/** Completes the handshake. Undefined, and the request refused, when it is no WebSocket request. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  ears: WebSocketEars,
): WebSocketConnection | undefined {
  const key = request.headers['sec-websocket-key']
  if (
    request.headers.upgrade?.toLowerCase() !== 'websocket' ||
    !key ||
    request.headers['sec-websocket-version'] !== '13'
  ) {
    socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
    return undefined
  }
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
  )
  const write = (opcode: number, payload: Uint8Array) => {
    if (socket.writable) socket.write(frame(opcode, payload))
  }
  const closeFrame = (code: number) => {
    const payload = Buffer.alloc(2)
    payload.writeUInt16BE(code)
    write(opcodes.close, payload)
    socket.end()
  }
  const read = frameReader({
    text: ears.text,
    ping: (payload) => write(opcodes.pong, payload),
    close: () => closeFrame(1000),
    broken: () => socket.destroy(),
  })
  socket.on('data', read)
  socket.on('error', () => socket.destroy())
  socket.once('close', ears.closed)
  if (head.length > 0) read(head)
  return {
    send: (text) => write(opcodes.text, Buffer.from(text)),
    ping: () => write(opcodes.ping, Buffer.from('simulated')),
    close: (code = 1000) => closeFrame(code),
    cut: () => void socket.destroy(),
  }
}

function frame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  head[0] = 0x80 | opcode
  if (length < 126) head[1] = length
  else if (length < 65_536) {
    head[1] = 126
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return Buffer.concat([head, payload])
}

type FrameEars = {
  text(content: string): void
  ping(payload: Buffer): void
  close(): void
  broken(): void
}

/** Puts frames together from whatever chunks come; a client's frames must be masked. */
function frameReader(ears: FrameEars): (chunk: Buffer) => void {
  let waiting: Buffer = Buffer.alloc(0)
  let parts: Buffer[] = []
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk])
    for (;;) {
      const found = takeFrame(waiting)
      if (found === 'broken') return ears.broken()
      if (!found) return
      waiting = waiting.subarray(found.size)
      if (found.opcode === opcodes.ping) ears.ping(found.payload)
      else if (found.opcode === opcodes.close) ears.close()
      else if (found.opcode < opcodes.close) {
        parts.push(found.payload)
        if (found.last) {
          const whole = Buffer.concat(parts).toString('utf8')
          parts = []
          ears.text(whole)
        }
      }
    }
  }
}

type Frame = { readonly opcode: number; readonly last: boolean; readonly payload: Buffer; readonly size: number }

function takeFrame(bytes: Buffer): Frame | 'broken' | undefined {
  if (bytes.length < 2) return undefined
  const [first = 0, second = 0] = bytes
  if ((second & 0x80) === 0) return 'broken'
  const short = second & 0x7f
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
  const start = 2 + lengthBytes + 4
  if (bytes.length < start) return undefined
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  if (length > longestFrame) return 'broken'
  if (bytes.length < start + length) return undefined
  const mask = bytes.subarray(start - 4, start)
  const payload = Buffer.from(bytes.subarray(start, start + length))
  for (const [at, byte] of payload.entries()) payload[at] = byte ^ (mask[at % 4] ?? 0)
  return { opcode: first & 0x0f, last: (first & 0x80) !== 0, payload, size: start + length }
}
