// The Web API's door: token, scopes, limits and faults around the table of methods.

import { type ApiMethod, ApiRefusal } from './api-method.ts'
import { chatMethods } from './chat-methods.ts'
import type { FaultState } from './faults.ts'
import { isFields, parseJson, textOf } from './fields.ts'
import { fileMethods, type Upload } from './file-methods.ts'
import { peopleMethods } from './people-methods.ts'
import { roomMethods } from './room-methods.ts'
import { viewMethods } from './views.ts'
import type { Fields, World } from './world.ts'

export type WebRequest = {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

export type WebAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** Posting is paced by room: this many at once, then one a second. */
const postsAtOnce = 5

export type WebApi = { call(method: string, request: WebRequest): Promise<WebAnswer | 'cut'> }

export function webApi(
  world: World,
  state: FaultState,
  uploads: Map<string, Upload>,
  openSocket: () => Fields,
): WebApi {
  const methods: Readonly<Record<string, ApiMethod>> = {
    ...chatMethods,
    ...roomMethods,
    ...peopleMethods,
    ...viewMethods,
    ...fileMethods(uploads, state),
    'apps.connections.open': { perMinute: 20, token: 'app', scopes: () => [], call: openSocket },
  }
  const pace = newPace(world)

  /** Everything before the method itself; throws ApiRefusal. */
  const admitted = (name: string, method: ApiMethod, args: Fields, token: string) => {
    const { app } = world
    if (!token) throw new ApiRefusal('not_authed')
    if (token !== app.botToken && token !== app.appToken) throw new ApiRefusal('invalid_auth')
    if (token === app.botToken && state.tokenRevoked()) throw new ApiRefusal('token_revoked')
    if ((token === app.appToken) !== (method.token === 'app')) throw new ApiRefusal('not_allowed_token_type')
    const provided = [...app.scopes].filter((scope) => !state.missingScopes().has(scope))
    const missing = method.scopes(world, args).filter((scope) => !provided.includes(scope))
    if (missing.length > 0)
      throw new ApiRefusal('missing_scope', { needed: missing.join(','), provided: provided.join(',') })
    const room = textOf(args, 'channel')
    const waitS = state.limitedFor(name, room) ?? pace(name, method, room)
    if (waitS !== undefined) throw new ApiRefusal('ratelimited', { waitS })
    return provided
  }

  return {
    async call(name, request) {
      const args = argumentsOf(request)
      const method = methods[name]
      const token = tokenOf(request, args)
      const lateMs = state.slownessOf(name)
      const away = state.awayNow()
      if (away) return away === 'reset' ? 'cut' : { status: 503, headers: {}, body: 'Service Unavailable' }
      if (lateMs > 0) await new Promise<void>((resolve) => void world.clock.after(lateMs, resolve))
      let headers: Record<string, string> = {}
      let answer: Fields
      let outcome = 'ok'
      try {
        if (!method) throw new ApiRefusal('unknown_method', { req_method: name })
        const provided = admitted(name, method, args, token)
        headers = {
          'x-oauth-scopes': provided.join(','),
          'x-accepted-oauth-scopes': method.scopes(world, args).join(','),
        }
        answer = { ok: true, ...method.call(world, args) }
      } catch (error) {
        if (!(error instanceof ApiRefusal)) throw error
        outcome = error.code
        answer = { ok: false, error: error.code, ...error.more }
      }
      const { token: _token, ...logged } = args
      world.calls.push({ method: name, args: logged, at: world.clock.now(), answer: outcome })
      if (outcome === 'ok' && state.dropsNow(name)) return 'cut'
      return written(answer, headers)
    },
  }
}

function written({ waitS, ...answer }: Fields, headers: Record<string, string>): WebAnswer {
  const type = { 'content-type': 'application/json; charset=utf-8' }
  const body = JSON.stringify(answer)
  return typeof waitS === 'number'
    ? { status: 429, headers: { ...type, 'retry-after': String(waitS) }, body }
    : { status: 200, headers: { ...type, ...headers }, body }
}

function tokenOf(request: WebRequest, args: Fields): string {
  const header = request.headers['authorization'] ?? ''
  return header.startsWith('Bearer ') ? header.slice(7) : isJson(request) ? '' : textOf(args, 'token')
}

function isJson(request: WebRequest): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/json')
}

/** The fields that clients send as JSON inside a form. */
const nested = ['blocks', 'attachments', 'metadata', 'view', 'files']

/** Query, form or JSON body as one set of arguments. Nested JSON that cannot be parsed stays text, to be refused. */
export function argumentsOf(request: WebRequest): Fields {
  const query = Object.fromEntries(new URL(request.url, 'http://simulated.invalid').searchParams)
  const text = Buffer.from(request.body).toString('utf8')
  if (isJson(request)) {
    const parsed = parseJson(text)
    return { ...query, ...(isFields(parsed) ? parsed : {}) }
  }
  const form: Record<string, unknown> = { ...query, ...Object.fromEntries(new URLSearchParams(text)) }
  for (const name of nested) {
    const value = form[name]
    if (typeof value === 'string') form[name] = parseJson(value) ?? value
  }
  return form
}

/** The platform's own limits: each method by its tier, posting by room; returns seconds to wait. */
function newPace(world: World) {
  const buckets = new Map<string, { left: number; at: number }>()
  const take = (key: string, most: number, perMs: number): number | undefined => {
    const now = world.clock.now()
    const bucket = buckets.get(key) ?? { left: most, at: now }
    const left = Math.min(most, bucket.left + (now - bucket.at) * perMs)
    buckets.set(key, { left: left >= 1 ? left - 1 : left, at: now })
    return left >= 1 ? undefined : Math.max(1, Math.ceil((1 - left) / perMs / 1000))
  }
  return (name: string, method: ApiMethod, room: string) =>
    take(name, method.perMinute, method.perMinute / 60_000) ??
    (name === 'chat.postMessage' ? take(`${name} ${room}`, postsAtOnce, 1 / 1000) : undefined)
}
