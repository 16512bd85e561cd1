// The real engine on a real store under fast time, and how customers and agents act on it.

import { createEngine, type Engine } from '../../engine.ts'
import { createSignals } from '../../jobs/signals.ts'
import type { Knowledge } from '../../knowledge.ts'
import type { AgentAction, Case } from '../../model/case.ts'
import type { Conversation } from '../../model/conversation.ts'
import type { Outcome } from '../../model/decision.ts'
import type { Language } from '../../model/language.ts'
import { type Channel, ChannelError } from '../../ports/channel.ts'
import type { Log, Lookup } from '../../ports/outside.ts'
import type { Store } from '../../ports/store.ts'
import type { Chance } from './chance.ts'
import type { FastTime } from './time.ts'

export type StageParts = {
  readonly store: Store
  readonly time: FastTime
  readonly chance: Chance
  readonly knowledge: () => Knowledge
  readonly lookups: readonly Lookup[]
  readonly channels: readonly Channel[]
  readonly log: Log
}

export type Line = { readonly text?: string; readonly choice?: string }

export type Stage = {
  readonly engine: Engine
  /** A customer writes or presses; resolves once everything that it sets off at once is done. */
  says(channel: string, address: string, line: Line, language: Language): Promise<Conversation | undefined>
  acts(
    agent: { id: string; name: string },
    held: Case,
    action: AgentAction,
    text?: string,
  ): Promise<Outcome | undefined>
}

/**
 * A channel of the simulation: takes what it is given, after the time that a message travels. Of all sends the share
 * `mishaps` goes wrong: the customer is gone, or no confirmation comes.
 */
export function simulatedChannel(name: string, time: FastTime, chance: Chance, mishaps = 0): Channel {
  return {
    name,
    doors: [],
    capabilities: { buttons: true, cards: true, attachments: false, longestText: 4000, foldsRepeats: true },
    receive: () => ({ messages: [] }),
    async send({ id }) {
      time.spend(chance.between(150, 900))
      if (mishaps > 0 && chance.happens(mishaps)) {
        const code = chance.happens(0.6) ? 'gone' : 'doubtful'
        throw new ChannelError(code, 'The simulated channel did not take it.')
      }
      return { externalId: id }
    },
  }
}

export function openStage({ store, time, knowledge, lookups, channels, log }: StageParts): Stage {
  const engine = createEngine({ store, channels, lookups, knowledge, clock: time, signals: createSignals(), log })
  let said = 0

  /** What falls due in a conversation without a message happens at its own time. */
  function wakeWhenDue(conversation: Conversation | undefined): void {
    const { id, wakeAt } = conversation ?? {}
    if (id === undefined || wakeAt === undefined) return
    time.at(wakeAt, async () => {
      // It was put off or taken up meanwhile: then the later turn asked for its own waking.
      if ((await store.conversation(id))?.wakeAt !== wakeAt) return
      engine.jobs.wake(id)
      await engine.settled(id)
      wakeWhenDue(await store.conversation(id))
    })
  }

  async function settled(conversationId: string): Promise<Conversation | undefined> {
    await engine.settled(conversationId)
    const conversation = await store.conversation(conversationId)
    wakeWhenDue(conversation)
    return conversation
  }

  return {
    engine,
    async says(channel, address, { text = '', choice }, language) {
      const message = { channel, address, externalId: `s${++said}`, author: { kind: 'customer' }, text } as const
      const pressed = choice === undefined ? {} : { choice }
      const added = await engine.receive({ ...message, ...pressed, languageHint: language }, language)
      return settled(added.conversationId)
    },
    async acts(agent, held, action, text = '') {
      const author = { kind: 'agent', ...agent } as const
      const externalId = `s${++said}`
      const message = { channel: 'desk', address: held.conversationId, externalId, author, text, action }
      const added = await engine.receive(message, held.language)
      await settled(held.conversationId)
      return store.outcomeOf(added.id)
    },
  }
}
