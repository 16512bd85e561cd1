// What events tell of an episode: the stretches between events that are measured.

import type { HandoffReason } from '../model/case.ts'
import type { Event, EventData, EventName } from '../model/event.ts'
import type { Language } from '../model/language.ts'
import type { ReplyKind } from '../model/reply.ts'
import type { ClockName, EventMark } from '../model/stats.ts'
import { beginRun, endRun, endRunWithEpisode, type FlowRun, reachQuestion } from './flow-runs.ts'

/** One measured stretch. `team`: the one that had the case when it ended. */
export type Stretch = {
  readonly clock: ClockName
  readonly from: EventMark
  readonly to: EventMark
  readonly team?: string
}

/** A wait for a person that began with a handoff; `to` is missing while it lasts. */
export type HandoffWait = { readonly from: EventMark; readonly team: string; to?: EventMark }

/** A promised time and what became of it; `settled` is the event that decided it. */
export type PromiseFact = {
  readonly given: EventMark
  readonly promiseAt: number
  state: 'pending' | 'kept' | 'missed' | 'renewed' | 'released'
  settled?: EventMark
}

export type SurveyFact = {
  readonly asked?: EventMark
  readonly answered?: EventMark
  readonly scale: string
  readonly solvedBy: 'bot' | 'agent'
  readonly score?: number
}

/** A reply that did not certainly arrive, on the channel of its try. */
export type TroubleFact = {
  readonly mark: EventMark
  readonly channel: string
  readonly state: 'failed' | 'doubt'
  readonly kind: ReplyKind
  readonly author: 'bot' | 'agent'
  readonly code?: string
}

/** One episode as far as its events tell. */
export type EpisodeFacts = {
  readonly id: string
  readonly conversationId: string
  readonly channel: string
  readonly opening: EventMark
  /** How many episodes its conversation has, by all that was read of it. */
  readonly ofConversation: { readonly episodes: number }
  /** The episode that this one reopened. */
  readonly reopens?: string
  /** The language at the latest event: what was guessed at first may have been mended. */
  language: Language
  /** The first intent that was matched. */
  intent?: string
  /** The team that has or had the case. */
  team?: string
  readonly stretches: Stretch[]
  readonly handoffWaits: HandoffWait[]
  readonly promises: PromiseFact[]
  readonly handoffs: { readonly mark: EventMark; readonly reason: HandoffReason; readonly lead: boolean }[]
  readonly missed: EventMark[]
  readonly told: { readonly mark: EventMark; readonly incident: string }[]
  readonly flows: FlowRun[]
  readonly troubles: TroubleFact[]
  /** What the customer wrote about the score; the words stand in the message. */
  readonly comments: { readonly mark: EventMark; readonly messageId: string; readonly channel: string }[]
  /** Whose hands the case went into, and who solved it; `agentId` is missing where it went to nobody. */
  readonly hands: { readonly mark: EventMark; readonly agentId?: string | undefined; readonly solved?: true }[]
  /** Its latest case. */
  caseNumber?: number
  ended?: { readonly mark: EventMark; readonly by: 'bot' | 'agent'; readonly how: EventData['episode.resolved']['how'] }
  /** The opening of the episode that reopened this one. */
  reopened?: EventMark
  survey?: SurveyFact
}

/** What is only needed while events come in. */
export type Running = {
  readonly facts: EpisodeFacts
  phase: 'withBot' | 'waitingTime' | 'withPerson' | 'over'
  phaseFrom: EventMark
  readonly stopped: Set<ClockName>
  /** The customer's line that awaits a person's next one. */
  nextFrom?: EventMark
}

/** Replies with content; the rest acknowledges, excuses or asks how it was. */
const answering: ReadonlySet<ReplyKind> = new Set(['answer', 'question', 'confirmation', 'relay'])

/** Cases with this tag are buyers to be called. */
const leadTag = 'lead'

export const markOf = ({ id, at }: Event): EventMark => ({ id, at })

function stretch(running: Running, clock: ClockName, from: EventMark, to: EventMark): void {
  const { team } = running.facts
  running.facts.stretches.push({ clock, from, to, ...(team === undefined ? {} : { team }) })
}

