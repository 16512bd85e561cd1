// The bare servers: an echo on node:http, the same on Express, and an echo over server-sent events.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { tellReady } from './ready.ts'

const [mode] = process.argv.slice(2)

function read(request: IncomingMessage, then: (body: Buffer) => void): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => then(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
}

function answer(response: ServerResponse, value: unknown): void {
  const text = JSON.stringify(value)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

function echo() {
  return createServer((request, response) => {
    read(request, (body) => {
      const { id, text } = JSON.parse(body.toString())
      answer(response, { ok: true, id, text })
    })
  })
}

function expressEcho() {
  const app = express()
  app.use(express.json())
  app.post('/chat/messages', (request, response) => {
    response.json({ ok: true, id: request.body.id, text: request.body.text })
  })
  return createServer(app)
}

/** A stream for each visitor, named by the path; a posted line goes to the stream that its header names. */
function streams() {
  const open = new Map<string, ServerResponse>()
  let position = 0
  return createServer((request, response) => {
    const visitor = String(request.headers.authorization)
    if (request.method === 'GET') {
      open.set(visitor, response)
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(': connected\n\n')
      return
    }
    read(request, (body) => {
      const { id, text } = JSON.parse(body.toString())
      position += 1
      answer(response, { ok: true, id })
      const data = JSON.stringify({ id, position, author: 'bot', text })
      open.get(visitor)?.write(`id: ${position}\nevent: message\ndata: ${data}\n\n`)
    })
  })
}

const server = mode === 'express' ? expressEcho() : mode === 'streams' ? streams() : echo()
server.listen(0, '127.0.0.1', () => tellReady((server.address() as AddressInfo).port))
