// The one HTTP server: doors on node:http first, then Express for pages and API.

import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import type { Logger } from 'pino'
import type { Language } from '../model/language.ts'
import type { Channel } from '../ports/channel.ts'
import type { Desk } from '../ports/desk.ts'
import type { Clock, Jobs, Signals } from '../ports/outside.ts'
import type { Route } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'
import { capConnections, clientNetwork } from './addresses.ts'
import { answerRefusal, refusalFor } from './answer.ts'
import type { CallerDeps } from './caller.ts'
import { allowOrigin, answerPreflight, type Origins } from './cors.ts'
import { createDeskDoor } from './desk-door.ts'
import { healthRoutes } from './health.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { mountRoutes } from './mount.ts'
import { openApiDocument } from './openapi.ts'
import { mountPages, mountSecurityHeaders, pageFiles } from './pages.ts'
import { rateCheck } from './rates.ts'
import { withScopes } from './scopes.ts'
import { cutLate } from './upload.ts'

export type ServerDeps = {
  readonly store: Store
  readonly jobs: Jobs
  readonly signals: Signals
  readonly clock: Clock
  readonly log: Logger
  readonly channels: readonly Channel[]
  /** Where agents work outside. */
  readonly desks?: readonly Desk[]
  /** Route tables: the desk's, the stats', signing in, and what channels bring for their widgets. */
  readonly routes: readonly Route[]
  /** Finds the conversation of a visitor's token without creating one; undefined where the token proves none. */
  readonly visitorConversation: CallerDeps['visitorConversation']
  /** The language in which a new conversation starts: the hint where the shop serves it, or the shop's first. */
  readonly startLanguage: (hint: Language | undefined) => Language
  /** Folder of the built pages, absolute. */
  readonly pagesFolder: string
  /** Where browsers reach us, such as `https://help.shop.example`. */
  readonly publicUrl: string
  /** Which web pages may carry the widget. */
  readonly origins: Origins
  /** A reverse proxy of ours writes X-Forwarded-For. */
  readonly behindProxy: boolean
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<Limits>
}

export type NightdeskServer = {
  /** Rejects when the port is taken. Port 0 takes a free one. */
  listen(port: number, host?: string): Promise<AddressInfo>
  /** Ends streams, lets running requests end, then cuts what is left. */
  close(): Promise<void>
  /** Where it listens; undefined before and after. */
  readonly address: AddressInfo | undefined
}

/** Every route of the server, its own included: what /openapi.json documents and the authorisation matrix walks. */
export function allRoutes(deps: ServerDeps, closing: AbortSignal): readonly Route[] {
  const own = healthRoutes({ ...deps, closing: () => closing.aborted })
  const routes: readonly Route[] = withScopes([...deps.routes, ...own])
  let document: Promise<unknown> | undefined
  const openApi: Route = {
    method: 'GET',
    path: '/openapi.json',
    access: 'public',
    summary: 'This document',
    answers: { 200: { description: 'OpenAPI 3.1' } },
    async handle() {
      document ??= openApiDocument([...routes, openApi], deps.channels)
      return { status: 200, body: await document }
    },
  }
  return [...routes, openApi]
}

/** Puts the server together; it does nothing before `listen`. */
export function createServer(deps: ServerDeps): NightdeskServer {
  const limits: Limits = { ...defaultLimits, ...deps.limits }
  const closing = new AbortController()
  const server = createHttpServer({
    headersTimeout: limits.headersMs,
    requestTimeout: Math.max(limits.requestMs, limits.uploadMs),
    connectionsCheckingInterval: limits.checkMs,
    keepAliveTimeout: limits.keepAliveMs,
  })
  server.maxConnections = limits.connections
  capConnections(server, limits.connectionsPerAddress)
  server.on('request', createListener(deps, limits, closing.signal))
  return {
    listen: (port, host) => listen(server, port, host),
    close: () => close(server, closing, limits.closeMs),
    get address() {
      return addressOf(server)
    },
  }
}

/** Whoever sends there is proved before a byte is read. */
const uploadPath = /^\/(?:chat|api\/desk\/cases\/\d{1,9})\/files$/

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** The one request listener: the short table of doors first, Express for all else. */
function createListener(deps: ServerDeps, limits: Limits, closing: AbortSignal): Listener {
  const doors = new Map(deps.channels.flatMap((channel) => channel.doors.map((path) => [path, channel] as const)))
  const checkAddress = rateCheck(limits.requestsPerAddress, 'Too many requests from your network. Wait a moment.')
  const inbox: Inbox = createInbox({ ...deps, limits, checkAddress })
  const desks = new Map((deps.desks ?? []).flatMap((desk) => desk.doors.map((path) => [path, desk] as const)))
  const deskDoor = createDeskDoor({ ...deps, limits, checkAddress })
  const app = createApp(deps, limits, closing, [...doors.keys(), ...desks.keys()])
  return (request, response) => {
    if (closing.aborted) response.setHeader('connection', 'close')
    const path = pathOf(request.url ?? '/')
    if (!uploadPath.test(path)) cutLate(request, limits.requestMs)
    const [channel, desk] = [doors.get(path), desks.get(path)]
    const refuse = (thrown: unknown) => refuseEarly(thrown, request, response, deps, limits)
    try {
      if (channel || path.startsWith('/chat/')) {
        allowOrigin(request, response, deps.origins)
        if (answerPreflight(request, response)) return
      }
    } catch (thrown) {
      refuse(thrown)
      return
    }
    if (channel && request.method === 'POST') void inbox(channel, request, response)
    else if (desk && request.method === 'POST') void deskDoor(desk, request, response)
    else checkAddress(clientNetwork(request, deps.behindProxy)).then(() => app(request, response), refuse)
  }
}

function createApp(deps: ServerDeps, limits: Limits, closing: AbortSignal, doors: readonly string[]): Express {
  const { protocol, origin } = new URL(deps.publicUrl)
  const app = express()
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  app.enable('strict routing')
  app.enable('case sensitive routing')
  mountSecurityHeaders(app, protocol === 'https:')
  mountPages(app, deps.pagesFolder)
  const otherPaths = new Map<string, string[]>()
  for (const path of Object.keys(pageFiles)) otherPaths.set(path, ['GET'])
  for (const path of doors) otherPaths.set(path, ['POST'])
  mountRoutes(app, allRoutes(deps, closing), otherPaths, { ...deps, limits, closing, publicOrigin: origin })
  return app
}

function refuseEarly(
  thrown: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  deps: ServerDeps,
  limits: Limits,
): void {
  refusalFor(thrown, { ...deps, route: 'the door' }).then(
    (refusal) => answerRefusal(request, response, refusal, limits.lingerBytes),
    () => response.destroy(),
  )
}

function pathOf(url: string): string {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}

function listen(server: Server, port: number, host: string | undefined): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = addressOf(server)
      if (address) resolve(address)
      else reject(new Error('The server listens on no port.'))
    })
  })
}

function close(server: Server, closing: AbortController, closeMs: number): Promise<void> {
  closing.abort()
  return new Promise((resolve) => {
    // A connection that ends its last request now becomes idle, and would be kept for a next one.
    const sweep = setInterval(() => server.closeIdleConnections(), 20)
    const cut = setTimeout(() => server.closeAllConnections(), closeMs)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      resolve()
    })
  })
}

function addressOf(server: Server): AddressInfo | undefined {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address : undefined
}
