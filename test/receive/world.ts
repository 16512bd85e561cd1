// A whole server on loopback for the tests of the door: real HTTP, real SQLite in memory, a clock that can be moved.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { webChat } from '../../adapters/web-chat/index.ts'
import { webChatRoutes } from '../../adapters/web-chat/routes.ts'
import { issueToken, newAddress, visitorFrom } from '../../adapters/web-chat/token.ts'
import { figuresOf } from '../../src/figures.ts'
import { openFiles } from '../../src/files/counter.ts'
import type { ChatOpened } from '../../src/model/api.ts'
import type { Case } from '../../src/model/case.ts'
import type { Turn } from '../../src/model/decision.ts'
import type { Content } from '../../src/model/shop.ts'
import type { Channel } from '../../src/ports/channel.ts'
import type { Clock, Jobs, Signals } from '../../src/ports/outside.ts'
import type { Agent, Role, Route } from '../../src/ports/route.ts'
import type { Store } from '../../src/ports/store.ts'
import { changesRoutes } from '../../src/receive/changes-routes.ts'
import { deskRoutes } from '../../src/receive/desk-routes.ts'
import { exportRoutes } from '../../src/receive/export-routes.ts'
import { figuresRoutes } from '../../src/receive/figures-routes.ts'
import type { IncidentDesk } from '../../src/receive/incident-route.ts'
import { defaultLimits, type Limits } from '../../src/receive/limits.ts'
import { marksRoutes } from '../../src/receive/marks-routes.ts'
import { createMetrics } from '../../src/receive/metrics.ts'
import { readingRoutes } from '../../src/receive/reading-routes.ts'
import { allRoutes, createServer, type NightdeskServer, type ServerDeps } from '../../src/receive/server.ts'
import { openSession } from '../../src/receive/sessions.ts'
import { signInRoutes } from '../../src/receive/sign-in.ts'
import { statsRoutes } from '../../src/receive/stats-routes.ts'
import { unansweredRoutes } from '../../src/receive/unanswered-routes.ts'
import { viewsRoutes } from '../../src/receive/views-routes.ts'
import { wallRoutes } from '../../src/receive/wall-routes.ts'
import { wordsRoutes } from '../../src/receive/words-routes.ts'
import { type WorkbenchDeps, workbenchRoutes } from '../../src/receive/workbench-routes.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { viewsDeps } from '../../src/views.ts'
import { maskWith } from '../../src/workbench/mask.ts'
import { shopWith } from '../stats/memory-source.ts'

const viewedShop = () => ({ ...shopWith(), orderNumberPattern: '^\\d{5}$', figuresByAgent: true })

const secret = 'only-for-tests-0123456789abcdef0123456789'

/** A channel in which visitors can carry on. */
const elsewhere: Channel = {
  ...webChat({ secret, languages: ['en'] }),
  name: 'telegram',
  linkFor: (code) => `https://t.me/shop_bot?start=${code}`,
}

/** Limits that no ordinary test meets. */
export const wideRates: Partial<Limits> = {
  requestsPerAddress: { points: Number.POSITIVE_INFINITY, perMs: 1_000 },
  openingsPerAddress: { points: Number.POSITIVE_INFINITY, perMs: 1_000 },
  messagesPerConversation: { points: Number.POSITIVE_INFINITY, perMs: 1_000 },
  signInsPerAddress: { points: Number.POSITIVE_INFINITY, perMs: 1_000 },
  uploadsPerCaller: { points: Number.POSITIVE_INFINITY, perMs: 1_000 },
  uploadsPerAddress: { points: Number.POSITIVE_INFINITY, perMs: 1_000 },
}

export type World = {
  readonly url: string
  readonly port: number
  readonly store: Store
  readonly server: NightdeskServer
  readonly deps: ServerDeps
  /** Every route of the server. */
  readonly routes: readonly Route[]
  /** All that was logged. */
  readonly logged: string[]
  /** Conversations woken, in order. */
  readonly woken: string[]
  readonly signals: Signals & { readonly listeners: () => number }
  /** Moves the clock that the server reads; its timers go on in real time. */
  moveClock(ms: number): void
  now(): number
  /** A new visitor with a conversation. */
  visitor(): Promise<ChatOpened & { readonly headers: Record<string, string> }>
  /** Headers of a signed-in person, such as the desk page sends them. */
  staff(roles: readonly Role[], name?: string): Promise<Record<string, string> & { readonly cookie: string }>
  /** A token that was good once. */
  expiredToken(): string
  /** Opens a case in the visitor's conversation. */
  openCase(conversationId: string, change?: Partial<Case>): Promise<Case>
  stop(): Promise<void>
}

