// Who `on call` names: a member id or a group's id as it is, an e-mail address, or a name as it stands in Slack.

import type { UsersListResponse, WebClient } from '@slack/web-api'
import { ChannelError } from '../../src/ports/channel.ts'
import type { Clock } from '../../src/ports/outside.ts'
import { asked, slackWord } from '../slack-app/client.ts'

/** Whom a name means: one person or group by id, nobody, or several people. */
export type Callee = { readonly id: string } | 'nobody' | 'several'

export type Callees = {
  /** Throws ChannelError while Slack cannot be asked. */
  find(who: string): Promise<Callee>
  /** The id to be called by; undefined: nobody is found, or Slack cannot be asked now. Remembered for a while. */
  idOf(who: string): Promise<string | undefined>
}

const rememberMs = 10 * 60_000
const pageSize = 200
/** Workspaces with more people than these pages hold are asked by address or id. */
const mostPages = 25

const personId = /^[UW][A-Z0-9]{5,}$/
const groupId = /^S[A-Z0-9]{5,}$/

/** An id of Slack's in what names somebody: `U2`, or `slack:T1:U2` as the house has it. */
export function idIn(who: string): { readonly id: string; readonly kind: 'person' | 'group' } | undefined {
  const id = who.split(':').at(-1) ?? ''
  if (personId.test(id)) return { id, kind: 'person' }
  return groupId.test(id) ? { id, kind: 'group' } : undefined
}

export function createCallees(client: WebClient, clock: Clock): Callees {
  const known = new Map<string, { readonly id: string | undefined; readonly at: number }>()

  async function byAddress(email: string): Promise<Callee> {
    try {
      const { user } = await asked(client.users.lookupByEmail({ email }))
      return user?.id === undefined || user.deleted ? 'nobody' : { id: user.id }
    } catch (error) {
      if (slackWord(error) === 'users_not_found') return 'nobody'
      throw error
    }
  }

  async function byName(name: string): Promise<Callee> {
    const wanted = plain(name)
    const found: string[] = []
    for (let cursor = '', pages = 0; pages < mostPages; pages++) {
      const page: UsersListResponse = await asked(
        client.users.list({ limit: pageSize, ...(cursor === '' ? {} : { cursor }) }),
      )
      for (const { id, name: short, real_name: real, profile, deleted, is_bot: isBot } of page.members ?? []) {
        const names = [short, real, profile?.display_name, profile?.real_name].map((one) => plain(one ?? ''))
        if (id !== undefined && !deleted && !isBot && names.includes(wanted)) found.push(id)
      }
      cursor = page.response_metadata?.next_cursor ?? ''
      if (cursor === '') break
    }
    const [only] = found
    if (only === undefined) return 'nobody'
    return found.length === 1 ? { id: only } : 'several'
  }

  async function find(who: string): Promise<Callee> {
    const given = idIn(who)
    if (given?.kind === 'group') return given
    if (!given) return /^\S+@\S+\.\S+$/.test(who) ? byAddress(who) : byName(who)
    try {
      const { user } = await asked(client.users.info({ user: given.id }))
      return user?.deleted ? 'nobody' : given
    } catch (error) {
      if (slackWord(error) === 'user_not_found') return 'nobody'
      throw error
    }
  }

  return {
    find,
    async idOf(who) {
      const given = idIn(who)
      if (given) return given.id
      const before = known.get(who)
      if (before && clock.now() - before.at < rememberMs) return before.id
      try {
        const found = await find(who)
        const id = typeof found === 'object' ? found.id : undefined
        known.set(who, { id, at: clock.now() })
        return id
      } catch (error) {
        // The warning goes out all the same, with the name in it.
        if (error instanceof ChannelError) return before?.id
        throw error
      }
    },
  }
}

function plain(name: string): string {
  return name.replace(/^@/, '').trim().toLowerCase()
}
