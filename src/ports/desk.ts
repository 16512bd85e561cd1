// A desk outside, where agents work (Slack): what it must offer, and what the house offers it.
//
// Agents come through the same door as customers: what they do is stored durably before the far side is told that it
// was heard. What stands in the rooms follows the store: the house compares what should stand there with what was
// posted and asks the desk to post or change the difference, so that a time without the far side loses nothing.

import type { IncomingAttachment, OutgoingFile } from '../model/attachment.ts'
import type { AgentAction } from '../model/case.ts'
import type { Outcome } from '../model/decision.ts'
import type { CaseCard, DeskPost, Incident, LineFate } from '../model/desk.ts'
import type { DoorRequest } from './channel.ts'
import type { DeskPosted } from './store.ts'

/** The far side. All but `receive` throw ChannelError; texts in it are ours. */
export type Desk = {
  readonly name: string
  /** Paths of its doors, answered before Express sees the request. */
  readonly doors: readonly string[]
  /** At least so long between two posts in one room. */
  readonly postEveryMs: number
  /** At least so long between two changes of one post. */
  readonly changeEveryMs: number
  /** Proves the sender, hands what was done to the house, and resolves once that is durable. Throws ChannelError. */
  receive(request: DoorRequest): Promise<DeskAnswer>
  /** The id of a room by its name or id; undefined when there is none that we may write in. */
  roomOf(name: string): Promise<string | undefined>
  /** Posts, with `key` readable for `find`. `gone`: its thread is no more. */
  post(place: DeskPlace, key: string, post: DeskPost): Promise<{ readonly externalId: string }>
  /** `gone`: what should be changed is no more. */
  change(room: string, externalId: string, key: string, post: DeskPost): Promise<void>
  /**
   * Begins to bring a file: gives the far side's id of it, under which nothing is seen yet. What was begun and never
   * shown costs nothing.
   */
  upload(file: OutgoingFile): Promise<string>
  /**
   * Shows an uploaded file in a thread; doing it twice shows it once. `gone`: the thread is no more; `refused`: what was
   * begun is known no more, or is not taken.
   */
  showFile(place: Required<DeskPlace>, fileId: string, by: { readonly name: string }): Promise<void>
  /** As `Channel.fetch`, for what an agent's line brought. */
  fetch(reference: string, limitBytes: number): Promise<Uint8Array>
  /** What a post of ours that may have arrived was called there: read back by its key. */
  find(place: DeskPlace, key: string): Promise<string | undefined>
  /**
   * Shows a line's way at the line itself, by the external id it came with; the last one replaces the one before. A
   * line of ours there, said elsewhere, is `DESK:-:ROOM:ID` by its post.
   */
  mark(line: string, fate: LineFate): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
  /** Whether it works, for people: what is wrong and what to do; `ok` with a remedy: it works, and not as it should. */
  health(): Promise<readonly { readonly ok: boolean; readonly what: string; readonly remedy?: string }[]>
}

export type DeskPlace = { readonly room: string; readonly thread?: string }