export type WorldOptions = {
  readonly limits?: Partial<Limits>
  readonly deps?: Partial<ServerDeps>
  readonly workbench?: WorkbenchDeps
  readonly store?: (store: Store) => Store
  readonly jobs?: (jobs: Jobs) => Jobs
  readonly incidents?: IncidentDesk
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const real = await openSqlite(':memory:')
  const store = options.store?.(real) ?? real
  const logged: string[] = []
  const woken: string[] = []
  const { clock, move } = movableClock()
  const signals = memorySignals()
  const plainJobs = obedientJobs(real, clock, woken)
  const jobs = options.jobs?.(plainJobs) ?? plainJobs
  const limits = { ...defaultLimits, ...wideRates, ...options.limits }
  const pagesFolder = builtPages()
  const shared = { store, jobs, signals, clock }
  const figures = {
    ...figuresOf(real, shopWith),
    store: real,
    publicUrl: 'http://shop.example',
    zone: () => 'Europe/Oslo',
    figuresByAgent: () => true,
  }
  const marks = { store: real, figures: figures.figures, content: smallContent, channels: () => ['web'] }
  const routes: readonly Route[] = [
    ...webChatRoutes({
      ...shared,
      files: openFiles(store),
      secret,
      channels: [elsewhere],
      profile: () => ({ ...profile, longestText: 4_000 }),
    }),
    ...signInRoutes({ store, limits, shopName: () => profile.shopName, secure: false }),
    ...deskRoutes({
      ...shared,
      teams: () => [{ name: 'care', label: 'Care' }],
      zone: () => 'Europe/Oslo',
      cannedAnswers: async () => [canned],
      files: openFiles(store),
      incidents: options.incidents ?? { open: async () => [], settle: async (id) => ({ ...idleIncident, id }) },
      languages: () => profile.languages,
    }),
    ...statsRoutes({ statsReport: async ({ from, to }) => emptyReport(from, to) }),
    ...figuresRoutes(figures),
    ...exportRoutes(figures),
    ...viewsRoutes(
      viewsDeps({
        store: real,
        figures: figuresOf(real, viewedShop),
        shop: viewedShop,
        clock,
        ways: [{ name: 'web' }],
      }),
    ),
    ...readingRoutes({ store: real, mask: () => maskWith('^\\d{5}$') }),
    ...marksRoutes(marks),
    ...changesRoutes(marks),
    ...wallRoutes(figures),
    ...createMetrics(real, clock).routes(false),
    ...wordsRoutes({ shopWords: () => shopWords }),
    ...workbenchRoutes(options.workbench ?? idleWorkbench),
    ...unansweredRoutes({
      unanswered: (options.workbench ?? idleWorkbench).unanswered,
      zone: () => 'Europe/Oslo',
    }),
  ]
  const deps: ServerDeps = {
    ...shared,
    log: pino({ level: 'trace' }, { write: (line: string) => logged.push(line) }),
    channels: [webChat({ secret, languages: profile.languages })],
    routes,
    async visitorConversation(headers, now) {
      const address = visitorFrom(headers, secret, now)
      if (address === undefined) return undefined
      return (await real.conversationAt('web', address, { language: 'en', now })).id
    },
    startLanguage: (hint) => hint ?? 'en',
    pagesFolder,
    publicUrl: 'http://127.0.0.1:8080',
    origins: '*',
    behindProxy: false,
    limits,
    ...options.deps,
  }
  const server = createServer(deps)
  const { port } = await server.listen(0, '127.0.0.1')
  const url = `http://127.0.0.1:${port}`
  let people = 0
  return {
    url,
    port,
    store: real,
    server,
    deps,
    routes: allRoutes(deps, new AbortController().signal),
    logged,
    woken,
    signals,
    moveClock: move,
    now: clock.now,
    async visitor() {
      const response = await fetch(`${url}/chat/conversations`, jsonPost({}))
      if (response.status !== 201) throw new Error(`no conversation: ${response.status} ${await response.text()}`)
      const opened = (await response.json()) as ChatOpened
      return { ...opened, headers: { authorization: `Bearer ${opened.token}` } }
    },
    async staff(roles, name = `Person ${++people}`) {
      const agent: Agent = { id: `a_${name.replaceAll(' ', '')}`, name, roles }
      await real.saveAgent(agent)
      const cookie = (await openSession(real, agent, clock.now(), false)).split(';', 1)[0] ?? ''
      return { cookie, 'x-nightdesk': '1' }
    },
    expiredToken: () => issueToken(newAddress(), secret, clock.now() - 400 * 86_400_000).token,
    openCase: (conversationId, change = {}) => openCase(real, conversationId, clock.now(), change),
    async stop() {
      await server.close()
      await real.close()
      rmSync(pagesFolder, { recursive: true })
    },
  }
}

