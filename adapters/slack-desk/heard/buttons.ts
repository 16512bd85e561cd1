// Buttons that act at once: take, hand back, raise, send again, undo, send or keep.

import type { App } from '@slack/bolt'
import type { AgentAction } from '../../../src/model/case.ts'
import type { DeskAgent } from '../../../src/ports/desk.ts'
import { asked } from '../../slack-app/client.ts'
import { momentOfTs } from '../../slack-app/moment.ts'
import { mentionedIn, plainText } from '../../slack-app/plain-text.ts'
import { caseActions, lineActions } from '../names.ts'
import type { Acting, Deed } from './acting.ts'
import { refusal, words, yours } from './agent-words.ts'
import { readLine } from './message.ts'
import { onPress, type Press } from './presses.ts'
import { remarkIn } from './remarks.ts'

/** `showHome`: draws somebody's App Home anew, with a word about what they pressed there. */
export function hearButtons(
  app: App,
  acting: Acting,
  showHome: (user: string, notice: string | undefined) => Promise<void>,
): void {
  const { attempt, tell } = acting
  const told = (work: (press: Press, agent: DeskAgent) => Promise<Deed>) => async (press: Press) => {
    const { text } = await attempt(press.user, (agent) => work(press, agent))
    if (text !== undefined) void tell(press.ear, text)
  }
  onPress(
    app,
    [caseActions.take],
    told((press, agent) => take(acting, press, agent)),
  )
  onPress(
    app,
    [caseActions.handBack],
    told((press, agent) => plainAct(acting, press, agent, { kind: 'hand-back' })),
  )
  onPress(
    app,
    [caseActions.sendAgain],
    told((press, agent) => sendAgain(acting, press, agent)),
  )
  // It only opens an address, and Slack waits for an answer all the same.
  onPress(app, [caseActions.open], async () => {})
  onPress(app, [caseActions.briefTake], (press) => takeFromList(acting, press, showHome))
  onPress(app, [lineActions.undo], (press) => undo(acting, press))
  onPress(app, [lineActions.keep], async ({ replace }) => void replaced(acting, replace(words.kept)))
  onPress(app, [lineActions.send], (press) => send(acting, press))
}

/** An act on the case whose number is the button's value. */
export function plainAct(acting: Acting, press: Press, agent: DeskAgent, action: AgentAction): Promise<Deed> {
  const id = acting.pressId(press.user, press.ts, press.action)
  return acting.act(agent, { id, caseNumber: caseNumberIn(press.value), action })
}

/** Values are `NUMBER`, `NUMBER rest` or, in menus, `WORD NUMBER`. */
export function caseNumberIn(value: string): number {
  return Number(/(?:^|\s)(\d{1,9})(?:\s|$)/.exec(value)?.[1] ?? 0)
}

function take(acting: Acting, press: Press, agent: DeskAgent): Promise<Deed> {
  return plainAct(acting, press, agent, { kind: 'take', saidAt: momentOfTs(press.ts) })
}

/** Where the case's own card is not in sight, its new owner is led there. */
async function takeFromList(
  acting: Acting,
  press: Press,
  showHome: (user: string, notice: string | undefined) => Promise<void>,
): Promise<void> {
  const { text, isDone } = await acting.attempt(press.user, (agent) => take(acting, press, agent))
  void (async () => {
    const number = caseNumberIn(press.value)
    const shown = text ?? (isDone ? yours(number, await linkTo(acting, number)) : undefined)
    if (press.ear.room === undefined) await showHome(press.user, shown)
    else if (shown !== undefined) await acting.tell(press.ear, shown)
  })()
}

/** The case's thread in Slack, or the desk page where Slack does not say. */
async function linkTo({ parts: { house, client } }: Acting, number: number): Promise<string> {
  const page = async () => (await house.card(number))?.url ?? ''
  try {
    const place = await house.placeOf(number)
    if (!place) return await page()
    const { permalink } = await asked(client.chat.getPermalink({ channel: place.room, message_ts: place.thread }))
    return permalink ?? (await page())
  } catch {
    return page().catch(() => '')
  }
}

