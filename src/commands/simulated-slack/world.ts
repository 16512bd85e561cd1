// The simulated workspace's state: rooms, people, messages, views, files, and who may be told of a change.

import type { Clock } from '../../ports/outside.ts'

/** A JSON object whose fields are not known beforehand. */
export type Fields = { readonly [name: string]: unknown }

/** One Block Kit block, as the app sent it; `block_id` is filled in when it had none. */
export type Block = Fields & { readonly type: string; readonly block_id?: string }

export type Metadata = { readonly event_type: string; readonly event_payload: Fields }

export type Person = {
  readonly id: string
  /** The short name, without the at sign. */
  readonly name: string
  readonly realName: string
  readonly email: string
  readonly locale: string
  /** IANA zone. */
  readonly zone: string
  readonly isBot: boolean
  presence: 'active' | 'away'
}

export type Message = {
  /** The platform's id and time in one: seconds, a dot, microseconds. No two messages share one. */
  readonly ts: string
  readonly room: string
  /** The author; another app's messages have only a botId. */
  readonly user?: string
  readonly botId?: string
  subtype?: string
  username?: string
  text: string
  blocks: readonly Block[]
  attachments: readonly Fields[]
  metadata?: Metadata
  /** The root's ts; on a root itself only once it has replies. */
  threadTs?: string
  /** When it was last edited, as a ts. */
  edited?: { readonly user: string; readonly ts: string }
  deleted: boolean
  readonly files: readonly string[]
  /** In the order of the first reaction. */
  reactions: readonly { readonly name: string; readonly users: readonly string[] }[]
}

/** A message that one person alone sees. It is in no history and gone after a reload. */
export type Ephemeral = {
  readonly ts: string
  readonly room: string
  readonly user: string
  readonly threadTs?: string
  text: string
  blocks: readonly Block[]
  deleted: boolean
}

export type Room = {
  readonly id: string
  readonly name: string
  readonly kind: 'channel' | 'group' | 'im'
  readonly members: Set<string>
  archived: boolean
  /** Oldest first; deleted ones stay, marked. */
  readonly messages: Message[]
  readonly ephemerals: Ephemeral[]
}

/** A modal or an App Home, as the app published it. */
export type View = {
  readonly id: string
  readonly user: string
  readonly kind: 'modal' | 'home'
  fields: Fields
  blocks: readonly Block[]
  /** Changes with each update; the app may ask that it has not. */
  hash: string
  /** The modal under this one. */
  readonly under?: string
}

export type StoredFile = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly mimetype: string
  readonly user: string
  readonly bytes: Uint8Array
  /** The messages that show it; nobody in other rooms may read it. */
  readonly shares: { readonly room: string; readonly ts: string; readonly threadTs?: string }[]
  readonly createdAt: number
  guise?: FileGuise
}

/**
 * How the platform writes a file of which it does not tell all: deleted, hidden by the plan's limit, of another
 * workspace (all is told when asked), or kept elsewhere.
 */
export type FileGuise = 'tombstone' | 'hidden_by_limit' | 'check_file_info' | 'external'

/** The one app that is installed. */
export type InstalledApp = {
  readonly id: string
  readonly name: string
  readonly botId: string
  readonly botUser: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  readonly verificationToken: string
  /** Scopes of the bot token; those of the faults are taken off at each call. */
  readonly scopes: ReadonlySet<string>
  /** Event subscriptions, such as `message.channels`. */
  readonly events: ReadonlySet<string>
}

/** One call of the Web API, as the tests read it. */
export type ApiCall = {
  readonly method: string
  readonly args: Fields
  readonly at: number
  /** `ok` or the platform's error. */
  readonly answer: string
}

/** One trigger_id: it opens one view, within 3 s. */
export type Trigger = { readonly user: string; readonly expiresAt: number; used: boolean; readonly view?: string }

/** One response_url: 5 times in 30 minutes. */
export type ResponseUrl = {
  readonly room: string
  readonly user: string
  readonly expiresAt: number
  uses: number
  readonly ts?: string
  readonly threadTs?: string
}

