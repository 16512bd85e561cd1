// Gathers events into episodes: for each, its clocks and how it went.

import type { Event, EventData, EventName } from '../model/event.ts'
import type { Language } from '../model/language.ts'
import type { ReplyKind } from '../model/reply.ts'

/** One episode as far as its events tell. Times are durations since its opening, in ms of wall time, never negative. */
export type EpisodeFacts = {
  readonly id: string
  readonly conversationId: string
  readonly channel: string
  readonly openedAt: number
  /** The language that the conversation had at the latest event: what was guessed at first may have been mended. */
  language: Language
  /** The first reply that was delivered, of any kind. */
  touchMs?: number
  /** The first delivered reply with content, by bot or agent. */
  answerMs?: number
  /** The first delivered reply by an agent. */
  humanReplyMs?: number
  /** The first intent that was matched. */
  intent?: string
  solvedBy?: 'bot' | 'agent'
  /** It has ended, solved or left. */
  ended: boolean
  reopened: boolean
  handoffs: number
  missed: number
  /** The latest promise; frozen once a person has replied. Epoch ms. */
  promiseAt?: number
  /** When a person first replied, epoch ms. */
  humanRepliedAt?: number
  surveyAsked: boolean
  score?: EventData['survey.answered']['score']
}

/** Replies with content; the rest acknowledges, excuses or asks how it was. */
const answering: ReadonlySet<ReplyKind> = new Set(['answer', 'question', 'confirmation', 'relay'])

type Taker<N extends EventName> = (episode: EpisodeFacts, event: Event<N>) => void

function delivered(episode: EpisodeFacts, { at, data }: Event<'reply.delivered'>) {
  // A clock that was set back must not make a wait negative.
  const passedMs = Math.max(0, at - episode.openedAt)
  episode.touchMs ??= passedMs
  if (answering.has(data.kind)) episode.answerMs ??= passedMs
  if (data.kind === 'relay' && data.author === 'agent' && episode.humanReplyMs === undefined) {
    episode.humanReplyMs = passedMs
    episode.humanRepliedAt = at
  }
}

/** Promises count until a person has replied: what is promised later is another promise. */
function promise(episode: EpisodeFacts, at: number) {
  if (episode.humanRepliedAt === undefined) episode.promiseAt = at
}

function resolved(episode: EpisodeFacts, { data }: Event<'episode.resolved'>) {
  episode.ended = true
  // Left before anything was answered: nobody solved it.
  if (data.how !== 'abandoned') episode.solvedBy = data.by
}

/** What each fact adds to its episode; names that are not here add nothing to any figure. */
const takers: { readonly [N in EventName]?: Taker<N> } = {
  'reply.delivered': delivered,
  'intent.matched': (episode, { data }) => {
    episode.intent ??= data.intent
  },
  'intent.missed': (episode) => {
    episode.missed++
  },
  'case.opened': (episode, { data }) => {
    episode.handoffs++
    promise(episode, data.promiseAt)
  },
  'case.reopened': (episode, { data }) => promise(episode, data.promiseAt),
  'promise.renewed': (episode, { data }) => promise(episode, data.to),
  'episode.resolved': resolved,
  'survey.asked': (episode) => {
    episode.surveyAsked = true
  },
  'survey.answered': (episode, { data }) => {
    episode.score = data.score
  },
}

function opened({ episodeId, conversationId, channel, language, at }: Event): EpisodeFacts {
  return {
    id: episodeId,
    conversationId,
    channel,
    language,
    openedAt: at,
    ended: false,
    reopened: false,
    handoffs: 0,
    missed: 0,
    surveyAsked: false,
  }
}

/** Collects the episodes that opened in [from, to), whatever later events say about them. Add events in id order. */
export class EpisodeBook {
  readonly #episodes = new Map<string, EpisodeFacts>()
  readonly #from: number
  readonly #to: number

  constructor(from: number, to: number) {
    this.#from = from
    this.#to = to
  }

  add(event: Event): void {
    const opens = event.name === 'episode.opened' || event.name === 'episode.reopened'
    if (event.name === 'episode.reopened') {
      const before = this.#episodes.get(event.data.reopens)
      if (before !== undefined) before.reopened = true
    }
    if (opens && event.at >= this.#from && event.at < this.#to && !this.#episodes.has(event.episodeId)) {
      this.#episodes.set(event.episodeId, opened(event))
    }
    const episode = this.#episodes.get(event.episodeId)
    if (episode === undefined) return
    episode.language = event.language
    const take = takers[event.name] as Taker<EventName> | undefined
    take?.(episode, event)
  }

  episodes(): readonly EpisodeFacts[] {
    return [...this.#episodes.values()]
  }
}