async function sendAgain({ parts: { house } }: Acting, press: Press, agent: DeskAgent): Promise<Deed> {
  const number = caseNumberIn(press.value)
  const line = press.value.slice(press.value.indexOf(' ') + 1)
  const { owner } = (await house.card(number)) ?? {}
  // Refused before anything is stored, so that the owner's own press is another act than this one.
  if (owner && owner.id !== agent.id) return notDone({ why: 'owned-by-other', ownerName: owner.name }, number)
  if (!owner) return notDone({ why: 'not-owner' }, number)
  // One such act for each owner: pressed twice, it is sent once.
  const outcome = await house.sendAgain(number, line, agent, `${line}:again:${press.user}`)
  if (!outcome) return { isDone: true, text: words.later }
  return outcome.kind === 'done' ? { isDone: true, text: words.sent } : notDone(outcome, number)
}

function notDone(why: Omit<Parameters<typeof refusal>[0], 'kind'>, caseNumber: number): Deed {
  return { isDone: false, text: refusal({ kind: 'refused', ...why }, caseNumber) }
}

async function undo(acting: Acting, press: Press): Promise<void> {
  const { text } = await acting.attempt(press.user, (agent) => {
    const of = press.value.slice(press.value.indexOf(' ') + 1)
    const id = `${of}:undone`
    return acting.act(agent, { id, caseNumber: caseNumberIn(press.value), action: { kind: 'withdraw', of } })
  })
  void replaced(acting, press.replace(text ?? words.undone))
}

/** "Send" to the question whether a line shall go out: what stands there now goes, if it is still theirs. */
async function send(acting: Acting, press: Press): Promise<void> {
  const { text, isDone } = await acting.attempt(press.user, (agent) => sendLine(acting, press, agent))
  if (isDone) void replaced(acting, press.replace(text ?? words.sent))
  else if (text !== undefined) void acting.tell(press.ear, text)
}

async function sendLine(acting: Acting, press: Press, agent: DeskAgent): Promise<Deed> {
  const { client, nameOf, botUserId } = acting.parts
  const [number = '', channel = '', thread = '', ts = '', isChanged] = press.value.split(' ')
  const caseNumber = Number(number)
  const page = { channel, ts: thread, oldest: ts, latest: ts, inclusive: true, limit: 5 }
  const { messages = [] } = await asked(client.conversations.replies(page))
  const found = messages.find((message) => message.ts === ts)
  const line = found && readLine({ ...found, channel, thread_ts: thread }, botUserId())
  if (!line) return { isDone: false, text: words.gone }
  if (line.user !== press.user) return { isDone: false, text: words.notYours }
  const names = await Promise.all(mentionedIn(line.mrkdwn).map(async (id) => [id, await nameOf(id)] as const))
  const text = plainText(line.mrkdwn, new Map(names), line.emoji)
  if (remarkIn(text, line.mrkdwn) !== 'none') return { isDone: false, text: words.kept }
  const sent = `${acting.lineId(channel, ts)}:sent`
  if (isChanged) {
    // Where it was sent before, the customer gets a correction; where it never was, it goes out below.
    const id = `${sent}:changed:${press.ts}`
    const edited = await acting.act(agent, { id, caseNumber, action: { kind: 'edit', of: sent }, text })
    if (!edited.isDone || edited.as !== 'noted') return edited
  }
  const attachments = line.files
  const said = { id: sent, caseNumber, action: { kind: 'say' }, text } as const
  return acting.act(agent, attachments.length > 0 ? { ...said, attachments } : said)
}

/** Only the look of a private message is at stake. */
async function replaced({ parts: { log } }: Acting, replacing: Promise<void>): Promise<void> {
  try {
    await replacing
  } catch {
    log.warn({ desk: 'slack' }, 'a private message could not be replaced')
  }
}
