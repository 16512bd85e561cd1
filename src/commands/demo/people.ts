// How customers and agents behave in the demo: enough like people that the figures look like a shop's.

import { isOpen, nextOpening } from '../../calendar/calendar.ts'
import type { Case } from '../../model/case.ts'
import type { Conversation } from '../../model/conversation.ts'
import type { Language } from '../../model/language.ts'
import type { Content } from '../../model/shop.ts'
import type { Store } from '../../ports/store.ts'
import type { Chance } from '../simulation/chance.ts'
import type { Stage } from '../simulation/stage.ts'
import type { FastTime } from '../simulation/time.ts'
import { easyRemarks, hardRemarks } from './remarks.ts'
import { channelShares, marks, minuteMs, spoken, unheardOf, wishes } from './season.ts'

const hourMs = 60 * minuteMs

export type Town = {
  readonly stage: Stage
  readonly store: Store
  readonly time: FastTime
  readonly chance: Chance
  readonly content: Content
}

/** Who works in the demo's shop. */
export const agents = [
  { id: 'demo:ida', name: 'Ida' },
  { id: 'demo:jonas', name: 'Jonas' },
  { id: 'demo:aino', name: 'Aino' },
] as const

/** A new customer: asks, answers what is asked back, perhaps rates, perhaps comes back. */
export async function visit(town: Town, name: string, dayIndex: number, trouble?: string): Promise<void> {
  const { chance, content, stage } = town
  const language = chance.weighed(spoken)
  const channel = chance.weighed(channelShares)
  const unheard = trouble === undefined && chance.happens(dayIndex < marks.newAnswer ? 0.08 : 0.03)
  const known = wishes.filter(([intent]) => content.intents.has(intent))
  const intent = trouble ?? chance.weighed(known)
  const text = unheard ? chance.pick(unheardOf[language]) : wordingOf(content, intent, language, chance)
  const conversation = await stage.says(channel, name, { text }, language)
  goOn(town, { channel, name, language }, conversation, 0)
}

function wordingOf(content: Content, intent: string, language: Language, chance: Chance): string {
  return chance.pick(content.intents.get(intent)?.utterances[language] ?? ['?'])
}

type Visitor = { readonly channel: string; readonly name: string; readonly language: Language }

const orders = ['10432', '10433', '10434', '10435', '10436']

/** What the customer does next, by what is open. */
function goOn(town: Town, who: Visitor, conversation: Conversation | undefined, said: number): void {
  const { time, chance, stage } = town
  if (!conversation || said > 6) return
  const later = (ms: number, line: { text?: string; choice?: string }): void =>
    time.at(time.now() + ms, async () => {
      goOn(town, who, await stage.says(who.channel, who.name, line, who.language), said + 1)
    })
  const { awaiting, choices = [] } = conversation
  const thinks = chance.between(8, 90) * 1000
  if (awaiting?.kind === 'slot') {
    if (chance.happens(0.9)) later(thinks, { text: awaiting.slot === 'order-number' ? chance.pick(orders) : 'ok' })
  } else if (awaiting?.kind === 'choice' || awaiting?.kind === 'confirm') {
    const [first] = choices
    if (first && chance.happens(0.75)) later(thinks, { choice: first.value })
  } else if (awaiting?.kind === 'survey') rates(town, who, conversation)
  else if (conversation.episode?.resolvedAt === undefined && chance.happens(0.45)) {
    const thanks = { en: 'thanks', nb: 'takk', sv: 'tack', da: 'tak', fi: 'kiitos' }[who.language]
    later(thinks, { text: thanks })
  } else listenForSurvey(town, who, conversation.id)
}

/** The survey comes with the end, later: whoever answers does so soon after. */
function listenForSurvey(town: Town, who: Visitor, conversationId: string): void {
  const { time, store } = town
  time.at(time.now() + 12 * minuteMs, async () => {
    const conversation = await store.conversation(conversationId)
    if (conversation?.awaiting?.kind === 'survey') rates(town, who, conversation)
  })
}

