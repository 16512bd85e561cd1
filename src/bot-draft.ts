// What the bot would answer to the last thing a customer asked, for an agent to look at: only where it is sure, and
// never sent by itself.

import { linesOf } from './desk/cards.ts'
import type { Knowledge } from './knowledge.ts'
import type { Case } from './model/case.ts'
import type { Message } from './model/message.ts'
import type { Content } from './model/shop.ts'
import type { Clock, Log, Lookup } from './ports/outside.ts'
import type { Store } from './ports/store.ts'
import { type Rehearsal, rehearse } from './rehearsal.ts'
import { understand } from './understand/understand.ts'

export type BotDraftParts = {
  readonly store: Pick<Store, 'deskTranscript'>
  readonly knowledge: () => Knowledge
  readonly lookups: readonly Lookup[]
  readonly clock: Clock
  readonly log: Log
}

/** Questions of the bot's that known facts may answer before it has an answer of its own. */
const mostQuestions = 3

/** Plays the question to the bot on an empty memory, so that nothing of it can reach the customer. */
export function botDraft(parts: BotDraftParts): (held: Case) => Promise<string | undefined> {
  const { store, knowledge, lookups, clock, log } = parts
  return async (held) => {
    const { content, mind } = knowledge()
    const asked = lastAsked(await linesOf(store, held.conversationId)) ?? held.summary.wish
    const intent = sureIntent(asked, held, { content, mind }, clock.now())
    if (intent === undefined) return undefined
    const rehearsal = await rehearse({ content, mind, lookups, startAt: clock.now(), log })
    try {
      return await played(rehearsal, asked, held, intent)
    } finally {
      await rehearsal.close()
    }
  }
}

function lastAsked(messages: readonly Message[]): string | undefined {
  const gone = messages.flatMap(({ change, externalId }) =>
    change?.kind === 'withdrawn' ? [change.of, externalId] : [],
  )
  const asked = messages.findLast(
    ({ author, choice, text, externalId }) =>
      author.kind === 'customer' && choice === undefined && /\p{L}{2}/u.test(text) && !gone.includes(externalId),
  )
  return asked?.text
}

/** The intent of a question that the bot understands for sure and may answer by itself. */
function sureIntent(asked: string, held: Case, { content, mind }: Knowledge, now: number): string | undefined {
  const { languages, calendar } = content.shop
  const language = { current: held.language, evidence: {}, served: languages, hint: held.language }
  const { zone, intents } = understand(asked, { language, now, zone: calendar.zone }, mind)
  const [best] = intents
  return zone === 'sure' && best && answers(content, best.name) ? best.name : undefined
}

function answers({ intents }: Content, name: string): boolean {
  return ['question', 'look-up'].includes(intents.get(name)?.kind ?? '')
}

async function played(rehearsal: Rehearsal, asked: string, held: Case, intent: string): Promise<string | undefined> {
  const customer = 'customer'
  const said = [...(await rehearsal.customer(customer, { text: asked, pageLanguage: held.language }))]
  for (let round = 0; round < mostQuestions; round++) {
    const awaiting = (await rehearsal.conversation(customer))?.awaiting
    const known = awaiting?.kind === 'slot' ? held.summary.facts[awaiting.name] : undefined
    if (known === undefined) break
    said.push(...(await rehearsal.customer(customer, { text: known })))
  }
  const conversation = await rehearsal.conversation(customer)
  const isOpen = conversation?.flow !== undefined || (await rehearsal.caseOf(customer)) !== undefined
  const answer = said.filter(({ reply }) => reply?.kind === 'answer' && reply.intent === intent)
  return isOpen || answer.length === 0 ? undefined : answer.map(({ text }) => text).join('\n\n')
}
