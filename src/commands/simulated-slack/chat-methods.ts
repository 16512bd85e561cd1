// The methods chat.* and reactions.*: posting, changing and taking back messages.

import { type ApiMethod, ApiRefusal, joinedRoom, needs, refusal, roomOf } from './api-method.ts'
import { checkBlocks } from './block-checks.ts'
import { flagOf, inner, isFields, listOf, textOf } from './fields.ts'
import { edit, erase, post, react, shownMessage } from './messages.ts'
import {
  type Block,
  directRoom,
  type Fields,
  findMessage,
  type Message,
  type Metadata,
  type Room,
  type World,
} from './world.ts'

/** A posted text is cut here, with a warning. */
const longestPosted = 40_000
/** A text that replaces another is refused above this. */
const longestUpdated = 4000
const longestMetadata = 16_000

export const chatMethods: Record<string, ApiMethod> = {
  'chat.postMessage': { perMinute: 300, scopes: postScopes, call: postMessage },
  'chat.postEphemeral': { perMinute: 100, scopes: needs('chat:write'), call: postEphemeral },
  'chat.update': { perMinute: 50, scopes: needs('chat:write'), call: update },
  'chat.delete': { perMinute: 50, scopes: needs('chat:write'), call: remove },
  'chat.getPermalink': { perMinute: 300, scopes: needs(), call: permalink },
  'reactions.add': {
    perMinute: 50,
    scopes: needs('reactions:write'),
    call: (world, args) => reacts(world, args, 'added'),
  },
  'reactions.get': { perMinute: 50, scopes: needs('reactions:read'), call: reactionsOf },
  'reactions.remove': {
    perMinute: 20,
    scopes: needs('reactions:write'),
    call: (world, args) => reacts(world, args, 'removed'),
  },
}

function postScopes(_world: World, args: Fields): readonly string[] {
  return args['username'] || args['icon_emoji'] || args['icon_url']
    ? ['chat:write', 'chat:write.customize']
    : ['chat:write']
}

function postMessage(world: World, args: Fields): Fields {
  const room = postingRoom(world, args)
  const blocks = blocksOf(args)
  const text = textOf(args, 'text')
  if (!text && blocks.length === 0 && listOf(args, 'attachments').length === 0) throw new ApiRefusal('no_text')
  const threadTs = textOf(args, 'thread_ts') || undefined
  const root = threadTs ? findMessage(room, threadTs) : undefined
  if (threadTs && (!root || (root.threadTs && root.threadTs !== root.ts))) throw new ApiRefusal('thread_not_found')
  const metadata = metadataOf(args)
  const message = post(world, room, {
    user: world.app.botUser,
    botId: world.app.botId,
    text: text.slice(0, longestPosted),
    blocks,
    attachments: listOf(args, 'attachments'),
    ...(metadata ? { metadata } : {}),
    ...(threadTs ? { threadTs } : {}),
    broadcast: flagOf(args, 'reply_broadcast'),
    ...(textOf(args, 'username') ? { username: textOf(args, 'username'), subtype: 'bot_message' } : {}),
  })
  const cut = text.length > longestPosted ? { warning: 'message_truncated' } : {}
  return { channel: room.id, ts: message.ts, message: shownMessage(world, message, true), ...cut }
}

/** A channel, a room's id, or a person's id, which means the direct messages with them. */
function postingRoom(world: World, args: Fields): Room {
  const person = world.people.get(textOf(args, 'channel'))
  const room = person && !person.isBot ? directRoom(world, person.id) : roomOf(world, args)
  if (room.archived) throw new ApiRefusal('is_archived')
  const mayPublicly = room.kind === 'channel' && world.app.scopes.has('chat:write.public')
  if (!room.members.has(world.app.botUser) && !mayPublicly) throw new ApiRefusal('not_in_channel')
  return room
}

function postEphemeral(world: World, args: Fields): Fields {
  const room = joinedRoom(world, args)
  if (room.archived) throw new ApiRefusal('is_archived')
  const user = textOf(args, 'user')
  if (!world.people.has(user)) throw new ApiRefusal('user_not_found')
  if (!room.members.has(user)) throw new ApiRefusal('user_not_in_channel')
  const text = textOf(args, 'text')
  const blocks = blocksOf(args)
  if (text.length > longestPosted) throw new ApiRefusal('msg_too_long')
  if (!text && blocks.length === 0) throw new ApiRefusal('no_text')
  const threadTs = textOf(args, 'thread_ts')
  return { message_ts: whisper(world, room, user, text, blocks, threadTs || undefined) }
}

