// Puts the parts together into a running process; alone knows the concrete parts.

import { randomBytes } from 'node:crypto'
import { createServer as createProbe } from 'node:net'
import { dirname, join } from 'node:path'
import type { Logger } from 'pino'
import { adapters } from '../adapters/index.ts'
import { webChatRoutes } from '../adapters/web-chat/routes.ts'
import { visitorFrom } from '../adapters/web-chat/token.ts'
import type { Config } from './config.ts'
import { cannedFor } from './decide/canned.ts'
import { fill } from './decide/fill.ts'
import { peopleNow } from './decide/promise.ts'
import { createEngine } from './engine.ts'
import { openFigures } from './figures-thread.ts'
import { openFiles } from './files/counter.ts'
import { systemClock } from './jobs/clock.ts'
import { keepHouse } from './jobs/housekeeping.ts'
import { createSignals } from './jobs/signals.ts'
import { type Knowledge, lookupsOf, openKnowledge } from './knowledge.ts'
import { ordersApiLookup } from './lookups/orders-api.ts'
import type { ShopWords } from './model/api.ts'
import type { Case } from './model/case.ts'
import { languages as allLanguages, type ByLanguage, type Language } from './model/language.ts'
import type { IncomingMessage } from './model/message.ts'
import type { Content, Shop, Step, Text } from './model/shop.ts'
import { openOutward } from './outward.ts'
import { type Channel, ChannelError } from './ports/channel.ts'
import type { Desk } from './ports/desk.ts'
import type { Embedder } from './ports/embedder.ts'
import type { Clock } from './ports/outside.ts'
import { type Route, roles } from './ports/route.ts'
import type { Store } from './ports/store.ts'
import { deskRoutes } from './receive/desk-routes.ts'
import { defaultLimits, type Limits } from './receive/limits.ts'
import { openLine } from './receive/line.ts'
import { createServer } from './receive/server.ts'
import { createSignInLink, signInRoutes, startLinkMs } from './receive/sign-in.ts'
import { unansweredRoutes } from './receive/unanswered-routes.ts'
import { wordsRoutes } from './receive/words-routes.ts'
import { workbenchRoutes } from './receive/workbench-routes.ts'
import { createRecentPace, type RecentPace } from './stats/recent-pace.ts'
import { keyvStorage } from './store/keyv.ts'
import { isServer, leadOf, openStore } from './store/open.ts'
import { waysOf } from './views.ts'
import { openWorkbench, type Workbench } from './workbench/workbench.ts'

export type App = {
  /** Where browsers reach it. */
  readonly url: string
  /** A one-time link that lets a person in with every role. */
  readonly signInLink: string
  readonly knowledge: () => Knowledge
  /** Lets requests, turns and sends end, then closes the database. */
  stop(): Promise<void>
  /** See `Lead`. */
  readonly displaced: Promise<void>
}

/** What tests and simulations put between the parts, to fail or to kill at a named point. */
export type Between = {
  readonly store?: (store: Store) => Store
  readonly channel?: (channel: Channel) => Channel
  readonly desk?: (desk: Desk) => Desk
  readonly limits?: Partial<Limits>
  /** The time that a simulation goes on in. */
  readonly clock?: Clock
}

const pagesFolder = join(import.meta.dirname, '..', 'dist')

