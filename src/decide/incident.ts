// A trouble that many have: whoever has it is told once, and once that it is over, whichever of several ways leads there.

import type { AgentAction } from '../model/case.ts'
import type { Conversation } from '../model/conversation.ts'
import type { Outcome } from '../model/decision.ts'
import type { KnownIssue } from '../model/desk.ts'
import type { Message } from '../model/message.ts'
import { carries, type Intent } from '../model/shop.ts'
import { button, type Draft, note, sayPhrase, update, type World } from './draft.ts'

type Told = NonNullable<Conversation['incidents']>[number]
type Note = KnownIssue['note']

/** So many incidents a customer may have had; older ones are long over. */
const remembered = 20

/** Whoever was told that they will hear from us is not asked how it was before they have; but not kept open for ever. */
const openForMs = 72 * 3_600_000

/** Answers with the note in place of the intent's own steps, which would open a case for each customer. */
export function answersKnownIssue(draft: Draft, world: World, intent: Intent): boolean {
  const issue = world.issues?.find((one) => (one.tag ? carries(intent, one.tag) : one.intent === intent.name))
  return issue !== undefined && answersWith(draft, world, issue, intent.name)
}

/** As `answersKnownIssue`, for what no intent names: whoever writes nearly as others did has what they have. */
export function answersKnownWording(draft: Draft, world: World, message: Pick<Message, 'id'>): boolean {
  const issue = world.issues?.find(({ messages }) => messages?.includes(message.id))
  return issue !== undefined && answersWith(draft, world, issue)
}

function answersWith(draft: Draft, world: World, issue: KnownIssue, intent?: string): boolean {
  const known = toldOf(draft, issue.id)
  if (known?.clearedAt !== undefined) return false
  // One turn may hold several wishes of one trouble.
  if (draft.events.some(({ name, data }) => name === 'incident.told' && data.incident === issue.id)) return true
  const saying = {
    kind: 'answer',
    ...(intent === undefined ? {} : { intent }),
    choices: [button(draft, world, 'talk_to_person', 'person')],
  } as const
  update(draft, { misses: 0 })
  if (known?.toldAt !== undefined) sayPhrase(draft, world, 'known_issue_still', saying)
  else {
    sayPhrase(draft, world, 'known_issue', { ...saying, variables: { note: noteFor(draft, world, issue.note) } })
    remember(draft, { id: issue.id, toldAt: world.now })
    note(draft, world.now, 'incident.told', { incident: issue.id, asked: true })
  }
  return true
}

/** The notice for somebody who came before it was known; nothing for who was told already, or for whom it is over. */
export function tell(draft: Draft, world: World, action: Extract<AgentAction, { kind: 'known-issue' }>): Outcome {
  const { incident: id } = action
  if (toldOf(draft, id)) return { kind: 'done' }
  const variables = { note: noteFor(draft, world, action.note) }
  sayPhrase(draft, world, 'known_issue', { kind: 'notice', aside: true, variables })
  remember(draft, { id, toldAt: world.now })
  note(draft, world.now, 'incident.told', { incident: id, asked: false })
  return { kind: 'done' }
}

/** The all-clear for who was told; who was not never will be. */
export function clear(draft: Draft, world: World, action: Extract<AgentAction, { kind: 'all-clear' }>): Outcome {
  const { incident: id } = action
  const known = toldOf(draft, id)
  if (known?.clearedAt !== undefined) return { kind: 'done' }
  remember(draft, { ...known, id, clearedAt: world.now })
  if (known === undefined) return { kind: 'done' }
  const variables = { note: action.note ? noteFor(draft, world, action.note) : '' }
  sayPhrase(draft, world, 'all_clear', { kind: 'notice', aside: true, variables })
  note(draft, world.now, 'incident.cleared', { incident: id })
  return { kind: 'done' }
}

/** Until when the running episode stays open because its all-clear is still to come, epoch ms; 0: it need not. */
export function clearUntil({ incidents = [], episode }: Conversation): number {
  const awaited = incidents.filter(({ toldAt = 0, clearedAt }) => {
    return clearedAt === undefined && toldAt >= (episode?.openedAt ?? 0)
  })
  return Math.max(0, ...awaited.map(({ toldAt = 0 }) => toldAt + openForMs))
}

function toldOf(draft: Draft, incident: string): Told | undefined {
  return draft.conversation.incidents?.find(({ id }) => id === incident)
}

function remember(draft: Draft, told: Told): void {
  const others = draft.conversation.incidents?.filter(({ id }) => id !== told.id) ?? []
  update(draft, { incidents: [...others, told].slice(-remembered) })
}

/** In the customer's language; else in the shop's first; else in whichever it was written. */
function noteFor({ conversation }: Draft, { content: { shop } }: World, note: Note): string {
  return note[conversation.language] ?? note[shop.languages[0] ?? 'en'] ?? Object.values(note)[0] ?? ''
}
