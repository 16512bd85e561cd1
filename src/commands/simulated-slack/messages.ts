// What happens to messages: posting, editing, deleting, reacting; and the events that the app hears of it.

import {
  type Block,
  type Fields,
  type Message,
  type Metadata,
  type Room,
  roomWords,
  type StoredFile,
  type World,
} from './world.ts'

export type NewMessage = {
  readonly user?: string
  readonly botId?: string
  readonly subtype?: string
  readonly username?: string
  readonly text: string
  readonly blocks?: readonly Block[]
  readonly attachments?: readonly Fields[]
  readonly metadata?: Metadata
  readonly threadTs?: string
  readonly broadcast?: boolean
  readonly files?: readonly string[]
}

/** Posts and tells the app. The caller has checked that it may. */
export function post(world: World, room: Room, draft: NewMessage): Message {
  const { broadcast, blocks, attachments, files, ...rest } = draft
  const message: Message = {
    ...rest,
    ...(broadcast && draft.threadTs ? { subtype: 'thread_broadcast' } : {}),
    ts: world.nextTs(),
    room: room.id,
    blocks: (blocks ?? []).map((block) => ({ ...block, block_id: block.block_id ?? world.nextId('b') })),
    attachments: attachments ?? [],
    files: files ?? [],
    deleted: false,
    reactions: [],
  }
  room.messages.push(message)
  for (const id of message.files)
    world.files.get(id)?.shares.push({
      ...{ room: room.id, ts: message.ts },
      ...(draft.threadTs ? { threadTs: draft.threadTs } : {}),
    })
  const root = draft.threadTs ? room.messages.find(({ ts }) => ts === draft.threadTs) : undefined
  if (root) root.threadTs = root.ts
  tellOfMessage(world, room, shownMessage(world, message, false), message)
  world.changed()
  return message
}

/** Changes a message and tells the app. A text change by itself shows the mark "edited". */
export function edit(
  world: World,
  room: Room,
  message: Message,
  user: string,
  change: Partial<Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata'>> & { readonly marked: boolean },
): void {
  const before = shownMessage(world, message, false)
  const { marked, ...fields } = change
  Object.assign(message, fields)
  message.blocks = message.blocks.map((block) => ({ ...block, block_id: block.block_id ?? world.nextId('b') }))
  const ts = world.nextTs()
  if (marked) message.edited = { user, ts }
  const told = { subtype: 'message_changed', hidden: true, message: shownMessage(world, message, false), ts }
  tellOfMessage(world, room, { type: 'message', ...told, previous_message: before })
  world.changed()
}

/** Deletes a file: where nothing else was said, its message goes; elsewhere the place where it was is marked. */
export function loseFile(world: World, file: StoredFile): void {
  for (const share of file.shares) {
    const room = world.rooms.get(share.room)
    const message = room?.messages.find(({ ts, deleted }) => ts === share.ts && !deleted)
    if (!room || !message) continue
    const before = shownMessage(world, message, false)
    const others = message.files.filter((id) => id !== file.id && world.files.get(id)?.guise !== 'tombstone')
    file.guise = 'tombstone'
    if (message.text === '' && message.blocks.length === 0 && others.length === 0) erase(world, room, message, before)
    else {
      const ts = world.nextTs()
      const told = { subtype: 'message_changed', hidden: true, message: shownMessage(world, message, false), ts }
      tellOfMessage(world, room, { type: 'message', ...told, previous_message: before })
    }
  }
  file.guise = 'tombstone'
  world.changed()
}

/** Takes a message away. A root with replies leaves a tombstone, so that its thread stays. */
export function erase(
  world: World,
  room: Room,
  message: Message,
  before: Fields = shownMessage(world, message, false),
): void {
  const hasReplies = repliesOf(room, message.ts).length > 0
  const ts = world.nextTs()
  if (hasReplies) {
    Object.assign(message, { subtype: 'tombstone', text: 'This message was deleted.', blocks: [], reactions: [] })
    const told = { subtype: 'message_changed', hidden: true, message: shownMessage(world, message, false), ts }
    tellOfMessage(world, room, { type: 'message', ...told, previous_message: before })
  } else {
    message.deleted = true
    const told = { subtype: 'message_deleted', hidden: true, deleted_ts: message.ts, ts }
    tellOfMessage(world, room, { type: 'message', ...told, previous_message: before })
  }
  world.changed()
}

/** Adds or takes back a reaction; false when there was nothing to do. */
export function react(world: World, message: Message, user: string, name: string, kind: 'added' | 'removed'): boolean {
  const users = message.reactions.find((reaction) => reaction.name === name)?.users ?? []
  if (users.includes(user) === (kind === 'added')) return false
  const left = kind === 'added' ? [...users, user] : users.filter((other) => other !== user)
  const known = message.reactions.some((reaction) => reaction.name === name)
  message.reactions = (known ? message.reactions : [...message.reactions, { name, users: [] }])
    .map((reaction) => (reaction.name === name ? { name, users: left } : reaction))
    .filter((reaction) => reaction.users.length > 0)
  const item = { type: 'message', channel: message.room, ts: message.ts }
  const { app } = world
  if (app.events.has(`reaction_${kind}`) && world.rooms.get(message.room)?.members.has(app.botUser))
    world.publish({
      ...{ type: `reaction_${kind}`, user, reaction: name, item, event_ts: world.nextTs() },
      ...(message.user ? { item_user: message.user } : {}),
    })
  world.changed()
  return true
}

