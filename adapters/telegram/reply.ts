// Hands replies over to Telegram: plain text with buttons, a picture with a caption, or a file.

import type { OutgoingFile } from '../../src/model/attachment.ts'
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
    const { picture, text, file } = reply
    if (file) return sendFile(chat_id, file)
    const asText = (words: string) => call('sendMessage', { chat_id, text: words, ...buttonsOf(reply), ...noPreview })
    if (!picture) return asText(text)
    try {
      return await call('sendPhoto', { chat_id, photo: picture.address, caption: text, ...buttonsOf(reply) })
    } catch (error) {
      // A picture that Telegram cannot fetch must not cost the customer the words.
      if (!isNoPicture(error)) throw error
      return asText(text || picture.alt)
    }
  }

  /** A picture is shown as one where Telegram takes it as such; else it goes as it is, as all other files do. */
  async function sendFile(chat_id: string | number, { name, type, bytes }: OutgoingFile) {
    const upload = { source: Buffer.from(bytes), filename: name }
    try {
      if (asPhotos.has(type)) return await call('sendPhoto', { chat_id, photo: upload })
    } catch (error) {
      if (!isNoPicture(error)) throw error
    }
    return call('sendDocument', { chat_id, document: upload })
  }
}

const asPhotos: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp'])

/** Telegram could not fetch it, or will not show it: not its kind, too large, too long. */
const isNoPicture = (error: unknown) =>
  /HTTP URL|wrong type of the web page|photo|image/i.test(whyOf(error)?.description ?? '')

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

const buttonsOf = ({ choices }: FittedReply) => (choices?.length ? { reply_markup: keyboardOf(choices) } : {})

/** Links in a text have no preview, for it would bury the text. */
const noPreview = { link_preview_options: { is_disabled: true } }
