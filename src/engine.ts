// Everything between the door and the way out, put together once: for the server, the terminal chat and rehearsals.

import { messageVectors } from './assistant/message-vectors.ts'
import { fill } from './decide/fill.ts'
import { createOutbox, type Outbox } from './deliver/outbox.ts'
import { createIncidents, type IncidentParts, type Incidents } from './desk/incidents.ts'
import { createFetching, type FileSource } from './files/fetching.ts'
import { createJobs } from './jobs/timers.ts'
import type { TurnState } from './model/decision.ts'
import type { Language } from './model/language.ts'
import type { IncomingMessage } from './model/message.ts'
import type { Content } from './model/shop.ts'
import type { Channel } from './ports/channel.ts'
import type { Embedder } from './ports/embedder.ts'
import type { Clock, Jobs, Log, Lookup, Signals } from './ports/outside.ts'
import type { Added, Store } from './ports/store.ts'
import { withLateness } from './receive/lateness.ts'
import { type TurnParts, turn } from './turn.ts'
import { type FeatureCounts, featuresOf } from './understand/features.ts'
import { textsToEmbed } from './understand/wishes.ts'
import { groupWordings } from './workbench/grouping.ts'
import { maskWith } from './workbench/mask.ts'

export type EngineParts = {
  readonly store: Store
  readonly channels: readonly Channel[]
  readonly lookups: readonly Lookup[]
  readonly knowledge: TurnParts['knowledge']
  readonly clock: Clock
  readonly signals: Signals
  readonly log: Log
  /** A model of meaning that helps to understand, where one is connected. */
  readonly embedder?: Embedder | undefined
  /** How quickly people answered lately; without it teams' targets alone are promised. */
  readonly pace?: TurnParts['pace']
  /** Where files of agents' lines outside are asked for, where there is a desk outside. */
  readonly deskFiles?: FileSource | undefined
}

export type Engine = {
  readonly jobs: Jobs
  readonly outbox: Outbox
  readonly incidents: Incidents
  /** Stores a message and wakes its conversation; what a door does, for callers within the house. */
  receive(message: IncomingMessage, language: Language): Promise<Added>
  /** Resolves when nothing is being decided or sent in the conversation. */
  settled(conversationId: string): Promise<void>
  start(): void
  stop(): Promise<void>
}

export function createEngine(parts: EngineParts): Engine {
  const { store, channels, lookups, knowledge, clock, signals, log, embedder, pace } = parts
  const vectorsOf = embedder && messageVectors(embedder, clock, textsToEmbed)
  const channelsByName = byName(channels)
  const sayNotShown = (language: Language, names: readonly string[]) => {
    const { phrases, shop } = knowledge().content
    const files = new Intl.ListFormat(language).format(names)
    return fill(phrases.file_not_shown, language, { files }, shop, clock.now())
  }
  const outbox = createOutbox({ store, channels: channelsByName, clock, signals, log, sayNotShown })
  const issues = (state: TurnState) => incidents.known(state)
  const turnParts: TurnParts = { store, knowledge, lookups: byName(lookups), clock, log, vectorsOf, issues, pace }

  async function run(conversationId: string): Promise<'saved' | 'stale' | 'idle'> {
    const outcome = await turn(conversationId, turnParts)
    if (outcome !== 'saved') return outcome
    sendOn(conversationId)
    return outcome
  }

  function sendOn(conversationId: string): void {
    signals.publish(`conversation:${conversationId}`)
    signals.publish('cases')
    outbox.send(conversationId).catch((error: unknown) => {
      log.warn({ error, conversationId }, 'a reply could not be sent now; the sweep tries again')
    })
  }

  const jobs = createJobs({ run, due: (now, limit) => store.dueConversations(now, limit), clock, log })

  const sourceOf = (from: string): FileSource | undefined => {
    const channel = channelsByName.get(from)
    return from === 'desk' ? parts.deskFiles : channel?.fetch?.bind(channel)
  }
  const fetching = createFetching({
    ...{ store, clock, log, sourceOf },
    ended(conversationId) {
      sendOn(conversationId)
      // What cannot be taken is told.
      jobs.wake(conversationId)
    },
  })

  async function receive(said: IncomingMessage, language: Language): Promise<Added> {
    const now = clock.now()
    const message = withLateness(said, channelsByName.get(said.channel)?.capabilities ?? {}, now)
    const added = await store.addMessage(message, { language, now })
    signals.publish(`conversation:${added.conversationId}`)
    jobs.wake(added.conversationId)
    if (message.attachments) fetching.wake()
    return added
  }

  const content = () => knowledge().content
  const wordings = wordingsAlike(content)
  const incidents = createIncidents({ store, content, clock, signals, log, wordings, receive })
  return {
    jobs,
    outbox,
    incidents,
    receive,
    async settled(conversationId) {
      await jobs.settled(conversationId)
      await outbox.send(conversationId)
    },
    start() {
      jobs.start()
      outbox.start()
      fetching.start()
      incidents.start()
    },
    async stop() {
      await incidents.stop()
      await fetching.stop()
      await jobs.stop()
      await outbox.stop()
    },
  }
}

/** So much of what customers say otherwise makes small words bring nothing together. */
const backgroundEach = 3

/** Judges what is alike as the workbench does; the shop's own utterances are counted once for each content. */
function wordingsAlike(content: () => Content): IncidentParts['wordings'] {
  let counted: { readonly of: Content; readonly background: FeatureCounts[] } | undefined
  const backgroundOf = (of: Content): FeatureCounts[] => {
    if (counted?.of === of) return counted.background
    const background = [...of.intents.values()].flatMap(({ utterances }) =>
      of.shop.languages.flatMap((language) =>
        utterances[language].slice(0, backgroundEach).map((text) => featuresOf(text, language)),
      ),
    )
    counted = { of, background }
    return background
  }
  return {
    alike: (wordings) => (wordings.length < 2 ? [] : groupWordings(wordings, backgroundOf(content()))),
    mask: (text) => maskWith(content().shop.orderNumberPattern)(text),
  }
}

function byName<T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((item) => [item.name, item]))
}
