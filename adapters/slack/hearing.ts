// Hears customers in the Slack app that they share with the desk: who is one, and which rooms and threads are theirs.

import type { App, BlockAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { type Language, languages } from '../../src/model/language.ts'
import { cleanText } from '../../src/model/text.ts'
import { ChannelError, type Line } from '../../src/ports/channel.ts'
import type { House } from '../../src/ports/desk.ts'
import type { Clock, Log } from '../../src/ports/outside.ts'
import { asked, slackWord } from '../slack-app/client.ts'
import { mentionedIn } from '../slack-app/plain-text.ts'
import type { Told } from '../slack-app/request.ts'
import type { Rooms } from '../slack-app/rooms.ts'
import { isDirect } from './place.ts'
import { type Heard, namedIn, pressed, readTold } from './told.ts'

/** What the desk, whose app it is, gives to those who listen with it. */
export type InTheApp = {
  readonly client: WebClient
  readonly house: Pick<House, 'rooms'>
  readonly botUserId: () => string
  readonly nameOf: (userId: string) => Promise<string>
  readonly isInAgentRoom: (roomId: string) => Promise<boolean>
  readonly isAgent: (userId: string) => Promise<boolean>
  readonly clock: Clock
  readonly log: Log
}

type Hearing = {
  /** Where messages are stored; undefined while we do not listen. */
  readonly line: () => Line | undefined
  readonly rooms: () => Promise<Rooms>
  readonly helpRooms: readonly string[]
  /** The languages that the shop serves. */
  readonly languages: readonly Language[]
}

const rememberMs = 10 * 60_000
const mostRemembered = 5_000

/** Registers with Bolt. What is heard is stored when a listener resolves; one that rejects has Slack tell it again. */
export function hearCustomers(app: App, parts: InTheApp, hearing: Hearing): void {
  const threads = threadsOf(parts)
  const customerOf = customersOf(parts, hearing.languages)

  async function hear(told: Told, isFirst: boolean): Promise<void> {
    const heard = readTold(told)
    if (!heard || !(await isForCustomers(heard))) return
    if (await parts.isAgent(heard.user)) {
      if (isFirst && heard.kind !== 'thread' && !heard.message.change) void tellAgent(parts, heard)
      return
    }
    if (heard.kind === 'thread' && !(await threads.isOurs(heard))) return
    const line = hearing.line()
    if (!line) throw new ChannelError('unreachable', 'Customers are not heard yet.')
    const { message = heard.message } = readTold(told, await namesFor(told, parts)) ?? {}
    const { name, language, zone } = await customerOf(heard.user)
    const author = { ...message.author, ...(name === '' ? {} : { name }) }
    const hints = { ...(language && { languageHint: language }), ...(zone && { zoneHint: zone }) }
    await line.hear({ ...message, author, ...hints })
    if (heard.kind === 'mention') threads.keep(heard)
  }

  /** Agents' rooms are the desk's, even where somebody names one as a help room. */
  async function isForCustomers({ place }: Heard): Promise<boolean> {
    if (isDirect(place)) return true
    const { room } = place
    if (hearing.helpRooms.length === 0 || (await parts.isInAgentRoom(room))) return false
    const rooms = await hearing.rooms()
    for (const name of hearing.helpRooms) if ((await rooms.roomOf(name)) === room) return true
    return false
  }

  app.event('message', ({ body, context }) => hear({ ...body }, !context.retryNum))
  // The same words come as a message too; whichever comes, the message is one. Agents are told once.
  app.event('app_mention', ({ body }) => hear({ ...body }, false))
  app.action<BlockAction>(new RegExp(`^${pressed}\\d+$`), async ({ ack, body }) => {
    await hear({ ...body }, true)
    await ack()
  })
}

async function namesFor(told: Told, { nameOf }: InTheApp): Promise<ReadonlyMap<string, string>> {
  return new Map(await Promise.all(namedIn(told).map(async (id) => [id, await nameOf(id)] as const)))
}

type Threads = {
  /** Whether our name was called in its thread by a customer, or we speak there. Throws ChannelError. */
  isOurs(heard: Heard): Promise<boolean>
  /** Once ours, a thread stays so, and Slack need not be asked again. */
  keep(heard: Heard): void
}

function threadsOf({ client, botUserId, isAgent, clock }: InTheApp): Threads {
  const ours = remembering<true>(clock, Number.POSITIVE_INFINITY)
  const keyOf = ({ place: { room, thread } }: Heard) => `${room}:${thread}`
  const keep = (heard: Heard) => ours.set(keyOf(heard), true)

  async function linesOf({ place: { room, thread = '' } }: Heard) {
    try {
      const { messages = [] } = await asked(client.conversations.replies({ channel: room, ts: thread, limit: 200 }))
      return messages
    } catch (error) {
      if (slackWord(error) === 'thread_not_found') return []
      throw error
    }
  }

  return {
    keep,
    async isOurs(heard) {
      if (ours.get(keyOf(heard))) return true
      const us = botUserId()
      for (const { user = '', text = '' } of await linesOf(heard)) {
        if (user !== us && (!mentionedIn(text).includes(us) || (await isAgent(user)))) continue
        keep(heard)
        return true
      }
      return false
    },
  }
}

type Customer = { readonly name: string; readonly language?: Language; readonly zone?: string | undefined }

/** How somebody is called, their language there where the shop serves it, and their clock. */
function customersOf({ client, clock }: InTheApp, served: readonly Language[]): (user: string) => Promise<Customer> {
  const known = remembering<Customer>(clock, rememberMs)
  return async (user) => {
    const before = known.get(user)
    if (before) return before
    try {
      const { user: person } = await asked(client.users.info({ user, include_locale: true }))
      const name = cleanText(person?.real_name || person?.profile?.display_name || '').replaceAll(/\s+/g, ' ')
      const language = languageOf(person?.locale)
      const customer = { name, zone: person?.tz, ...(language && served.includes(language) ? { language } : {}) }
      known.set(user, customer)
      return customer
    } catch {
      // What they say must not fail for their name.
      return { name: '' }
    }
  }
}

/** From a locale, such as "nb-NO". */
function languageOf(locale = ''): Language | undefined {
  const [primary = ''] = locale.toLowerCase().split('-')
  return ['no', 'nn'].includes(primary) ? 'nb' : languages.find((language) => language === primary)
}

/** Who works here is nobody's customer. Never rejects: it is a courtesy. */
async function tellAgent({ client, house, log }: InTheApp, { kind, user, place }: Heard): Promise<void> {
  const { room, thread } = place
  const text = `You work at this desk, so I do not answer you as a customer. Cases are in ${house
    .rooms()
    .map((name) => `#${name}`)
    .join(', ')}; \`/nightdesk help\` says what you can ask me.`
  // In a thread that a mention has only now begun, a private line would be seen by nobody.
  const inThread = thread === undefined || kind === 'mention' ? {} : { thread_ts: thread }
  const target = { channel: room, text, ...inThread }
  const telling = isDirect(place) ? client.chat.postMessage(target) : client.chat.postEphemeral({ ...target, user })
  await asked(telling).catch(() => log.warn({ channel: 'slack' }, 'an agent could not be told where the desk is'))
}

/** What was found out, for so long; forgotten whole when it grows too large. */
function remembering<T>(clock: Clock, ms: number) {
  const kept = new Map<string, { readonly value: T; readonly at: number }>()
  return {
    get(key: string): T | undefined {
      const found = kept.get(key)
      return found && clock.now() - found.at < ms ? found.value : undefined
    },
    set(key: string, value: T): void {
      if (kept.size >= mostRemembered) kept.clear()
      kept.set(key, { value, at: clock.now() })
    },
  }
}
