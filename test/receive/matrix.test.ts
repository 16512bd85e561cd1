// The authorisation matrix: every route and door, called by everybody. A route without an entry fails.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Route, type Scope, scopes } from '../../src/ports/route.ts'
import { issueToken, issueWallLink } from '../../src/receive/tokens.ts'
import { png } from '../files/samples.ts'
import { keepMarks } from './kept-marks.ts'
import { startWorld, type World } from './world.ts'

const callers = [
  'nobody',
  'own visitor',
  'other visitor',
  'expired token',
  'forged token',
  'agent',
  'manager',
  'editor',
  'agent signed out',
  'expired session',
  'forged session',
  'key of every scope',
] as const
type Caller = (typeof callers)[number]

/**
 * Who may come in; everybody else gets 401, or 403 where they are known but lack the role. `scope`: keys of programs
 * come in too.
 */
type Entry = { readonly may: readonly Caller[]; readonly lacksRole?: readonly Caller[]; readonly scope?: Scope }

const everybody: Entry = { may: callers }
const visitors: Entry = { may: ['own visitor', 'other visitor'] }
const staff: Entry = { may: ['agent', 'manager', 'editor'] }
const managers: Entry = { may: ['manager'], lacksRole: ['agent', 'editor'] }
const figures: Entry = { ...managers, scope: 'stats:read' }
/** Customers' words: a key that reads figures does not read these. */
const comments: Entry = { ...managers, scope: 'desk:read' }
const cases: Entry = { ...staff, scope: 'desk:read' }
const editors: Entry = { may: ['editor'], lacksRole: ['agent', 'manager'] }

const matrix: Readonly<Record<string, Entry>> = {
  'GET /livez': everybody,
  'GET /readyz': everybody,
  'GET /openapi.json': everybody,
  'GET /chat/profile': everybody,
  'POST /chat/conversations': everybody,
  'POST /chat/messages': visitors,
  'GET /chat/messages': visitors,
  'GET /chat/stream': visitors,
  'POST /chat/seen': visitors,
  'POST /chat/carry-on': visitors,
  'POST /chat/files': visitors,
  'GET /chat/files/:id': visitors,
  'POST /api/sign-in': everybody,
  'POST /api/sign-out': staff,
  'GET /api/me': staff,
  'GET /api/desk/cases': cases,
  'GET /api/desk/cases/:number': cases,
  'POST /api/desk/cases/:number/actions': { may: ['agent'], lacksRole: ['manager', 'editor'] },
  'POST /api/desk/cases/:number/files': { may: ['agent'], lacksRole: ['manager', 'editor'] },
  'GET /api/desk/cases/:number/files/:id': staff,
  'POST /api/desk/incidents/:id': { may: ['agent'], lacksRole: ['manager', 'editor'] },
  'GET /api/desk/canned': staff,
  'GET /api/desk/stream': staff,
  'GET /api/words': staff,
  'GET /api/stats': figures,
  'GET /api/stats/figures': figures,
  'GET /api/stats/explain': figures,
  'GET /api/stats/demand': figures,
  'GET /api/stats/figures.csv': figures,
  'GET /api/stats/explain.csv': figures,
  'GET /api/stats/demand.csv': figures,
  'GET /api/stats/markers': figures,
  'POST /api/stats/markers': managers,
  'POST /api/stats/markers/:id': managers,
  'DELETE /api/stats/markers/:id': managers,
  'POST /api/stats/markers/:id/restore': managers,
  'GET /api/stats/baselines': figures,
  'GET /api/stats/baselines/:id': figures,
  'POST /api/stats/baselines': managers,
  'POST /api/stats/baselines/:id': managers,
  'DELETE /api/stats/baselines/:id': managers,
  'POST /api/stats/baselines/:id/restore': managers,
  'GET /api/stats/changes': figures,
  'GET /api/stats/control': figures,
  'GET /api/stats/markers.csv': figures,
  'GET /api/stats/baselines.csv': figures,
  'GET /api/stats/changes.csv': figures,
  'GET /api/stats/control.csv': figures,
  'GET /api/stats/week': figures,
  'GET /api/stats/week.csv': figures,
  'GET /api/stats/distribution': figures,
  'GET /api/stats/distribution.csv': figures,
  'GET /api/stats/flows': figures,
  'GET /api/stats/flows.csv': figures,
  'GET /api/stats/conversations/:id': comments,
  'GET /api/stats/unanswered': comments,
  'GET /api/stats/unanswered.csv': comments,
  'GET /api/stats/comments': comments,
  'GET /api/stats/comments.csv': comments,
  'GET /api/stats/deliveries': figures,
  'GET /api/stats/deliveries.csv': figures,
  'GET /api/stats/agents': figures,
  'GET /api/stats/agents.csv': figures,
  'GET /api/stats/channels': figures,
  'GET /api/wall': { ...managers, scope: 'wall:read' },
  'GET /api/wall/links': managers,
  'POST /api/wall/links': managers,
  'DELETE /api/wall/links/:id': managers,
  'GET /metrics': { ...managers, scope: 'metrics:read' },
  'POST /api/workbench/try': editors,
  'POST /api/workbench/tests': editors,
  'POST /api/workbench/check': editors,
  'GET /api/workbench/content': editors,
  'GET /api/workbench/live': editors,
  'GET /api/workbench/files/:name': editors,
  'GET /api/workbench/files/:name/versions/:version': editors,
  'POST /api/workbench/files/:name': editors,
  'POST /api/workbench/files/:name/restore': editors,
  'GET /api/workbench/files/:name/needed': editors,
  'POST /api/workbench/files/:name/remove': editors,
  'POST /api/workbench/new': editors,
  'GET /api/workbench/unanswered': editors,
  'POST /api/workbench/unanswered/mark': editors,
}

