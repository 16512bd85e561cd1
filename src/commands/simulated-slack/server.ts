// The platform's HTTP server: Web API, response_urls, uploads, private files, and Socket Mode's connections.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApiRefusal } from './api-method.ts'
import type { FaultState } from './faults.ts'
import { isOpenToApp, type Upload } from './file-methods.ts'
import { respond } from './response-urls.ts'
import type { SocketMode } from './socket-mode.ts'
import { argumentsOf, type WebAnswer, type WebApi, type WebRequest } from './web-api.ts'
import type { World } from './world.ts'

const json = { 'content-type': 'application/json; charset=utf-8' }
const notFound: WebAnswer = { status: 404, headers: {}, body: 'not found' }

/** Answers one request to the platform, without a socket: what the server does, and what a night in one process uses. */
export type Answerer = (request: WebRequest) => Promise<WebAnswer | 'cut'>

export function answerer(world: World, state: FaultState, api: WebApi, uploads: Map<string, Upload>): Answerer {
  return async (request) => {
    const { pathname } = new URL(request.url, 'http://simulated.invalid')
    const [, first = '', second = '', third = ''] = pathname.split('/')
    if (first === 'api') return api.call(second, request)
    if (state.awayNow()) return 'cut'
    if (first === 'actions') return responded(world, third, request)
    if (first === 'upload') return await uploaded(uploads, third, request)
    if (first === 'files-pri') return privateFile(world, state, second, request)
    // Whoever comes without a token is led to a page, not refused: a file that is HTML is the sign of it.
    if (first === 'signin')
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' }
    return notFound
  }
}

function responded(world: World, id: string, request: WebRequest): WebAnswer {
  try {
    respond(world, id, argumentsOf(request))
    return { status: 200, headers: {}, body: 'ok' }
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error
    const body = JSON.stringify({ ok: false, error: error.code, ...error.more })
    return { status: ['used_url', 'expired_url', 'invalid_url'].includes(error.code) ? 404 : 400, headers: json, body }
  }
}

async function uploaded(uploads: Map<string, Upload>, id: string, request: WebRequest): Promise<WebAnswer> {
  const upload = uploads.get(id)
  if (!upload) return notFound
  const bytes = await uploadedBytes(request)
  if (bytes.length !== upload.length) return { status: 400, headers: {}, body: 'wrong length' }
  upload.bytes = bytes
  return { status: 200, headers: {}, body: `OK - ${bytes.length}` }
}

/** The raw body, or the first file of a multipart form. */
async function uploadedBytes(request: WebRequest): Promise<Uint8Array> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return request.body
  const form = await new Response(Buffer.from(request.body), { headers: { 'content-type': type } }).formData()
  for (const part of form.values()) if (typeof part !== 'string') return new Uint8Array(await part.arrayBuffer())
  return new Uint8Array()
}

function privateFile(world: World, state: FaultState, name: string, request: WebRequest): WebAnswer {
  const file = world.files.get(name.slice(world.team.id.length + 1))
  if (!file || file.guise === 'tombstone') return notFound
  const isOurs = request.headers['authorization'] === `Bearer ${world.app.botToken}` && !state.tokenRevoked()
  const allowed = isOurs && isOpenToApp(world, file)
  const readable = world.app.scopes.has('files:read') && !state.missingScopes().has('files:read')
  if (!allowed || !readable) return { status: 302, headers: { location: `${world.address}/signin` }, body: '' }
  return { status: 200, headers: { 'content-type': file.mimetype }, body: file.bytes }
}

/** Puts the platform on a port of loopback; `close` ends it and every connection. */
export async function listen(
  world: World,
  answer: Answerer,
  sockets: SocketMode,
  state: FaultState,
  port: number,
): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    // A fault of the simulation itself must be seen by the app, not end the process.
    serve(answer, request, response).catch(() =>
      response.writeHead(500, json).end('{"ok":false,"error":"fatal_error"}'),
    )
  })
  server.on('upgrade', (request, socket, head) => {
    if (state.awayNow()) socket.destroy()
    else sockets.upgrade(request, socket, head)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  world.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { close: () => closed(server, sockets) }
}

async function serve(answer: Answerer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat()[0]]))
  const found = await answer({
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers,
    body: Buffer.concat(chunks),
  })
  if (found === 'cut') return void request.socket.destroy()
  response.writeHead(found.status, { ...found.headers })
  response.end(found.body)
}

function closed(server: Server, sockets: SocketMode): Promise<void> {
  sockets.cut()
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
