// Warnings by webhook, for whoever is on call elsewhere: signed, in order, at least once, and again until they are
// taken. Nothing that a customer wrote is in them.

import { createHmac } from 'node:crypto'
import type { Case } from '../model/case.ts'
import type { Event } from '../model/event.ts'
import type { Content } from '../model/shop.ts'
import type { Clock, Log, Signals } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'
import { createLooking, type Looking } from './looking.ts'
import { isOver, whoOf } from './warnings.ts'

export type WebhookParts = {
  readonly store: Pick<Store, 'events' | 'cases' | 'getValue' | 'setValue'>
  readonly content: () => Content
  /** Where browsers reach nightdesk, without a slash at its end. */
  readonly url: string
  readonly hook: { readonly url: string; readonly secret: string }
  readonly clock: Clock
  readonly signals: Pick<Signals, 'subscribe'>
  readonly log: Log
  /** Gives the status; rejects when nobody answers in time. */
  readonly post?: typeof postWithFetch
}

/** `look` posts what is new, and resolves when all is taken, or when it has to be tried again later. */
export type Webhook = Pick<Looking, 'look' | 'start' | 'stop'>

/** What is posted, as JSON. `id` is the same when it comes again. */
export type WebhookBody = {
  readonly id: string
  readonly type: 'case.warned'
  /** Epoch ms. */
  readonly at: number
  readonly caseNumber: number
  /** `soon`: the promise is in danger; `due`: it has passed; `on-call`: it passed longer ago. */
  readonly stage: 'soon' | 'due' | 'on-call'
  readonly to: 'owner' | 'room' | 'on-call'
  /** The owner's id, or a name from `on call`. */
  readonly who?: string
  readonly team: string
  readonly priority: Case['priority']
  readonly promiseAt: number
  /** The case on the desk page. */
  readonly url: string
}

const afterHintMs = 100
const sweepEveryMs = 10_000
const batch = 500
/** The first try again comes after so long, each further one after twice as long, up to the longest. */
const firstRestMs = 5_000
const longestRestMs = 10 * 60_000
/** Older warnings help nobody any more. */
const uselessAfterMs = 24 * 3_600_000
const answerWithinMs = 10_000
const cursorKey = 'webhook:cursor'

export function createWebhook(parts: WebhookParts): Webhook {
  const { store, clock, log, signals, hook, post = postWithFetch } = parts
  let cursor: number | undefined
  let stored = 0
  let failures = 0
  let retryAt = 0
  let isStopped = false

  /** A webhook that is new begins with what happens now. */
  async function begin(): Promise<void> {
    const kept = await store.getValue(cursorKey, clock.now())
    const [first] = kept === undefined ? await store.events({ from: clock.now() - sweepEveryMs, limit: 1 }) : []
    cursor = kept === undefined ? first && first.id - 1 : Number(kept)
    stored = cursor ?? 0
  }

  async function once(): Promise<'done'> {
    if (clock.now() < retryAt) return 'done'
    if (cursor === undefined) await begin()
    while (cursor !== undefined && !isStopped) {
      const events = await store.events({ afterId: cursor, limit: batch })
      for (const event of events) {
        const isSent = await tell(event)
        cursor = event.id
        if (isSent || cursor - stored >= batch) await keepCursor(cursor)
      }
      if (events.length < batch) break
    }
    return 'done'
  }

  async function keepCursor(at: number): Promise<void> {
    await store.setValue(cursorKey, String(at), undefined)
    stored = at
  }

  /** True when it was posted and taken; throws when it was not. */
  async function tell(event: Event): Promise<boolean> {
    if (event.name !== 'case.warned' || event.at < clock.now() - uselessAfterMs) return false
    const [held] = await store.cases({ number: event.data.caseNumber })
    if (!held || isOver(held, event.data.stage)) return false
    const body = JSON.stringify(bodyOf(event, held, parts))
    await postSigned({ hook, id: String(event.id), body, now: clock.now(), post })
    failures = 0
    return true
  }

  function failed(error: unknown): void {
    retryAt = clock.now() + Math.min(firstRestMs * 2 ** failures, longestRestMs)
    failures += 1
    log.warn({ error, failures }, 'a warning was not taken at NIGHTDESK_WEBHOOK_URL; it is sent again')
  }

  const restMs = (): number => Math.min(sweepEveryMs, Math.max(retryAt - clock.now(), 0) || sweepEveryMs)
  const looking = createLooking({ clock, signals, afterHintMs, restMs, once, failed })
  return {
    ...looking,
    stop() {
      isStopped = true
      return looking.stop()
    },
  }
}

/** Posts what is signed, and resolves once it is taken. `id` is the same when it comes again. */
export async function postSigned({
  hook,
  id,
  body,
  now,
  post = postWithFetch,
}: {
  readonly hook: WebhookParts['hook']
  readonly id: string
  readonly body: string
  readonly now: number
  readonly post?: typeof postWithFetch
}): Promise<void> {
  const status = await post(hook.url, headersOf(hook, id, body, now), body)
  if (status < 200 || status > 299) throw new Error(`the webhook answered ${status}`)
}

/** What a test event is, as JSON: it tells of nothing. */
export type TestBody = Pick<WebhookBody, 'id' | 'at'> & { readonly type: 'test' }

/** Posts a signed event that tells of nothing; gives the status. Rejects when nobody answers in time. */
export async function testWebhook(
  hook: WebhookParts['hook'],
  now: number,
  post: typeof postWithFetch = postWithFetch,
): Promise<number> {
  const id = `test-${now}`
  const body = JSON.stringify({ id, type: 'test', at: now } satisfies TestBody)
  return post(hook.url, headersOf(hook, id, body, now), body)
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 over the time, a full stop and the body, so that an old one cannot be sent anew. */
export function signatureOf(body: string, secret: string, now: number): string {
  const seconds = Math.floor(now / 1000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

function headersOf({ secret }: WebhookParts['hook'], id: string, body: string, now: number) {
  const signature = signatureOf(body, secret, now)
  return { 'content-type': 'application/json', 'nightdesk-event': id, 'nightdesk-signature': signature }
}

function bodyOf(event: Event<'case.warned'>, held: Case, { url, content }: WebhookParts): WebhookBody {
  const { caseNumber, stage, to } = event.data
  const who = whoOf(event, held, content())
  // Who wrote again was promised nothing anew: an answer is due by what might have been promised then.
  const dueAt = held.wroteAgainAt === undefined ? held.promiseAt : (held.ladder?.promiseAt ?? held.promiseAt)
  return {
    ...{ id: String(event.id), type: 'case.warned', at: event.at, caseNumber, stage, to },
    ...(who === undefined ? {} : { who }),
    ...{ team: held.team, priority: held.priority, promiseAt: dueAt },
    url: `${url}/desk#${caseNumber}`,
  }
}

async function postWithFetch(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
  const signal = AbortSignal.timeout(answerWithinMs)
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal })
  await response.body?.cancel()
  return response.status
}
