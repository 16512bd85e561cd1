// What an agent does with a case: a click becomes a message through the same door as everybody's.

import { z } from 'zod'
import { mostAttachments } from '../model/attachment.ts'
import type { AgentAction, Case } from '../model/case.ts'
import type { Outcome } from '../model/decision.ts'
import type { IncomingMessage } from '../model/message.ts'
import type { Clock, Jobs, Signals } from '../ports/outside.ts'
import type { Agent } from '../ports/route.ts'
import { type Store, UnknownUpload } from '../ports/store.ts'
import { within } from './deadline.ts'
import { busy, Refusal, unknownUpload } from './refusal.ts'

const longestText = 4_000
/** How long a click waits for its turn before it says "not yet". */
const settleMs = 5_000

const Action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('take') }),
  z.strictObject({ kind: z.literal('say') }),
  z.strictObject({ kind: z.literal('note') }),
  z.strictObject({ kind: z.literal('solve') }),
  z.strictObject({ kind: z.literal('hand-back') }),
  z.strictObject({
    kind: z.literal('pass-on'),
    to: z.union([
      z.strictObject({ team: z.string().max(100) }),
      z.strictObject({ agent: z.strictObject({ id: z.string().max(100), name: z.string().max(100) }) }),
    ]),
  }),
])

export const ActionBody = z.strictObject({
  id: z.string().regex(/^[\w-]{1,64}$/, 'use 1 to 64 letters, digits, - or _'),
  action: Action,
  text: z
    .string()
    .max(2 * longestText, `at most ${longestText} characters`)
    .transform(cleaned)
    .refine((text) => [...text].length <= longestText, `at most ${longestText} characters`)
    .optional(),
  attachments: z.array(z.string().max(40)).max(mostAttachments, `at most ${mostAttachments} files`).optional(),
})

/** Without what no store or screen takes: lone surrogates, NUL and other control characters but tab and line feed. */
function cleaned(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\t\n])\p{Cc}/gu, '')
    .trim()
}

export type ActionDeps = {
  readonly store: Store
  readonly jobs: Jobs
  readonly signals: Signals
  readonly clock: Clock
  readonly teams: () => readonly { readonly name: string; readonly label: string }[]
}

/**
 * Stores the action, lets the conversation's turn decide it, and tells how it ended. Repeating it with the same id
 * asks again and does nothing twice. Throws Refusal 400 (text, team or agent missing), 409 (id used otherwise),
 * 503 (stored, but not decided yet).
 */
export async function act(
  deps: ActionDeps,
  agent: Agent,
  kase: Case,
  body: z.infer<typeof ActionBody>,
  now: number,
): Promise<Outcome> {
  const message = await messageOf(deps, agent, kase, body)
  const added = await deps.store.addMessage(message, { language: kase.language, now }).catch((error: unknown) => {
    throw error instanceof UnknownUpload ? unknownUpload() : error
  })
  if (added.outcome === 'conflict') {
    throw new Refusal(409, 'conflict', 'This id was used for something else. Use a new id for each action.')
  }
  deps.jobs.wake(added.conversationId)
  deps.signals.publish(`conversation:${added.conversationId}`)
  await within(deps.clock, settleMs, deps.jobs.settled(added.conversationId), undefined)
  const outcome = await deps.store.outcomeOf(added.id)
  if (!outcome) throw busy(2_000)
  deps.signals.publish('cases')
  return outcome
}

async function messageOf(
  deps: ActionDeps,
  agent: Agent,
  kase: Case,
  { id, action, text = '', attachments = [] }: z.infer<typeof ActionBody>,
): Promise<IncomingMessage> {
  const speaks = action.kind === 'say' || action.kind === 'note'
  if (speaks && text === '' && attachments.length === 0) {
    throw new Refusal(400, 'invalid', 'Write something first.', { where: 'body.text' })
  }
  if (!speaks && attachments.length > 0) {
    throw new Refusal(400, 'invalid', 'Files go with an answer or a note only.', { where: 'body.attachments' })
  }
  return {
    channel: 'desk',
    externalId: `${agent.id}:${id}`,
    address: kase.conversationId,
    author: { kind: 'agent', id: agent.id, name: firstName(agent.name) },
    text,
    ...(attachments.length > 0 && { attachments: attachments.map((file) => ({ id: file })) }),
    action: await checkedAction(deps, action),
  }
}

/** What customers see of an agent's name. */
function firstName(name: string): string {
  return name.split(' ', 1)[0] ?? name
}

/** The action with a team that exists, or an agent as we know them, whatever name the page sent. */
async function checkedAction(deps: ActionDeps, action: z.infer<typeof Action>): Promise<AgentAction> {
  if (action.kind !== 'pass-on') return action
  const { to } = action
  if ('team' in to) {
    if (deps.teams().some(({ name }) => name === to.team)) return { kind: 'pass-on', to }
    throw new Refusal(400, 'invalid', 'There is no such team. Choose one of the list.', { where: 'body.action.to' })
  }
  const known = (await deps.store.agents()).find(({ id, roles }) => id === to.agent.id && roles.includes('agent'))
  if (!known) {
    throw new Refusal(400, 'invalid', 'There is no such agent. Choose one of the list.', { where: 'body.action.to' })
  }
  return { kind: 'pass-on', to: { agent: { id: known.id, name: firstName(known.name) } } }
}
