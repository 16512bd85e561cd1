// What an app posts to a response_url: a new message, its own card replaced or taken away; five times in 30 minutes.

import { ApiRefusal } from './api-method.ts'
import { blocksOf, whisper } from './chat-methods.ts'
import { flagOf, textOf } from './fields.ts'
import { edit, erase, post } from './messages.ts'
import { type Fields, findMessage, type ResponseUrl, type Room, type World } from './world.ts'

const mostUses = 5

/** Carries out one post to a response_url. Throws ApiRefusal. */
export function respond(world: World, id: string, body: Fields): void {
  const known = world.responseUrls.get(id)
  const room = known && world.rooms.get(known.room)
  if (!known || !room) throw new ApiRefusal('invalid_url')
  if (known.expiresAt < world.clock.now()) throw new ApiRefusal('expired_url')
  if (known.uses >= mostUses) throw new ApiRefusal('used_url')
  known.uses += 1
  say(world, room, known, body)
}

/** Says in the room what an app answered to a command or a press. */
export function say(
  world: World,
  room: Room,
  known: Pick<ResponseUrl, 'user' | 'ts' | 'threadTs'>,
  body: Fields,
): void {
  const blocks = blocksOf(body)
  const text = textOf(body, 'text')
  if (flagOf(body, 'delete_original')) return takeAway(world, room, known.ts)
  if (!text && blocks.length === 0) throw new ApiRefusal('no_text')
  if (flagOf(body, 'replace_original') && known.ts) return replace(world, room, known.ts, text, blocks)
  const threadTs = textOf(body, 'thread_ts') || known.threadTs
  if (textOf(body, 'response_type') !== 'in_channel') {
    whisper(world, room, known.user, text, blocks, threadTs)
    return
  }
  const author = { user: world.app.botUser, botId: world.app.botId }
  post(world, room, { ...author, text, blocks, ...(threadTs ? { threadTs } : {}) })
}

function takeAway(world: World, room: Room, ts: string | undefined): void {
  const ephemeral = room.ephemerals.find((one) => one.ts === ts)
  if (ephemeral) ephemeral.deleted = true
  const message = ts ? findMessage(room, ts) : undefined
  if (message) erase(world, room, message)
  world.changed()
}

function replace(world: World, room: Room, ts: string, text: string, blocks: ReturnType<typeof blocksOf>): void {
  const ephemeral = room.ephemerals.find((one) => one.ts === ts)
  if (ephemeral) Object.assign(ephemeral, { text, blocks })
  const message = findMessage(room, ts)
  if (message) edit(world, room, message, world.app.botUser, { text, blocks, marked: false })
  world.changed()
}