const VERSION = `1763676000000-${'a'.repeat(20)}`

/** What a well-formed call sends, so that only the caller can be the reason of a refusal. */
const calls: Readonly<Record<string, { readonly query?: string; readonly body?: unknown }>> = {
  'POST /chat/files': { body: png() },
  'POST /api/desk/cases/:number/files': { body: png() },
  'POST /chat/conversations': { body: {} },
  'POST /chat/messages': { body: { id: 'm1', text: 'hello' } },
  'POST /chat/seen': { body: { position: 1 } },
  'POST /chat/carry-on': { body: { channel: 'telegram' } },
  // A good call with a code that nobody was given: told from "who are you?" by its own sentence.
  'POST /api/sign-in': { body: { code: 'no-such-code', name: 'Ada' } },
  'POST /api/desk/cases/:number/actions': { body: { id: 'x1', action: { kind: 'note' }, text: 'seen' } },
  'POST /api/desk/incidents/:id': { body: { kind: 'dismiss' } },
  'GET /api/desk/canned': { query: '?case=NUMBER' },
  'GET /api/stats/explain': { query: '?figure=touch' },
  'GET /api/stats/explain.csv': { query: '?figure=touch' },
  'POST /api/stats/markers': { body: { date: '2025-11-20', label: 'New FAQ' } },
  'POST /api/stats/markers/:id': { body: { date: '2025-11-20', label: 'New FAQ' } },
  'POST /api/stats/baselines': { body: { name: 'Autumn', from: 0, to: 20 * 86_400_000 } },
  'POST /api/stats/baselines/:id': { body: { name: 'Winter' } },
  'GET /api/stats/changes': { query: '?marker=mark_kept' },
  'GET /api/stats/changes.csv': { query: '?baseline=base_kept' },
  'GET /api/stats/control': { query: '?figure=answer' },
  'GET /api/stats/control.csv': { query: '?figure=effort&baseline=base_kept' },
  'POST /api/wall/links': { body: { name: 'Lobby' } },
  'POST /api/workbench/try': { body: { text: 'hello' } },
  'POST /api/workbench/tests': { body: { draft: { name: 'refund', text: '' }, all: false } },
  'POST /api/workbench/check': { body: { name: 'refund', text: '' } },
  'POST /api/workbench/files/:name': { body: { text: '' } },
  'POST /api/workbench/files/:name/restore': { body: { version: VERSION, baseHash: 'a'.repeat(20) } },
  'POST /api/workbench/files/:name/remove': { body: { baseHash: 'a'.repeat(20) } },
  'POST /api/workbench/new': { body: { name: 'refund' } },
  'POST /api/workbench/unanswered/mark': { body: { group: 'm_1', days: 30, state: 'done' } },
}

let world: World
let caseNumber: number
let conversationId: string
let wallId: string
let headersOf: Record<Caller, () => Promise<Record<string, string>>>

beforeAll(async () => {
  world = await startWorld()
  const own = await world.visitor()
  const other = await world.visitor()
  conversationId = own.conversationId
  caseNumber = (await world.openCase(conversationId)).number
  wallId = (await issueWallLink(world.store, 'Lobby', world.now(), world.url)).token.id
  await keepMarks(world, conversationId)
  const { secret } = await issueToken(world.store, { name: 'Everything', scopes }, world.now())
  const late = await world.staff(['agent', 'manager'], 'Late Person')
  world.moveClock(13 * 3_600_000)
  headersOf = {
    nobody: async () => ({ 'x-nightdesk': '1' }),
    'own visitor': async () => ({ ...own.headers, 'x-nightdesk': '1' }),
    'other visitor': async () => ({ ...other.headers, 'x-nightdesk': '1' }),
    'expired token': async () => ({ authorization: `Bearer ${world.expiredToken()}`, 'x-nightdesk': '1' }),
    'forged token': async () => ({ authorization: `Bearer ${own.token.slice(0, -4)}AAAA`, 'x-nightdesk': '1' }),
    agent: () => world.staff(['agent']),
    manager: () => world.staff(['manager']),
    editor: () => world.staff(['editor']),
    'agent signed out': async () => {
      const headers = await world.staff(['agent', 'manager'])
      const out = await fetch(`${world.url}/api/sign-out`, { method: 'POST', headers })
      expect(out.status).toBe(204)
      return headers
    },
    'expired session': async () => late,
    'key of every scope': async () => ({ authorization: `Bearer ${secret}`, 'x-nightdesk': '1' }),
    'forged session': async () => ({ cookie: `nightdesk=${'A'.repeat(43)}`, 'x-nightdesk': '1' }),
  }
})
afterAll(() => world.stop())

