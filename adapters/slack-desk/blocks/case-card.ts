// A case's card: what an agent needs to take it, and the buttons that make sense in its state.

import { largestAttachmentBytes, mostAttachments } from '../../../src/model/attachment.ts'
import type { CardFile, CardLine, CaseCard } from '../../../src/model/desk.ts'
import { clamp, clean, escaped } from '../../slack-app/safe-text.ts'
import { caseActions, moreOptions } from '../names.ts'
import {
  aside,
  type Block,
  type Button,
  button,
  clockTime,
  type Drawn,
  pairs,
  says,
  when,
  whenAndHowFar,
  whereFrom,
  words,
} from './elements.ts'

const longestWish = 1500
const longestLine = 600
const mostFacts = 8
const mostTried = 8

export function caseCard(card: CaseCard): Drawn {
  const facts = Object.entries(card.facts).slice(0, mostFacts)
  const blocks: Block[] = [
    says(`*Case ${card.number}* · ${stateOf(card)}${urgencyOf(card)}\n${whereFrom(card)}`),
    says(timesOf(card)),
    words('Wants', card.wish, longestWish),
  ]
  if (facts.length > 0)
    blocks.push(
      pairs(
        'Has given',
        facts.map(([name, value]) => [name.replaceAll('_', ' '), value]),
      ),
    )
  const small = [moodOf(card), triedOf(card), tagsOf(card)].filter(Boolean)
  if (small.length > 0) blocks.push(aside(small.join('\n')))
  for (const line of card.lastLines) blocks.push(words(headingOf(line, card.zone), saidIn(line), longestLine))
  blocks.push({ type: 'actions', elements: [...buttonsFor(card), more(card)] })
  return { text: `Case ${card.number}: ${stateOf(card)}, ${whereFrom(card)}`, blocks }
}

/** A line's words, and its files by name with what there is to say of them. */
export function saidIn({ text, files = [] }: CardLine): string {
  return [text, ...files.map(fileSaid)].filter(Boolean).join('\n')
}

const problems: Readonly<Record<NonNullable<CardFile['problem']>, string>> = {
  'too-large': `not taken: it is larger than ${largestAttachmentBytes / 1024 ** 2} MB`,
  type: 'not taken: only pictures, PDF and MP4 are',
  empty: 'not taken: it is empty',
  gone: 'it could not be fetched',
  'too-many': `not taken: ${mostAttachments} files go with one message`,
}

export function fileSaid({ name, state, sizeBytes, problem }: CardFile): string {
  if (state === 'waiting') return `📎 ${name}: on its way`
  if (problem !== undefined) return `📎 ${name}: ${problems[problem]}`
  return sizeBytes === undefined ? `📎 ${name}` : `📎 ${name} (${sizeSaid(sizeBytes)})`
}

function sizeSaid(bytes: number): string {
  return bytes < 1024 ** 2 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`
}

/** Who said a line, and when by the shop's clock. */
export function headingOf({ author, name, at, inside, change }: CardLine, zone: string): string {
  const who = author === 'customer' ? 'Customer' : author === 'bot' ? 'Bot' : clamp(clean(name ?? 'Agent'), 80)
  const then = change === undefined ? '' : { edited: ' · changed to', withdrawn: ' · taken back' }[change]
  return `${inside ? '🔒 ' : ''}${who} · ${clockTime(at, zone)}${then}`
}

export function stateOf({ state, owner }: CaseCard): string {
  if (state === 'owned') return `Taken by ${escaped(clamp(owner?.name ?? 'an agent', 80))}`
  return { waiting: 'Waiting', 'handed-back': 'With the bot', solved: 'Solved' }[state]
}

function urgencyOf({ priority }: CaseCard): string {
  if (priority === 'urgent') return ' · *Urgent*'
  return priority === 'high' ? ' · *High*' : ''
}

/** How long the customer waits for a person's words, the newest last; nothing once they have them. */
export function waitOf(card: CaseCard): string[] {
  const { waitingSince, promiseAt, humanRepliedAt } = card
  if (waitingSince === undefined) return []
  if (humanRepliedAt !== undefined) return [`Wrote again ${whenAndHowFar(waitingSince, card)}`]
  return [`Waiting since ${whenAndHowFar(waitingSince, card)}`, `Promised by ${whenAndHowFar(promiseAt, card)}`]
}

function timesOf(card: CaseCard): string {
  const { promiseAt, humanRepliedAt, laterUntil, solvedAt, openedAt, zone, state } = card
  if (state === 'solved') return `Solved ${when(solvedAt ?? card.now, zone)} · opened ${when(openedAt, zone)}`
  const lines = waitOf(card)
  if (humanRepliedAt !== undefined) {
    const kept = humanRepliedAt <= promiseAt ? 'promise kept' : 'after the promise'
    lines.push(`Answered ${when(humanRepliedAt, zone)}, ${kept}`)
  } else if (lines.length === 0) lines.push(`Opened ${when(openedAt, zone)}`)
  if (laterUntil !== undefined) lines.push(`Later: comes back ${when(laterUntil, zone)}`)
  return lines.join('\n')
}

function moodOf({ mood }: CaseCard): string {
  return mood.map((one) => (one === 'angry' ? 'Angry' : 'In a hurry')).join(' · ')
}

function triedOf({ tried }: CaseCard): string {
  if (tried.length === 0) return ''
  return `The bot answered about: ${tried.slice(-mostTried).map(short).join(', ')}`
}

function tagsOf({ tags }: CaseCard): string {
  return tags.length === 0 ? '' : `Tags: ${tags.slice(0, 10).map(short).join(', ')}`
}

function short(text: string): string {
  return escaped(clamp(clean(text), 80))
}

/** The button that takes a case; `briefTake` where several cases stand in one post. */
export function takeButton({ number }: CaseCard, action: string = caseActions.take): Button {
  return button('Take', action, String(number), 'primary')
}

function buttonsFor(card: CaseCard): Button[] {
  const value = String(card.number)
  const passOn = button('Pass on', caseActions.passOn, value)
  const later = button('Later', caseActions.later, value)
  switch (card.state) {
    case 'waiting':
      return [takeButton(card), passOn, later]
    case 'owned':
      return [
        button('Solve', caseActions.solve, value, 'primary'),
        button('Canned answers', caseActions.canned, value),
        passOn,
        later,
        button('Hand back', caseActions.handBack, value),
      ]
    case 'handed-back':
      return [takeButton(card), passOn]
    case 'solved':
      return []
  }
}

function more(card: CaseCard) {
  const { open, raise, draft, note } = moreOptions
  const labels = { open: 'Open on the desk page', raise: 'Raise', draft: "The bot's draft", note: 'Note' }
  const able = {
    open: true,
    raise: card.state !== 'solved' && card.priority !== 'urgent',
    draft: card.state === 'owned',
    note: true,
  }
  return {
    type: 'overflow' as const,
    action_id: caseActions.more,
    options: [open, note, draft, raise]
      .filter((name) => able[name])
      .map((name) => ({
        text: { type: 'plain_text' as const, text: labels[name] },
        value: `${name} ${card.number}`,
        ...(name === 'open' ? { url: card.url } : {}),
      })),
  }
}
