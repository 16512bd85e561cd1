// Updates on their way to a bot: kept until confirmed, asked for or posted, never both.

import type { Payload } from './checks.ts'
import { ApiRefusal, badRequest } from './refusals.ts'

export type Update = { readonly update_id: number } & Payload

export type Webhook = { readonly url: string; readonly secret: string; lastError?: string }

export type Queue = {
  add(kind: string, content: unknown): number
  /** getUpdates: holds the call open for as long as it says; a second call ends the first with 409. */
  ask(payload: Payload): Promise<readonly Update[]>
  setWebhook(payload: Payload): true
  readonly webhook: () => Webhook | undefined
  /** Not confirmed yet. */
  readonly pending: () => readonly Update[]
  /** Every update ever made, so that one can be posted a second time. */
  readonly made: readonly Update[]
  /** Puts an update that was delivered once into the queue again, as a retry does. */
  again(updateId: number): void
  /** Turns the order of what waits around. */
  reverse(): void
  /** Ends the call that is held open with nothing, as its time-out does. */
  lapse(): void
  /** Counts on from another number, as Telegram does after a week without updates. */
  countFrom(updateId: number): void
  stop(): void
}

const capSeconds = 50
const postWithinMs = 5_000

/** `carryOut` gets the call that a webhook's answer held. `firstId`: Telegram counts from a random number. */
export function createQueue(
  carryOut: (method: string, payload: Payload) => void,
  changed: () => void,
  retryMs: number,
  firstId = 1000,
): Queue {
  const made: Update[] = []
  let pending: Update[] = []
  let nextId = firstId
  let allowed: readonly string[] | undefined
  let webhook: Webhook | undefined
  let asking: { end: (error?: ApiRefusal) => void } | undefined
  let posting = false
  let stopped = false

  function add(kind: string, content: unknown): number {
    if (allowed !== undefined && !allowed.includes(kind)) return 0
    const update = { update_id: nextId++, [kind]: content }
    made.push(update)
    pending.push(update)
    arrived()
    return update.update_id
  }

  function arrived(): void {
    asking?.end()
    void post()
  }

  function allow(payload: Payload): void {
    if (Array.isArray(payload['allowed_updates'])) allowed = payload['allowed_updates'] as string[]
  }

  async function ask(payload: Payload): Promise<readonly Update[]> {
    if (webhook)
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    asking?.end(conflict('terminated by other getUpdates request; make sure that only one bot instance is running'))
    allow(payload)
    const { offset, limit = 100, timeout = 0 } = payload as { offset?: number; limit?: number; timeout?: number }
    if (offset !== undefined && offset < 0) pending = pending.slice(offset)
    else if (offset !== undefined) pending = pending.filter(({ update_id }) => update_id >= offset)
    changed()
    if (pending.length === 0 && timeout > 0) await held(Math.min(timeout, capSeconds))
    return pending.slice(0, limit)
  }

  function held(seconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(), seconds * 1000)
      const mine = { end }
      function end(error?: ApiRefusal) {
        clearTimeout(timer)
        if (asking === mine) asking = undefined
        if (error) reject(error)
        else resolve()
      }
      asking = mine
    })
  }

  async function post(): Promise<void> {
    if (posting) return
    posting = true
    while (webhook && !stopped && pending[0]) {
      const [update] = pending
      const taken = await postOne(webhook, update)
      if (taken) pending = pending.filter((one) => one !== update)
      changed()
      if (!taken) await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
    posting = false
  }

  async function postOne(to: Webhook, update: Update): Promise<boolean> {
    try {
      const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': to.secret }
      const response = await fetch(to.url, {
        method: 'POST',
        headers,
        body: JSON.stringify(update),
        signal: AbortSignal.timeout(postWithinMs),
      })
      const text = await response.text()
      if (!response.ok) {
        to.lastError = `Wrong response from the webhook: ${response.status} ${response.statusText}`
        return false
      }
      callInside(text)
      return true
    } catch {
      to.lastError = 'Connection failed'
      return false
    }
  }

  /** The call that an answer may carry. What is wrong with it the caller never learns; the update was taken all the same. */
  function callInside(answer: string): void {
    try {
      const { method, ...payload } = (answer.startsWith('{') ? JSON.parse(answer) : {}) as Payload
      if (typeof method === 'string') carryOut(method, payload)
    } catch (error) {
      if (!(error instanceof ApiRefusal || error instanceof SyntaxError)) throw error
    }
  }

  return {
    add,
    ask,
    made,
    webhook: () => webhook,
    pending: () => pending,
    setWebhook(payload) {
      const { url = '', secret_token: secret = '' } = payload as { url?: string; secret_token?: string }
      allow(payload)
      if (payload['drop_pending_updates'] === true) pending = []
      webhook = url === '' ? undefined : { url: checkAddress(url), secret: checkSecret(secret) }
      if (webhook) asking?.end(conflict('terminated by setWebhook request'))
      void post()
      return true
    },
    again(updateId) {
      const update = made.find(({ update_id }) => update_id === updateId)
      if (update && !pending.includes(update)) pending.unshift(update)
      arrived()
    },
    reverse: () => void pending.reverse(),
    lapse: () => asking?.end(),
    countFrom(updateId) {
      nextId = updateId
    },
    stop() {
      stopped = true
      asking?.end()
    },
  }
}

const conflict = (what: string) => new ApiRefusal(409, `Conflict: ${what}`)

/** HTTPS on four ports; plain HTTP on loopback, as a local Bot API server allows. */
function checkAddress(url: string): string {
  const { protocol, hostname, port } = URL.parse(url) ?? { protocol: '', hostname: '', port: '' }
  if (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname)) return url
  if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  if (!['', '443', '80', '88', '8443'].includes(port))
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443')
  return url
}

function checkSecret(secret: string): string {
  if (!/^[\w-]{0,256}$/.test(secret)) throw badRequest('secret token contains unallowed characters')
  return secret
}