/** Stops one of the clocks that run from the opening; only once. */
function stop(running: Running, clock: ClockName, at: EventMark): void {
  if (running.stopped.has(clock)) return
  running.stopped.add(clock)
  stretch(running, clock, running.facts.opening, at)
}

/** The parts of an episode lie end to end, so a clock that was set back makes the next part begin where this ended. */
function moveTo(running: Running, phase: Running['phase'], { id, at }: EventMark): void {
  if (running.phase === 'over') return
  const mark = { id, at: Math.max(at, running.phaseFrom.at) }
  stretch(running, running.phase, running.phaseFrom, mark)
  running.phase = phase
  running.phaseFrom = mark
}

function settle(promise: PromiseFact | undefined, state: PromiseFact['state'], mark: EventMark): void {
  if (promise?.state !== 'pending') return
  promise.state = state
  promise.settled = mark
}

const pending = ({ promises }: EpisodeFacts) => promises.findLast(({ state }) => state === 'pending')

/** The case ended, or went back to the bot, before a person replied: nobody is waited for any more. */
function released({ facts }: Running, mark: EventMark): void {
  const promise = pending(facts)
  if (promise) settle(promise, mark.at <= promise.promiseAt ? 'released' : 'missed', mark)
}

/** The customer was told a new time in place of one that is still open. */
function promised({ facts }: Running, mark: EventMark, promiseAt: number): void {
  settle(pending(facts), 'renewed', mark)
  facts.promises.push({ given: mark, promiseAt, state: 'pending' })
}

/** It waits for a person of a team, who gives a promise; a wait that lasts already goes on. */
function handedOver(running: Running, mark: EventMark, team: string | undefined, promiseAt: number | undefined): void {
  const { facts } = running
  moveTo(running, 'waitingTime', mark)
  if (team !== undefined) facts.team = team
  if (promiseAt === undefined) return
  const last = facts.handoffWaits.at(-1)
  if (last === undefined || last.to !== undefined) facts.handoffWaits.push({ from: mark, team: facts.team ?? '' })
  promised(running, mark, promiseAt)
}

function personReplied(running: Running, mark: EventMark): void {
  const { facts } = running
  stop(running, 'humanReply', mark)
  const wait = facts.handoffWaits.at(-1)
  if (wait !== undefined && wait.to === undefined) {
    wait.to = mark
    stretch(running, 'handoffReply', wait.from, mark)
  }
  if (running.nextFrom !== undefined) stretch(running, 'nextReply', running.nextFrom, mark)
  delete running.nextFrom
  const promise = pending(facts)
  if (promise) settle(promise, mark.at <= promise.promiseAt ? 'kept' : 'missed', mark)
}

/** A wait that a handoff began is counted as that one alone. */
function wrote(running: Running, mark: EventMark): void {
  const wait = running.facts.handoffWaits.at(-1)
  if (running.phase === 'withPerson' && wait?.to !== undefined) running.nextFrom ??= mark
}

function resolved(running: Running, mark: EventMark, { by, how }: EventData['episode.resolved']): void {
  const { facts } = running
  if (facts.ended) return
  moveTo(running, 'over', mark)
  released(running, mark)
  delete running.nextFrom
  facts.ended = { mark, by, how }
  endRunWithEpisode(facts.flows, mark, how)
  if (how !== 'abandoned') stop(running, 'resolution', { id: mark.id, at: running.phaseFrom.at })
}

export type Taker<N extends EventName> = (running: Running, event: Event<N>, teams: Map<number, string>) => void

