// Says whether Telegram works: the token, who posts where, what waits, and what to do about each.

import { ChannelError } from '../../src/ports/channel.ts'
import { type Call, telegramClient } from './client.ts'
import { door, type TelegramSettings } from './index.ts'

export type Finding = { readonly ok: boolean; readonly what: string; readonly remedy?: string }

/** So many messages that wait are more than a pause explains. */
const manyWaiting = 100

/** Never throws: what cannot be asked is a finding. */
export async function telegramHealth(settings: TelegramSettings): Promise<readonly Finding[]> {
  const call = telegramClient(settings.token, settings.apiRoot)
  try {
    const { username } = await call('getMe', {})
    return [{ ok: true, what: `Bot @${username}` }, ...(await waysIn(call, settings))]
  } catch (error) {
    const said = error instanceof ChannelError ? error.message : 'Telegram gave an answer that cannot be read.'
    const [what = said, ...rest] = said.split(/(?<=\.) /)
    const remedy = rest.join(' ') || 'See that this machine reaches api.telegram.org, then try again.'
    return [{ ok: false, what, remedy }]
  }
}

async function waysIn(call: Call, { webhook }: TelegramSettings): Promise<readonly Finding[]> {
  const { url = '', pending_update_count: waiting, last_error_message: fault } = await call('getWebhookInfo', {})
  return [way(url, webhook), ...(url && fault ? [refused(fault)] : []), queue(waiting)]
}

function way(url: string, webhook: string): Finding {
  const wanted = webhook && webhook + door
  if (url === wanted) return { ok: true, what: url ? `Posts to ${url}` : 'Is asked for messages (no public address)' }
  if (wanted) {
    const remedy = 'Start nightdesk: it tells Telegram the address of NIGHTDESK_TELEGRAM_WEBHOOK.'
    return { ok: false, what: `Posts to ${url || 'no address'}, not to ${wanted}`, remedy }
  }
  const remedy = 'Set NIGHTDESK_TELEGRAM_WEBHOOK, or take the address away as docs/telegram.md says.'
  return { ok: false, what: `Posts to ${url}, so that nightdesk cannot ask for messages`, remedy }
}

/** Telegram's own words about its last try at our door. */
function refused(fault: string): Finding {
  const remedy =
    'See that the address is reached from outside, with a certificate that is good, and leads to nightdesk.'
  return { ok: false, what: `The last post failed: ${fault}`, remedy }
}

function queue(waiting: number): Finding {
  if (waiting < manyWaiting) return { ok: true, what: `${waiting} messages wait` }
  const remedy = 'Start nightdesk, or see its log: they are kept at Telegram for 24 hours and then lost.'
  return { ok: false, what: `${waiting} messages wait`, remedy }
}