async function statusOf(name: string, caller: Caller): Promise<number> {
  const [method = '', path = ''] = name.split(' ')
  const { query = '', body } = calls[name] ?? {}
  const address = `${world.url}${path}${query}`
    .replace(':number', String(caseNumber))
    .replace('NUMBER', String(caseNumber))
    .replace(':name', 'refund')
    .replace(':id', idFor(method, path))
    .replace(':version', VERSION)
  const headers = await headersOf[caller]()
  const leave = new AbortController()
  const response = await fetch(address, {
    method,
    headers: body === undefined ? headers : { ...headers, 'content-type': typeOf(body) },
    ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    signal: leave.signal,
  })
  const { status } = response
  const text = response.headers.get('content-type')?.startsWith('text/event-stream') ? '' : await response.text()
  leave.abort()
  // A known visitor or person whose code or file's id is wrong was let in as far as the route goes.
  if (status === 404 && text.includes('no such file here')) return 200
  return status === 401 && text.includes('This link was used') ? 200 : status
}

const typeOf = (body: unknown) => (body instanceof Uint8Array ? 'application/octet-stream' : 'application/json')

/** Of marks a kept one, one to delete, one that is deleted already. */
function idFor(method: string, path: string): string {
  if (path.includes('/wall/')) return wallId
  if (path.includes('/conversations/')) return conversationId
  const prefix = path.includes('/markers/') ? 'mark' : path.includes('/baselines/') ? 'base' : undefined
  if (prefix === undefined) return 'i7'
  return `${prefix}_${method === 'DELETE' ? 'surplus' : path.endsWith('/restore') ? 'gone' : 'kept'}`
}

function expected(entry: Entry, caller: Caller): 'in' | 401 | 403 {
  if (entry.may.includes(caller)) return 'in'
  if (caller === 'key of every scope' && entry !== visitors) return entry.scope === undefined ? 403 : 'in'
  return entry.lacksRole?.includes(caller) ? 403 : 401
}

const nameOf = (route: Route) => `${route.method} ${route.path}`

describe('the authorisation matrix', () => {
  it('has an entry for every route and door, and none for what is gone', () => {
    const doors = world.deps.channels.flatMap(({ doors }) => doors.map((path) => `POST ${path}`))
    expect(Object.keys(matrix).sort()).toEqual([...world.routes.map(nameOf), ...doors].sort())
  })

  it('gives each route the access that its entry says', () => {
    const accessOf = (entry: Entry | undefined) => {
      if (entry === everybody) return 'public'
      if (entry === visitors) return 'visitor'
      return entry === staff || entry === cases ? 'staff' : entry?.may[0]
    }
    for (const route of world.routes)
      expect([nameOf(route), route.access, route.scope]).toEqual([
        nameOf(route),
        accessOf(matrix[nameOf(route)]),
        matrix[nameOf(route)]?.scope,
      ])
  })

  for (const [name, entry] of Object.entries(matrix)) {
    it(name, async () => {
      for (const caller of callers) {
        const status = await statusOf(name, caller)
        const wanted = expected(entry, caller)
        if (wanted === 'in') expect(status, caller).toBeLessThan(300)
        else expect(status, caller).toBe(wanted)
      }
    })
  }
})

describe('foreign and absent', () => {
  it('gives a visitor only their own conversation, whatever id is offered', async () => {
    const [own, other] = [await world.visitor(), await world.visitor()]
    const canary = 'a canary of another visitor'
    await fetch(`${world.url}/chat/messages`, {
      method: 'POST',
      headers: { ...other.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'c1', text: canary }),
    })
    const { conversationId: others } = other
    for (const query of ['', `?conversationId=${others}`, `?id=${others}`, '?after=0&after=0']) {
      for (const path of ['/chat/messages', `/chat/messages/${others}`, `/chat/${others}/messages`]) {
        const response = await fetch(`${world.url}${path}${query}`, { headers: own.headers })
        expect(await response.text()).not.toContain(canary)
        expect(response.status).toBeLessThan(500)
      }
    }
  })

  it('answers an absent case and an absent address alike', async () => {
    const headers = await world.staff(['agent'])
    const absent = await fetch(`${world.url}/api/desk/cases/99999999`, { headers })
    const nowhere = await fetch(`${world.url}/api/desk/nothing-here`, { headers })
    expect([absent.status, await absent.json()]).toEqual([nowhere.status, await nowhere.json()])
    expect(absent.status).toBe(404)
  })
})