/** Starts everything; rejects with a plain reason when something it needs is not there. */
export async function startApp(config: Config, log: Logger, between: Between = {}): Promise<App> {
  const clock = between.clock ?? systemClock
  const port = config.port || (await freePort())
  const publicUrl = config.publicUrl || `http://localhost:${port}`
  const lead = await leadOf(config.database, log)
  const opened = await openStore(config.database)
  const outward = openOutward(between.store?.(opened) ?? opened, { config, publicUrl, clock, log })
  const { store } = outward
  const embedder = await embedderOf(config, store, log)
  const knowledge = await openKnowledge(config.intentsFolder, log, embedder)
  const secret = await secretOf(store)
  const signals = createSignals()
  const languages = () => knowledge.current().content.shop.languages
  const slack = config.slack && { ...config.slack, clock, log }
  const given = { secret, languages: languages(), telegram: config.telegram, slack }
  const connected = adapters.flatMap(({ connect }) => connect(given) ?? [])
  const channels = connected.map((channel) => between.channel?.(channel) ?? channel)
  const content = () => knowledge.current().content
  const shop = () => content().shop
  const lookups = config.orders
    ? [ordersApiLookup(config.orders, () => shop().calendar.zone)]
    : lookupsOf(config.intentsFolder, knowledge.current())
  const figures = openFigures({ store, database: config.database, shop, clock, log })
  const pace = createRecentPace({ read: (now) => figures.pace({}, now), clock, log })
  const engine = createEngine({
    store,
    channels,
    lookups,
    knowledge: knowledge.current,
    clock,
    signals,
    log,
    embedder,
    pace: pace.current,
    deskFiles: async (reference, limitBytes) => {
      if (!desk) throw new ChannelError('gone', 'No desk outside is connected any more.')
      return desk.desk.fetch(reference, limitBytes)
    },
  })
  const limits = { ...defaultLimits, ...between.limits }
  const bench = openWorkbench({
    folder: config.intentsFolder,
    historyFolder: historyFolderOf(config.database),
    store,
    knowledge: knowledge.current,
    channels,
    clock,
    embedder,
  })
  const answersFor = cannedAnswers(shop, store)
  const outside = slack && {
    ...{ slack, store, engine, figures: figures.figures, knowledge: knowledge.current, lookups },
    ...{ signals, bench, cannedAnswers: answersFor, url: publicUrl, between: between.desk },
    listeners: await Promise.all(connected.flatMap(({ slackListener }) => slackListener?.() ?? [])),
  }
  // Slack's packages are large, and most installations need none of them.
  const desk = outside && (await import('./desk-outside.ts')).openDeskOutside(outside)
  const startLanguage = (hint?: Language) => (hint && languages().includes(hint) ? hint : (languages()[0] ?? 'en'))
  const hear = (said: IncomingMessage) => engine.receive(said, startLanguage(said.languageHint))
  const line = openLine({ clock, log, hear })
  const parts = { store, signals, engine, knowledge: knowledge.current, secret, publicUrl, limits, bench }
  const routes = routesOf({ ...parts, channels, pace, clock })
  const server = createServer({
    store,
    jobs: engine.jobs,
    signals,
    clock,
    log,
    channels,
    desks: desk ? [desk.desk] : [],
    routes: [...outward.routes(content, figures, waysOf(channels, config, desk?.desk)), ...routes],
    visitorConversation: async (headers, now) => {
      const address = visitorFrom(headers, secret, now)
      return address && (await store.conversationAt('web', address, { language: languages()[0] ?? 'en', now })).id
    },
    startLanguage,
    pagesFolder,
    publicUrl,
    origins: config.origins.includes('*') ? '*' : config.origins,
    behindProxy: config.behindProxy,
    limits,
  })
  await server.listen(port, config.host)
  engine.start()
  const connecting = desk?.start()
  const listening = channels.map((channel) => channel.listen?.(line))
  const endOutward = outward.start(content, figures, signals)
  const endHousekeeping = keepHouse(store, clock, log)
  const endPace = pace.start()
  return {
    url: publicUrl,
    signInLink: await createSignInLink(store, { roles }, clock.now(), publicUrl, startLinkMs),
    knowledge: knowledge.current,
    async stop() {
      line.close()
      endPace()
      await Promise.all([...listening, desk?.stop(), connecting, endOutward()])
      await server.close()
      endHousekeeping()
      await engine.stop()
      await bench.close()
      knowledge.close()
      await embedder?.close?.()
      await store.close()
      await lead.end()
    },
    displaced: lead.displaced,
  }
}

