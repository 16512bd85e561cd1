// Lines in the threads of cases: said, changed, deleted. Each is stored before Slack is answered; the rules of the house
// decide what reaches the customer, and the author is told whatever they might not expect.

import type { App } from '@slack/bolt'
import type { AgentAction } from '../../../src/model/case.ts'
import type { CaseCard } from '../../../src/model/desk.ts'
import type { DeskAgent } from '../../../src/ports/desk.ts'
import { momentOfTs } from '../../slack-app/moment.ts'
import { mentionedIn, plainText } from '../../slack-app/plain-text.ts'
import { type Block, button, says } from '../blocks/elements.ts'
import { caseActions, lineActions } from '../names.ts'
import type { Acting, Ear } from './acting.ts'
import { refusal, stayedInside, words } from './agent-words.ts'
import { type HeardLine, readLine } from './message.ts'
import { asRemark, remarkIn } from './remarks.ts'

/** Slack's last try to hand an event over. */
const lastRetry = 3
const mostHints = 1_000

/** A line with all that is known of it. */
type Known = {
  readonly line: HeardLine
  readonly caseNumber: number
  readonly agent: DeskAgent
  readonly text: string
  readonly remark: ReturnType<typeof remarkIn>
  readonly ear: Ear
}

export function hearLines(app: App, acting: Acting): void {
  const { house, botUserId } = acting.parts
  const hint = hintOnce()
  app.event('message', async ({ event, context }) => {
    const line = readLine(event, botUserId())
    if (!line) return
    const ear = { user: line.user, room: line.room, thread: line.thread }
    try {
      const caseNumber = await house.caseAt(line.room, line.thread)
      if (caseNumber === undefined) return
      const known = await knowLine(acting, line, caseNumber)
      if (line.kind === 'said') await said(acting, known, hint)
      else if (line.kind === 'changed') await changed(acting, known)
      else await withdrawn(acting, known)
    } catch (error) {
      const retries = Number(context.retryNum ?? 0)
      if (retries === 0) void acting.tell(ear, words.lineComesAgain)
      else if (retries >= lastRetry) void acting.tell(ear, words.lineLost)
      throw error
    }
  })
}

async function knowLine({ parts }: Acting, line: HeardLine, caseNumber: number): Promise<Known> {
  const names = await Promise.all(mentionedIn(line.mrkdwn).map(async (id) => [id, await parts.nameOf(id)] as const))
  const plain = plainText(line.mrkdwn, new Map(names), line.emoji)
  const remark = remarkIn(plain, line.mrkdwn)
  const text = remark === 'none' ? plain : asRemark(plain)
  const agent = await parts.agentOf(line.user)
  return { line, caseNumber, agent, text, remark, ear: { user: line.user, room: line.room, thread: line.thread } }
}

type Deed = {
  /** What the act is called after the line's own id. */
  readonly id: string
  readonly action: AgentAction
  readonly text?: string
  readonly attachments?: HeardLine['files']
}

/** Stores an act on a line and waits for what became of it. Throws when it cannot be stored. */
function decided(acting: Acting, { line, caseNumber, agent }: Known, { id, ...deed }: Deed) {
  const externalId = `${acting.lineId(line.room, line.ts)}${id}`
  return acting.parts.house.act({ externalId, caseNumber, agent, ...deed })
}

async function said(acting: Acting, known: Known, hint: Hint): Promise<void> {
  const { line, text, remark, ear } = known
  const attachments = line.files
  if (text === '' && attachments.length === 0) return
  const action = { kind: 'line', saidAt: momentOfTs(line.ts) } as const
  const outcome = await decided(acting, known, {
    id: '',
    action,
    text,
    ...(attachments.length > 0 ? { attachments } : {}),
  })
  const as = outcome?.kind === 'done' ? outcome.as : undefined
  if (as === 'held') void acting.tell(ear, words.held, undoBlocks(known, acting.lineId(line.room, line.ts)))
  else if (remark === 'row') void acting.tell(ear, words.marked)
  else if (as === 'noted' && remark === 'none') void tellInside(acting, known, hint)
}

