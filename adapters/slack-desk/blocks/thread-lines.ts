// What stands in a case's thread: lines said elsewhere, lines that did not arrive, warnings.

import type { CaseCard, DeskPost } from '../../../src/model/desk.ts'
import { clamp, clean, escaped, pieces } from '../../slack-app/safe-text.ts'
import { idIn } from '../callees.ts'
import { caseActions } from '../names.ts'
import { fileSaid, headingOf, saidIn } from './case-card.ts'
import { aside, type Block, button, type Drawn, link, says, whenAndHowFar, words } from './elements.ts'

type Post<K extends DeskPost['kind']> = Extract<DeskPost, { kind: K }>

/** Three parts of a line keep the whole post below what Slack takes. */
const longestPart = 2900
const mostParts = 3

export function threadLine({ line, caseNumber }: Post<'line'>, zone: string): Drawn {
  const said = clean(saidIn(line))
  const parts = pieces(said, longestPart)
  const shown = parts.slice(0, mostParts)
  const heading = headingOf(line, zone)
  const blocks: Block[] = shown.map((part, at) => words(at === 0 ? heading : '', part, longestPart))
  if (parts.length > shown.length) blocks.push(aside('Shortened here; the whole text is on the desk page.'))
  const notice = `Case ${caseNumber} · ${escaped(heading)}: ${escaped(clamp(said, 200))}`
  return { text: notice, blocks }
}

const reasons: Readonly<Record<string, string>> = {
  'rate-limited': 'the channel takes no more just now',
  unreachable: 'the channel did not answer',
  refused: 'the channel refused it',
  gone: 'the customer can no longer be reached there',
}

export function undelivered({ caseNumber, line, state, code }: Post<'undelivered'>): Drawn {
  const why = code === undefined ? '' : `: ${reasons[code] ?? 'the channel gave an error'}`
  const text =
    state === 'failed'
      ? `⚠️ The line marked so did not reach the customer${escapedReason(why)}.`
      : '❔ The line marked so may not have reached the customer. Sent again, they may get it twice.'
  return {
    text,
    blocks: [
      says(text),
      { type: 'actions', elements: [button('Send again', caseActions.sendAgain, `${caseNumber} ${line}`)] },
    ],
  }
}

export function filesLeft({ files, why }: Post<'files-left'>): Drawn {
  const text =
    why === 'refused'
      ? `⚠️ The customer did not get ${files.map((file) => escaped(fileSaid(file))).join('; ')}.`
      : `⚠️ Where the customer writes, files cannot be shown. They were told so, and did not get ${files.map(({ name }) => escaped(name)).join(', ')}.`
  return { text, blocks: [says(text)] }
}

function escapedReason(why: string): string {
  return why && `: ${escaped(why.slice(2))}`
}

export function warning({ card, stage, who }: Post<'warning'>): Drawn {
  const wroteAgain = card.humanRepliedAt !== undefined
  const sentence = (wroteAgain && sentencesAgain[stage]) || sentences[stage]
  const text = `${who === undefined ? '' : `${mentioned(who, card)} · `}${sentence(card)}`
  return {
    text,
    blocks: [says(text, stage === 'hard' ? link('Look again', caseActions.open, card.url) : undefined)],
    // The room as well: whoever reads no threads must see these.
    broadcast: stage === 'due' || stage === 'on-call' || stage === 'reopened',
  }
}

type Sentences = Readonly<Record<Post<'warning'>['stage'], (card: CaseCard) => string>>

const sentences: Sentences = {
  soon: (card) => `Case ${card.number}: the promise is due ${whenAndHowFar(card.promiseAt, card)}.`,
  due: (card) => `Case ${card.number}: the promise has passed, and no person has answered.`,
  'on-call': (card) => `Case ${card.number}: nobody has answered since the promise passed.`,
  returned: (card) => `Case ${card.number} is back: its time for later has come.`,
  reopened: (card) => `Case ${card.number} is reopened: the customer wrote again.`,
  hard: (card) => `Case ${card.number}: the customer found it hard.`,
}

/** Where a person has answered and the customer wrote again. */
const sentencesAgain: Partial<Sentences> = {
  soon: (card) => `Case ${card.number}: the customer wrote again ${since(card)} and waits for an answer.`,
  due: (card) => `Case ${card.number}: the customer wrote again ${since(card)}, and no person has answered.`,
  'on-call': (card) => `Case ${card.number}: nobody has answered since the customer wrote again ${since(card)}.`,
}

function since(card: CaseCard): string {
  return whenAndHowFar(card.waitingSince ?? card.now, card)
}

/** Calls a person or a group of the workspace by its id; anybody else is only named. */
function mentioned(who: string, { owner }: CaseCard): string {
  const called = idIn(who)
  if (called) return called.kind === 'person' ? `<@${called.id}>` : `<!subteam^${called.id}>`
  return `*${escaped(clamp(owner?.id === who ? owner.name : who, 80))}*`
}

export function moved({ caseNumber, to }: Post<'moved'>): Drawn {
  const text = `Case ${caseNumber} is in another room now${to ? `: #${escaped(to)}` : ''}.`
  return { text, blocks: [aside(text)] }
}
