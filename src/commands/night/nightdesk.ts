// nightdesk as it runs during a night: the parts of the real process on a fast clock, without sockets. It can be killed
// at any moment, and another one then goes on with the same store.

import { slack as slackChannel } from '../../../adapters/slack/index.ts'
import type { SlackSettings } from '../../../adapters/slack/settings.ts'
import { cannedFor } from '../../decide/canned.ts'
import { type DeskOutside, openDeskOutside } from '../../desk-outside.ts'
import { createEngine } from '../../engine.ts'
import { createSignals } from '../../jobs/signals.ts'
import type { Knowledge } from '../../knowledge.ts'
import type { Language } from '../../model/language.ts'
import type { IncomingMessage } from '../../model/message.ts'
import { type Channel, ChannelError, type DoorRequest } from '../../ports/channel.ts'
import type { Clock, Lookup, Signals } from '../../ports/outside.ts'
import type { Store } from '../../ports/store.ts'
import { openLine } from '../../receive/line.ts'
import { PaceReader } from '../../stats/pace-reader.ts'
import { createRecentPace } from '../../stats/recent-pace.ts'
import { silentLog } from '../log.ts'
import type { Send } from '../simulated-slack/http-door.ts'
import type { SimulatedSlack } from '../simulated-slack/simulated-slack.ts'
import type { Quiet } from '../simulation/quiet.ts'

export type NightdeskParts = {
  readonly store: Store
  readonly clock: Clock
  readonly quiet: Quiet
  readonly knowledge: Knowledge
  readonly lookups: readonly Lookup[]
  readonly channels: readonly Channel[]
  readonly slack: SimulatedSlack
  /** Where customers call the bot in Slack. */
  readonly helpRoom: string
  /** Where browsers would reach it. */
  readonly url: string
  /** Told of every hint that the process gives itself. */
  readonly hinted: (topic: string) => void
}

export type Nightdesk = {
  /**
   * A request at a channel's door: resolves once what it holds is stored, with the body that the platform gets. Throws
   * ChannelError; never resolves when killed.
   */
  receive(channel: string, request: DoorRequest): Promise<string>
  /** A request at the door that Slack posts to. */
  readonly slackDoor: Send
  /**
   * Ends as without power, now or at the nth thing that it is about to keep: before that is kept, or right after and
   * without knowing. Nothing that it was doing goes on.
   */
  kill(at?: { readonly nth: number; readonly isKept: boolean }): void
}

const statuses: Readonly<Record<string, number>> = { unauthorized: 401, malformed: 400 }

/** What the store is asked to keep; all else is reading, or a cursor. */
const changing: ReadonlySet<string | symbol> = new Set<keyof Store>([
  ...(['addMessage', 'saveTurn', 'beginDelivery', 'endDelivery', 'markSeen', 'saveDeskPosted'] as const),
  ...(['saveIncident', 'saveAgent', 'endAttachment'] as const),
])

type Life = { isOver: boolean; end?: { left: number; readonly isKept: boolean } }

