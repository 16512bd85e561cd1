// Several cases in one post: the morning brief, and many warnings as one.

import type { Brief, CaseCard } from '../../../src/model/desk.ts'
import { clamp, clean } from '../../slack-app/safe-text.ts'
import { caseActions } from '../names.ts'
import { stateOf, takeButton, waitOf } from './case-card.ts'
import { aside, type Block, type Drawn, inZone, link, says, whereFrom } from './elements.ts'

/** So many fit in one post with all that stands around them: 13,200 characters and 50 blocks. */
const mostRows = 12
const mostHard = 5
const longestWish = 150

/** One case in a list, with the button that takes it while nobody has. */
export function caseRow(card: CaseCard): Block {
  const wait = waitOf(card)
  const left = wait.length === 0 ? '' : `\n${wait.at(-1)}`
  const urgent = card.priority === 'urgent' ? ' · *Urgent*' : ''
  return {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: `*Case ${card.number}* · ${stateOf(card)}${urgent} · ${whereFrom(card)}${left}`,
      verbatim: true,
    },
    fields: [{ type: 'plain_text', text: clamp(clean(card.wish), longestWish), emoji: false }],
    ...(card.state === 'waiting' ? { accessory: takeButton(card, caseActions.briefTake) } : {}),
  }
}

/** As many as fit, and how many more there are. */
function rows(cards: readonly CaseCard[], most: number): readonly Block[] {
  const left = cards.length - most
  return [
    ...cards.slice(0, most).map(caseRow),
    ...(left > 0 ? [aside(`${left} more: type \`/nightdesk queue\`.`)] : []),
  ]
}

export function brief({ brief: night }: { readonly brief: Brief }): Drawn {
  const { came, solved, waiting, withPerson, withBot, from, to, zone, leads, hard } = night
  const queue = night.queue.filter(({ number }) => !leads.some((lead) => lead.number === number))
  const shownLeads = Math.min(leads.length, mostRows / 2)
  const numbers = `*${came} came* = ${solved} solved + ${waiting} waiting + ${withPerson} with a person + ${withBot} with the bot`
  const title = `The night: ${inZone(from, zone)} to ${inZone(to, zone)}`
  return {
    text: `${title}. ${came} came, ${waiting} waiting.`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clamp(title, 150), emoji: false } },
      says(numbers),
      ...(leads.length > 0 ? [says(`*Sales leads* (${leads.length})`), ...rows(leads, shownLeads)] : []),
      ...(queue.length > 0
        ? [says(`*${leads.length > 0 ? 'Others in the queue' : 'Queue'}* (${queue.length})`)]
        : leads.length > 0
          ? []
          : [says('Nobody is waiting.')]),
      ...rows(queue, mostRows - shownLeads),
      ...hardOnes(hard),
    ],
  }
}

/** Customers who found it hard: somebody should look again. */
function hardOnes(hard: Brief['hard']): readonly Block[] {
  if (hard.length === 0) return []
  const left = hard.length - mostHard
  return [
    says(`*Found it hard* (${hard.length})`),
    ...hard
      .slice(0, mostHard)
      .map(({ caseNumber, score, url }) =>
        says(
          `${caseNumber === undefined ? 'Solved by the bot' : `Case ${caseNumber}`}: ${score} of 5`,
          link('Look again', caseActions.open, url),
        ),
      ),
    ...(left > 0 ? [aside(`${left} more on the page of figures.`)] : []),
  ]
}

export function flood({ cards }: { readonly cards: readonly CaseCard[] }): Drawn {
  const title = `${cards.length} cases need somebody at once`
  return { text: title, blocks: [says(`*${title}*`), ...rows(cards, mostRows)] }
}
