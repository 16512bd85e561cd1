// One method of the Web API as data, and its refusal.

import { textOf } from './fields.ts'
import type { Fields, Room, World } from './world.ts'

export type ApiMethod = {
  /** Calls per minute, by the platform's tiers: 1, 20, 50, 100. Posting is paced by room besides. */
  readonly perMinute: number
  /** Which token it takes; the bot's when not said. */
  readonly token?: 'app'
  /** Scopes that it needs for these arguments. */
  readonly scopes: (world: World, args: Fields) => readonly string[]
  /** Does it and returns what the answer holds beside `ok`. Throws ApiRefusal. */
  readonly call: (world: World, args: Fields) => Fields
}

/** The platform's `ok: false`. */
export class ApiRefusal extends Error {
  readonly code: string
  readonly more: Fields

  constructor(code: string, more: Fields = {}) {
    super(code)
    this.name = 'ApiRefusal'
    this.code = code
    this.more = more
  }
}

/** A refusal that says what is wrong with the arguments. */
export function refusal(code: string, messages: readonly string[]): ApiRefusal {
  return new ApiRefusal(code, messages.length > 0 ? { errors: messages, response_metadata: { messages } } : {})
}

/** The scopes of a fixed list. */
export const needs =
  (...scopes: string[]) =>
  () =>
    scopes

/** The room of the argument, if the app may know of it. Throws channel_not_found. */
export function roomOf(world: World, args: Fields, name = 'channel'): Room {
  const room = world.rooms.get(textOf(args, name))
  if (!room || (room.kind !== 'channel' && !room.members.has(world.app.botUser)))
    throw new ApiRefusal('channel_not_found')
  return room
}

/** The room, if the app is in it. */
export function joinedRoom(world: World, args: Fields): Room {
  const room = roomOf(world, args)
  if (!room.members.has(world.app.botUser)) throw new ApiRefusal('not_in_channel')
  return room
}

/** A page of a list: cursor and limit as the platform has them. Throws invalid_cursor. */
export function page<T>(
  args: Fields,
  all: readonly T[],
  usual: number,
  most: number,
): { items: readonly T[]; next: string } {
  const limit = Math.min(Number(textOf(args, 'limit') || usual), most)
  if (!Number.isInteger(limit) || limit < 1) throw new ApiRefusal('invalid_limit')
  const cursor = textOf(args, 'cursor')
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('next:', '')) : 0
  if (!Number.isInteger(start) || start < 0 || start > all.length) throw new ApiRefusal('invalid_cursor')
  const end = start + limit
  return {
    items: all.slice(start, end),
    next: end < all.length ? Buffer.from(`next:${end}`).toString('base64') : '',
  }
}
