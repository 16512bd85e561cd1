// App Home: what is mine, who waits, what is put off, my day in numbers, and the way to the desk page.

import type { App, types } from '@slack/bolt'
import type { CaseCard } from '../../src/model/desk.ts'
import type { DeskQueue } from '../../src/ports/desk.ts'
import { asked } from '../slack-app/client.ts'
import { escaped } from '../slack-app/safe-text.ts'
import { caseRow } from './blocks/case-list.ts'
import { aside, type Block, button, link, says, when } from './blocks/elements.ts'
import type { Acting } from './heard/acting.ts'
import { linked, words } from './heard/agent-words.ts'
import { onPress } from './heard/presses.ts'
import { openModal } from './modals/doors.ts'
import { saying } from './modals/forms.ts'
import { caseActions, homeActions } from './names.ts'

/** Slack takes 100 blocks of a Home; three lists with headings must fit. */
const rowsEach = 25

export type ShowHome = (user: string, notice: string | undefined, page?: number) => Promise<void>

/** Draws somebody's Home. Never rejects: it is drawn anew whenever they open it. */
export function homeOf(acting: Acting): ShowHome {
  const { house, client, log, isAgent, agentOf, clock } = acting.parts
  return async (user, notice, page = 0) => {
    try {
      const view = (await isAgent(user))
        ? homeView(await house.queue(await agentOf(user)), house.zone(), clock.now(), page, notice)
        : strangersHome(house.rooms())
      await asked(client.views.publish({ user_id: user, view }))
    } catch {
      log.warn({ desk: 'slack' }, 'an App Home could not be drawn')
    }
  }
}

export function hearHome(app: App, acting: Acting, show: ShowHome): void {
  const { house } = acting.parts
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await show(event.user, undefined)
  })
  onPress(app, [homeActions.page], ({ user, value }) => show(user, undefined, Number(value) || 0))
  onPress(app, [homeActions.away, homeActions.back], async ({ user, action }) => {
    const isAway = action === homeActions.away
    const { text } = await acting.attempt(user, async (agent) => {
      await house.setAway(agent, isAway)
      return { isDone: true, text: isAway ? words.away : words.back }
    })
    await show(user, text)
  })
  onPress(app, [homeActions.desk], async ({ user, trigger }) => {
    const { text } = await acting.attempt(user, async (agent) => {
      const address = await house.signInLink(agent)
      await openModal(acting, trigger, saying('The desk page', signInText(address)))
      return { isDone: true }
    })
    if (text !== undefined) await show(user, text)
  })
}

/** A link that lets one person in once must be seen by nobody else. */
export function signInText(address: string): string {
  return `${linked(address, 'Open the desk page as yourself')}. The link works once, and for a quarter of an hour. Do not pass it on.`
}

function strangersHome(rooms: readonly string[]): types.HomeView {
  const named = rooms.map((room) => `#${escaped(room)}`).join(', ')
  return {
    type: 'home',
    blocks: [says(`Cases of customers come to ${named}. Join one of these rooms to work on them.`)],
  }
}

export function homeView(
  { mine, waiting, later, numbers, away }: DeskQueue,
  zone: string,
  now: number,
  page: number,
  notice?: string,
): types.HomeView {
  const pages = Math.max(1, ...[mine, waiting, later].map(({ length }) => Math.ceil(length / rowsEach)))
  const shown = Math.min(Math.max(0, page), pages - 1)
  const of = (cards: readonly CaseCard[]) => cards.slice(shown * rowsEach, (shown + 1) * rowsEach)
  const { taken, solved, kept, promises } = numbers
  return {
    type: 'home',
    blocks: [
      ...(notice === undefined ? [] : [says(notice)]),
      says(`*Today*: ${taken} taken · ${solved} solved · ${kept} of ${promises} promises kept`),
      { type: 'actions', elements: [awayButton(away), button('The desk page', homeActions.desk, 'desk')] },
      ...list('Mine', mine.length, of(mine), 'You have no case.'),
      ...list('Waiting, oldest promise first', waiting.length, of(waiting), 'Nobody is waiting.'),
      ...list('Later', later.length, of(later), 'Nothing is put off.'),
      ...pageButtons(shown, pages),
      aside(`As of ${when(now, zone)}. Open this page again for a newer look.`),
    ],
  }
}

function awayButton(away: boolean) {
  return away ? button('I am back', homeActions.back, 'back', 'primary') : button('I am away', homeActions.away, 'away')
}

function list(title: string, count: number, cards: readonly CaseCard[], none: string): readonly Block[] {
  return [
    { type: 'header', text: { type: 'plain_text', text: count > 0 ? `${title} (${count})` : title, emoji: false } },
    ...(count === 0 ? [aside(none)] : cards.map(rowOf)),
  ]
}

/** A row whose case is somebody's has no button of its own: there it leads to the case. */
function rowOf(card: CaseCard): Block {
  const row = caseRow(card)
  if (row.type !== 'section' || row.accessory) return row
  return { ...row, accessory: link('Open', caseActions.open, card.url) }
}

/** Two buttons with one action id may not stand in one block. */
function pageButtons(page: number, pages: number): readonly Block[] {
  const other = [
    ...(page > 0 ? [button('Page before', homeActions.page, String(page - 1))] : []),
    ...(page < pages - 1 ? [button('Next page', homeActions.page, String(page + 1))] : []),
  ]
  return other.map((one) => ({ type: 'actions', elements: [one] }))
}
