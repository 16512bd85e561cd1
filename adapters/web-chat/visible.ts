// What a visitor is shown of a conversation. Sees only rows of Store.transcript, which hold nothing from inside.

import type { ChatMessage, ChatState } from '../../src/model/api.ts'
import { openQuestion } from '../../src/model/carry-on.ts'
import type { Case } from '../../src/model/case.ts'
import type { Conversation } from '../../src/model/conversation.ts'
import type { Message } from '../../src/model/message.ts'

/** A typing sign that lasts longer than this would promise what nobody is doing. */
const longestWorkMs = 30_000

/** A row as the widget gets it. */
export function chatMessageFrom(row: Message, conversation: Conversation): ChatMessage {
  const { author, reply } = row
  const clientId = author.kind === 'customer' ? clientIdOf(row, conversation) : undefined
  const name = author.kind === 'agent' ? firstName(author.name) : undefined
  return {
    position: row.position,
    id: row.id,
    ...(clientId === undefined ? {} : { clientId }),
    author: author.kind,
    ...(name === undefined ? {} : { name }),
    text: row.text,
    ...(row.choice === undefined ? {} : { choice: row.choice }),
    language: reply?.language ?? conversation.language,
    at: row.receivedAt,
    ...(reply === undefined ? {} : { kind: reply.kind }),
    ...(reply?.choices === undefined ? {} : { choices: reply.choices }),
    ...(reply?.picture === undefined ? {} : { picture: reply.picture }),
    ...(row.attachments === undefined ? {} : { attachments: row.attachments }),
    ...(reply?.caseNumber === undefined ? {} : { caseNumber: reply.caseNumber }),
  }
}

/** Who has the conversation, and whether an answer is on its way to the customer's last line. */
export function chatStateFrom(
  conversation: Conversation,
  latestCase: Case | undefined,
  lastLine: Message | undefined,
  now: number,
): ChatState {
  const handler = handlerOf(latestCase)
  const asked = openQuestion(conversation.asked, now)
  const agentName = handler === 'agent' ? firstName(latestCase?.owner?.name) : undefined
  return {
    language: conversation.language,
    handler,
    ...(agentName === undefined ? {} : { agentName }),
    ...(handler === 'bot' || latestCase === undefined ? {} : { caseNumber: latestCase.number }),
    ...(asked && { asked: asked.position }),
    ...(conversation.joined?.length && { carriedOn: [...new Set(conversation.joined.map(({ channel }) => channel))] }),
    working: handler !== 'agent' && lastLine !== undefined && isUnread(lastLine, conversation, now),
  }
}

/** The bot has not yet taken this line up. It may also have, and chosen to stay silent: then nothing is on its way. */
function isUnread(line: Message, conversation: Conversation, now: number): boolean {
  if (line.author.kind !== 'customer' || now - line.receivedAt > longestWorkMs) return false
  return line.receivedAt > (conversation.lastCustomerMessageAt ?? 0)
}

function handlerOf(latestCase: Case | undefined): ChatState['handler'] {
  if (latestCase?.state === 'owned') return 'agent'
  return latestCase?.state === 'waiting' ? 'waiting' : 'bot'
}

function clientIdOf(row: Message, conversation: Conversation): string | undefined {
  const { channel, address } = row.from ?? conversation
  if (channel !== 'web') return undefined
  const prefix = `${address}:`
  return row.externalId.startsWith(prefix) ? row.externalId.slice(prefix.length) : undefined
}

function firstName(name: string | undefined): string | undefined {
  return name?.trim().split(/\s+/)[0]
}
