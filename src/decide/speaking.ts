// What of an agent's words reaches the customer. In a case's thread colleagues talk among themselves: a line goes out
// only when the rules say so for certain, and what is in doubt stays inside.

import type { Case } from '../model/case.ts'
import type { Conversation, HeldLine } from '../model/conversation.ts'
import type { Outcome } from '../model/decision.ts'
import type { Message } from '../model/message.ts'
import { type Draft, sayPhrase, sayPlain, update, updateCase, type World } from './draft.ts'

/** So many of the latest lines can still be corrected or taken back. */
const remembered = 50

/** How an agent marks a line of their own as a remark. */
const insideMarks = /^\s*(\/\/|🔒)/u

const noted: Outcome = { kind: 'done', as: 'noted' }

/** The first moment at which a held line goes out. */
export function heldUntil({ held = [] }: Conversation): number {
  return Math.min(Number.POSITIVE_INFINITY, ...held.map(({ dueAt }) => dueAt))
}

/** A line of the case's thread: to the customer now, to the customer in a moment, or inside. */
export function takeLine(draft: Draft, world: World, held: Case, message: Message): Outcome {
  const { externalId: line, author, action } = message
  const early = draft.conversation.early?.find((change) => change.line === line)
  const text = (early ? early.text : message.text)?.trim() ?? ''
  const saidAt = action?.kind === 'line' ? action.saidAt : message.receivedAt
  const attachments = filesOf(message)
  const isEmpty = text === '' && attachments.length === 0
  // A line that was taken back before it came takes its files with it; one that came as a remark stays one.
  const wasInside = early !== undefined && (text === '' || insideMarks.test(message.text))
  if (isEmpty || wasInside || isInside(held, world, { text, authorId: author.id ?? '', saidAt }))
    return keepInside(draft, message)
  const { holdMs } = world.content.shop.desk
  const said: HeldLine = { line, text, author, attachments, saidAt, dueAt: message.receivedAt + holdMs }
  if (said.dueAt <= world.now && !draft.conversation.held?.length) {
    relay(draft, world.now, said)
    return { kind: 'done', as: 'said' }
  }
  const waiting = [...(draft.conversation.held ?? []), said]
  update(draft, { held: waiting.sort((one, other) => one.saidAt - other.saidAt) })
  return { kind: 'done', as: 'held' }
}

type Line = { readonly text: string; readonly authorId: string; readonly saidAt: number }

function isInside(held: Case, world: World, { text, authorId, saidAt }: Line): boolean {
  if (insideMarks.test(text) || held.state !== 'owned' || !held.owner) return true
  switch (world.content.shop.desk.whoSpeaks) {
    case 'ask':
      return true
    case 'everyone':
      return saidAt < (held.ownerSince ?? 0)
    case 'owner':
      // What the owner said before taking the case was said among colleagues, however late it arrives.
      return held.owner.id !== authorId || saidAt < (held.ownerSince ?? 0)
  }
}

/** Whether an agent marked it as a remark among colleagues, wherever they wrote it. */
export function isRemark(text: string): boolean {
  return insideMarks.test(text)
}

/** Ids of what an agent's message brings. */
export function filesOf({ attachments = [] }: Message): readonly string[] {
  return attachments.map(({ id }) => id)
}

export function keepInside(draft: Draft, message: Message): Outcome {
  draft.notes.push(message.id)
  return noted
}

/** Gives the customer an agent's words as theirs. */
export function relay(draft: Draft, now: number, said: Omit<HeldLine, 'saidAt' | 'dueAt'>): void {
  const { line, text, author, attachments } = said
  updateCase(draft, { humanRepliedAt: draft.case?.humanRepliedAt ?? now, wroteAgainAt: undefined })
  sayPlain(draft, text, { kind: 'relay', author, relays: line, attachments })
  update(draft, { relayed: [...(draft.conversation.relayed ?? []), line].slice(-remembered) })
}