/** Effort is felt by how long it took and by whether it helped. */
function rates({ chance, time, stage }: Town, { channel, name, language }: Visitor, { episode }: Conversation): void {
  if (!chance.happens(0.42)) return
  const tookMs = time.now() - (episode?.openedAt ?? time.now())
  const mood = episode?.caseNumber === undefined ? 4.3 : tookMs < 4 * hourMs ? 4.1 : tookMs < 20 * hourMs ? 3.4 : 2.6
  const score = Math.max(1, Math.min(5, Math.round(mood + (chance.number() - 0.5) * 2.4)))
  time.at(time.now() + chance.between(10, 200) * 1000, async () => {
    const rated = await stage.says(channel, name, { choice: `survey:${score}` }, language)
    if (rated?.awaiting?.kind !== 'survey-comment' || !chance.happens(score <= 3 ? 0.5 : 0.15)) return
    const hard = hardRemarks[language].slice(episode?.caseNumber === undefined ? 1 : 0)
    const text = chance.pick(score <= 3 ? hard : easyRemarks[language])
    time.at(time.now() + chance.between(15, 120) * 1000, async () => {
      await stage.says(channel, name, { text }, language)
    })
  })
}

/** An agent at work: takes the oldest promise, answers, solves; looks again while the shop is open. */
export function work(town: Town, slownessAt: (at: number) => number, until: number): void {
  const { calendar } = town.content.shop
  for (const [index, agent] of agents.entries()) {
    const look = async (): Promise<void> => {
      const now = town.time.now()
      if (now >= until) return
      if (!isOpen(calendar, now)) {
        const opening = nextOpening(calendar, now)
        if (opening !== undefined) town.time.at(opening + index * 2 * minuteMs, look)
        return
      }
      const slowness = slownessAt(now)
      const ill = slowness >= 4 && index > 0
      const busyMs = ill ? 4 * hourMs : await handleOne(town, agent, slowness)
      town.time.at(town.time.now() + busyMs, look)
    }
    town.time.at(town.time.now(), look)
  }
}

/** How long the agent is busy with it, ms; with nothing to do, how long until they look again. */
async function handleOne(town: Town, agent: (typeof agents)[number], slowness: number): Promise<number> {
  const { store, stage, chance, time } = town
  const waiting = (await store.cases({ state: 'open', limit: 50 })).find(({ state }) => state === 'waiting')
  if (!waiting) return chance.between(4, 9) * minuteMs
  const taken = await stage.acts(agent, waiting, { kind: 'take' })
  if (taken?.kind !== 'done') return minuteMs
  const readsMs = (2 + chance.wait(5 * slowness)) * minuteMs
  time.at(time.now() + readsMs, async () => {
    await stage.acts(agent, waiting, { kind: 'say' }, answerOf(town, waiting))
    time.at(time.now() + chance.between(3, 25) * minuteMs, () => finish(town, agent, waiting))
  })
  return readsMs + chance.between(2, 6) * minuteMs
}

async function finish(town: Town, agent: (typeof agents)[number], held: Case): Promise<void> {
  const { chance, stage, store, time } = town
  if (chance.happens(0.03)) return void (await stage.acts(agent, held, { kind: 'pass-on', to: { team: 'warehouse' } }))
  await stage.acts(agent, held, { kind: 'solve', reason: chance.pick(['answered', 'refunded', 'sent-again'] as const) })
  const conversation = await store.conversation(held.conversationId)
  if (!conversation) return
  const who = { channel: conversation.channel, name: conversation.address, language: held.language }
  rates(town, who, conversation)
  // Some write again about it within three days.
  if (chance.happens(0.06))
    time.at(time.now() + chance.between(2, 60) * hourMs, async () => {
      await stage.says(who.channel, who.name, { choice: 'person' }, who.language)
    })
}

/** One of the shop's ready answers, as an agent would send it. */
function answerOf({ content, chance }: Town, { language }: Case): string {
  const plain = content.shop.cannedAnswers.map(({ text }) => text[language]).filter((text) => !text.includes('{'))
  return chance.pick(plain.length > 0 ? plain : ['OK'])
}
