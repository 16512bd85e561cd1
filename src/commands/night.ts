// `night`: plays a whole night of a shop in seconds, on the real parts with a fast clock, and says whether it adds up.

import type { Config } from '../config.ts'
import { loadKnowledge } from '../knowledge.ts'
import { openSqlite } from '../store/sqlite.ts'
import { playNight } from './night/play.ts'
import { nightText } from './night/report.ts'

export type NightOptions = {
  readonly seed: string
  readonly customers: string
  readonly json?: boolean
}

const mostCustomers = 1_000

/** Plays and prints a night; the exit code is 1 when it does not add up. Throws with a remedy on a wrong option. */
export async function night(
  { intentsFolder }: Pick<Config, 'intentsFolder'>,
  { seed, customers, json }: NightOptions,
  out: (line: string) => void,
): Promise<number> {
  const story = { seed: Number(seed), customers: Number(customers) }
  if (!Number.isInteger(story.seed)) throw new Error('--seed takes a whole number.')
  if (!Number.isInteger(story.customers) || story.customers < 1 || story.customers > mostCustomers)
    throw new Error(`--customers takes a whole number from 1 to ${mostCustomers}.`)
  const knowledge = await loadKnowledge(intentsFolder)
  const store = await openSqlite(':memory:')
  const played = await playNight({ store, knowledge, intentsFolder, ...story })
  played.scene.kill()
  await store.close()
  out(json ? JSON.stringify(played.told) : nightText(played.told))
  return played.told.checks.every(({ faults }) => faults.length === 0) ? 0 : 1
}
