// Socket Mode: one connection that nightdesk opens to Slack, and opens again whenever it ends. An envelope is
// acknowledged when what it held is stored; one that is not, Slack sends again.

import { SocketModeClient } from '@slack/socket-mode'
import type { WebClientOptions } from '@slack/web-api'
import { WebAPIPlatformError } from '@slack/web-api'
import type { Clock, Log } from '../../src/ports/outside.ts'
import { clientOptions, silence } from '../slack-app/client.ts'
import type { Told } from '../slack-app/request.ts'
import type { SlackReceiver } from './receiver.ts'

/** A connection that was not greeted by then is given up. */
const greetedWithinMs = 15_000
/** Waits between tries grow; a connection that lived less than so long counts as one. */
const livedMs = 10_000
const firstWaitMs = 1_000
const longestWaitMs = 30_000

export type Connection = {
  /** Opens it and keeps it open. Resolves once the first one stands; false: Slack does not take the key, or `stop`. */
  start(): Promise<boolean>
  stop(): Promise<void>
  /** Whether it stands now. */
  isOpen(): boolean
}

type ConnectionParts = {
  readonly appToken: string
  readonly apiUrl: string
  readonly fetch?: WebClientOptions['fetch'] | undefined
  readonly hear: SlackReceiver['hear']
  readonly clock: Clock
  readonly log: Log
}

type Envelope = {
  readonly ack: (answer?: Record<string, unknown>) => Promise<void>
  readonly body: Told
  readonly retry_num?: number
  readonly retry_reason?: string
  readonly accepts_response_payload?: boolean
}

export function openConnection({ appToken, apiUrl, fetch, hear, clock, log }: ConnectionParts): Connection {
  let client: SocketModeClient | undefined
  let isOpen = false
  let isStopped = false
  let endPause = (): void => {}
  let running: Promise<void> | undefined

  async function take({ ack, body, retry_num: num = 0, retry_reason: reason = '', ...envelope }: Envelope) {
    try {
      const answer = await hear(body, num > 0 ? { num, reason } : undefined)
      await ack(envelope.accepts_response_payload ? payloadOf(answer) : undefined)
    } catch {
      // Not stored, or the connection ended first: unacknowledged, it comes again.
    }
  }

  /** One connection from its beginning to its end. Rejects where it never stood. */
  async function connect(opened: () => void): Promise<void> {
    const socket = new SocketModeClient({
      appToken,
      // Its own reconnecting ends in an unhandled rejection when Slack is away.
      autoReconnectEnabled: false,
      logger: silence,
      clientOptions: clientOptions(apiUrl, fetch),
    })
    client = socket
    const ended = new Promise<void>((resolve) => socket.once('disconnected', () => resolve()))
    socket.on('error', () => undefined)
    socket.on('slack_event', (envelope: Envelope) => void take(envelope))
    const giveUp = clock.after(greetedWithinMs, () => void socket.disconnect())
    try {
      await socket.start()
    } finally {
      giveUp()
    }
    isOpen = true
    opened()
    await ended
    isOpen = false
  }

  async function keepOpen(opened: () => void, refused: () => void): Promise<void> {
    let waitMs = firstWaitMs
    let isTold = false
    while (!isStopped) {
      let openedAt = Number.POSITIVE_INFINITY
      try {
        await connect(() => {
          if (isTold) log.info({ desk: 'slack' }, 'connected to Slack again')
          isTold = false
          openedAt = clock.now()
          opened()
        })
      } catch (error) {
        isOpen = false
        if (isRefusal(error)) {
          log.error({ desk: 'slack' }, wrongKey)
          return refused()
        }
        if (!isTold && !isStopped) log.warn({ desk: 'slack' }, 'Slack cannot be reached; it is tried again')
        isTold = true
      }
      const hasLived = clock.now() - openedAt >= livedMs
      if (!hasLived) await pause(waitMs)
      waitMs = hasLived ? firstWaitMs : Math.min(waitMs * 2, longestWaitMs)
    }
    refused()
  }

  function pause(ms: number): Promise<void> {
    if (isStopped) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve)
      endPause = () => {
        cancel()
        resolve()
      }
    })
  }

  return {
    isOpen: () => isOpen,
    start() {
      return new Promise((resolve) => {
        running = keepOpen(
          () => resolve(true),
          () => resolve(false),
        )
      })
    },
    async stop() {
      isStopped = true
      endPause()
      // The second time it does not wait for the far side's goodbye.
      const cancel = clock.after(1000, () => void client?.disconnect())
      await client?.disconnect()
      await running
      cancel()
    },
  }
}

const wrongKey =
  "Slack does not take the app's token: copy it anew into NIGHTDESK_SLACK_APP_TOKEN. docs/slack.md shows where it stands."

/** Slack will not take it however often it is tried. */
function isRefusal(error: unknown): boolean {
  const words = ['invalid_auth', 'not_authed', 'not_allowed_token_type', 'account_inactive', 'token_revoked']
  return error instanceof WebAPIPlatformError && words.includes(error.data.error)
}

function payloadOf(answer: unknown): Record<string, unknown> | undefined {
  if (typeof answer === 'string' && answer) return { text: answer }
  return typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : undefined
}
