// `/nightdesk`: the queue, one's own day, away and back, finding a case, and the way to the desk page; all in private.

import type { App } from '@slack/bolt'
import type { CaseCard } from '../../src/model/desk.ts'
import type { DeskAgent, DeskQueue } from '../../src/ports/desk.ts'
import { clamp, clean, escaped } from '../slack-app/safe-text.ts'
import { caseRow } from './blocks/case-list.ts'
import { type Block, says } from './blocks/elements.ts'
import type { Acting } from './heard/acting.ts'
import { words } from './heard/agent-words.ts'
import { signInText } from './home.ts'
import { command } from './names.ts'

/** Rows in one private answer. */
const mostRows = 12

type Answer = { readonly text: string; readonly blocks?: readonly Block[] }

export function hearCommand(app: App, acting: Acting): void {
  app.command(command, async ({ ack, body }) => {
    let answer: Answer = { text: words.notDone }
    const { text } = await acting.attempt(body.user_id, async (agent) => {
      answer = await answerTo(acting, agent, body.text)
      return { isDone: true }
    })
    if (text !== undefined) answer = { text }
    const { text: shown, blocks } = answer
    await ack({ response_type: 'ephemeral', text: shown, ...(blocks ? { blocks: [...blocks] } : {}) })
  })
}

async function answerTo({ parts: { house } }: Acting, agent: DeskAgent, typed: string): Promise<Answer> {
  const [word = '', ...rest] = typed.trim().split(/\s+/)
  switch (word.toLowerCase()) {
    case 'queue':
      return queueText(await house.queue(agent))
    case 'status':
      return { text: statusText(await house.queue(agent)) }
    case 'away':
      await house.setAway(agent, true)
      return { text: words.away }
    case 'back':
      await house.setAway(agent, false)
      return { text: words.back }
    case 'find':
      return rest.length === 0 ? { text: helpText } : foundText(rest.join(' '), await house.find(rest.join(' ')))
    case 'desk':
      return { text: signInText(await house.signInLink(agent)) }
    default:
      return { text: helpText }
  }
}

const helpText = [
  `\`${command} queue\` shows who waits, oldest promise first`,
  `\`${command} status\` shows your day in numbers`,
  `\`${command} away\` gives your cases that wait for an answer back to the queue`,
  `\`${command} back\` ends that`,
  `\`${command} find WORDS\` finds cases by number, name, order number or what they are about`,
  `\`${command} desk\` gives you a link to the desk page`,
].join('\n')

function queueText({ waiting, mine }: DeskQueue): Answer {
  if (waiting.length === 0) return { text: `Nobody is waiting. You have ${counted(mine.length)}.` }
  return listed(`${counted(waiting.length)} waiting, oldest promise first`, waiting)
}

function statusText({ mine, waiting, later, numbers, away }: DeskQueue): string {
  const { taken, solved, kept, promises } = numbers
  return [
    away ? 'You are away.' : 'You are here.',
    `You have ${counted(mine.length)}; ${waiting.length} waiting for anybody; ${later.length} put off.`,
    `Today: ${taken} taken, ${solved} solved, ${kept} of ${promises} promises kept.`,
  ].join('\n')
}

function foundText(sought: string, cards: readonly CaseCard[]): Answer {
  const shown = escaped(clamp(clean(sought), 100))
  if (cards.length === 0) return { text: `No case has “${shown}” in it.` }
  return listed(`${counted(cards.length)} with “${shown}”`, cards)
}

function listed(title: string, cards: readonly CaseCard[]): Answer {
  const left = cards.length - mostRows
  return {
    text: title,
    blocks: [
      says(`*${title}*`),
      ...cards.slice(0, mostRows).map(caseRow),
      ...(left > 0 ? [says(`${left} more are on App Home and on the desk page.`)] : []),
    ],
  }
}

function counted(cases: number): string {
  return cases === 1 ? '1 case' : `${cases} cases`
}