/** Versions of intent files lie beside the database, or in var/ where the database is a server. */
function historyFolderOf(database: string): string {
  return join(isServer(database) ? 'var' : dirname(database), 'history')
}

type RouteParts = {
  readonly store: Store
  readonly signals: ReturnType<typeof createSignals>
  readonly engine: ReturnType<typeof createEngine>
  readonly knowledge: () => Knowledge
  readonly secret: string
  readonly publicUrl: string
  readonly limits: Limits
  readonly bench: Workbench
  readonly channels: readonly Channel[]
  readonly pace: RecentPace
  readonly clock: Clock
}

function routesOf({
  store,
  signals,
  engine,
  knowledge,
  secret,
  publicUrl,
  limits,
  bench,
  channels,
  pace,
  clock,
}: RouteParts): readonly Route[] {
  const shop = () => knowledge().content.shop
  const files = openFiles(store)
  return [
    ...webChatRoutes({
      secret,
      store,
      signals,
      clock,
      files,
      channels,
      profile: (zone) => {
        const { name, languages, accent } = shop()
        const people = peopleNow(shop(), pace.current(), clock.now(), zone)
        return { shopName: name, languages, accent, longestText: 4000, people }
      },
    }),
    ...signInRoutes({ store, limits, shopName: () => shop().name, secure: publicUrl.startsWith('https:') }),
    ...deskRoutes({
      store,
      signals,
      jobs: engine.jobs,
      clock,
      teams: () => shop().teams.map(({ name, label }) => ({ name, label: label[shop().languages[0] ?? 'en'] })),
      zone: () => shop().calendar.zone,
      incidents: engine.incidents,
      files,
      languages: () => shop().languages,
      cannedAnswers: cannedAnswers(shop, store),
    }),
    ...wordsRoutes({ shopWords: () => shopWords(knowledge().content, clock.now()) }),
    ...workbenchRoutes(bench),
    ...unansweredRoutes({ unanswered: bench.unanswered, zone: () => shop().calendar.zone }),
  ]
}

function cannedAnswers(shop: () => Shop, store: Pick<Store, 'conversation'>) {
  return async (held: Case, now: number) =>
    cannedFor(held, (await store.conversation(held.conversationId))?.zone, shop(), now)
}

/** What teams and intents are called; labels are texts that may hold the shop's facts. */
function shopWords({ shop, intents }: Content, now: number): ShopWords {
  const said = (label: Text) =>
    Object.fromEntries(allLanguages.map((one) => [one, fill(label, one, {}, shop, now)])) as ByLanguage<string>
  return {
    teams: Object.fromEntries(shop.teams.map(({ name, label }) => [name, said(label)])),
    intents: Object.fromEntries([...intents.values()].map(({ name, label }) => [name, said(label)])),
    questions: Object.fromEntries([...intents.values()].map(({ name, steps }) => [name, questionsOf(steps, said)])),
  }
}

function questionsOf(steps: readonly Step[], said: (text: Text) => ByLanguage<string>) {
  const asked = steps.filter((step) => step.verb === 'ask' || step.verb === 'choose')
  return Object.fromEntries(asked.map(({ slot, question }) => [slot, said(question)]))
}

/** The model of meaning that the settings name. Its code is loaded only then. */
async function embedderOf({ embeddings }: Config, store: Store, log: Logger): Promise<Embedder | undefined> {
  if (!embeddings) return undefined
  const { openEmbedder } = await import('./assistant/open-embedder.ts')
  return openEmbedder(embeddings, { clock: systemClock, log, store: keyvStorage(store, systemClock) })
}

/** Signs visitors' tokens; made once and kept with the data it protects. */
async function secretOf(store: Store): Promise<string> {
  const known = await store.getValue('secret:visitors', systemClock.now())
  if (known) return known
  const secret = randomBytes(32).toString('base64url')
  await store.setValue('secret:visitors', secret, undefined)
  return secret
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createProbe().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