/** What each fact adds to its episode; names that are not here add nothing to any figure. */
export const takers: { readonly [N in EventName]?: Taker<N> } = {
  'message.received': (running, event) => {
    if (event.data.author === 'customer') wrote(running, markOf(event))
  },
  'reply.delivered': (running, event) => {
    const { kind, author } = event.data
    stop(running, 'touch', markOf(event))
    if (answering.has(kind)) stop(running, 'answer', markOf(event))
    if (kind === 'relay' && author === 'agent') personReplied(running, markOf(event))
  },
  'intent.matched': ({ facts }, { data }) => {
    facts.intent ??= data.intent
  },
  'intent.missed': ({ facts }, event) => {
    facts.missed.push(markOf(event))
  },
  'case.opened': (running, event, teams) => {
    const { team, reason, tags, promiseAt, caseNumber } = event.data
    teams.set(caseNumber, team)
    running.facts.caseNumber = caseNumber
    running.facts.handoffs.push({ mark: markOf(event), reason, lead: tags.includes(leadTag) })
    handedOver(running, markOf(event), team, promiseAt)
  },
  'case.reopened': (running, event, teams) => {
    running.facts.caseNumber = event.data.caseNumber
    handedOver(running, markOf(event), teams.get(event.data.caseNumber), event.data.promiseAt)
  },
  'case.taken': (running, event) => {
    running.facts.hands.push({ mark: markOf(event), agentId: event.data.agentId })
    moveTo(running, 'withPerson', markOf(event))
  },
  'case.solved': ({ facts }, event) => {
    facts.hands.push({ mark: markOf(event), agentId: event.data.agentId, solved: true })
  },
  'case.passed-on': (running, event, teams) => {
    const { toTeam, toAgentId, promiseAt, caseNumber } = event.data
    running.facts.hands.push({ mark: markOf(event), agentId: toTeam === undefined ? toAgentId : undefined })
    if (toTeam === undefined) return moveTo(running, 'withPerson', markOf(event))
    teams.set(caseNumber, toTeam)
    handedOver(running, markOf(event), toTeam, promiseAt)
  },
  'case.handed-back': (running, event) => {
    running.facts.hands.push({ mark: markOf(event) })
    moveTo(running, 'withBot', markOf(event))
    released(running, markOf(event))
    delete running.nextFrom
  },
  'promise.renewed': (running, event) => {
    if (pending(running.facts)) promised(running, markOf(event), event.data.to)
  },
  'episode.resolved': (running, event) => resolved(running, markOf(event), event.data),
  'survey.asked': ({ facts }, event) => {
    const { scale, solvedBy } = event.data
    facts.survey = { asked: markOf(event), ...facts.survey, scale, solvedBy }
  },
  'survey.answered': ({ facts }, event) => {
    const { scale, solvedBy, score } = event.data
    facts.survey = { ...facts.survey, answered: markOf(event), scale, solvedBy, score }
  },
  'survey.commented': ({ facts }, event) => {
    facts.comments.push({ mark: markOf(event), messageId: event.data.messageId, channel: event.channel })
  },
  'incident.told': ({ facts }, event) => {
    facts.told.push({ mark: markOf(event), incident: event.data.incident })
  },
  'flow.started': ({ facts }, event) => beginRun(facts.flows, markOf(event), event.data.intent),
  'flow.asked': ({ facts }, event) => reachQuestion(facts.flows, markOf(event), event.data),
  'flow.finished': ({ facts }, event) => endRun(facts.flows, markOf(event), 'finished'),
  'flow.left': ({ facts }, event) => endRun(facts.flows, markOf(event), event.data.why),
  'reply.failed': ({ facts }, event) => {
    const { kind, author, code } = event.data
    facts.troubles.push({ mark: markOf(event), channel: event.channel, state: 'failed', kind, author, code })
  },
  'reply.doubted': ({ facts }, event) => {
    const { kind, author } = event.data
    facts.troubles.push({ mark: markOf(event), channel: event.channel, state: 'doubt', kind, author })
  },
}

/** An episode as its first event tells it; `ofConversation` goes on counting. */
export function begun(
  event: Event<'episode.opened'> | Event<'episode.reopened'>,
  ofConversation: EpisodeFacts['ofConversation'],
): Running {
  const facts: EpisodeFacts = {
    id: event.episodeId,
    conversationId: event.conversationId,
    channel: event.channel,
    language: event.language,
    opening: markOf(event),
    ofConversation,
    ...(event.name === 'episode.reopened' ? { reopens: event.data.reopens } : {}),
    stretches: [],
    handoffWaits: [],
    promises: [],
    handoffs: [],
    missed: [],
    told: [],
    flows: [],
    troubles: [],
    comments: [],
    hands: [],
  }
  return { facts, phase: 'withBot', phaseFrom: facts.opening, stopped: new Set() }
}
