// The load: HTTP/1.1 over plain sockets, since a full client would use more processor time than the servers it measures.

import { connect, type Socket } from 'node:net'
import { percentile } from './figures.ts'

/** One request: path, header lines beyond the usual ones, JSON body. */
export type Request = {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** An answer came: its status and how long after the request, in ms. */
export type Answered = { readonly status: number; readonly tookMs: number; readonly body: string }

/** One kept connection; one request at a time. */
export type Connection = {
  post(request: Request): Promise<Answered>
  /** False once either side has closed it. */
  isOpen(): boolean
  close(): void
}

function bytesOf({ path, headers, body }: Request): string {
  const lines = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`)
  const length = Buffer.byteLength(body)
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${lines.join('')}\r\n${body}`
}

/** Where the first answer in the text ends; undefined while it is not whole. Only ASCII bodies. */
function endOf(text: string): { readonly end: number; readonly bodyAt: number } | undefined {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const bodyAt = head + 4
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, bodyAt)) ?? []
  if (length !== undefined) {
    const end = bodyAt + Number(length)
    return text.length < end ? undefined : { end, bodyAt }
  }
  const last = text.indexOf('0\r\n\r\n', bodyAt)
  return last < 0 ? undefined : { end: last + 5, bodyAt }
}

/** Opens a kept connection to a port of this machine. */
export function openConnection(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let text = ''
    let settle: { resolve: (answer: Answered) => void; reject: (error: Error) => void; sentAt: number } | undefined
    const fail = () => settle?.reject(new Error('The server closed a connection.'))
    socket.once('error', reject).once('error', fail).once('close', fail)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const whole = endOf(text)
      if (!whole || !settle) return
      const answer = {
        status: Number(text.slice(9, 12)),
        tookMs: performance.now() - settle.sentAt,
        body: text.slice(whole.bodyAt, whole.end),
      }
      text = text.slice(whole.end)
      settle.resolve(answer)
    })
    socket.once('connect', () =>
      resolve({
        post: (request) =>
          new Promise((settled, failed) => {
            settle = { resolve: settled, reject: failed, sentAt: performance.now() }
            socket.write(bytesOf(request))
          }),
        isOpen: () => !socket.destroyed && socket.writable,
        close: () => socket.destroy(),
      }),
    )
  })
}

export type LoadResult = {
  /** Requests answered with 2xx. */
  readonly done: number
  readonly perSecond: number
  readonly refused: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** So many connections, each sending its next request as soon as `step` resolves, for so many seconds. */
export async function closedLoop(
  port: number,
  { connections, seconds }: { connections: number; seconds: number },
  step: (connection: Connection) => Promise<Answered>,
): Promise<LoadResult> {
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const beganAt = performance.now()
  const endAt = beganAt + seconds * 1000
  const tookMs: number[] = []
  let refused = 0
  await Promise.all(
    open.map(async (connection) => {
      while (performance.now() < endAt) {
        const answer = await step(connection)
        if (answer.status >= 200 && answer.status < 300) tookMs.push(answer.tookMs)
        else refused += 1
      }
    }),
  )
  const perSecond = (tookMs.length / (performance.now() - beganAt)) * 1000
  for (const connection of open) connection.close()
  return { done: tookMs.length, perSecond, refused, p50Ms: percentile(tookMs, 50), p99Ms: percentile(tookMs, 99) }
}

/** Connections that wait for their next request; one that the server closed meanwhile is left out. */
export function connectionPool(port: number) {
  const free: Connection[] = []
  return {
    async take(): Promise<Connection> {
      for (let one = free.pop(); one; one = free.pop()) if (one.isOpen()) return one
      return openConnection(port)
    },
    give: (connection: Connection) => void free.push(connection),
    close: () => {
      for (const connection of free) connection.close()
    },
  }
}

/** Calls at a steady rate, whatever the answers do, and waits for all of them. */
export async function openLoop<T>(
  perSecond: number,
  seconds: number,
  call: (n: number, dueAt: number) => Promise<T>,
): Promise<T[]> {
  const beganAt = performance.now() + 20
  const total = Math.round(perSecond * seconds)
  const calls: Promise<T>[] = []
  for (let n = 0; n < total; n++) {
    const dueAt = beganAt + (n * 1000) / perSecond
    while (performance.now() < dueAt - 1.5)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueAt - performance.now() - 1)))
    while (performance.now() < dueAt) await new Promise(setImmediate)
    calls.push(call(n, dueAt))
  }
  return Promise.all(calls)
}