/** Who may think that the customer has their line is told that it is not so, or asked whether it shall be. */
async function tellInside(acting: Acting, known: Known, hint: Hint): Promise<void> {
  const { house } = acting.parts
  const { agent, caseNumber, ear, line } = known
  const card = await house.card(caseNumber).catch(() => undefined)
  if (!card) return
  if (card.state !== 'owned') {
    if (hint(`${agent.id} ${caseNumber} ${card.state}`))
      await acting.tell(
        ear,
        stayedInside(caseNumber, card.state),
        takeBlocks(card, stayedInside(caseNumber, card.state)),
      )
  } else if (card.owner?.id === agent.id) {
    if (house.whoSpeaks() === 'ask') await acting.tell(ear, words.ask, askBlocks(caseNumber, line))
    else await acting.tell(ear, words.beforeYours)
  }
}

async function changed(acting: Acting, known: Known): Promise<void> {
  const { line, text, remark, caseNumber, agent, ear } = known
  if (line.lostFile) return fileTakenOff(acting, known)
  const of = acting.lineId(line.room, line.ts)
  const outcome = await decided(acting, known, { id: `:changed:${line.changedTs}`, action: { kind: 'edit', of }, text })
  if (outcome?.kind === 'refused') return void acting.tell(ear, `${words.keptFormer} ${refusal(outcome, caseNumber)}`)
  const as = outcome?.kind === 'done' ? outcome.as : undefined
  if (as === 'corrected') return void acting.tell(ear, words.corrected)
  if (as === 'withdrawn') return void acting.tell(ear, words.withdrawn)
  if (as !== 'noted' || remark !== 'none') return
  const { house } = acting.parts
  const card = await house.card(caseNumber).catch(() => undefined)
  if (card?.owner?.id !== agent.id) return
  if (house.whoSpeaks() === 'ask') void acting.tell(ear, words.ask, askBlocks(caseNumber, line))
  else void acting.tell(ear, words.changedInside)
}

async function withdrawn(acting: Acting, known: Known): Promise<void> {
  if (await takenBack(acting, known, ':deleted')) void acting.tell(known.ear, words.withdrawn)
}

/** A line goes out whole or not at all: without one of its files it is not what was meant. */
async function fileTakenOff(acting: Acting, known: Known): Promise<void> {
  const isOut = await takenBack(acting, known, `:file-off:${known.line.changedTs}`)
  if (isOut) void acting.tell(known.ear, words.fileTakenOff)
}

/** True when the customer had the line, or would have had it. */
async function takenBack(acting: Acting, known: Known, id: string): Promise<boolean> {
  const of = acting.lineId(known.line.room, known.line.ts)
  const outcome = await decided(acting, known, { id, action: { kind: 'withdraw', of } })
  const isOut = outcome?.kind === 'done' && outcome.as === 'withdrawn'
  if (acting.parts.house.whoSpeaks() !== 'ask') return isOut
  const sent = await decided(acting, known, { id: `:sent${id}`, action: { kind: 'withdraw', of: `${of}:sent` } })
  return isOut || (sent?.kind === 'done' && sent.as === 'withdrawn')
}

function undoBlocks({ caseNumber }: Known, line: string): readonly Block[] {
  return [
    says(words.held),
    { type: 'actions', elements: [button('Undo', lineActions.undo, `${caseNumber} ${line}`, 'danger')] },
  ]
}

function askBlocks(caseNumber: number, { kind, room, thread, ts }: HeardLine): readonly Block[] {
  const value = `${caseNumber} ${room} ${thread} ${ts}${kind === 'changed' ? ' changed' : ''}`
  const buttons = [button('Send', lineActions.send, value, 'primary'), button('Keep inside', lineActions.keep, value)]
  return [says(words.ask), { type: 'actions', elements: buttons }]
}

function takeBlocks({ number, state }: CaseCard, text: string): readonly Block[] {
  if (state === 'solved') return [says(text)]
  return [says(text), { type: 'actions', elements: [button('Take', caseActions.briefTake, String(number), 'primary')] }]
}

/** True the first time for each key: colleagues who talk in a thread are told once, not at every line. */
type Hint = (key: string) => boolean

function hintOnce(): Hint {
  const given = new Set<string>()
  return (key) => {
    if (given.has(key)) return false
    if (given.size >= mostHints) given.clear()
    given.add(key)
    return true
  }
}
