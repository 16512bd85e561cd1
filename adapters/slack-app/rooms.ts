// Finds rooms by name and the people in them; remembers for a while, so that Slack is seldom asked.

import type { ConversationsListResponse, WebClient } from '@slack/web-api'
import type { Clock } from '../../src/ports/outside.ts'
import { asked } from './client.ts'

const rememberMs = 10 * 60_000
/** A room that was not found is looked for again after so long. */
const missingMs = 30_000
const membersMs = 60_000
const pageSize = 1000

export type SlackRoom = {
  readonly id: string
  readonly name: string
  readonly isMember: boolean
  readonly isPrivate: boolean
}

export type Rooms = {
  /** By name or id; undefined when there is none that we may write in. Throws ChannelError. */
  roomOf(name: string): Promise<string | undefined>
  /** As Slack has it now; nothing is joined. Throws ChannelError. */
  look(name: string): Promise<SlackRoom | undefined>
  /** The ids of a room's members. Throws ChannelError. */
  membersOf(room: string): Promise<ReadonlySet<string>>
  /** What is known may be wrong: a room was not where it was. */
  forget(): void
}

type Known<T> = { readonly value: T; readonly at: number }

export function createRooms(client: WebClient, clock: Clock): Rooms {
  let list: Known<readonly SlackRoom[]> | undefined
  const members = new Map<string, Known<ReadonlySet<string>>>()

  async function lookAnew(): Promise<readonly SlackRoom[]> {
    const found: SlackRoom[] = []
    for (let cursor = ''; ; ) {
      const more = cursor ? { cursor } : {}
      const types = 'public_channel,private_channel'
      const options = { types, exclude_archived: true, limit: pageSize, ...more }
      const page: ConversationsListResponse = await asked(client.conversations.list(options))
      for (const { id, name, is_member: isMember = false, is_private: isPrivate = false } of page.channels ?? [])
        if (id && name) found.push({ id, name, isMember, isPrivate })
      cursor = page.response_metadata?.next_cursor ?? ''
      if (!cursor) break
    }
    list = { value: found, at: clock.now() }
    return found
  }

  async function look(name: string): Promise<SlackRoom | undefined> {
    const isIt = (room: SlackRoom): boolean => room.name === name || room.id === name
    const ageMs = list ? clock.now() - list.at : Number.POSITIVE_INFINITY
    const known = ageMs < rememberMs ? list?.value.find(isIt) : undefined
    if (known?.isMember || (list && ageMs < missingMs)) return known
    return (await lookAnew()).find(isIt)
  }

  return {
    look,
    async roomOf(name) {
      const room = await look(name)
      if (!room || room.isMember) return room?.id
      // A private room must invite us; a public one we may enter.
      if (room.isPrivate) return undefined
      await asked(client.conversations.join({ channel: room.id }))
      list = undefined
      return room.id
    },
    async membersOf(room) {
      const known = members.get(room)
      if (known && clock.now() - known.at < membersMs) return known.value
      const found = new Set<string>()
      for (let cursor = ''; ; ) {
        const more = cursor ? { cursor } : {}
        const page = await asked(client.conversations.members({ channel: room, limit: pageSize, ...more }))
        for (const id of page.members ?? []) found.add(id)
        cursor = page.response_metadata?.next_cursor ?? ''
        if (!cursor) break
      }
      members.set(room, { value: found, at: clock.now() })
      return found
    },
    forget() {
      list = undefined
      members.clear()
    },
  }
}