/** A message as the platform writes it in events, histories and payloads. */
export function shownMessage(world: World, message: Message, withMetadata: boolean): Fields {
  const { app, team } = world
  const ours = message.botId === app.botId
  const room = world.rooms.get(message.room)
  const replies = room && message.threadTs === message.ts ? repliesOf(room, message.ts) : []
  return {
    type: 'message',
    ...(message.subtype ? { subtype: message.subtype } : {}),
    ...(message.user ? { user: message.user } : {}),
    text: message.text,
    ts: message.ts,
    team: team.id,
    ...(message.botId ? { bot_id: message.botId } : {}),
    ...(ours
      ? { app_id: app.id, bot_profile: { id: app.botId, app_id: app.id, name: app.name, team_id: team.id } }
      : {}),
    ...(message.username ? { username: message.username } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.files.length > 0 ? { files: message.files.map((id) => shownFile(world, id)) } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.threadTs && message.threadTs !== message.ts ? { parent_user_id: parentUser(room, message) } : {}),
    ...(replies.length > 0 ? threadFigures(replies) : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) }
      : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  }
}

/** A thread's living replies, oldest first, without its root. */
export function repliesOf(room: Room, rootTs: string): Message[] {
  return room.messages.filter(({ threadTs, ts, deleted }) => threadTs === rootTs && ts !== rootTs && !deleted)
}

/** A file as the platform writes it: in messages less of some than `in full`. */
export function shownFile(world: World, id: string, how: 'in a message' | 'in full' = 'in a message'): Fields {
  const file = world.files.get(id)
  if (!file || file.guise === 'tombstone') return { id, mode: 'tombstone' }
  if (file.guise === 'hidden_by_limit') return { id, mode: 'hidden_by_limit' }
  if (file.guise === 'check_file_info' && how === 'in a message')
    return { id, mode: 'file_access', file_access: 'check_file_info', created: 0, timestamp: 0, user: '' }
  const isExternal = file.guise === 'external'
  const url = `${world.address}/files-pri/${world.team.id}-${id}`
  const name = encodeURIComponent(file.name)
  return {
    id,
    created: Math.floor(file.createdAt / 1000),
    timestamp: Math.floor(file.createdAt / 1000),
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.name.includes('.') ? file.name.slice(file.name.lastIndexOf('.') + 1) : 'binary',
    size: file.bytes.length,
    user: file.user,
    mode: isExternal ? 'external' : 'hosted',
    is_external: isExternal,
    is_public: false,
    url_private: isExternal ? `https://elsewhere.invalid/${name}` : `${url}/${name}`,
    ...(isExternal ? {} : { url_private_download: `${url}/download/${name}` }),
    channels: [...new Set(file.shares.map(({ room }) => room))].filter((room) => room.startsWith('C')),
    ...(how === 'in full' ? { shares: sharesOf(world, file) } : {}),
  }
}

/** By kind of room, then by room; what is shown nowhere has none. */
function sharesOf(world: World, { shares }: StoredFile): Fields {
  const isPublic = (room: string): boolean => world.rooms.get(room)?.kind === 'channel'
  const byRoom = (kept: typeof shares) => {
    const of = Map.groupBy(kept, ({ room }) => room)
    return Object.fromEntries([...of].map(([room, them]) => [room, them.map(shownShare)]))
  }
  const kinds = { public: byRoom(shares.filter(({ room }) => isPublic(room))) }
  const hidden = { private: byRoom(shares.filter(({ room }) => !isPublic(room))) }
  return {
    ...(Object.keys(kinds.public).length > 0 ? kinds : {}),
    ...(Object.keys(hidden.private).length > 0 ? hidden : {}),
  }
}

function shownShare({ ts, threadTs }: StoredFile['shares'][number]): Fields {
  return { ts, ...(threadTs ? { thread_ts: threadTs } : {}) }
}

function threadFigures(replies: readonly Message[]): Fields {
  const users = [...new Set(replies.map(({ user, botId }) => user ?? botId))]
  return {
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: replies.at(-1)?.ts,
  }
}

function parentUser(room: Room | undefined, message: Message): string | undefined {
  const root = room?.messages.find(({ ts }) => ts === message.threadTs)
  return root?.user ?? root?.botId
}

/** The app hears of what happens in rooms that it is in, if it has subscribed to that kind of room. */
function tellOfMessage(world: World, room: Room, event: Fields, posted?: Message): void {
  const { app } = world
  if (!room.members.has(app.botUser)) return
  const kind = room.kind
  const words = roomWords[kind]
  const place = { channel: room.id, channel_type: kind, event_ts: String(event['ts']) }
  if (app.events.has(`message.${words}`) && app.scopes.has(`${words}:history`)) world.publish({ ...event, ...place })
  const mentioned = posted?.text.includes(`<@${app.botUser}>`) && posted.user !== app.botUser && !posted.subtype
  if (mentioned && kind !== 'im' && app.events.has('app_mention') && app.scopes.has('app_mentions:read')) {
    const { channel_type: _type, ...where } = place
    world.publish({ ...event, type: 'app_mention', ...where })
  }
  if (posted && app.events.has('file_shared'))
    for (const id of posted.files)
      world.publish({
        ...{ type: 'file_shared', file_id: id, file: { id }, user_id: posted.user, channel_id: room.id },
        event_ts: posted.ts,
      })
}

/** Lets somebody in or out of a room, and tells the app if it is in it. */
export function crossDoor(world: World, room: Room, user: string, kind: 'joined' | 'left'): void {
  const { app, team } = world
  const knows = room.members.has(app.botUser) || user === app.botUser
  if (kind === 'joined') room.members.add(user)
  else room.members.delete(user)
  const type = `member_${kind}_channel`
  if (knows && app.events.has(type)) {
    const place = { channel: room.id, channel_type: room.kind === 'channel' ? 'C' : 'G', team: team.id }
    world.publish({ type, user, ...place, event_ts: world.nextTs() })
  }
  world.changed()
}
