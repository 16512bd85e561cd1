// `night`: plays a whole night of a shop in seconds, on the real parts with a fast clock, and says whether it adds up.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { loadKnowledge } from '../knowledge.ts'
import { openSqlite } from '../store/sqlite.ts'
import { type NightStory, type Played, playNight } from './night/play.ts'
import { nightText } from './night/report.ts'
import type { Place, Served } from './night/serve.ts'

export type NightOptions = {
  readonly seed: string
  readonly customers: string
  readonly json?: boolean
}

const mostCustomers = 1_000

/** Plays and prints a night; the exit code is 1 when it does not add up. Throws with a remedy on a wrong option. */
export async function night(
  { intentsFolder }: Pick<Config, 'intentsFolder'>,
  options: NightOptions,
  out: (line: string) => void,
): Promise<number> {
  const story = storyOf(options)
  const store = await openSqlite(':memory:')
  const played = await playNight({ store, knowledge: await loadKnowledge(intentsFolder), intentsFolder, ...story })
  played.scene.kill()
  await store.close()
  return tell(played, options, out)
}

/**
 * Plays and prints a night on a file of its own, and then serves that morning until it is stopped. Throws with a remedy
 * on a wrong option or a port that is taken.
 */
export async function nightServed(config: Config, options: NightOptions, out: (line: string) => void): Promise<Served> {
  const story = storyOf(options)
  const { placeFor } = await import('./night/serve.ts')
  const place = await placeFor(config)
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-night-'))
  const forget = () => rm(folder, { recursive: true, force: true })
  try {
    const served = await lived(join(folder, 'night.db'), config, story, options, place, out)
    return { ...served, stop: () => served.stop().finally(forget) }
  } catch (error) {
    await forget()
    throw error
  }
}

async function lived(
  database: string,
  config: Config,
  story: Story,
  options: NightOptions,
  place: Place,
  out: (line: string) => void,
): Promise<Served> {
  const { serveMorning } = await import('./night/serve.ts')
  const { intentsFolder } = config
  const knowledge = await loadKnowledge(intentsFolder)
  const store = await openSqlite(database, { unsynced: true })
  const played = await playNight({ store, knowledge, intentsFolder, url: place.url, ...story })
  played.scene.kill()
  await store.close()
  tell(played, options, out)
  const served = await serveMorning(played.scene, { ...config, database }, place)
  out(whereText(served))
  return served
}

type Story = Pick<NightStory, 'seed' | 'customers'>

function storyOf({ seed, customers }: NightOptions): Story {
  const story = { seed: Number(seed), customers: Number(customers) }
  if (!Number.isInteger(story.seed)) throw new Error('--seed takes a whole number.')
  if (!Number.isInteger(story.customers) || story.customers < 1 || story.customers > mostCustomers)
    throw new Error(`--customers takes a whole number from 1 to ${mostCustomers}.`)
  return story
}

function tell({ told }: Played, { json }: NightOptions, out: (line: string) => void): number {
  out(json ? JSON.stringify(told) : nightText(told))
  return told.checks.every(({ faults }) => faults.length === 0) ? 0 : 1
}

function whereText({ roomsUrl, app }: Served): string {
  return `
  It is that morning now, and the clock goes on.

    Slack's rooms   ${roomsUrl}   be any of the agents
    Shop and chat   ${app.url}/   be a customer
    Desk            ${app.url}/desk
    Stats           ${app.url}/stats
    Sign in once    ${app.signInLink}

  Ctrl+C ends it, and nothing of it is kept.
`
}
