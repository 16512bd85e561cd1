// Puts a desk outside together: Slack's rooms, what the house offers them, and the keeper that keeps them true.

import { listen } from '../adapters/slack-desk/heard/index.ts'
import { type Listener, slackDesk } from '../adapters/slack-desk/index.ts'
import type { SlackDeskSettings } from '../adapters/slack-desk/settings.ts'
import { botDraft } from './bot-draft.ts'
import { createHouse, type HouseParts } from './desk/house.ts'
import { createKeeper, type Keeper } from './desk/keeper.ts'
import { createPostings } from './desk/postings.ts'
import type { Engine } from './engine.ts'
import { type Figures, figuresOf } from './figures.ts'
import type { Knowledge } from './knowledge.ts'
import { ChannelError } from './ports/channel.ts'
import type { Desk, House } from './ports/desk.ts'
import type { Lookup, Signals } from './ports/outside.ts'
import type { Store } from './ports/store.ts'
import { createSignInLink } from './receive/sign-in.ts'
import type { Workbench } from './workbench/workbench.ts'

export type DeskOutsideParts = {
  /** With the clock and log of the house. */
  readonly slack: SlackDeskSettings
  readonly store: Store
  readonly engine: Pick<Engine, 'receive' | 'settled' | 'incidents'>
  /** Where figures are asked for; else they are made here. */
  readonly figures?: Figures['figures'] | undefined
  readonly knowledge: () => Knowledge
  readonly lookups: readonly Lookup[]
  readonly signals: Pick<Signals, 'subscribe'>
  readonly bench: Pick<Workbench, 'suggest'>
  readonly cannedAnswers: HouseParts['cannedAnswers']
  /** Where browsers reach nightdesk, without a slash at its end. */
  readonly url: string
  /** What else lives in the same Slack app. */
  readonly listeners?: readonly Listener[]
  /** What tests put between the house and the far side. */
  readonly between?: ((desk: Desk) => Desk) | undefined
}

export type DeskOutside = {
  readonly desk: Desk
  readonly house: House
  readonly keeper: Keeper
  /** Connects; the rooms are kept once that is done. Never rejects: nightdesk runs on with its own desk page. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Everything but the connection, which `start` opens. */
export function openDeskOutside(parts: DeskOutsideParts): DeskOutside {
  const { slack, store, engine, knowledge, signals, url } = parts
  const { clock, log } = slack
  const content = () => knowledge().content
  const house = createHouse({
    store,
    clock,
    content,
    url,
    receive: engine.receive,
    settled: engine.settled,
    incidents: engine.incidents,
    cannedAnswers: parts.cannedAnswers,
    draft: botDraft({ ...parts, clock, log }),
    lookAgain: (conversationId) => keeper.lookAgain(conversationId),
    signInLink: ({ id, name }) => createSignInLink(store, { id, name, roles: ['agent'] }, clock.now(), url),
    async addToAnswers(_agent, question, answer) {
      await parts.bench.suggest(question, answer, clock.now())
      return `${url}/workbench`
    },
  })
  const far = slackDesk(slack, house, [listen, ...(parts.listeners ?? [])])
  const desk = parts.between?.(far) ?? far
  const postings = createPostings({ store, desk, clock, log })
  const figures = parts.figures ?? figuresOf(store, () => content().shop).figures
  const keeper: Keeper = createKeeper({ store, desk, postings, content, url, figures, clock, signals, log })
  let isStopped = false
  return {
    desk,
    house,
    keeper,
    async start() {
      try {
        await desk.start()
        if (!isStopped) keeper.start()
      } catch (error) {
        const what = error instanceof ChannelError ? error.message : 'Slack cannot be used: see docs/slack.md.'
        log.error({ desk: desk.name }, `${what} nightdesk runs on with its own desk page.`)
      }
    },
    async stop() {
      isStopped = true
      await desk.stop()
      await keeper.stop()
    },
  }
}