/** Shows one person a message that nobody else sees; returns its ts. */
export function whisper(
  world: World,
  room: Room,
  user: string,
  text: string,
  blocks: readonly Block[],
  threadTs?: string,
): string {
  const ts = world.nextTs()
  const filled = blocks.map((block) => ({ ...block, block_id: block.block_id ?? world.nextId('b') }))
  room.ephemerals.push({
    ts,
    room: room.id,
    user,
    text,
    blocks: filled,
    deleted: false,
    ...(threadTs ? { threadTs } : {}),
  })
  world.changed()
  return ts
}

function update(world: World, args: Fields): Fields {
  const room = roomOf(world, args)
  const message = ownMessage(world, room, args, 'cant_update_message')
  const text = args['text'] === undefined ? undefined : textOf(args, 'text')
  const blocks = args['blocks'] === undefined ? undefined : blocksOf(args)
  const attachments = args['attachments'] === undefined ? undefined : listOf(args, 'attachments')
  const metadata = metadataOf(args)
  if (text === undefined && !blocks && !attachments && !metadata) throw new ApiRefusal('no_text')
  if (text === '' && (blocks ?? message.blocks).length === 0 && !attachments?.length) throw new ApiRefusal('no_text')
  if ((text?.length ?? 0) > longestUpdated) throw new ApiRefusal('msg_too_long')
  edit(world, room, message, world.app.botUser, {
    // A text without blocks replaces the blocks; without a text they stay.
    ...(blocks ? { blocks } : text === undefined ? {} : { blocks: [] }),
    ...(text === undefined ? {} : { text }),
    ...(attachments ? { attachments } : {}),
    ...(metadata ? { metadata } : {}),
    marked: !blocks,
  })
  return { channel: room.id, ts: message.ts, text: message.text, message: shownMessage(world, message, true) }
}

function remove(world: World, args: Fields): Fields {
  const room = roomOf(world, args)
  const message = ownMessage(world, room, args, 'cant_delete_message')
  erase(world, room, message)
  return { channel: room.id, ts: message.ts }
}

function ownMessage(world: World, room: Room, args: Fields, error: string): Message {
  const message = findMessage(room, textOf(args, 'ts'))
  if (!message) throw new ApiRefusal('message_not_found')
  if (room.archived) throw new ApiRefusal('is_archived')
  if (message.botId !== world.app.botId || message.subtype === 'tombstone') throw new ApiRefusal(error)
  return message
}

function permalink(world: World, args: Fields): Fields {
  const room = roomOf(world, args)
  const message = findMessage(room, textOf(args, 'message_ts'))
  if (!message) throw new ApiRefusal('message_not_found')
  const path = `archives/${room.id}/p${message.ts.replace('.', '')}`
  const thread =
    message.threadTs && message.threadTs !== message.ts ? `?thread_ts=${message.threadTs}&cid=${room.id}` : ''
  return { channel: room.id, permalink: `https://${world.team.domain}.slack.com/${path}${thread}` }
}

function reactionsOf(world: World, args: Fields): Fields {
  const room = joinedRoom(world, args)
  const message = findMessage(room, textOf(args, 'timestamp'))
  if (!message) throw new ApiRefusal('message_not_found')
  return { type: 'message', channel: room.id, message: shownMessage(world, message, false) }
}

function reacts(world: World, args: Fields, kind: 'added' | 'removed'): Fields {
  const room = joinedRoom(world, args)
  const message = findMessage(room, textOf(args, 'timestamp'))
  if (!message) throw new ApiRefusal('message_not_found')
  const name = textOf(args, 'name')
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new ApiRefusal('invalid_name')
  if (!react(world, message, world.app.botUser, name, kind))
    throw new ApiRefusal(kind === 'added' ? 'already_reacted' : 'no_reaction')
  return {}
}

/** Checked blocks of the arguments; none when there are none. */
export function blocksOf(args: Fields): readonly Block[] {
  if (args['blocks'] === undefined || args['blocks'] === '' || args['blocks'] === null) return []
  if (typeof args['blocks'] === 'string') throw new ApiRefusal('invalid_blocks_format')
  const verdict = checkBlocks(args['blocks'], 'message')
  if (!verdict.ok) throw refusal(verdict.error, verdict.messages)
  return verdict.blocks
}

function metadataOf(args: Fields): Metadata | undefined {
  const metadata = args['metadata']
  if (metadata === undefined || metadata === '') return undefined
  const type = isFields(metadata) ? textOf(metadata, 'event_type') : ''
  if (!isFields(metadata) || !type || !isFields(metadata['event_payload']))
    throw new ApiRefusal('invalid_metadata_format')
  if (JSON.stringify(metadata).length > longestMetadata) throw new ApiRefusal('metadata_too_large')
  return { event_type: type, event_payload: inner(metadata, 'event_payload') }
}
