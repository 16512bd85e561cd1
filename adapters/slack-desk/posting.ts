// Posts, changes, finds and marks in Slack's rooms.

import type { ChatPostMessageArguments, ConversationsRepliesResponse, WebClient } from '@slack/web-api'
import type { DeskPost, LineFate } from '../../src/model/desk.ts'
import type { Desk, DeskPlace } from '../../src/ports/desk.ts'
import { asked, slackWord } from '../slack-app/client.ts'
import type { SlackFiles } from '../slack-app/files.ts'
import type { Rooms } from '../slack-app/rooms.ts'
import { clamp, escaped } from '../slack-app/safe-text.ts'
import { drawn } from './blocks/index.ts'
import type { Callees } from './callees.ts'

/** By which our posts are known again. */
const eventType = 'nightdesk'
const longestName = 80
/** A post that may have arrived is looked for among so many of the newest, or of the thread. */
const pageSize = 200
const mostPages = 5
/** Marks that are remembered, to take the former off without asking for it. */
const mostMarks = 2_000

const emojis: Readonly<Record<LineFate, string>> = {
  delivered: 'incoming_envelope',
  failed: 'warning',
  doubt: 'grey_question',
  seen: 'eye',
}

type PostingParts = {
  readonly client: WebClient
  readonly rooms: Rooms
  readonly files: Pick<SlackFiles, 'show'>
  readonly callees: Pick<Callees, 'idOf'>
  /** Our own user's id there. */
  readonly botUserId: () => string
  /** The shop's zone, an IANA name. */
  readonly zone: () => string
}

type Posting = Pick<Desk, 'post' | 'change' | 'showFile' | 'find' | 'mark'>

export function createPosting({ client, rooms, files, callees, botUserId, zone }: PostingParts): Posting {
  const marks = new Map<string, LineFate>()

  /** What says that a room is not as we knew it makes us look anew. */
  async function inRoom<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (error) {
      if (['channel_not_found', 'not_in_channel', 'is_archived'].includes(slackWord(error) ?? '')) rooms.forget()
      throw error
    }
  }

  async function foundBy(page: (cursor: string) => Promise<ConversationsRepliesResponse>, key: string) {
    let cursor = ''
    for (let pages = 0; pages < mostPages; pages++) {
      const { messages = [], response_metadata } = await inRoom(() => asked(page(cursor)))
      const found = messages.find((message) => isKeyed(message.metadata, key) && !isTombstone(message))
      cursor = response_metadata?.next_cursor ?? ''
      if (found || !cursor) return found?.ts
    }
    return undefined
  }

  /** Adding what is there, or taking off what is not, is no error. */
  async function react(method: 'add' | 'remove', place: { channel: string; timestamp: string }, name: string) {
    try {
      await inRoom(() => asked(client.reactions[method]({ ...place, name })))
    } catch (error) {
      if (!['already_reacted', 'no_reaction'].includes(slackWord(error) ?? '')) throw error
    }
  }

  /** Our marks that stand at a line, whoever of us put them there. */
  async function marksAt(place: { channel: string; timestamp: string }): Promise<readonly string[]> {
    const { message } = await inRoom(() => asked(client.reactions.get({ ...place, full: true })))
    const own = (message?.reactions ?? []).filter(({ users = [] }) => users.includes(botUserId()))
    return Object.values(emojis).filter((name) => own.some((reaction) => reaction.name === name))
  }

  /** A warning calls by id; an owner who is not in Slack has none. */
  async function calling(post: DeskPost): Promise<DeskPost> {
    if (post.kind !== 'warning' || post.who === undefined || post.who === post.card.owner?.id) return post
    return { ...post, who: (await callees.idOf(post.who)) ?? post.who }
  }

  return {
    async post({ room, thread }: DeskPlace, key, post) {
      const { text, blocks, broadcast = false } = drawn(await calling(post), zone())
      const message = {
        ...{ channel: room, text, blocks: [...blocks], unfurl_links: false, unfurl_media: false },
        ...(thread ? { thread_ts: thread, ...(broadcast ? { reply_broadcast: true } : {}) } : {}),
        metadata: keyed(key),
      }
      const { ts } = await inRoom(() => asked(client.chat.postMessage(message as ChatPostMessageArguments)))
      return { externalId: ts ?? '' }
    },
    async change(room, externalId, key, post) {
      const { text, blocks } = drawn(post, zone())
      const message = { channel: room, ts: externalId, text, blocks: [...blocks], metadata: keyed(key) }
      await inRoom(() => asked(client.chat.update(message)))
    },
    async showFile(place, fileId, { name }) {
      await inRoom(() => files.show(fileId, place, `📎 ${escaped(clamp(name, longestName))}`))
    },
    find({ room, thread }, key) {
      const common = { channel: room, limit: pageSize, include_all_metadata: true }
      const after = (cursor: string) => (cursor ? { cursor } : {})
      return thread
        ? foundBy((cursor) => client.conversations.replies({ ...common, ts: thread, ...after(cursor) }), key)
        : foundBy((cursor) => client.conversations.history({ ...common, ...after(cursor) }), key)
    },
    async mark(line, fate) {
      // What was sent again or later, by a button, is named after the line whose words it has: `LINE:again:WHO`.
      const [, channel, timestamp] = /^slack:[A-Z0-9-]+:([A-Z0-9]+):(\d+\.\d+)(?::|$)/.exec(line) ?? []
      if (channel === undefined || timestamp === undefined) return
      const place = `${channel} ${timestamp}`
      const known = marks.get(place)
      const former = known === undefined ? await marksAt({ channel, timestamp }) : [emojis[known]]
      await react('add', { channel, timestamp }, emojis[fate])
      for (const name of former) if (name !== emojis[fate]) await react('remove', { channel, timestamp }, name)
      marks.delete(place)
      marks.set(place, fate)
      const [oldest] = marks.keys()
      if (marks.size > mostMarks && oldest !== undefined) marks.delete(oldest)
    },
  }
}

function keyed(key: string) {
  return { event_type: eventType, event_payload: { key } }
}

/** The mark that Slack keeps in the place of a deleted message. */
function isTombstone(message: object): boolean {
  return 'subtype' in message && message.subtype === 'tombstone'
}

function isKeyed(metadata: { event_type?: string; event_payload?: object } | undefined, key: string): boolean {
  const payload: Readonly<Record<string, unknown>> = { ...metadata?.event_payload }
  return metadata?.event_type === eventType && payload['key'] === key
}
