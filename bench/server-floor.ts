// The floor F: the least that a durable bot can do, on node:http and node:sqlite. The customer's message and the answer
// owed are committed in one transaction before the 2xx, commits grouped by event-loop turn; then the answer is sent, and
// its delivery and time noted. Mode `sink` stores messages that come at the web chat's path and sends nothing.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { answerTo } from './questions.ts'
import { tellReady } from './ready.ts'
import { postJson } from './send.ts'
import { isSigned, type SlackEvent } from './signature.ts'

const [mode, apiPort] = process.argv.slice(2)

const db = new DatabaseSync(`floor-${process.pid}.db`)
db.exec(`pragma journal_mode = wal; pragma synchronous = full;
  create table messages (id integer primary key, external_id text unique, conversation text, direction text,
    text text, at integer, sent_at integer);
  create index messages_conversation on messages (conversation, id);
  create table events (id integer primary key, conversation text, kind text, ms real, at integer)`)
const insert = db.prepare(
  'insert or ignore into messages (external_id, conversation, direction, text, at) values (?, ?, ?, ?, ?)',
)
const noteSent = db.prepare('update messages set sent_at = ? where id = ?')
const noteEvent = db.prepare('insert into events (conversation, kind, ms, at) values (?, ?, ?, ?)')

let waiting: { work: () => number; resolve: (result: number) => void }[] = []

function commitAll(): void {
  const group = waiting
  waiting = []
  db.exec('begin immediate')
  const results = group.map(({ work }) => work())
  db.exec('commit')
  for (const [index, { resolve }] of group.entries()) resolve(results[index] ?? 0)
}

/** Resolves with what `work` gave once the group that it was in is committed. */
function inTransaction(work: () => number): Promise<number> {
  return new Promise((resolve) => {
    waiting.push({ work, resolve })
    if (waiting.length === 1) setImmediate(commitAll)
  })
}

function storeWithAnswer({ event_id, event }: SlackEvent, answer: string): number {
  const { changes } = insert.run(event_id, event.channel, 'in', event.text, Date.now())
  if (!changes) return 0
  return Number(insert.run(null, event.channel, 'out', answer, Date.now()).lastInsertRowid)
}

async function takeSigned(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
  const beganAt = performance.now()
  if (!isSigned(request.headers, body)) {
    response.writeHead(401).end()
    return
  }
  const event: SlackEvent = JSON.parse(body.toString())
  const answer = answerTo(event.event.text)
  const replyId = await inTransaction(() => storeWithAnswer(event, answer))
  response.writeHead(200, { 'content-length': 0 }).end()
  if (!replyId) return
  await postJson(Number(apiPort), '/api/chat.postMessage', { channel: event.event.channel, text: answer })
  await inTransaction(() => {
    noteSent.run(Date.now(), replyId)
    noteEvent.run(event.event.channel, 'first_response', performance.now() - beganAt, Date.now())
    return 0
  })
}

async function sink(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
  const { id, text } = JSON.parse(body.toString())
  const conversation = String(request.headers.authorization)
  await inTransaction(() => Number(insert.run(`${conversation}${id}`, conversation, 'in', text, Date.now()).changes))
  const answer = JSON.stringify({ ok: true, id })
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) })
  response.end(answer)
}

const take = mode === 'sink' ? sink : takeSigned
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => void take(request, response, Buffer.concat(chunks)))
})
server.listen(0, '127.0.0.1', () => tellReady((server.address() as AddressInfo).port))
