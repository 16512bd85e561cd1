// An agent changes or takes back a line: at the customer's copy where the channel can, else said as a message.

import type { Reply } from '../model/reply.ts'
import { type Channel, ChannelError, type ChannelErrorCode } from '../ports/channel.ts'
import type { Carrier } from '../ports/store.ts'
import { fitReply } from './fit.ts'

/** What is to be sent. `replaced`: nothing, for a later change says it. `in place`: nothing, it is done. */
export type Words = { readonly text: string } | 'replaced' | 'in place'

/** A change that the far side does not make is said; these may go better at the next try. */
const mayHeal: ReadonlySet<ChannelErrorCode> = new Set(['unreachable', 'rate-limited', 'doubtful', 'unauthorized'])

/** Whether a line that waits to go out was changed meanwhile, on a channel where changes are made in place. */
export function isReplaced(position: number, carriers: readonly Carrier[], channel: Channel): boolean {
  return carriers.some(
    (later) =>
      later.position > position &&
      later.state === 'waiting' &&
      (later.change === 'withdraws' ? channel.withdraw : channel.edit) !== undefined,
  )
}

/**
 * Makes a change where the customer has the line, and says what is left to be sent. `earlier`: all that carried the
 * line before. Doing it twice does no harm. Throws ChannelError where it is worth another try.
 */
export async function change(
  reply: Reply,
  id: string,
  earlier: readonly Carrier[],
  channels: ReadonlyMap<string, Channel>,
  within: <T>(calling: Promise<T>) => Promise<T>,
): Promise<Words> {
  const marked = { text: reply.text }
  if (earlier.some(({ state }) => state === 'doubt')) return marked
  const shown = earlier.filter(({ externalIds }) => externalIds.length > 0)
  if (shown.length === 0) return reply.withdraws ? 'in place' : { text: reply.corrected ?? reply.text }
  try {
    const done = reply.withdraws ? await remove(shown) : await correct(shown)
    return done ? 'in place' : marked
  } catch (error) {
    if (!(error instanceof ChannelError) || mayHeal.has(error.code)) throw error
    return marked
  }

  async function remove(gone: readonly Carrier[]): Promise<boolean> {
    for (const { channel, address, externalIds } of gone) {
      const far = channels.get(channel)
      if (!far?.withdraw) return false
      for (const externalId of externalIds) await within(far.withdraw(externalId, address))
    }
    return true
  }

  /** The newest copy is changed. Where that is itself a marked correction, it stays marked. */
  async function correct(copies: readonly Carrier[]): Promise<boolean> {
    const newest = copies.at(-1)
    const far = newest && channels.get(newest.channel)
    // Whoever has a copy at a place that was parted from is shown no more: there it may only be taken back.
    if (!newest || newest.parted || !far?.edit) return false
    const text = copies.length === 1 ? (reply.corrected ?? reply.text) : reply.text
    const parts = fitReply({ ...reply, text }, id, far.capabilities)
    // Its files stay as they are, behind the words.
    const files = far.capabilities.attachments ? newest.files : 0
    const words = newest.externalIds.slice(0, newest.externalIds.length - files)
    const surplus = words.slice(parts.length)
    if (parts.length > words.length || (surplus.length > 0 && !far.withdraw)) return false
    for (const [index, part] of parts.entries()) await within(far.edit(words[index] ?? '', part, newest.address))
    return remove([{ ...newest, externalIds: surplus }])
  }
}
