// `doctor`: looks at the installation as an operator would, and says for each finding how to mend it.

import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { roomsOf } from '../desk/rooms.ts'
import { readContent } from '../intent-files/read.ts'
import { systemClock } from '../jobs/clock.ts'
import { openStore } from '../store/open.ts'
import { clockReadings, judgeClock, newestTimes } from './doctor-clock.ts'
import { lookAtFigures } from './doctor-figures.ts'
import { lookAtOrders } from './doctor-orders.ts'
import { lookAtWebhook } from './doctor-webhook.ts'
import { silentLog } from './log.ts'

export type Finding = {
  readonly what: string
  readonly state: 'good' | 'warning' | 'bad'
  readonly seen: string
  readonly remedy?: string
}

type Environment = Readonly<Record<string, string | undefined>>

const leastNode = 24
const leastDiskBytes = 500 * 1024 * 1024
/** Before this moment the clock is certainly wrong: this version did not exist. */
const builtAfter = Date.UTC(2026, 10, 1)

/** Prints the findings; returns the exit code: 0 when nothing is bad. */
export async function doctor(
  environment: Environment,
  { json }: { json?: boolean },
  out: (line: string) => void,
): Promise<number> {
  const findings = await examine(environment)
  const bad = findings.some(({ state }) => state === 'bad')
  if (json) out(JSON.stringify({ ok: !bad, findings }))
  else for (const finding of findings) out(say(finding))
  return bad ? 1 : 0
}

export async function examine(environment: Environment): Promise<readonly Finding[]> {
  const { config, problems } = readConfig(environment)
  const settings: Finding[] = problems.map(({ name, what, remedy }) => ({
    what: 'Settings',
    state: 'bad',
    seen: `${name} ${what}`,
    remedy,
  }))
  const always = [node(), clock(), pages(), ...settings]
  if (!config) return always
  return [
    ...always,
    good('Settings', 'understood'),
    ...(await database(config)),
    await disk(config),
    await port(config),
    ...(await content(config)),
    ...(await slack(config)),
    ...(await telegram(config)),
    await webhook(config),
    await orders(config),
  ]
}

async function webhook({ webhook: hook }: Config): Promise<Finding> {
  const what = 'Webhook'
  if (!hook) return good(what, 'not connected (docs/webhook.md connects it)')
  return { what, ...(await lookAtWebhook(hook, Date.now())) }
}

async function orders({ orders: api }: Config): Promise<Finding> {
  const what = 'Orders'
  if (!api) return good(what, 'looked up in the file that the shop names (docs/orders.md connects an order system)')
  return { what, ...(await lookAtOrders(api)) }
}

/** The rooms are those of the shop's words; without words there is nothing to look for. */
async function slack({ slack: settings, intentsFolder }: Config): Promise<readonly Finding[]> {
  const what = 'Slack'
  if (!settings) return [good(what, 'not connected; agents work on the desk page (docs/slack.md connects it)')]
  const { content: read } = await readContent(intentsFolder)
  const { slackHealth } = await import('../../adapters/slack-desk/health.ts')
  const rooms = read ? roomsOf(read.shop.desk) : []
  const onCall = read?.shop.desk.onCall.map(({ who }) => who) ?? []
  const connection = { ...settings, clock: systemClock, log: silentLog }
  const found = await slackHealth(connection, { rooms, helpRooms: settings.helpRooms, onCall })
  return findingsOf(what, found)
}

async function telegram({ telegram: settings }: Config): Promise<readonly Finding[]> {
  const what = 'Telegram'
  if (!settings) return [good(what, 'not connected (docs/telegram.md connects it)')]
  const { telegramHealth } = await import('../../adapters/telegram/health.ts')
  return findingsOf(what, await telegramHealth(settings))
}

type Found = readonly { readonly ok: boolean; readonly what: string; readonly remedy?: string }[]

function findingsOf(what: string, found: Found): readonly Finding[] {
  return found.map(({ ok, what: seen, remedy }) => {
    const state = !ok ? 'bad' : remedy === undefined ? 'good' : 'warning'
    return { what, state, seen, ...(remedy ? { remedy } : {}) }
  })
}

function good(what: string, seen: string): Finding {
  return { what, state: 'good', seen }
}

