// The methods conversations.*: finding, joining and reading rooms.

import { type ApiMethod, ApiRefusal, joinedRoom, needs, page, roomOf } from './api-method.ts'
import { flagOf, textOf } from './fields.ts'
import { crossDoor, repliesOf, shownMessage } from './messages.ts'
import { directRoom, type Fields, type Message, type Room, roomWords, type World } from './world.ts'

export const roomMethods: Record<string, ApiMethod> = {
  'conversations.list': { perMinute: 20, scopes: listScopes, call: list },
  'conversations.info': { perMinute: 50, scopes: scopeOf('read'), call: info },
  'conversations.members': { perMinute: 100, scopes: scopeOf('read'), call: members },
  'conversations.join': { perMinute: 50, scopes: needs('channels:join'), call: join },
  'conversations.open': { perMinute: 50, scopes: needs('im:write'), call: open },
  'conversations.history': { perMinute: 50, scopes: scopeOf('history'), call: history },
  'conversations.replies': { perMinute: 50, scopes: scopeOf('history'), call: replies },
}

/** The scope that goes with the kind of the room that is asked for. */
function scopeOf(right: 'read' | 'history') {
  return (world: World, args: Fields) => {
    const room = world.rooms.get(textOf(args, 'channel'))
    return [`${roomWords[room?.kind ?? 'channel']}:${right}`]
  }
}

const kindNames = { public_channel: 'channel', private_channel: 'group', im: 'im' } as const

function kindsAsked(args: Fields): Room['kind'][] {
  const names = (textOf(args, 'types') || 'public_channel').split(',').map((name) => name.trim())
  return names.flatMap((name) => {
    if (name === 'mpim') return []
    const kind = kindNames[name as keyof typeof kindNames]
    if (!kind) throw new ApiRefusal('invalid_types')
    return [kind]
  })
}

function listScopes(_world: World, args: Fields): readonly string[] {
  return kindsAsked(args).map((kind) => `${roomWords[kind]}:read`)
}

function list(world: World, args: Fields): Fields {
  const kinds = kindsAsked(args)
  const rooms = [...world.rooms.values()].filter(
    (room) =>
      kinds.includes(room.kind) &&
      (room.kind === 'channel' || room.members.has(world.app.botUser)) &&
      !(flagOf(args, 'exclude_archived') && room.archived),
  )
  const { items, next } = page(args, rooms, 100, 1000)
  return { channels: items.map((room) => shownRoom(world, room)), response_metadata: { next_cursor: next } }
}

function info(world: World, args: Fields): Fields {
  const room = roomOf(world, args)
  const count = flagOf(args, 'include_num_members') ? { num_members: room.members.size } : {}
  return { channel: { ...shownRoom(world, room), ...count } }
}

function members(world: World, args: Fields): Fields {
  const { items, next } = page(args, [...roomOf(world, args).members], 100, 1000)
  return { members: items, response_metadata: { next_cursor: next } }
}

function join(world: World, args: Fields): Fields {
  const room = roomOf(world, args)
  if (room.kind !== 'channel') throw new ApiRefusal('method_not_supported_for_channel_type')
  if (room.archived) throw new ApiRefusal('is_archived')
  const already = room.members.has(world.app.botUser)
  if (!already) crossDoor(world, room, world.app.botUser, 'joined')
  return { channel: shownRoom(world, room), ...(already ? { warning: 'already_in_channel' } : {}) }
}

function open(world: World, args: Fields): Fields {
  const users = textOf(args, 'users').split(',').filter(Boolean)
  if (users.length === 0 && args['channel'] === undefined) throw new ApiRefusal('users_list_not_supplied')
  if (users.length > 1) throw new ApiRefusal('not_enough_users')
  const [user] = users
  const person = user === undefined ? undefined : world.people.get(user)
  if (user !== undefined && !person) throw new ApiRefusal('user_not_found')
  if (person?.isBot) throw new ApiRefusal('cannot_dm_bot')
  const room = person ? directRoom(world, person.id) : roomOf(world, args)
  return { channel: flagOf(args, 'return_im') ? shownRoom(world, room) : { id: room.id } }
}

function history(world: World, args: Fields): Fields {
  const room = joinedRoom(world, args)
  const seen = room.messages.filter(
    (message) =>
      !message.deleted &&
      (!message.threadTs || message.threadTs === message.ts || message.subtype === 'thread_broadcast'),
  )
  return messagePage(world, args, within(args, seen).reverse())
}

function replies(world: World, args: Fields): Fields {
  const room = joinedRoom(world, args)
  const asked = room.messages.find(({ ts, deleted }) => ts === textOf(args, 'ts') && !deleted)
  const root = asked && room.messages.find(({ ts, deleted }) => ts === (asked.threadTs ?? asked.ts) && !deleted)
  if (!root) throw new ApiRefusal('thread_not_found')
  // The root comes first whatever the span.
  return messagePage(world, args, [root, ...within(args, repliesOf(room, root.ts))])
}

/** Messages after `oldest` and before `latest`; both ends only with `inclusive`. */
function within(args: Fields, messages: readonly Message[]): Message[] {
  const oldest = textOf(args, 'oldest') || '0'
  const latest = textOf(args, 'latest') || '9999999999.999999'
  const inclusive = flagOf(args, 'inclusive')
  return messages.filter(({ ts }) => (inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest))
}

function messagePage(world: World, args: Fields, messages: readonly Message[]): Fields {
  const { items, next } = page(args, messages, 100, 999)
  const withMetadata = flagOf(args, 'include_all_metadata')
  return {
    messages: items.map((message) => shownMessage(world, message, withMetadata)),
    has_more: next !== '',
    ...(next ? { response_metadata: { next_cursor: next } } : {}),
  }
}

function shownRoom(world: World, room: Room): Fields {
  const isMember = room.members.has(world.app.botUser)
  const kinds = {
    is_channel: room.kind === 'channel',
    is_group: room.kind === 'group',
    is_im: room.kind === 'im',
    is_mpim: false,
    is_private: room.kind !== 'channel',
  }
  if (room.kind === 'im') {
    const user = [...room.members].find((id) => id !== world.app.botUser)
    return { id: room.id, ...kinds, user, is_archived: false, is_user_deleted: false }
  }
  const name = { name: room.name, name_normalized: room.name }
  return { id: room.id, ...name, ...kinds, is_archived: room.archived, is_member: isMember, is_general: false }
}