export type DeskAnswer = {
  readonly status: number
  readonly body: string
  readonly contentType: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Somebody who works at the desk outside. `id` is theirs there, prefixed with the desk's name: `slack:T1:U2`. */
export type DeskAgent = { readonly id: string; readonly name: string }

/** Something an agent did outside. */
export type DeskCommand = {
  /** The far side's own id of it: the same id is the same act, however often it comes. */
  readonly externalId: string
  readonly caseNumber: number
  readonly agent: DeskAgent
  readonly action: AgentAction
  readonly text?: string
  /** Files that came with a line: whoever gets the line gets them. */
  readonly attachments?: readonly IncomingAttachment[]
}

export type DeskQueue = {
  readonly mine: readonly CaseCard[]
  /** Oldest promise first. */
  readonly waiting: readonly CaseCard[]
  readonly later: readonly CaseCard[]
  /** Today, in the shop's zone. */
  readonly numbers: {
    readonly taken: number
    readonly solved: number
    readonly kept: number
    readonly promises: number
  }
  readonly away: boolean
}

/** A usual time for a case to come back: in an hour, this afternoon, at the opening of the next open day. */
export type LaterTime = { readonly name: 'hour' | 'afternoon' | 'opening'; readonly at: number }

/** What the house offers a desk outside. */
export type House = {
  /** Durable once it resolves. Undefined: there is no such case. Throws when the store does. */
  accept(command: DeskCommand): Promise<{ readonly messageId: string; readonly conversationId: string } | undefined>
  /** Accepts it and waits for its end; undefined: not decided in time, but it will be. */
  act(command: DeskCommand): Promise<Outcome | undefined>
  /** Which case a post belongs to: a card, or anything in its thread. */
  caseAt(room: string, thread: string): Promise<number | undefined>
  /** A post of ours is there no more: a case's card is posted again. */
  postGone(room: string, externalId: string): Promise<void>
  /** What was posted there. */
  postedAt(room: string, externalId: string): Promise<DeskPosted | undefined>
  card(caseNumber: number): Promise<CaseCard | undefined>
  /** Where a case's card stands; its thread is the card's. Undefined: it stands nowhere yet. */
  placeOf(caseNumber: number): Promise<Required<DeskPlace> | undefined>
  /** Everything said, newest last, at most so many lines. */
  lines(caseNumber: number, limit: number): Promise<readonly CaseCard['lastLines'][number][]>
  queue(agent: DeskAgent): Promise<DeskQueue>
  /** Cases whose number, facts, wish or owner hold these words, newest first, at most 20. */
  find(words: string): Promise<readonly CaseCard[]>
  /** Ready answers of the shop, filled for the case and in its language. */
  cannedAnswers(caseNumber: number): Promise<readonly { readonly name: string; readonly text: string }[]>
  /** The bot's own idea of an answer to what the customer last asked, where it has one. */
  draft(caseNumber: number): Promise<string | undefined>
  /** Sends again what did not arrive. */
  sendAgain(caseNumber: number, line: string, agent: DeskAgent, externalId: string): Promise<Outcome | undefined>
  teams(): readonly { readonly name: string; readonly label: string }[]
  /** The rooms that cases go to, by name. */
  rooms(): readonly string[]
  reactions(): Readonly<Record<'take' | 'solve' | 'later' | 'raise', string>>
  whoSpeaks(): 'owner' | 'everyone' | 'ask'
  languages(): readonly string[]
  zone(): string
  /** The usual times for a case to come back that are still to come, soonest first. */
  laterTimes(): readonly LaterTime[]
  /** When the shop's clock shows a date "YYYY-MM-DD" and time "HH:MM"; undefined where it never does. */
  momentOf(date: string, time: string): number | undefined
  /** Makes somebody known, with the role agent, as soon as they act. */
  welcome(agent: DeskAgent): Promise<void>
  agents(): Promise<readonly DeskAgent[]>
  /** Away: their cases that wait for an answer go back to the queue. */
  setAway(agent: DeskAgent, away: boolean): Promise<void>
  /** A one-time link to the pages, as this very agent. */
  signInLink(agent: DeskAgent): Promise<string>
  /** Confirms, ends or dismisses an incident; undefined: there is no such incident. */
  settleIncident(
    id: string,
    agent: DeskAgent,
    change:
      | { readonly kind: 'confirm'; readonly note: NonNullable<Incident['note']> }
      | { readonly kind: 'over'; readonly note?: NonNullable<Incident['note']> }
      | { readonly kind: 'dismiss' },
  ): Promise<Incident | undefined>
  incident(id: string): Promise<Incident | undefined>
  /** Keeps a question and its answer as a draft intent for the editor; gives the workbench's address. */
  addToAnswers(agent: DeskAgent, question: string, answer: string): Promise<string>
}
