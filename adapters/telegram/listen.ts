// Keeps Telegram's messages coming: tells it where our door is, or asks for them and confirms what is stored.

import { setTimeout as rest } from 'node:timers/promises'
import type { Line } from '../../src/ports/channel.ts'
import { type Call, pollSeconds } from './client.ts'
import { wantedUpdates } from './update.ts'

/** Rest between two questions that were both answered at once with nothing: a server need not hold them open. */
const restMs = 200

/** Tells Telegram where our door is. What waits there comes by itself. */
export async function announceDoor(call: Call, line: Line, url: string, secret: string): Promise<void> {
  await line.persist('telegram', async () => {
    await call('setWebhook', { url, secret_token: secret, allowed_updates: wantedUpdates }, until(line))
  })
  await look(call, line, 'Telegram posts to our door')
}

/**
 * Asks for updates until the line is closed. One is confirmed by asking for those behind it, so only once it is stored.
 * The place is forgotten when nothing is left: after a quiet week Telegram counts from a new random number.
 */
export async function poll(call: Call, line: Line, take: (update: unknown) => Promise<void>): Promise<void> {
  let offset: number | undefined
  const fetchOnce = async () => {
    const question = { offset, timeout: pollSeconds, limit: 100, allowed_updates: wantedUpdates }
    const askedAt = performance.now()
    const updates = await call('getUpdates', question, until(line))
    offset = undefined
    for (const update of updates) {
      await take(update)
      offset = update.update_id + 1
    }
    if (updates.length === 0 && performance.now() - askedAt < restMs)
      await rest(restMs, undefined, { signal: line.closed })
  }
  await look(call, line, 'Telegram is asked for messages')
  while (await line.persist('telegram', fetchOnce)) {
    // the next batch
  }
}

/** How much waits at Telegram, and what it says about its last try at our door. Never rejects. */
async function look(call: Call, line: Line, sentence: string): Promise<void> {
  try {
    const { pending_update_count: waiting, last_error_message: lastError } = await call(
      'getWebhookInfo',
      {},
      until(line),
    )
    line.log.info({ waiting, lastError }, sentence)
  } catch {
    // Only to know: whatever is wrong there shows in the calls that matter, and is told then.
  }
}

/** Nothing that waits for Telegram holds up the end. telegraf names the signal's type of an old package. */
const until = ({ closed }: Line) => ({ signal: closed as never })
