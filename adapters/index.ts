// The list of channels. A line here is all that the rest of the house needs to know of an adapter, and the contract
// suite walks over it, so that none can be forgotten.

import type { Language } from '../src/model/language.ts'
import type { Channel } from '../src/ports/channel.ts'
import { type SlackChannel, slack } from './slack/index.ts'
import type { SlackSettings } from './slack/settings.ts'
import { type TelegramSettings, telegram } from './telegram/index.ts'
import { webChat } from './web-chat/index.ts'

/** What adapters may be given; each takes what it needs. */
export type AdapterSettings = {
  /** Signs visitors' tokens. */
  readonly secret: string
  /** The languages the shop serves. */
  readonly languages: readonly Language[]
  readonly telegram?: TelegramSettings | undefined
  readonly slack?: Omit<SlackSettings, 'languages'> | undefined
}

/** A channel; one that lives in the desk's Slack app says what is heard there. */
export type Connected = Channel & Partial<Pick<SlackChannel, 'slackListener'>>

export type Adapter = {
  /** Its folder here, and its folder of recorded requests under test/adapters. */
  readonly folder: string
  /** The channel, or undefined where its settings are not given. */
  connect(settings: AdapterSettings): Connected | undefined
}

export const adapters: readonly Adapter[] = [
  { folder: 'web-chat', connect: (settings) => webChat(settings) },
  {
    folder: 'telegram',
    connect: (settings) => settings.telegram && telegram(settings.telegram, settings.languages),
  },
  {
    folder: 'slack',
    connect: ({ slack: given, languages }) => given && slack({ ...given, languages }),
  },
]
