// The door of every channel: a message is proved, read and committed, and only then accepted.

import type { IncomingMessage as HttpRequest, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { ChatAccepted } from '../model/api.ts'
import type { Language } from '../model/language.ts'
import type { IncomingMessage } from '../model/message.ts'
import { type Channel, ChannelError, type Received } from '../ports/channel.ts'
import type { Clock, Jobs, Signals } from '../ports/outside.ts'
import { type Added, type Store, UnknownUpload } from '../ports/store.ts'
import { clientAddress, networkOf } from './addresses.ts'
import { answerJson, answerRefusal, answerText, faultOf, refusalFor } from './answer.ts'
import { checkBodyType, parseJson, readBody } from './body.ts'
import { within } from './deadline.ts'
import { withLateness } from './lateness.ts'
import type { Limits } from './limits.ts'
import { type RateCheck, rateCheck } from './rates.ts'
import { busy, Refusal, unknownUpload } from './refusal.ts'

export type InboxDeps = {
  readonly store: Store
  readonly jobs: Jobs
  readonly signals: Signals
  readonly clock: Clock
  readonly log: Logger
  readonly limits: Limits
  readonly behindProxy: boolean
  /** The language in which a new conversation starts: the hint where the shop serves it. */
  readonly startLanguage: (hint: Language | undefined) => Language
  readonly checkAddress: RateCheck
}

export type Inbox = (channel: Channel, request: HttpRequest, response: ServerResponse) => Promise<void>

const json = 'application/json'
const retryAfterMs = 2_000

/** Answers one POST at a channel's door. Never rejects. */
export function createInbox(deps: InboxDeps): Inbox {
  const { limits } = deps
  const checkConversation = rateCheck(
    limits.messagesPerConversation,
    'Too many messages at once. Wait a moment, then send the last one again.',
  )
  let uncommitted = 0

  async function accept(channel: Channel, request: HttpRequest): Promise<{ received: Received; added: Added[] }> {
    if (uncommitted >= limits.uncommittedMessages) throw busy(retryAfterMs)
    const received = await open(deps, channel, request)
    for (const message of received.messages) await checkConversation(`${message.channel} ${message.address}`)
    if (uncommitted + received.messages.length > limits.uncommittedMessages) throw busy(retryAfterMs)
    uncommitted += received.messages.length
    try {
      const added: Added[] = []
      for (const message of received.messages) added.push(await commit(deps, channel, message))
      return { received, added }
    } finally {
      uncommitted -= received.messages.length
    }
  }

  return async (channel, request, response) => {
    try {
      const { received, added } = await accept(channel, request)
      answerAccepted(response, received, added)
    } catch (thrown) {
      const route = `door of ${channel.name}`
      const refusal = await refusalFor(thrown, { ...deps, route })
      if (!response.headersSent) answerRefusal(request, response, refusal, limits.lingerBytes)
    }
  }
}

/** Reads the request and lets the channel prove and parse it. */
async function open(deps: InboxDeps, channel: Channel, request: HttpRequest): Promise<Received> {
  const remoteAddress = clientAddress(request, deps.behindProxy)
  await deps.checkAddress(networkOf(remoteAddress))
  const type = checkBodyType(request, [json, 'application/x-www-form-urlencoded'])
  const body = await readBody(request, deps.limits.bodyBytes)
  // The channel parses its own shape from the very bytes; this only keeps broken and harmful JSON from it.
  if (type === json) parseJson(body, deps.limits.jsonDepth)
  try {
    return await channel.receive({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body,
      remoteAddress,
      receivedAt: deps.clock.now(),
    })
  } catch (thrown) {
    throw refusalOf(thrown) ?? thrown
  }
}

/** Stores one message with full sync and wakes its conversation. Throws Refusal 503 when that cannot be done in time. */
async function commit(deps: InboxDeps, { capabilities }: Channel, said: IncomingMessage): Promise<Added> {
  const start = { language: deps.startLanguage(said.languageHint), now: deps.clock.now() }
  const message = withLateness(said, capabilities, start.now)
  let added: Added | undefined
  try {
    added = await within(deps.clock, deps.limits.commitMs, deps.store.addMessage(message, start), undefined)
  } catch (thrown) {
    if (thrown instanceof UnknownUpload) throw unknownUpload()
    deps.log.error({ channel: message.channel, ...faultOf(thrown) }, 'the store refused a message')
  }
  if (!added) throw busy(retryAfterMs)
  // A duplicate wakes too: its first copy may have come just before a crash.
  if (added.outcome !== 'conflict') {
    deps.jobs.wake(added.conversationId)
    deps.signals.publish(`conversation:${added.conversationId}`)
  }
  return added
}

function answerAccepted(response: ServerResponse, { messages, answer }: Received, added: readonly Added[]): void {
  const [only] = added
  // A platform that expects an answer of its own would only send it again, for ever.
  if (!answer && messages.length === 1 && only?.outcome === 'conflict') {
    throw new Refusal(409, 'conflict', 'This id was used for another message. Send this one with a new id.')
  }
  if (answer) {
    answerText(response, answer.status, answer.body, answer.contentType)
  } else if (added.length === 1 && only && only.outcome !== 'conflict') {
    const { id, position, receivedAt, outcome } = only
    answerJson(response, 200, { id, position, receivedAt, outcome } satisfies ChatAccepted)
  } else {
    answerJson(response, 200, { accepted: added.filter(({ outcome }) => outcome !== 'conflict').length })
  }
}

/** A ChannelError's fixed code as an answer; its text is ours and holds no secret, by its contract. Else undefined. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof ChannelError)) return undefined
  const wait = error.retryAfterMs ?? retryAfterMs
  switch (error.code) {
    case 'unauthorized':
      return new Refusal(401, 'unauthorized', error.message)
    case 'malformed':
      return new Refusal(400, 'malformed', error.message)
    case 'too-large':
      return new Refusal(413, 'too-large', error.message)
    case 'rate-limited':
      return new Refusal(429, 'too-many', error.message, { retryAfterMs: wait })
    case 'unreachable':
    case 'doubtful':
      return busy(wait)
    case 'refused':
    case 'gone':
      return new Refusal(403, 'forbidden', error.message)
  }
}
