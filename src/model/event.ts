// An unchangeable fact with its time. Every figure anywhere is computed from these alone.

import type { HandoffReason, Priority, SolveReason } from './case.ts'
import type { Language } from './language.ts'
import type { ReplyKind } from './reply.ts'

/** The facts by name. Names are noun.past-verb. No event holds a customer's words or details. */
export type EventData = {
  // `abandoned`: the customer left before anything was answered; nobody solved it
  'episode.opened': Record<never, never>
  'episode.reopened': { readonly reopens: string }
  'episode.resolved': { readonly by: 'bot' | 'agent'; readonly how: 'confirmed' | 'silence' | 'agent' | 'abandoned' }
  'message.received': { readonly messageId: string; readonly author: 'customer' | 'agent' }
  // carried on at the event's channel; `from`: the channel where it began
  'conversation.joined': { readonly from: string }
  // one such joining was undone, from the event's channel; `of`: the channel that was joined
  'conversation.parted': { readonly of: string }
  'language.changed': { readonly from: Language; readonly to: Language; readonly chosen: boolean }
  'intent.matched': { readonly intent: string; readonly confidence: number; readonly picked: boolean }
  'intent.asked-back': { readonly intents: readonly string[] }
  'intent.missed': { readonly messageId: string }
  'flow.started': { readonly intent: string }
  // a question of the flow stands open, told once however often it is put; `step`: its place in the intent's steps
  'flow.asked': { readonly intent: string; readonly step: number; readonly slot: string }
  'flow.finished': { readonly intent: string }
  'flow.left': { readonly intent: string; readonly step: number; readonly why: 'stopped' | 'other-wish' | 'person' }
  'reply.delivered': { readonly messageId: string; readonly kind: ReplyKind; readonly author: 'bot' | 'agent' }
  'reply.failed': {
    readonly messageId: string
    readonly kind: ReplyKind
    readonly author: 'bot' | 'agent'
    readonly code: string
  }
  'reply.doubted': { readonly messageId: string; readonly kind: ReplyKind; readonly author: 'bot' | 'agent' }
  // `calendar`, here and below: names the hours by which the promise was given
  'case.opened': {
    readonly caseNumber: number
    readonly reason: HandoffReason
    readonly team: string
    readonly priority: Priority
    readonly tags: readonly string[]
    readonly promiseAt: number
    readonly calendar?: string
    readonly intent?: string
  }
  'case.extended': { readonly caseNumber: number; readonly intent?: string }
  'case.taken': { readonly caseNumber: number; readonly agentId: string }
  // `promiseAt`: to a team that gives the customer a new time
  'case.passed-on': {
    readonly caseNumber: number
    readonly toTeam?: string
    readonly toAgentId?: string
    readonly promiseAt?: number
    readonly calendar?: string
  }
  'case.handed-back': { readonly caseNumber: number; readonly agentId: string }
  'case.solved': { readonly caseNumber: number; readonly agentId: string; readonly reason?: SolveReason }
  'case.put-off': { readonly caseNumber: number; readonly agentId: string; readonly until: number }
  'case.returned': { readonly caseNumber: number }
  'case.raised': { readonly caseNumber: number; readonly agentId: string; readonly priority: Priority }
  // the promise first given is in danger (`soon`), has passed (`due`), or passed longer ago (`on-call`, counted)
  'case.warned': {
    readonly caseNumber: number
    readonly stage: 'soon' | 'due' | 'on-call'
    readonly step: number
    readonly to: 'owner' | 'room' | 'on-call'
  }
  // the customer learnt that it is a known issue (`asked`: in answer to a message), or that it is over
  'incident.told': { readonly incident: string; readonly asked: boolean }
  'incident.cleared': { readonly incident: string }
  'case.reopened': { readonly caseNumber: number; readonly promiseAt: number; readonly calendar?: string }
  'promise.renewed': {
    readonly caseNumber: number
    readonly from: number
    readonly to: number
    readonly calendar?: string
  }
  'survey.asked': { readonly scale: '1-5'; readonly wording: string; readonly solvedBy: 'bot' | 'agent' }
  'survey.answered': {
    readonly scale: '1-5'
    readonly wording: string
    readonly score: 1 | 2 | 3 | 4 | 5
    readonly solvedBy: 'bot' | 'agent'
  }
  'survey.commented': { readonly messageId: string }
}

export type EventName = keyof EventData

export type Event<N extends EventName = EventName> = {
  [K in N]: {
    /** Rises with each stored event. */
    readonly id: number
    readonly at: number
    readonly conversationId: string
    readonly episodeId: string
    readonly channel: string
    /** The conversation's language at that moment. */
    readonly language: Language
    readonly name: K
    readonly data: EventData[K]
  }
}[N]

/** An event before the store numbers it. */
export type NewEvent = { [K in EventName]: Omit<Event<K>, 'id'> }[EventName]