/** Starts it; the rooms follow as soon as Slack is there. */
export async function startNightdesk(parts: NightdeskParts): Promise<Nightdesk> {
  const { quiet, knowledge, slack, helpRoom, url } = parts
  const { shop } = knowledge.content
  const life: Life = { isOver: false }
  const clock = mortalClock(parts.clock, life)
  const store = mortalStore(parts.store, quiet, life)
  const signals = heardSignals(parts.hinted)
  const { botToken, signingSecret } = slack.world.app
  const toSlack = {
    ...{ botToken, signingSecret, apiUrl: 'http://simulated.invalid/api/', clock },
    fetch: (...request: Parameters<typeof fetch>) => mortal(quiet.watch(slack.fetch(...request), true), life),
  }
  const inSlack = await customersInSlack({ ...toSlack, helpRooms: [helpRoom], languages: shop.languages })
  const channels = [...parts.channels, inSlack.channel].map((channel) => ({
    ...channel,
    send: (...what: Parameters<Channel['send']>) => mortal(quiet.watch(channel.send(...what), true), life),
  }))
  const lookups = parts.lookups.map(({ name, find }) => ({
    name,
    find: (key: string, now: number) => quiet.watch(find(key, now)),
  }))
  const paceReader = new PaceReader(store)
  const pace = createRecentPace({ read: (now) => paceReader.read(shop, now), clock, log: silentLog })
  const log = silentLog
  const common = { knowledge: () => knowledge, lookups, clock, signals, log }
  const engine = createEngine({
    ...{ ...common, store, channels, pace: pace.current },
    deskFiles: (reference, limitBytes) => desk.desk.fetch(reference, limitBytes),
  })
  const desk: DeskOutside = openDeskOutside({
    slack: { ...toSlack, appToken: '', log },
    listeners: [inSlack.listener],
    ...{ store, engine, knowledge: common.knowledge, lookups, signals, url },
    // Drafts for editors lie beside the shop's words, which a simulation leaves alone.
    bench: { suggest: async () => undefined },
    cannedAnswers: async (held, now) => cannedFor(held, undefined, shop, now),
  })
  const hear = (said: IncomingMessage) => engine.receive(said, startLanguage(said.languageHint, shop.languages))
  engine.start()
  pace.start()
  void desk.start()
  void inSlack.channel.listen?.(openLine({ clock, log, hear }))

  return {
    async receive(name, request) {
      const channel = channels.find((one) => one.name === name)
      if (!channel) throw new ChannelError('unreachable', 'There is no such door.')
      const { messages, answer } = await channel.receive(request)
      for (const message of messages) await mortal(hear(message), life)
      return answer?.body ?? ''
    },
    slackDoor: doorOf(desk, clock, life),
    kill(at) {
      if (at) life.end = { left: at.nth, isKept: at.isKept }
      else life.isOver = true
    },
  }
}

/** The Slack channel, all its code there before time runs, so that nothing ever waits for a file. */
async function customersInSlack(settings: SlackSettings) {
  const channel = slackChannel(settings)
  const [listener] = await Promise.all([channel.slackListener(), import('../../../adapters/slack/far-side.ts')])
  return { channel, listener }
}

function doorOf({ desk }: DeskOutside, clock: Clock, life: Life): Send {
  return async (address, { headers, body }) => {
    const request = { method: 'POST', url: address, headers, body: Buffer.from(body), remoteAddress: '127.0.0.1' }
    if (life.isOver) throw new TypeError('fetch failed')
    const receiving = desk.receive({ ...request, receivedAt: clock.now() }).catch((error: unknown) => {
      if (!(error instanceof ChannelError)) throw error
      return { status: statuses[error.code] ?? 503, body: '' }
    })
    const { status, body: answer } = await mortal(receiving, life)
    return { status, headers: { get: () => null }, text: async () => answer }
  }
}

function startLanguage(hint: Language | undefined, served: readonly Language[]): Language {
  return hint && served.includes(hint) ? hint : (served[0] ?? 'en')
}

/** What the dead were waiting for never comes. */
async function mortal<T>(work: Promise<T>, life: Life): Promise<T> {
  const end = await work.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error
    },
  )
  if (life.isOver) await new Promise<never>(() => {})
  return end()
}

function mortalClock(clock: Clock, life: Life): Clock {
  return {
    now: clock.now,
    after: (delayMs, call) =>
      clock.after(delayMs, () => {
        if (!life.isOver) call()
      }),
  }
}

/** The store as this process reaches it. */
function mortalStore(store: Store, quiet: Quiet, life: Life): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...given: unknown[]): Promise<unknown> => {
        const isChange = changing.has(name)
        const isLast = isChange && life.end !== undefined && --life.end.left === 0
        if (isLast && !life.end?.isKept) life.isOver = true
        if (life.isOver) return new Promise(() => {})
        const work = quiet.watch(Reflect.apply(value, target, given) as Promise<unknown>, isChange)
        if (isLast) life.isOver = true
        return mortal(work, life)
      }
    },
  })
}

function heardSignals(hinted: (topic: string) => void): Signals {
  const signals = createSignals()
  return {
    ...signals,
    publish(topic) {
      signals.publish(topic)
      hinted(topic)
    },
  }
}
