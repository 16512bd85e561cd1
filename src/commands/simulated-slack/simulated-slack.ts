// A simulated Slack workspace in this process: strict as the platform, driven by simulated people, on any clock.

import type { Clock } from '../../ports/outside.ts'
import { type Delivery, newDelivery } from './delivery.ts'
import { type Faults, newFaults } from './faults.ts'
import type { Upload } from './file-methods.ts'
import { httpCarrier, type RequestUrls, type Send } from './http-door.ts'
import { post } from './messages.ts'
import { type Human, human } from './people.ts'
import { answerer, listen } from './server.ts'
import { newSocketMode, type SocketMode } from './socket-mode.ts'
import { webApi } from './web-api.ts'
import {
  directRoom,
  findMessage,
  type Message,
  newWorld,
  type Person,
  type Room,
  type World,
  type WorldOptions,
} from './world.ts'

export type SimulatedSlackOptions = WorldOptions & {
  readonly clock: Clock
  /** How requests to the app are sent; fetch by default. */
  readonly send?: Send
}

export type SimulatedSlack = {
  /** The state, to read: rooms, messages, views, files, calls. */
  readonly world: World
  readonly faults: Faults
  readonly delivery: Delivery
  readonly sockets: SocketMode
  /** A new person; a member of the named rooms. */
  person(name: string, more?: Partial<Omit<Person, 'id' | 'name' | 'isBot'>> & { rooms?: readonly string[] }): Human
  /** A person by id. Throws when there is none. */
  human(id: string): Human
  /** A new room; the app is a member unless said otherwise. */
  room(name: string, more?: { readonly isPrivate?: boolean; readonly withoutApp?: boolean }): Room
  roomNamed(nameOrId: string): Room
  /** The direct messages of the app with a person. */
  directRoom(person: string): Room
  /** A living message of a room (id or name). */
  message(room: string, ts: string): Message | undefined
  archive(room: string, archived?: boolean): void
  /** Another app's bot says something in a room; the app hears it as such. */
  otherAppSays(room: string, text: string): Message
  /** Events and deeds go to the app over HTTP from now on. */
  useHttp(urls: RequestUrls): void
  /** Events and deeds go over Socket Mode from now on. */
  useSockets(): void
  /** Answers on 127.0.0.1; returns what ends it. The Web API is then at `${world.address}/api/`. */
  listen(port?: number): Promise<{ close(): Promise<void> }>
  /** Takes the place of fetch for the Web API, response_urls and files: no socket, same answers. */
  readonly fetch: typeof fetch
  /** Resolves when nothing is on its way to the app. */
  settled(): Promise<void>
}

/** An empty workspace with the app installed. It speaks to the app once useHttp or useSockets was called. */
export function simulatedSlack(options: SimulatedSlackOptions): SimulatedSlack {
  const world = newWorld(options)
  const state = newFaults(options.clock)
  const uploads = new Map<string, Upload>()
  const sockets = newSocketMode(world)
  const humans = new Map<string, Human>()
  let carrier = sockets.carrier
  const delivery = newDelivery(world, state, () => carrier)
  const api = webApi(world, state, uploads, sockets.open)
  const answer = answerer(world, state, api, uploads)
  const send: Send = options.send ?? ((url, init) => fetch(url, init))
  const faults: Faults = {
    ...state.faults,
    away(forMs, how) {
      state.faults.away(forMs, how)
      sockets.cut()
    },
  }
  const roomNamed = (name: string) => {
    const room = world.rooms.get(name) ?? [...world.rooms.values()].find((one) => one.name === name)
    if (!room) throw new Error(`There is no room ${name}.`)
    return room
  }

  return {
    world,
    faults,
    delivery,
    sockets,
    human(id) {
      const found = humans.get(id)
      if (!found) throw new Error('There is no such person.')
      return found
    },
    person(name, { rooms = [], ...more } = {}) {
      const person: Person = {
        ...{ id: world.nextId('U'), name, realName: name, email: `${name.toLowerCase()}@simulated.invalid` },
        ...{ locale: 'en-GB', zone: 'Europe/Oslo', isBot: false, presence: 'active', ...more },
      }
      world.people.set(person.id, person)
      for (const room of rooms) roomNamed(room).members.add(person.id)
      const created = human(world, delivery, state, person.id)
      humans.set(person.id, created)
      return created
    },
    room(name, { isPrivate = false, withoutApp = false } = {}) {
      const room: Room = {
        ...{ id: world.nextId('C'), name, kind: isPrivate ? 'group' : 'channel', archived: false },
        ...{ members: new Set(withoutApp ? [] : [world.app.botUser]), messages: [], ephemerals: [] },
      }
      world.rooms.set(room.id, room)
      return room
    },
    roomNamed,
    directRoom: (person) => directRoom(world, person),
    message: (room, ts) => findMessage(roomNamed(room), ts),
    archive(name, archived = true) {
      const room = roomNamed(name)
      room.archived = archived
      const type = archived ? 'channel_archive' : 'channel_unarchive'
      if (world.app.events.has(type)) world.publish({ type, channel: room.id, event_ts: world.nextTs() })
      world.changed()
    },
    otherAppSays: (room, text) =>
      post(world, roomNamed(room), { botId: 'B0OTHERAPP', subtype: 'bot_message', username: 'Other app', text }),
    useHttp(urls) {
      carrier = httpCarrier(world, state, urls, send)
    },
    useSockets() {
      carrier = sockets.carrier
    },
    listen: (port = 0) => listen(world, answer, sockets, state, port),
    async fetch(input, init) {
      const request = new Request(input, init)
      const found = await answer({
        ...{ method: request.method, url: request.url, headers: Object.fromEntries(request.headers) },
        body: new Uint8Array(await request.arrayBuffer()),
      })
      if (found === 'cut') throw new TypeError('fetch failed')
      const { status, headers, body } = found
      const { location } = headers
      // As fetch does, which follows to the sign-in page.
      if (location !== undefined && request.redirect === 'follow') return await this.fetch(location)
      return new Response(typeof body === 'string' ? body : Buffer.from(body), { status, headers })
    },
    settled: delivery.settled,
  }
}