function node(): Finding {
  const seen = `Node ${process.versions.node}`
  if (Number(process.versions.node.split('.')[0]) >= leastNode) return good('Node', seen)
  return {
    what: 'Node',
    state: 'bad',
    seen,
    remedy: `Node ${leastNode} or newer is needed: run "npm ci", which brings it, and start with "npm start".`,
  }
}

function clock(): Finding {
  const seen = new Date().toISOString()
  if (Date.now() >= builtAfter) return good('Clock', seen)
  return {
    what: 'Clock',
    state: 'bad',
    seen,
    remedy:
      'The clock is behind. Set it (on Linux: timedatectl set-ntp true): promises and response times depend on it.',
  }
}

function pages(): Finding {
  if (existsSync(join(import.meta.dirname, '..', '..', 'dist', 'widget.js'))) return good('Pages', 'built')
  return { what: 'Pages', state: 'bad', seen: 'not built', remedy: 'Run "npm run build" (it is part of "npm ci").' }
}

async function database(config: Config): Promise<readonly Finding[]> {
  const { database: name } = config
  const file = !/^postgres(ql)?:/.test(name)
  const fresh = file && !existsSync(name)
  const bad = (seen: string): Finding => ({
    what: 'Database',
    state: 'bad',
    seen,
    remedy: 'Check NIGHTDESK_DATABASE, the rights on its folder, and that the database is running.',
  })
  if (fresh && !canHoldFile(name)) return [bad(`${name} cannot be made there`)]
  try {
    const store = await openStore(fresh ? ':memory:' : name, fresh ? {} : { readOnly: true })
    const { engine, version, ok, problem } = await store.health()
    const figures = ok ? [{ what: 'Figures', ...(await lookAtFigures(store, Date.now())) }] : []
    const [readings, newest] = await Promise.all([clockReadings(config), ok ? newestTimes(store, name) : []])
    const against: Finding = { what: 'Clock', ...judgeClock(Date.now(), readings, newest) }
    await store.close()
    return ok
      ? [good('Database', `${engine} ${version}${fresh ? ', a new file will be made' : ''}`), against, ...figures]
      : [bad(problem ?? engine)]
  } catch (error) {
    return [bad(error instanceof Error ? error.message : 'it cannot be opened')]
  }
}

/** Folders on the way are made at the start; the nearest one that is there must take them. */
function canHoldFile(name: string): boolean {
  const folder = nearestFolder(dirname(name))
  try {
    accessSync(folder, constants.W_OK)
    return statSync(folder).isDirectory()
  } catch {
    return false
  }
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(dirname(folder))
}

async function disk({ database: name }: Config): Promise<Finding> {
  const folder = /^postgres(ql)?:/.test(name) ? '.' : dirname(name)
  const { bavail, bsize } = await statfs(nearestFolder(folder))
  const free = bavail * bsize
  const seen = `${Math.round(free / 1024 / 1024)} MB free`
  if (free >= leastDiskBytes) return good('Disk', seen)
  return {
    what: 'Disk',
    state: 'warning',
    seen,
    remedy: 'Make room: when the disk is full, messages are refused (503) until there is space again.',
  }
}

function port({ port: number, host }: Config): Promise<Finding> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const remedy = 'If nightdesk is running, this is it. Else set NIGHTDESK_PORT to a free port.'
      resolve({
        what: 'Port',
        state: 'warning',
        seen: `${number} cannot be used now (${error.code ?? 'error'})`,
        remedy,
      })
    })
    probe.listen(number, host, () => probe.close(() => resolve(good('Port', `${number} is free`))))
  })
}

async function content({ intentsFolder }: Config): Promise<readonly Finding[]> {
  const { content: read, problems } = await readContent(intentsFolder)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (read) return [good('Intents', `${read.intents.size} intents, ${problems.length - errors.length} hints`)]
  const seen = `${errors.length} problems in ${intentsFolder}`
  return [{ what: 'Intents', state: 'bad', seen, remedy: 'Run "npm run check": it names file, line and remedy.' }]
}

function say({ what, state, seen, remedy }: Finding): string {
  const mark = { good: 'ok  ', warning: 'look', bad: 'BAD ' }[state]
  return `${mark}  ${what.padEnd(10)} ${seen}${remedy ? `\n${' '.repeat(17)}${remedy}` : ''}`
}
