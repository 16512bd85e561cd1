// Reads what Slack tells us of customers: their words and presses become messages; all else is nothing to us.

import { z } from 'zod'
import type { IncomingMessage } from '../../src/model/message.ts'
import { steering } from '../../src/model/shop.ts'
import { cleanText } from '../../src/model/text.ts'
import { emojiIn } from '../slack-app/emoji.ts'
import { momentOfTs } from '../slack-app/moment.ts'
import { mentionedIn, plainText } from '../slack-app/plain-text.ts'
import type { Told } from '../slack-app/request.ts'
import { filesOf, MessageEvent, Said, writerOf } from '../slack-app/said.ts'
import { addressOf, isDirect, type SlackPlace } from './place.ts'

/** How a person came to speak to us: alone with us, by calling our name, in a thread of a room, by a button of ours. */
export type HeardKind = 'direct' | 'mention' | 'thread' | 'press'

export type Heard = {
  readonly kind: HeardKind
  readonly user: string
  readonly place: SlackPlace
  readonly message: IncomingMessage
}

const EventTold = z.object({
  authorizations: z.tuple([z.object({ team_id: z.string(), user_id: z.string() })]).rest(z.unknown()),
  event: MessageEvent.extend({ type: z.enum(['message', 'app_mention']) }),
})

const button = z.object({ action_id: z.string(), value: z.string() })

const PressTold = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string() }),
  team: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  message: z.object({
    ts: z.string(),
    thread_ts: z.string().optional(),
    blocks: z.array(z.object({ elements: z.array(z.unknown()).optional() })),
  }),
  actions: z.tuple([button.extend({ action_ts: z.string() })]),
})

/** Action ids of a reply's buttons: this and their number. */
export const pressed = 'reply:'

/**
 * Reads what Slack told and has been proved. `names`: what people are called who are mentioned, by their id. A line of
 * kind `thread` is only perhaps for us: whether our name was called in its thread, Slack must be asked.
 */
export function readTold(told: Told, names: ReadonlyMap<string, string> = new Map()): Heard | undefined {
  const event = EventTold.safeParse(told)
  if (event.success) return readEvent(event.data, names)
  const press = PressTold.safeParse(told)
  return press.success ? readPress(press.data) : undefined
}

/** Ids of those whose names are wanted to read it. */
export function namedIn(told: Told): readonly string[] {
  const { data } = EventTold.safeParse(told)
  const own = data?.authorizations[0].user_id
  return mentionedIn((data && saidIn(data.event)?.text) ?? '').filter((id) => id !== own)
}

type MessageTold = z.infer<typeof EventTold>['event']

/** What was said, as it stands now; of what was taken away, as it stood. */
function saidIn(event: MessageTold): Said | undefined {
  const { subtype, message, previous_message: before, deleted_ts: deletedTs } = event
  // Slack keeps a mark in the place of a message that has a thread.
  if (subtype === 'message_changed') return message?.subtype === 'tombstone' ? before : message
  if (subtype === 'message_deleted') return before?.ts === deletedTs ? before : undefined
  return Said.safeParse(event).data
}

/** Slack changes messages too, to show what a link leads to; only other words correct what was said. */
function changeIn({ subtype, message, previous_message: before, ts }: MessageTold) {
  if (subtype === 'message_deleted' || message?.subtype === 'tombstone') return { kind: 'withdrawn', ts } as const
  if (subtype !== 'message_changed') return undefined
  return message?.edited && message.text !== before?.text
    ? ({ kind: 'edited', ts: message.edited.ts } as const)
    : 'none'
}

function readEvent({ authorizations: [us], event }: z.infer<typeof EventTold>, names: ReadonlyMap<string, string>) {
  const said = saidIn(event)
  const change = changeIn(event)
  if (!said || change === 'none') return undefined
  const { ts, thread_ts: thread = ts, text: mrkdwn = '' } = said
  const user = writerOf(said, us.user_id, ['me_message'])
  if (user === undefined) return undefined
  const kind = kindOf(event.channel, mrkdwn, us.user_id, change !== undefined || thread !== ts)
  const text = wordsOf(said, us.user_id, names)
  // What was said came with its files already; a change is one of words.
  const attachments = change ? [] : filesOf(said)
  const isWordless = text === '' && attachments.length === 0 && change?.kind !== 'withdrawn'
  const isCall = kind === 'mention' && isWordless
  if (!kind || (isWordless && !isCall)) return undefined
  const place = { team: us.team_id, room: event.channel, ...(kind === 'direct' && thread === ts ? {} : { thread }) }
  const id = `${us.team_id}:${event.channel}:${ts}`
  return heard(kind, user, place, {
    externalId: change === undefined ? id : change.kind === 'edited' ? `${id}:edit:${change.ts}` : `${id}:withdrawn`,
    text,
    ...(change ? { change: { kind: change.kind, of: id } } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    // Our name alone is a hello.
    ...(isCall ? { choice: `intent:${steering.greeting}` } : {}),
    saidAt: momentOfTs(change?.ts ?? ts),
  })
}

/** Undefined: it stands in a room, is said to nobody of us, and in no thread that could be ours. */
function kindOf(room: string, mrkdwn: string, own: string, inThread: boolean): HeardKind | undefined {
  if (isDirect({ room })) return 'direct'
  if (mentionedIn(mrkdwn).includes(own)) return 'mention'
  return inThread ? 'thread' : undefined
}

function wordsOf({ text = '', blocks }: Said, own: string, names: ReadonlyMap<string, string>): string {
  const us = `<@${own}(?:\\|[^<>]*)?>`
  const without = text.replaceAll(new RegExp(`^\\s*${us}[,:]?|[\\s,]*${us}`, 'g'), '')
  return cleanText(plainText(without, names, emojiIn(blocks)))
}

/** Only a button that stands under the very message is pressed: what a client sends can be made up. */
function readPress({ user, team, channel, message, actions: [action] }: z.infer<typeof PressTold>): Heard | undefined {
  const { action_id, value, action_ts } = action
  const stands = message.blocks
    .flatMap(({ elements = [] }) => elements)
    .some((element) => {
      const { data } = button.safeParse(element)
      return data?.action_id === action_id && data.value === value
    })
  if (!stands || !action_id.startsWith(pressed)) return undefined
  const { ts, thread_ts: thread } = message
  // A message of ours that others have begun a thread on stands outside of it.
  const place = { team: team.id, room: channel.id, ...(thread === undefined || thread === ts ? {} : { thread }) }
  const externalId = `${team.id}:${channel.id}:press:${action_ts}:${user.id}`
  return heard('press', user.id, place, { externalId, text: '', choice: value })
}

function heard(
  kind: HeardKind,
  user: string,
  place: SlackPlace,
  said: Pick<IncomingMessage, 'externalId' | 'text' | 'change' | 'attachments' | 'choice' | 'saidAt'>,
): Heard {
  const author = { kind: 'customer' } as const
  return { kind, user, place, message: { channel: 'slack', address: addressOf(place), author, ...said } }
}
