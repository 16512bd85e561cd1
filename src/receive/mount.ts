// Puts route tables on Express: proves the caller, checks the call, answers, streams; one way for every route.

import type { Express, NextFunction, Request, Response } from 'express'
import type { Logger } from 'pino'
import type { ZodType } from 'zod'
import type { Clock } from '../ports/outside.ts'
import type { Call, EventSink, Route, Who } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'
import { clientAddress, networkOf } from './addresses.ts'
import { answerBytes, answerJson, answerRefusal, answerText, refusalFor } from './answer.ts'
import { checkBodyType, parseJson, readBody } from './body.ts'
import { type CallerDeps, checkOwnPage, proveCaller } from './caller.ts'
import { within } from './deadline.ts'
import type { Limits } from './limits.ts'
import { type RateCheck, rateCheck } from './rates.ts'
import { busy, notFound, Refusal } from './refusal.ts'
import { sayIssue } from './schema-fault.ts'
import { runStream } from './stream.ts'
import { openUploads, type ReadUpload } from './upload.ts'

export type MountDeps = CallerDeps & {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly limits: Limits
  readonly behindProxy: boolean
  readonly closing: AbortSignal
}

const late = Symbol('late')

/** Mounts every route, 405 with Allow for other methods of their paths, 404 for the rest, and the error handler. */
export function mountRoutes(
  app: Express,
  routes: readonly Route[],
  allowed: ReadonlyMap<string, string[]>,
  deps: MountDeps,
): void {
  const checkOpenings = rateCheck(
    deps.limits.openingsPerAddress,
    'Too many new conversations from your network. Try again in some minutes.',
  )
  const streams = new Map<string, number>()
  const readUpload = openUploads(deps.limits, deps.behindProxy)
  for (const route of routes) {
    const handler = (request: Request, response: Response) =>
      serve(route, request, response, { ...deps, checkOpenings, streams, readUpload })
    if (route.method === 'GET') app.get(route.path, handler)
    else if (route.method === 'POST') app.post(route.path, handler)
    else app.delete(route.path, handler)
  }
  for (const [path, methods] of methodsByPath(routes, allowed)) app.all(path, refuseMethod(methods))
  app.use(() => {
    throw notFound()
  })
  app.use(answerError(deps))
}

/** Which methods each path takes, for the Allow header. */
function methodsByPath(routes: readonly Route[], others: ReadonlyMap<string, string[]>): Map<string, string[]> {
  const byPath = new Map<string, string[]>(others)
  for (const { path, method } of routes) byPath.set(path, [...(byPath.get(path) ?? []), method])
  return byPath
}

function refuseMethod(methods: readonly string[]): () => never {
  const allow = [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].join(', ')
  return () => {
    throw new Refusal(405, 'method-not-allowed', `This address takes ${allow} only.`, { headers: { allow } })
  }
}

type ServeDeps = MountDeps & {
  readonly checkOpenings: RateCheck
  readonly streams: Map<string, number>
  readonly readUpload: ReadUpload
}

async function serve(route: Route, request: Request, response: Response, deps: ServeDeps): Promise<void> {
  const now = deps.clock.now()
  const remoteAddress = clientAddress(request, deps.behindProxy)
  checkOwnPage(deps, route, request)
  if (route.access === 'public' && route.method !== 'GET') await deps.checkOpenings(networkOf(remoteAddress))
  const who = await inTime(deps, proveCaller(deps, route, request.headers, now))
  const call: Call = {
    params: check(route.params, request.params, 'params') as Call['params'],
    query: check(route.query, request.query, 'query'),
    body: await bodyOf(route, request, who, deps),
    headers: request.headers,
    who,
    now,
    remoteAddress,
  }
  const answer = await inTime(deps, Promise.resolve(route.handle(call)))
  if ('text' in answer) answerText(response, answer.status, answer.text, answer.contentType, answer.headers)
  else if ('bytes' in answer) answerBytes(response, answer.status, answer.bytes, answer.contentType, answer.headers)
  else if (!('stream' in answer)) answerJson(response, answer.status, answer.body, answer.headers)
  else if (request.method === 'HEAD') answerJson(response, 200, undefined)
  else await serveStream(route, request, response, answer.stream, who, deps)
}

