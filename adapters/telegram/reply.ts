// Hands replies over to Telegram as plain text with buttons, or as a picture with a caption.

import type { Channel, FittedReply } from '../../src/ports/channel.ts'
import { keyboardOf } from './buttons.ts'
import { type Call, whyOf } from './client.ts'

/** The longest text under a picture, in UTF-16 units. */
const longestCaption = 1024

/** The channel's ways out over one bot. Ids are those of messages within the customer's chat. */
export function telegramReplies(call: Call): Required<Pick<Channel, 'send' | 'edit' | 'withdraw'>> {
  return {
    async send(reply, address) {
      const { message_id } = await inChat(address, (chat_id) => sendTo(chat_id, reply))
      return { externalId: String(message_id) }
    },

    async edit(externalId, reply, address) {
      const target = { chat_id: address, message_id: Number(externalId), ...buttonsOf(reply) }
      const editing = hasCaption(reply)
        ? call('editMessageCaption', { ...target, caption: reply.text })
        : call('editMessageText', { ...target, text: reply.text, ...previewOf(reply) })
      await unless(/message is not modified/i, editing)
    },

    async withdraw(externalId, address) {
      const target = { chat_id: address, message_id: Number(externalId) }
      await unless(/message to delete not found/i, call('deleteMessage', target))
    },
  }

  async function sendTo(chat_id: string | number, reply: FittedReply): Promise<{ readonly message_id: number }> {
    const asText = () => call('sendMessage', { chat_id, text: reply.text, ...buttonsOf(reply), ...previewOf(reply) })
    if (!hasCaption(reply)) return asText()
    try {
      return await call('sendPhoto', { chat_id, photo: reply.picture, caption: reply.text, ...buttonsOf(reply) })
    } catch (error) {
      // A picture that Telegram cannot fetch must not cost the customer the words.
      if (/HTTP URL|wrong type of the web page|PHOTO|image/i.test(whyOf(error)?.description ?? '')) return asText()
      throw error
    }
  }
}

/** A chat that has become another one goes by its new id. */
async function inChat<T>(address: string, act: (chatId: string | number) => Promise<T>): Promise<T> {
  try {
    return await act(address)
  } catch (error) {
    const movedTo = whyOf(error)?.movedTo
    if (movedTo === undefined) throw error
    return act(movedTo)
  }
}

/** What Telegram refuses because it is so already is done. */
async function unless(harmless: RegExp, calling: Promise<unknown>): Promise<void> {
  try {
    await calling
  } catch (error) {
    if (!harmless.test(whyOf(error)?.description ?? '')) throw error
  }
}

function hasCaption(reply: FittedReply): reply is FittedReply & { picture: string } {
  return reply.picture !== undefined && reply.text.length <= longestCaption
}

function buttonsOf({ choices }: FittedReply) {
  return choices?.length ? { reply_markup: keyboardOf(choices) } : {}
}

/** Over a long text the picture stands as a preview; links in a text have none, for they would bury it. */
function previewOf({ picture }: FittedReply) {
  const link_preview_options = picture
    ? { url: picture, prefer_large_media: true, show_above_text: true }
    : { is_disabled: true }
  return { link_preview_options }
}
