// A strict Telegram on loopback: the Bot API's rules that an emulator leaves out, and customers to write to the bot.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type BotMessage, createChats } from './chats.ts'
import type { Payload } from './checks.ts'
import { type Customer, createCustomers, type Person } from './customers.ts'
import { createFiles, type Files, limits, type Upload } from './files.ts'
import { partsIn } from './multipart.ts'
import { createQueue, type Queue } from './queue.ts'
import { ApiRefusal, badRequest } from './refusals.ts'

export type Fault =
  /** Carried out, and the connection cut before the answer. */
  | 'cut'
  /** Neither carried out nor answered. */
  | 'hang'
  | 502

export type TelegramServer = {
  readonly url: string
  readonly token: string
  readonly queue: Queue
  /** Every call in order, refused ones too. */
  readonly calls: readonly { readonly method: string; readonly payload: Payload; readonly refused?: string }[]
  readonly customer: (person?: Partial<Person>) => Customer
  readonly chats: ReturnType<typeof createChats>
  readonly files: Files
  /** The next call of the method meets this; the next download that of `file`, where `cut` gives half of it. */
  fail(method: string, fault: Fault): void
  /** The next result of the method is this in place of its own. */
  lie(method: string, bent: (result: unknown) => unknown): void
  /** How many such faults have not been met yet. */
  faults(method: string): number
  /** All sends are refused with 429 for so many seconds of the server's clock. */
  flood(seconds: number): void
  /** Resolves when the condition holds; looked at after every change. Rejects in the end, saying what it waited for. */
  until(what: string, condition: () => boolean): Promise<void>
  stop(): Promise<void>
}

export type TelegramServerOptions = {
  readonly token?: string
  readonly now?: () => number
  /** Wait before a webhook that failed is tried again; Telegram's own is longer. */
  readonly retryMs?: number
  /** How long `until` waits; for processes that start slowly it must be long. */
  readonly patienceMs?: number
  /** Messages a second for the whole bot; more are refused with 429. */
  readonly perSecond?: number
}

const sends = /^(send|edit|delete|forward|copy)/