/** A schema's view of a part of the call; without a schema the part passes as it is. */
function check(schema: ZodType | undefined, part: unknown, where: string): unknown {
  if (!schema) return part
  const checked = schema.safeParse(part, { error: sayIssue })
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  const path = [where, ...(issue?.path ?? [])].map(String).join('.')
  throw new Refusal(400, 'invalid', `${path}: ${issue?.message ?? 'not valid'}.`, { where: path })
}

async function bodyOf({ upload, body }: Route, request: Request, who: Who, deps: ServeDeps): Promise<unknown> {
  if (upload) return deps.readUpload(request, callerKey(who, request), upload.limitBytes)
  return body ? check(body, await readJson(request, deps.limits), 'body') : undefined
}

async function readJson(request: Request, limits: Limits): Promise<unknown> {
  checkBodyType(request, ['application/json'])
  return parseJson(await readBody(request, limits.bodyBytes), limits.jsonDepth)
}

async function inTime<T>(deps: ServeDeps, promise: Promise<T>): Promise<T> {
  const result = await within(deps.clock, deps.limits.callMs, promise, late)
  if (result === late) throw busy(2_000)
  return result as T
}

async function serveStream(
  route: Route,
  request: Request,
  response: Response,
  handler: (sink: EventSink) => Promise<void>,
  who: Who,
  deps: ServeDeps,
): Promise<void> {
  const caller = callerKey(who, request)
  const open = deps.streams.get(caller) ?? 0
  if (open >= deps.limits.streamsPerCaller) {
    throw new Refusal(429, 'too-many', 'Too many open pages. Close some of them.', { retryAfterMs: 15_000 })
  }
  deps.streams.set(caller, open + 1)
  try {
    await runStream(response, handler, {
      clock: deps.clock,
      beatMs: deps.limits.streamBeatMs,
      backlogBytes: deps.limits.streamBacklogBytes,
      closing: deps.closing,
      stillAllowed: () => stillProved(route, request, deps),
    })
  } finally {
    const left = (deps.streams.get(caller) ?? 1) - 1
    if (left > 0) deps.streams.set(caller, left)
    else deps.streams.delete(caller)
  }
}

function callerKey(who: Who, request: Request): string {
  if (who.kind === 'visitor') return who.conversationId
  if (who.kind === 'program') return who.token.id
  return who.kind === 'staff' ? who.agent.id : `public ${request.socket.remoteAddress}`
}

/** False only when the proof itself fails; a store that is away for a moment ends no stream. */
async function stillProved(route: Route, request: Request, deps: ServeDeps): Promise<boolean> {
  try {
    await proveCaller(deps, route, request.headers, deps.clock.now())
    return true
  } catch (thrown) {
    return !(thrown instanceof Refusal)
  }
}

function answerError(deps: MountDeps) {
  return async (thrown: unknown, request: Request, response: Response, _next: NextFunction): Promise<void> => {
    const refusal = await refusalFor(ownFault(thrown), { ...deps, route: `${request.method} ${routePath(request)}` })
    if (response.headersSent) {
      response.destroy()
      return
    }
    answerRefusal(request, response, refusal, deps.limits.lingerBytes)
  }
}

/** Express and `send` mark faults of the request, such as a broken percent sign in the path, by a status below 500. */
function ownFault(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof Refusal || !('status' in thrown)) return thrown
  const { status } = thrown
  if (typeof status !== 'number' || status < 400 || status >= 500) return thrown
  return status === 404 ? notFound() : new Refusal(400, 'malformed', 'The address cannot be read. Check it.')
}

/** The pattern, never the address itself, which may hold anything. */
function routePath(request: Request): string {
  const route: unknown = request.route
  return typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : '(no route)'
}
