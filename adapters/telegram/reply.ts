// Hands replies over to Telegram as plain text with buttons, or as a picture with a caption.

import type { Channel, FittedReply } from '../../src/ports/channel.ts'
import { keyboardOf } from './buttons.ts'
import { type Call, whyOf } from './client.ts'

/** The channel's ways out over one bot. Ids are those of messages within the customer's chat. */
export function telegramReplies(call: Call): Required<Pick<Channel, 'send' | 'edit' | 'withdraw'>> {
  return {
    async send(reply, address) {
      const { message_id } = await inChat(address, (chat_id) => sendTo(chat_id, reply))
      return { externalId: String(message_id) }
    },

    async edit(externalId, reply, address) {
      const target = { chat_id: address, message_id: Number(externalId), ...buttonsOf(reply) }
      const editing = reply.picture
        ? call('editMessageCaption', { ...target, caption: reply.text })
        : call('editMessageText', { ...target, text: reply.text, ...noPreview })
      await unless(/message is not modified/i, editing)
    },

    async withdraw(externalId, address) {
      const target = { chat_id: address, message_id: Number(externalId) }
      await unless(/message to delete not found/i, call('deleteMessage', target))
    },
  }

  async function sendTo(chat_id: string | number, reply: FittedReply): Promise<{ readonly message_id: number }> {
    const { picture, text } = reply
    const asText = (words: string) => call('sendMessage', { chat_id, text: words, ...buttonsOf(reply), ...noPreview })
    if (!picture) return asText(text)
    try {
      return await call('sendPhoto', { chat_id, photo: picture.address, caption: text, ...buttonsOf(reply) })
    } catch (error) {
      // A picture that Telegram cannot fetch must not cost the customer the words.
      if (/HTTP URL|wrong type of the web page|PHOTO|image/i.test(whyOf(error)?.description ?? ''))
        return asText(text || picture.alt)
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

function buttonsOf({ choices }: FittedReply) {
  return choices?.length ? { reply_markup: keyboardOf(choices) } : {}
}

/** Links in a text have no preview, for it would bury the text. */
const noPreview = { link_preview_options: { is_disabled: true } }
