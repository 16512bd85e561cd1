// Hands replies over to Slack: said, changed, taken back.

import type { ChatPostMessageArguments, WebClient } from '@slack/web-api'
import { type Channel, ChannelError, type FittedReply } from '../../src/ports/channel.ts'
import { asked, handedOver, slackWord } from '../slack-app/client.ts'
import type { SlackFiles } from '../slack-app/files.ts'
import { drawn } from './blocks.ts'
import { placeOf } from './place.ts'

export type Replies = Required<Pick<Channel, 'send' | 'edit' | 'withdraw' | 'fetch'>>

/** Links show no preview: it would bury the words. */
const noPreview = { unfurl_links: false, unfurl_media: false }

/** Ids are the ts of messages within the customer's room; a file's own id is that of the part that brought it. */
export function slackReplies(client: WebClient, files: SlackFiles): Replies {
  async function post(reply: FittedReply, address: string): Promise<string> {
    const { room, thread } = placeOf(address)
    const inThread = thread === undefined ? {} : { thread_ts: thread }
    const message = { channel: room, ...inThread, ...drawn(reply), ...noPreview } as ChatPostMessageArguments
    const { ts = '' } = await toCustomer(handedOver(client.chat.postMessage(message)))
    return ts
  }

  return {
    fetch: files.fetch,

    async send(reply, address) {
      if (reply.file) {
        const externalId = await files.upload(reply.file)
        await toCustomer(files.showNew(externalId, placeOf(address)))
        return { externalId }
      }
      try {
        return { externalId: await post(reply, address) }
      } catch (error) {
        // A picture that Slack cannot fetch must not cost the customer the words.
        if (!reply.picture || slackWord(error) !== 'invalid_blocks') throw error
        return { externalId: await post(withoutPicture(reply), address) }
      }
    },

    async edit(externalId, reply, address) {
      // The words changed, and the file did not.
      if (isFile(externalId)) return
      const target = { channel: placeOf(address).room, ts: externalId }
      await toCustomer(asked(client.chat.update({ ...target, ...drawn(reply) })))
    },

    async withdraw(externalId, address) {
      if (isFile(externalId)) return files.remove(externalId)
      try {
        await toCustomer(asked(client.chat.delete({ channel: placeOf(address).room, ts: externalId })))
      } catch (error) {
        if (slackWord(error) !== 'message_not_found') throw error
      }
    },
  }
}

const isFile = (externalId: string): boolean => externalId.startsWith('F')

function withoutPicture({ picture, text, ...reply }: FittedReply): FittedReply {
  return { ...reply, text: text || (picture?.alt ?? '') }
}

/** A customer's room that is no more does not come back; rooms of agents are mended, and so `unreachable` there. */
async function toCustomer<T>(calling: Promise<T>): Promise<T> {
  try {
    return await calling
  } catch (error) {
    const word = slackWord(error)
    if (word !== 'channel_not_found' && word !== 'is_archived') throw error
    throw new ChannelError('gone', 'The room of the customer is closed or no more.', { cause: word })
  }
}