export async function startTelegramServer(options: TelegramServerOptions = {}): Promise<TelegramServer> {
  const {
    token = '123456:strict-telegram-for-tests',
    now = Date.now,
    retryMs = 20,
    perSecond = Infinity,
    patienceMs = 10_000,
  } = options
  const botId = Number(token.split(':')[0])
  const watchers = new Set<() => void>()
  const changed = () => {
    for (const watch of [...watchers]) watch()
  }
  const calls: { method: string; payload: Payload; refused?: string }[] = []
  const faults = new Map<string, Fault[]>()
  const lies = new Map<string, (result: unknown) => unknown>()
  const files = createFiles()
  const chats = createChats(botId, now, changed, files)
  const queue = createQueue(
    (method, payload) => void carryOut(method, payload).catch(() => undefined),
    changed,
    retryMs,
  )
  const { customer, answerPress } = createCustomers({ chats, files, queue, now, until })
  let floodedUntil = 0
  let sentAt: number[] = []

  const methods: Readonly<Record<string, (payload: Payload) => unknown>> = {
    getMe: () => ({ id: botId, is_bot: true, first_name: 'Shop', username: 'shop_bot', can_join_groups: true }),
    getUpdates: queue.ask,
    setWebhook: queue.setWebhook,
    deleteWebhook: (payload) => queue.setWebhook({ ...payload, url: '' }),
    getWebhookInfo: () => ({
      url: queue.webhook()?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: queue.pending().length,
      ...(queue.webhook()?.lastError ? { last_error_message: queue.webhook()?.lastError } : {}),
    }),
    answerCallbackQuery: answerPress,
    sendMessage: chats.sendMessage,
    sendPhoto: chats.sendPhoto,
    sendDocument: chats.sendDocument,
    getFile: files.getFile,
    editMessageText: chats.editMessageText,
    editMessageCaption: chats.editMessageCaption,
    editMessageReplyMarkup: chats.editMessageReplyMarkup,
    deleteMessage: chats.deleteMessage,
    leaveChat: chats.leaveChat,
    sendChatAction: chats.sendChatAction,
  }

  async function carryOut(method: string, payload: Payload): Promise<unknown> {
    const call: (typeof calls)[number] = { method, payload }
    calls.push(call)
    changed()
    try {
      const act = methods[method]
      if (!act) throw new ApiRefusal(404, 'Not Found: method not found')
      if (sends.test(method)) checkRate()
      const result = await act(payload)
      const bent = lies.get(method)
      lies.delete(method)
      return bent ? bent(result) : result
    } catch (error) {
      call.refused = error instanceof Error ? error.message : 'unknown'
      throw error
    } finally {
      changed()
    }
  }

  function checkRate(): void {
    sentAt = sentAt.filter((at) => at > now() - 1000)
    if (sentAt.length >= perSecond) floodedUntil = Math.max(floodedUntil, now() + 1000)
    const waitS = Math.ceil((floodedUntil - now()) / 1000)
    if (waitS > 0) throw new ApiRefusal(429, `Too Many Requests: retry after ${waitS}`, { retry_after: waitS })
    sentAt.push(now())
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://telegram')
    if (pathname.startsWith('/file/')) return giveFile(pathname, response)
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(pathname) ?? []
    const body = await bodyOf(request)
    const fault = faults.get(method)?.shift()
    if (fault !== undefined) changed()
    if (fault === 'hang') return
    if (fault === 502) return void response.writeHead(502).end('<html>Bad Gateway</html>')
    try {
      if (given === undefined || !/^\d+:[\w-]+$/.test(given)) throw new ApiRefusal(404, 'Not Found')
      if (given !== token) throw new ApiRefusal(401, 'Unauthorized')
      const result = await carryOut(method, { ...Object.fromEntries(searchParams), ...parse(request, body) })
      if (fault === 'cut') return void response.destroy()
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result }))
    } catch (error) {
      const refusal = error instanceof ApiRefusal ? error : new ApiRefusal(500, 'Internal Server Error')
      const { status: error_code, message: description, parameters } = refusal
      response
        .writeHead(error_code, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ok: false, error_code, description, ...(parameters ? { parameters } : {}) }))
    }
  }

  function giveFile(pathname: string, response: ServerResponse): void {
    const [, given, path = ''] = /^\/file\/bot([^/]+)\/(.+)$/.exec(pathname) ?? []
    const bytes = given === token ? files.at(path) : undefined
    const fault = faults.get('file')?.shift()
    if (fault === 'hang') return
    if (fault === 502) return void response.writeHead(502).end('<html>Bad Gateway</html>')
    if (!bytes) return void response.writeHead(404).end(JSON.stringify({ ok: false, error_code: 404 }))
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length })
    if (fault === 'cut') response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy())
    else response.end(bytes)
  }

  function until(what: string, condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = () => {
        watchers.delete(watch)
        reject(new Error(`Telegram waited in vain for this: ${what}`))
      }
      const timer = setTimeout(late, patienceMs)
      const watch = () => {
        if (!condition()) return
        watchers.delete(watch)
        clearTimeout(timer)
        resolve()
      }
      watchers.add(watch)
      watch()
    })
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    queue,
    calls,
    customer,
    chats,
    files,
    until,
    fail: (method, fault) => void faults.set(method, [...(faults.get(method) ?? []), fault]),
    lie: (method, bent) => void lies.set(method, bent),
    faults: (method) => faults.get(method)?.length ?? 0,
    flood(seconds) {
      floodedUntil = now() + seconds * 1000
    },
    async stop() {
      queue.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type { BotMessage, Customer }

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** JSON, or a form whose nested values are JSON; in one of several parts there may be files. */
function parse(request: IncomingMessage, body: Buffer): Payload {
  if (body.length === 0) return {}
  if (body.length > limits.upload) throw new ApiRefusal(413, 'Request Entity Too Large')
  const type = String(request.headers['content-type'])
  if (type.startsWith('application/json')) return JSON.parse(body.toString('utf8')) as Payload
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(
      [...new URLSearchParams(body.toString('utf8'))].map(([name, value]) => [name, read(value)]),
    )
  if (!type.startsWith('multipart/form-data')) throw badRequest('this server takes JSON and forms')
  const parts = partsIn(type, body)
  return Object.fromEntries(parts.map(([name, value]) => [name, attached(value, parts)]))
}

const read = (value: string): unknown => (/^[[{]|^-?\d+$|^(true|false)$/.test(value) ? JSON.parse(value) : value)

/** Some clients send a file as a part of its own, and name that part. */
function attached(value: string | Upload, parts: ReturnType<typeof partsIn>): unknown {
  if (typeof value !== 'string') return value
  if (!value.startsWith('attach://')) return read(value)
  return parts.find(([name]) => `attach://${name}` === value)?.[1]
}