const smallContent = () => ({ shop: shopWith(), intents: new Map([['refund', undefined]]) }) as unknown as Content
const profile = { shopName: 'Tove', languages: ['en', 'nb', 'sv', 'da', 'fi'], accent: '#0a5' } as const
const care = { en: 'Care', nb: 'Hjelp', sv: 'Hjälp', da: 'Hjælp', fi: 'Apu' }
const shopWords = { teams: { care }, intents: {} }
const idleIncident = { intent: 'refund', label: '', state: 'dismissed', since: 0, conversations: [] } as const
const canned = { name: 'Soon', text: 'I am looking into it.' }

const idleHash = 'a'.repeat(20)
const idleVersion = { id: `1763676000000-${idleHash}`, at: 1_763_676_000_000, who: 'Ada', added: 0, removed: 0 }

/** Stands for a workbench whose folder is empty. */
export const idleWorkbench: WorkbenchDeps = {
  tryIt: async () => ({ state: 'learning' }),
  runTests: async () => ({ state: 'learning' }),
  content: async () => ({
    writable: true,
    languages: ['en'],
    zone: 'Europe/Oslo',
    files: [],
    removed: [],
    live: { state: 'live', problems: [] },
  }),
  live: async () => ({ state: 'live', problems: [] }),
  file: async (name) => ({ name, text: '', hash: idleHash, problems: [], writable: true, versions: [] }),
  check: async ({ text }) => ({ text, problems: [] }),
  save: async ({ text }) => ({ outcome: 'saved', hash: idleHash, text, version: idleVersion }),
  restore: async () => ({ outcome: 'saved', hash: idleHash, text: '', version: idleVersion }),
  needed: async () => ({ followUpOf: [], problems: [] }),
  remove: async () => ({ outcome: 'removed', version: idleVersion }),
  version: async () => ({ version: idleVersion, diff: [] }),
  unanswered: async (days, now) => ({ from: now - days * 86_400_000, now, more: false, groups: [] }),
  mark: async () => true,
  draftNew: async ({ name }) => ({ name, text: '' }),
}

/** A POST with a JSON body. */
export function jsonPost(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/**
 * Writes these very bytes to the server and gives all that comes back until it closes, or until `done` says so.
 * `halfClose`: says that no more will come.
 */
export function rawExchange(
  port: number,
  bytes: string,
  { done, halfClose = false }: { done?: (text: string) => boolean; halfClose?: boolean } = {},
): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes, 'latin1')
      if (halfClose) socket.end()
    })
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      text += chunk
      if (done?.(text)) socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(text))
  })
}

/** Writes these bytes, then hangs up. */
export function rawBreakOff(port: number, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes, () => socket.destroy()))
    socket.on('close', () => resolve())
  })
}

function movableClock(): { clock: Clock; move: (ms: number) => void } {
  let offset = 0
  const clock: Clock = {
    now: () => Date.now() + offset,
    after(delayMs, call) {
      const timer = setTimeout(call, delayMs)
      return () => clearTimeout(timer)
    },
  }
  return {
    clock,
    move: (ms) => {
      offset += ms
    },
  }
}

