// Plays one night from closing to an hour after the next opening, and gathers what is told of it.

import type { Knowledge } from '../../knowledge.ts'
import type { StatsReport } from '../../model/api.ts'
import type { Store } from '../../ports/store.ts'
import { statsReport } from '../../stats/ask.ts'
import { renderMessage } from '../simulated-slack/mrkdwn.ts'
import { type AgentsLog, openDesk } from './agents.ts'
import { type CustomersLog, sendCustomers } from './customers.ts'
import { newFilesLog } from './files.ts'
import { type Hour, hoursOf } from './hours.ts'
import { connectTelegram } from './phone.ts'
import { reconcile } from './reconcile.ts'
import { type Note, openScene, type Scene } from './scene.ts'
import type { Check } from './side.ts'
import { briefIsTrue } from './storm-check.ts'
import { bringTrouble } from './trouble.ts'

export type NightStory = {
  readonly store: Store
  readonly knowledge: Knowledge
  readonly intentsFolder: string
  readonly seed: number
  readonly customers: number
  /** Where browsers will find nightdesk afterwards. */
  readonly url?: string
}

/** The night as it is told; the same for the same seed, to the byte. */
export type NightTold = {
  readonly shop: string
  readonly seed: number
  readonly customers: number
  /** How many of them wrote in each channel. */
  readonly byChannel: Readonly<Record<string, number>>
  readonly from: number
  readonly opensAt: number
  readonly until: number
  readonly zone: string
  readonly hours: readonly Hour[]
  readonly notes: readonly Note[]
  /** The morning brief as agents read it; empty when none was given. */
  readonly brief: string
  readonly report: StatsReport
  readonly checks: readonly Check[]
}

export type Played = {
  readonly told: NightTold
  readonly scene: Scene
  readonly customers: CustomersLog
  readonly agents: AgentsLog
}

/** Rejects when somebody in the night could not do what people can do: that is a fault of ours. */
export async function playNight(story: NightStory): Promise<Played> {
  const scene = openScene({ url: 'https://desk.example', ...story })
  const { plan, store, notes } = scene
  const files = newFilesLog()
  const customers = sendCustomers(scene, files)
  const agents = openDesk(scene, files)
  bringTrouble(scene)
  scene.at(plan.opensAt, () => scene.note('the shop opens'))
  connectTelegram(scene)
  await scene.start()
  await scene.playUntil(plan.until)
  const { shop } = story.knowledge.content
  const events = await store.events({ limit: 1_000_000 })
  const brief = briefIn(scene)
  const told = {
    ...{ shop: shop.name, seed: story.seed, customers: customers.sent.size },
    byChannel: countedByChannel([...customers.sent.keys()]),
    ...{ from: plan.from, opensAt: plan.opensAt, until: plan.until, zone: plan.zone, notes },
    hours: hoursOf(events, plan),
    brief,
    report: await statsReport(store, shop, { from: plan.from, to: plan.until }, plan.until),
    checks: [...(await reconcile(scene, customers, agents)), briefIsTrue(brief, events, plan.opensAt)],
  }
  return { told, scene, customers, agents }
}

/** Of customers as they are named in the log: channel and address. */
function countedByChannel(customers: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = { web: 0, telegram: 0, slack: 0 }
  for (const [channel = ''] of customers.map((who) => who.split(' '))) counts[channel] = (counts[channel] ?? 0) + 1
  return counts
}

/** As it stands in the room. */
export function briefIn({ slack }: Pick<Scene, 'slack'>): string {
  const brief = [...slack.world.rooms.values()]
    .flatMap(({ messages }) => messages)
    .find(({ metadata }) => String(metadata?.event_payload['key']).startsWith('brief:'))
  return brief ? renderMessage({ ...brief, text: '' }).shown : ''
}
