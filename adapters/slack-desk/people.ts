// Who somebody in the workspace is, and whether they work at the desk.

import type { WebClient } from '@slack/web-api'
import type { House } from '../../src/ports/desk.ts'
import type { Clock } from '../../src/ports/outside.ts'
import { asked } from '../slack-app/client.ts'
import type { Rooms } from '../slack-app/rooms.ts'
import type { SlackParts } from './parts.ts'

const rememberMs = 10 * 60_000
const mostNames = 5_000

type PeopleParts = {
  readonly client: WebClient
  readonly rooms: Rooms
  readonly house: Pick<House, 'rooms' | 'agents'>
  readonly team: () => string
  readonly clock: Clock
}

type People = Pick<SlackParts, 'nameOf' | 'agentOf' | 'isInAgentRoom' | 'isAgent'>

export function createPeople({ client, rooms, house, team, clock }: PeopleParts): People {
  const names = new Map<string, { readonly name: string; readonly at: number }>()

  async function nameOf(userId: string): Promise<string> {
    const known = names.get(userId)
    if (known && clock.now() - known.at < rememberMs) return known.name
    try {
      const { user } = await asked(client.users.info({ user: userId }))
      const name = user?.profile?.real_name || user?.real_name || user?.name || userId
      if (names.size >= mostNames) names.clear()
      names.set(userId, { name, at: clock.now() })
      return name
    } catch {
      // What they do must not fail for their name.
      return known?.name ?? userId
    }
  }

  async function agentRooms(): Promise<readonly string[]> {
    const found = await Promise.all(house.rooms().map((name) => rooms.roomOf(name)))
    return found.filter((id) => id !== undefined)
  }

  return {
    nameOf,
    async agentOf(userId) {
      const id = `slack:${team()}:${userId}`
      const name = await nameOf(userId)
      if (name !== userId) return { id, name }
      // Customers see the name: where Slack does not tell it, the one that is known, never an id.
      return (await house.agents()).find((agent) => agent.id === id) ?? { id, name: 'Agent' }
    },
    isInAgentRoom: async (roomId) => (await agentRooms()).includes(roomId),
    async isAgent(userId) {
      for (const room of await agentRooms()) if ((await rooms.membersOf(room)).has(userId)) return true
      return false
    },
  }
}