function memorySignals(): Signals & { readonly listeners: () => number } {
  const heard = new Map<string, Set<() => void>>()
  return {
    publish(topic) {
      for (const hear of heard.get(topic) ?? []) hear()
    },
    subscribe(topic, hear) {
      const hearers = heard.get(topic) ?? new Set()
      heard.set(topic, hearers.add(hear))
      return () => hearers.delete(hear)
    },
    listeners: () => [...heard.values()].reduce((sum, hearers) => sum + hearers.size, 0),
  }
}

/** Instead of the engine: handles what waits; `take` is refused when another agent owns the case, all else is done. */
function obedientJobs(store: Store, clock: Clock, woken: string[]): Jobs {
  const running = new Map<string, Promise<void>>()
  const run = async (conversationId: string) => {
    const state = await store.readTurn(conversationId)
    if (!state || state.waiting.length === 0) return
    let kase = state.case
    const outcomes: Record<string, Turn['outcomes'][string]> = {}
    for (const message of state.waiting) {
      if (message.author.kind !== 'agent') continue
      const owner = { id: message.author.id ?? '', name: message.author.name ?? '' }
      if (message.action?.kind === 'take' && kase?.owner && kase.owner.id !== owner.id) {
        outcomes[message.id] = { kind: 'refused', why: 'owned-by-other', ownerName: kase.owner.name }
        continue
      }
      outcomes[message.id] = { kind: 'done' }
      if (kase && message.action?.kind === 'take') kase = { ...kase, state: 'owned', owner, takenAt: clock.now() }
      if (kase && message.action?.kind === 'solve') kase = { ...kase, state: 'solved', solvedAt: clock.now() }
    }
    const handled = state.waiting.map(({ id }) => id)
    const turn = { conversation: state.conversation, handled, replies: [], events: [], outcomes, at: clock.now() }
    await store.saveTurn(kase ? { ...turn, case: kase } : turn)
  }
  return {
    wake(conversationId) {
      woken.push(conversationId)
      const before = running.get(conversationId) ?? Promise.resolve()
      running.set(
        conversationId,
        before.then(() => run(conversationId)).catch(() => {}),
      )
    },
    settled: (conversationId) => running.get(conversationId) ?? Promise.resolve(),
    start() {},
    stop: async () => {},
  }
}

async function openCase(store: Store, conversationId: string, now: number, change: Partial<Case>): Promise<Case> {
  const state = await store.readTurn(conversationId)
  if (!state) throw new Error('no such conversation')
  const number = await store.nextCaseNumber()
  const kase: Case = {
    number,
    conversationId,
    episodeId: `e_${number}`,
    state: 'waiting',
    reason: 'asked',
    tags: [],
    priority: 'normal',
    team: 'care',
    language: 'en',
    openedAt: now,
    promiseAt: now + 3_600_000,
    summary: { wish: 'a person', facts: {}, tried: [], mood: [] },
    ...change,
  }
  const { conversation } = state
  const turn: Turn = { conversation, case: kase, handled: [], replies: [], events: [], outcomes: {}, at: now }
  if ((await store.saveTurn(turn)) !== 'saved') throw new Error('the case was not saved')
  return kase
}

/** Stands for the built pages. */
function builtPages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-pages-'))
  for (const page of ['shop', 'desk', 'stats', 'workbench', 'sign-in']) {
    mkdirSync(join(folder, page))
    writeFileSync(join(folder, page, 'index.html'), `<!doctype html><title>${page}</title>`)
  }
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'desk-1a2b3c.js'), 'export {}')
  writeFileSync(join(folder, 'widget.js'), '0')
  writeFileSync(join(folder, 'widget-panel.js'), '0')
  writeFileSync(join(folder, '.hidden'), 'hidden')
  return folder
}

function emptyReport(from: number, to: number) {
  const clock = { n: 0 }
  const counts = [0, 0, 0, 0, 0] as const
  const total = {
    ...{ episodes: 0, conversations: 0, touch: clock, answer: clock, humanReply: clock },
    ...{ solvedByBot: 0, solvedByAgent: 0, open: 0, handoffs: 0, reopened: 0, missed: 0 },
    ...{ promises: { n: 0, kept: 0 }, ces: { n: 0, asked: 0, counts } },
  }
  const rows = { byChannel: [], byLanguage: [], byIntent: [], series: [] }
  return { from, to, zone: 'Europe/Oslo', total, ...rows, now: { waiting: 0, owned: 0 } }
}