/** Sends held lines whose time has come; all of them before the case leaves its owner, since they were meant so. */
export function releaseHeld(draft: Draft, now: number, which: 'due' | 'all' = 'due'): void {
  const { held = [] } = draft.conversation
  const goes = ({ dueAt }: HeldLine) => which === 'all' || dueAt <= now
  if (!held.some(goes)) return
  for (const line of held.filter(goes)) relay(draft, now, line)
  update(draft, { held: held.filter((line) => !goes(line)) })
}

/** A changed line: mended while it is held, corrected at the customer when it is out; what was inside stays inside. */
export function changeLine(draft: Draft, world: World, message: Message, of: string): Outcome {
  const text = message.text.trim()
  const { held = [], relayed = [] } = draft.conversation
  if (held.some(({ line }) => line === of)) {
    const hasFiles = held.some(({ line, attachments }) => line === of && attachments?.length)
    if ((text === '' && !hasFiles) || insideMarks.test(text)) return takeBack(draft, world, message, of)
    update(draft, { held: held.map((line) => (line.line === of ? { ...line, text } : line)) })
    return { kind: 'done', as: 'held' }
  }
  if (!relayed.includes(of)) return before(draft, message, { line: of, text })
  if (text === '' || insideMarks.test(text)) return takeBack(draft, world, message, of)
  const notTheirs = refusalToSpeak(draft.case, world, message)
  if (notTheirs) {
    keepInside(draft, message)
    return notTheirs
  }
  sayPhrase(draft, world, 'line_corrected', {
    kind: 'relay',
    author: message.author,
    variables: { text },
    corrects: of,
    corrected: text,
  })
  return { kind: 'done', as: 'corrected' }
}

/** New words are the customer's only from whoever has the case, or had it last when it was solved. */
function refusalToSpeak(held: Case | undefined, world: World, { author }: Message): Outcome | undefined {
  if (held?.owner?.id === author.id) return undefined
  if (held?.state === 'owned' && world.content.shop.desk.whoSpeaks === 'everyone') return undefined
  const { owner } = held ?? {}
  return owner
    ? { kind: 'refused', why: 'owned-by-other', ownerName: owner.name }
    : { kind: 'refused', why: 'not-owner' }
}

/** A line taken back: it never goes out while it is held; else the customer's copy goes, or they are told. */
export function takeBack(draft: Draft, world: World, message: Message, of: string): Outcome {
  const { held = [], relayed = [] } = draft.conversation
  if (held.some(({ line }) => line === of)) {
    update(draft, { held: held.filter(({ line }) => line !== of) })
    return { kind: 'done', as: 'withdrawn' }
  }
  if (!relayed.includes(of)) return before(draft, message, { line: of })
  sayPhrase(draft, world, 'line_withdrawn', {
    kind: 'notice',
    author: message.author,
    variables: { agent: message.author.name ?? '' },
    corrects: of,
    withdraws: true,
  })
  update(draft, { relayed: relayed.filter((line) => line !== of) })
  return { kind: 'done', as: 'withdrawn' }
}

/** The change of a line that stayed inside, or that has yet to arrive: then it arrives changed. */
function before(draft: Draft, message: Message, change: { line: string; text?: string }): Outcome {
  noteEarly(draft, change)
  return change.text ? keepInside(draft, message) : noted
}

/**
 * Remembers a change for when the line that it changes arrives. Changes too may come in another order than they were
 * made: what was once a remark, or gone, stays so.
 */
export function noteEarly(draft: Draft, change: { readonly line: string; readonly text?: string }): void {
  const { early = [] } = draft.conversation
  const former = early.find(({ line }) => line === change.line)
  const isInside = former !== undefined && (!former.text || insideMarks.test(former.text))
  const others = early.filter(({ line }) => line !== change.line)
  update(draft, { early: [...others, isInside ? former : change].slice(-remembered) })
}
