// Keeps Telegram's messages coming: tells it where our door is, or asks for them and confirms what is stored.

import type { Line } from '../../src/ports/channel.ts'
import { type Call, pollSeconds } from './client.ts'
import { wantedUpdates } from './update.ts'

/** Tells Telegram where our door is, and the log what Telegram says about its earlier tries there. */
export async function announceDoor(call: Call, line: Line, url: string, secret: string): Promise<void> {
  await line.persist('telegram', async () => {
    await call('setWebhook', { url, secret_token: secret, allowed_updates: wantedUpdates })
    const { pending_update_count: waiting, last_error_message: lastError } = await call('getWebhookInfo', {})
    line.log.info({ waiting, lastError }, 'Telegram posts to our door')
  })
}

/**
 * Asks for updates until the line is closed. One is confirmed by asking for those behind it, so only once it is stored.
 * The place is forgotten when nothing is left: after a quiet week Telegram counts from a new random number.
 */
export async function poll(call: Call, line: Line, take: (update: unknown) => Promise<void>): Promise<void> {
  let offset: number | undefined
  const signal = line.closed as never
  const fetchOnce = async () => {
    const question = { offset, timeout: pollSeconds, limit: 100, allowed_updates: wantedUpdates }
    const updates = await call('getUpdates', question, { signal })
    offset = undefined
    for (const update of updates) {
      await take(update)
      offset = update.update_id + 1
    }
  }
  await call('getWebhookInfo', {}).then(
    ({ pending_update_count: waiting }) => line.log.info({ waiting }, 'Telegram is asked for messages'),
    // The first question for messages meets the same trouble and says what it is.
    () => undefined,
  )
  while (await line.persist('telegram', fetchOnce)) {
    // the next batch
  }
}