export type World = {
  readonly clock: Clock
  readonly team: { readonly id: string; readonly name: string; readonly domain: string }
  readonly app: InstalledApp
  readonly people: Map<string, Person>
  readonly rooms: Map<string, Room>
  readonly views: Map<string, View>
  /** Each person's modals by id, the open one last. */
  readonly openModals: Map<string, string[]>
  /** App Home by person. */
  readonly homes: Map<string, View>
  readonly files: Map<string, StoredFile>
  readonly triggers: Map<string, Trigger>
  readonly responseUrls: Map<string, ResponseUrl>
  readonly calls: ApiCall[]
  /** Where this workspace answers, such as http://127.0.0.1:4000; the server sets it. */
  address: string
  /** The next free ts: from the clock, one microsecond later when it is taken. */
  nextTs(): string
  /** The next id with the platform's prefix: C, D, G, U, V, F, Ev ... */
  nextId(prefix: string): string
  /** Whoever wants to know of a change; the page and waiting tests. */
  readonly watchers: Set<() => void>
  changed(): void
  /** Where events to the app go; the delivery sets it. */
  publish(event: Fields): void
}

/** What the installed app asks for, where a test does not say otherwise: what the manifest of nightdesk asks for. */
export const usualScopes = [
  'app_mentions:read,channels:history,channels:join,channels:read,chat:write,chat:write.public,commands,files:read',
  'files:write,groups:history,groups:read,im:history,im:read,im:write,reactions:read,reactions:write,team:read',
  'users:read,users:read.email',
].flatMap((line) => line.split(','))

/** The event subscriptions that go with them. */
export const usualEvents = [
  'app_home_opened,app_mention,member_joined_channel,member_left_channel,message.channels,message.groups,message.im',
  'reaction_added,reaction_removed,channel_archive,channel_unarchive,file_shared',
].flatMap((line) => line.split(','))

export type WorldOptions = {
  readonly clock: Clock
  readonly teamName?: string
  readonly appName?: string
  readonly scopes?: readonly string[]
  readonly events?: readonly string[]
}

/** An empty workspace with the app installed and nobody there yet. */
export function newWorld(options: WorldOptions): World {
  const counters = new Map<string, number>()
  const nextId = (prefix: string) => {
    const count = (counters.get(prefix) ?? 0) + 1
    counters.set(prefix, count)
    return `${prefix}0${count.toString(36).toUpperCase().padStart(8, '0')}`
  }
  let lastMicros = 0
  const watchers = new Set<() => void>()
  const name = options.appName ?? 'nightdesk'
  const app: InstalledApp = {
    id: nextId('A'),
    name,
    botId: nextId('B'),
    botUser: nextId('U'),
    botToken: 'xoxb-simulated-bot-token',
    appToken: 'xapp-simulated-app-token',
    signingSecret: 'simulated-signing-secret',
    verificationToken: 'simulated-verification-token',
    scopes: new Set(options.scopes ?? usualScopes),
    events: new Set(options.events ?? usualEvents),
  }
  const bot: Person = {
    ...{ id: app.botUser, name, realName: name, email: '', locale: 'en-GB', zone: 'Etc/UTC' },
    ...{ isBot: true, presence: 'active' },
  }
  return {
    clock: options.clock,
    team: { id: nextId('T'), name: options.teamName ?? 'Fjell & Fjord', domain: 'simulated' },
    app,
    people: new Map([[bot.id, bot]]),
    rooms: new Map(),
    views: new Map(),
    openModals: new Map(),
    homes: new Map(),
    files: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    calls: [],
    address: 'http://simulated.invalid',
    nextTs() {
      lastMicros = Math.max(lastMicros + 1, Math.round(options.clock.now() * 1000))
      const micros = String(lastMicros)
      return `${micros.slice(0, -6)}.${micros.slice(-6)}`
    },
    nextId,
    watchers,
    changed() {
      for (const watcher of watchers) watcher()
    },
    publish: () => undefined,
  }
}

/** The name of the event subscription and of the history scope for a kind of room. */
export const roomWords = { channel: 'channels', group: 'groups', im: 'im' } as const

export function findMessage(room: Room | undefined, ts: string): Message | undefined {
  return room?.messages.find((message) => message.ts === ts && !message.deleted)
}

/** The direct-message room of the app and a person, opened if there is none. */
export function directRoom(world: World, user: string): Room {
  for (const room of world.rooms.values()) if (room.kind === 'im' && room.members.has(user)) return room
  const room: Room = {
    ...{ id: world.nextId('D'), name: '', kind: 'im', archived: false },
    ...{ members: new Set([user, world.app.botUser]), messages: [], ephemerals: [] },
  }
  world.rooms.set(room.id, room)
  return room
}
