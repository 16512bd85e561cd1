// Everything of one night on one fast clock: the store, the workspace, the process that may die, and who acts when.

import { botEvents, botScopes } from '../../../adapters/slack-desk/manifest.ts'
import { webChat } from '../../../adapters/web-chat/index.ts'
import { type Knowledge, lookupsOf } from '../../knowledge.ts'
import { ChannelError, type DoorRequest } from '../../ports/channel.ts'
import type { Store } from '../../ports/store.ts'
import type { Send } from '../simulated-slack/http-door.ts'
import { type SimulatedSlack, simulatedSlack } from '../simulated-slack/simulated-slack.ts'
import { type Chance, chanceFrom } from '../simulation/chance.ts'
import { createQuiet } from '../simulation/quiet.ts'
import { type FastTime, fastTime } from '../simulation/time.ts'
import { type Nightdesk, startNightdesk } from './nightdesk.ts'
import { type NightPlan, planNight } from './plan.ts'
import { type NightTelegram, openTelegram } from './telegram.ts'

export type Note = { readonly at: number; readonly text: string }

export type Scene = {
  readonly plan: NightPlan
  readonly store: Store
  readonly knowledge: Knowledge
  readonly time: FastTime
  readonly slack: SimulatedSlack
  /** Where customers call the bot in Slack, apart from the desk's rooms. */
  readonly helpRoom: string
  readonly telegram: NightTelegram
  readonly webSecret: string
  /** What whoever tells of the night should mention, in order. */
  readonly notes: Note[]
  note(text: string): void
  /** A chance of somebody's own, so that one who acts otherwise changes nobody else's night. */
  chanceOf(who: string): Chance
  /** Somebody does something at a moment; it may take its time. What it throws ends the night. */
  at(moment: number, act: () => Promise<void> | void): void
  /** A little while, for somebody in the middle of doing something. */
  pause(ms: number): Promise<void>
  /** Calls whenever something has changed in a conversation. */
  onChange(conversationId: string, heard: () => void): void
  /** A request at a door; throws when nobody is there. */
  receive(channel: string, request: DoorRequest): Promise<string>
  start(): Promise<void>
  kill: Nightdesk['kill']
  /** From now on Slack posts to this address, by real requests. */
  postTo(url: string): void
  /** Plays up to this moment. Throws what anybody threw. */
  playUntil(moment: number): Promise<void>
}

export type SceneOptions = {
  readonly store: Store
  readonly knowledge: Knowledge
  readonly intentsFolder: string
  readonly seed: number
  readonly customers: number
  /** Where browsers will find nightdesk; links in the rooms lead there. */
  readonly url: string
}

/** Sweeps and pauses shorter than this do not keep the clock awake. */
const sweepMs = 15_000
/** So long without a change, and the clock skips ahead. */
const calmMs = 10_000
const strides = [600_000, 60_000, 15_000] as const

export function openScene({ store, knowledge, intentsFolder, seed, customers, url }: SceneOptions): Scene {
  const { shop } = knowledge.content
  const plan = planNight(shop.calendar, customers, chanceFrom(seed))
  const quiet = createQuiet()
  const time = fastTime(plan.from, quiet.settled)
  const listeners = new Map<string, (() => void)[]>()
  const notes: Note[] = []
  const faults: unknown[] = []
  let nightdesk: Nightdesk | undefined
  const telegram = openTelegram(time, shop.languages)
  const webSecret = 'a night has no secrets'
  let outside = false
  const nearOrFar = () => (outside ? { slackDoor: posted } : nightdesk)
  const rooms = shop.desk.rooms.map(({ room }) => room)
  const helpRoom = rooms.includes('help') ? 'ask-nightdesk' : 'help'
  const slack = workspace([...rooms, helpRoom], time, { url, teamName: shop.name }, nearOrFar)
  const parts = {
    ...{ store, clock: time, quiet, knowledge, slack, helpRoom },
    lookups: lookupsOf(intentsFolder, knowledge),
    channels: [webChat({ secret: webSecret, languages: shop.languages }), telegram.channel],
    url,
    hinted(topic: string) {
      const [, conversationId = ''] = /^conversation:(.*)$/.exec(topic) ?? []
      for (const heard of listeners.get(conversationId) ?? []) heard()
    },
  }

  return {
    ...{ plan, store, knowledge, time, slack, helpRoom, telegram, webSecret, notes },
    note: (text) => void notes.push({ at: time.now(), text }),
    chanceOf: (who) => chanceFrom(mixed(seed, who)),
    at(moment, act) {
      time.at(moment, () => {
        void (async () => act())().catch((error: unknown) => faults.push(error))
      })
    },
    pause: (ms) => new Promise((resolve) => time.at(time.now() + ms, resolve)),
    onChange: (id, heard) => void listeners.set(id, [...(listeners.get(id) ?? []), heard]),
    async receive(channel, request) {
      if (!nightdesk) throw new ChannelError('unreachable', 'Nobody is there.')
      return nightdesk.receive(channel, request)
    },
    async start() {
      nightdesk?.kill()
      nightdesk = await quiet.watch(startNightdesk(parts))
    },
    postTo(address) {
      outside = true
      pointAt(slack, address)
    },
    kill: (at) => nightdesk?.kill(at),
    async playUntil(moment) {
      while (time.now() < moment && faults.length === 0) {
        const before = quiet.changed()
        await time.runUntil(Math.min(moment, time.now() + calmMs))
        if (quiet.changed() === before) await skipAhead(moment, time, store)
      }
      if (faults.length > 0) throw faults[0]
    },
  }
}

/** Nothing changes before somebody acts or something falls due: the clock need not tick through that. */
async function skipAhead(moment: number, time: FastTime, store: Store): Promise<void> {
  const awaited = Math.min(moment, time.nextBeyond(sweepMs) ?? moment)
  for (const stride of strides) {
    const to = Math.min(awaited, time.now() + stride)
    const due = [...(await store.dueConversations(to, 1)), ...(await store.dueDeliveries(to, 1))]
    if (due.length > 0) continue
    time.skipTo(to)
    return
  }
}

/** The workspace with the shop's rooms; its requests find whichever process lives. */
function workspace(
  rooms: readonly string[],
  time: FastTime,
  { url, teamName }: { readonly url: string; readonly teamName: string },
  nightdesk: () => Pick<Nightdesk, 'slackDoor'> | undefined,
): SimulatedSlack {
  const slack = simulatedSlack({
    ...{ clock: time, teamName, scopes: botScopes, events: botEvents },
    async send(url, init) {
      const living = nightdesk()
      if (!living) throw new TypeError('fetch failed')
      // The dead never answer; Slack waits three seconds.
      return Promise.race([living.slackDoor(url, init), abortOf(init.signal)])
    },
  })
  pointAt(slack, url)
  for (const room of rooms) slack.room(room)
  return slack
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new TypeError('fetch failed')))
  })
}

const posted: Send = (url, init) => fetch(url, init)

function pointAt(slack: SimulatedSlack, url: string): void {
  const door = `${url}/slack/events`
  slack.useHttp({ events: door, interactivity: door, commands: door })
}

/** FNV-1a, so that neighbouring names have chances that are not alike. */
function mixed(seed: number, who: string): number {
  let hash = 0x811c9dc5 ^ seed
  for (const letter of who) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}
