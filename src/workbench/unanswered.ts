// Makes ranked groups of what was asked: pure; who groups the wordings and what was marked is handed in.

import type { Language } from '../model/language.ts'
import type { MarkState, UnansweredGroup } from '../model/workbench-api.ts'
import type { Asked } from './asked.ts'
import { masked } from './mask.ts'

/** A person's decision about messages: kept for them and for what is asked like them. */
export type Mark = {
  readonly messageIds: readonly string[]
  readonly state: MarkState
  readonly at: number
  readonly by: string
}

/** One wording with every message that says just that. */
export type AskedWording = { readonly text: string; readonly language: Language; readonly asked: readonly Asked[] }

/** Wordings shown of a group; its numbers count all. */
const mostShown = 30
const mostReplies = 5
const mostLately = 10

/** Folds messages that say the same in other capitals, signs or spaces; most said first. */
export function wordingsOf(asked: readonly Asked[], mask: (text: string) => string, most: number): AskedWording[] {
  const byKey = new Map<string, Asked[]>()
  for (const one of asked) {
    const key = foldedKey(mask(one.text))
    byKey.set(key, [...(byKey.get(key) ?? []), one])
  }
  const wordings = [...byKey.values()].map((same) => {
    const first = same[0] as Asked
    return { text: mask(first.text).replaceAll(/\s+/g, ' ').trim(), language: first.language, asked: same }
  })
  return wordings
    .sort((a, b) => b.asked.length - a.asked.length || marksIn(a) - marksIn(b) || compare(a.text, b.text))
    .slice(0, most)
}

/** What had to be hidden makes a poor example and a poor title. */
const marksIn = ({ text }: AskedWording) => text.split(masked).length - 1

function foldedKey(text: string): string {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}•]+/gu) ?? []
  ).join(' ')
}

/** Groups as shown, those that most customers asked first, then those in which they waited longest. */
export function describeGroups(
  groups: readonly (readonly AskedWording[])[],
  marks: readonly Mark[],
  mask: (text: string) => string,
  takenNames: ReadonlySet<string>,
): UnansweredGroup[] {
  const taken = new Set(takenNames)
  const described = groups.map((wordings) => describeGroup(wordings, marks, mask))
  const ranked = described.sort(
    (a, b) =>
      b.conversations - a.conversations || waited(b) - waited(a) || b.messages - a.messages || compare(a.id, b.id),
  )
  return ranked.map((group) => {
    const suggestedName = freeName(group.wordings, taken)
    taken.add(suggestedName)
    return { ...group, suggestedName }
  })
}

const waited = ({ meanWaitMs = 0, messages }: { meanWaitMs?: number; messages: number }) => meanWaitMs * messages
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function describeGroup(
  wordings: readonly AskedWording[],
  marks: readonly Mark[],
  mask: (text: string) => string,
): Omit<UnansweredGroup, 'suggestedName'> {
  const asked = wordings
    .flatMap((wording) => wording.asked)
    .sort((a, b) => a.at - b.at || compare(a.messageId, b.messageId))
  const waits = asked.flatMap(({ waitMs }) => waitMs ?? [])
  const shown = wordings.slice(0, mostShown)
  return {
    id: asked[0]?.messageId ?? '',
    ...stateOf(asked, marks),
    messages: asked.length,
    conversations: new Set(asked.map(({ conversationId }) => conversationId)).size,
    lastAt: asked.at(-1)?.at ?? 0,
    lately: latelyIn(asked),
    ...(waits.length === 0
      ? {}
      : { longestWaitMs: Math.max(...waits), meanWaitMs: Math.round(waits.reduce((a, b) => a + b, 0) / waits.length) }),
    stillWaiting: asked.filter(({ waiting }) => waiting).length,
    wordings: shown.map(({ text, language, asked: same }) => ({ text, language, times: same.length })),
    replies: repliesTo(asked, mask),
    picked: pickedIn(asked),
  }
}

/** `asked` in order of time. */
function latelyIn(asked: readonly Asked[]): UnansweredGroup['lately'] {
  const byConversation = new Map(asked.map(({ conversationId, at }) => [conversationId, at]))
  return [...byConversation]
    .map(([conversationId, at]) => ({ at, conversationId }))
    .sort((a, b) => b.at - a.at || compare(a.conversationId, b.conversationId))
    .slice(0, mostLately)
}

/** Ignored stays ignored; done holds until a customer asks it again. */
function stateOf(asked: readonly Asked[], marks: readonly Mark[]): { state: MarkState; again: boolean } {
  const ids = new Set(asked.map(({ messageId }) => messageId))
  const mark = marks.filter(({ messageIds }) => messageIds.some((id) => ids.has(id))).sort((a, b) => b.at - a.at)[0]
  const again = mark?.state === 'done' && asked.some(({ at }) => at > mark.at)
  return { state: again ? 'open' : (mark?.state ?? 'open'), again }
}

function repliesTo(asked: readonly Asked[], mask: (text: string) => string): UnansweredGroup['replies'] {
  const counted = new Map<string, { text: string; language: Language; times: number }>()
  for (const { text, language } of asked.flatMap(({ replies }) => replies)) {
    const shown = mask(text).trim()
    const known = counted.get(foldedKey(shown))
    if (known) known.times += 1
    else if (shown !== '') counted.set(foldedKey(shown), { text: shown, language, times: 1 })
  }
  return [...counted.values()].sort((a, b) => b.times - a.times).slice(0, mostReplies)
}

function pickedIn(asked: readonly Asked[]): UnansweredGroup['picked'] {
  const counted = new Map<string, number>()
  for (const { picked } of asked) if (picked !== undefined) counted.set(picked, (counted.get(picked) ?? 0) + 1)
  return [...counted]
    .sort((a, b) => b[1] - a[1] || compare(a[0], b[0]))
    .map(([intent, times]) => (intent === 'none' ? { times } : { intent, times }))
}

const letters: Readonly<Record<string, string>> = { æ: 'ae', ø: 'o', å: 'a', ä: 'a', ö: 'o' }

/** "do you sell bicycles" -> "sell-bicycles": the longest words of the commonest wording, as a file's name. */
function freeName(wordings: UnansweredGroup['wordings'], taken: ReadonlySet<string>): string {
  const said = (wordings.find(({ language }) => language === 'en') ?? wordings[0])?.text ?? ''
  const plain = said
    .replaceAll(masked, ' ')
    .toLowerCase()
    .replaceAll(/[æøåäö]/g, (letter) => letters[letter] ?? '')
  const words = (plain.match(/[a-z][a-z0-9]{2,}/g) ?? []).map((word, at) => ({ word: word.slice(0, 16), at }))
  const telling = words.sort((a, b) => b.word.length - a.word.length || a.at - b.at).slice(0, 2)
  const base =
    telling
      .sort((a, b) => a.at - b.at)
      .map(({ word }) => word)
      .join('-') || 'new-question'
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`
    if (!taken.has(name)) return name
  }
}
