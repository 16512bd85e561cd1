// Keys of programs: what they open, what they do not, and that nothing of a secret is kept.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scope } from '../../src/ports/route.ts'
import { issueToken, issueWallLink } from '../../src/receive/tokens.ts'
import { startWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const keyFor = (...scopes: Scope[]) => issueToken(world.store, { name: 'Excel', scopes }, world.now())
const status = async (path: string, secret: string, init: RequestInit = {}) => {
  const response = await fetch(`${world.url}${path}`, { ...init, headers: { authorization: `Bearer ${secret}` } })
  await response.body?.cancel()
  return response.status
}

describe('a key of a program', () => {
  it('opens the routes of its scope and no others', async () => {
    const stats = (await keyFor('stats:read')).secret
    const desk = (await keyFor('desk:read')).secret
    const both = (await keyFor('stats:read', 'desk:read')).secret
    const of = async (secret: string) => [
      await status('/api/stats', secret),
      await status('/api/stats/figures', secret),
      await status('/api/desk/cases', secret),
    ]
    expect(await of(stats)).toEqual([200, 200, 403])
    expect(await of(desk)).toEqual([403, 403, 200])
    expect(await of(both)).toEqual([200, 200, 200])
  })

  it('opens nothing that no scope names, and changes nothing', async () => {
    const { secret } = await keyFor('stats:read', 'desk:read', 'metrics:read', 'wall:read')
    const { conversationId } = await world.visitor()
    const { number } = await world.openCase(conversationId)
    for (const path of ['/api/me', '/api/desk/stream', '/api/workbench/content', '/api/words'])
      expect([path, await status(path, secret)]).toEqual([path, 403])
    const response = await fetch(`${world.url}/api/desk/cases/${number}/actions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'x-nightdesk': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'x', action: { kind: 'solve' } }),
    })
    expect(response.status).toBe(403)
    expect(await status('/chat/messages', secret)).toBe(401)
  })

  it('ends when it is revoked, at once', async () => {
    const { secret, token } = await keyFor('stats:read')
    expect(await status('/api/stats', secret)).toBe(200)
    expect(await world.store.deleteToken(token.id)).toBe(true)
    expect(await status('/api/stats', secret)).toBe(401)
  })

  it('is refused when it is forged, whatever the cookie beside it says', async () => {
    const { secret } = await keyFor('stats:read')
    const { cookie } = await world.staff(['manager'])
    const forged = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`
    const headers = { authorization: `Bearer ${forged}`, cookie }
    expect((await fetch(`${world.url}/api/stats`, { headers })).status).toBe(401)
    expect(await status('/api/stats', 'nd_short')).toBe(401)
  })

  it('is kept as a hash alone, and its last use to a minute', async () => {
    const { secret, token } = await keyFor('stats:read')
    await status('/api/stats', secret)
    const first = (await world.store.tokens()).find(({ id }) => id === token.id)
    expect(first).toMatchObject({ name: 'Excel', scopes: ['stats:read'] })
    expect(first?.lastUsedAt).toBeGreaterThanOrEqual(token.createdAt)
    expect(JSON.stringify(first)).not.toContain(secret.slice(3))
    await status('/api/stats', secret)
    expect((await world.store.tokens()).find(({ id }) => id === token.id)).toEqual(first)
    world.moveClock(61_000)
    await status('/api/stats', secret)
    const later = (await world.store.tokens()).find(({ id }) => id === token.id)
    expect((later?.lastUsedAt ?? 0) - (first?.lastUsedAt ?? 0)).toBeGreaterThanOrEqual(61_000)
    expect(world.logged.join('')).not.toContain(secret.slice(3))
  })

  it('stands in /openapi.json at what it opens', async () => {
    const document = (await (await fetch(`${world.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { security: unknown }>>
    }
    expect(document.paths['/api/stats/figures']?.['get']?.security).toEqual([{ session: [] }, { key: ['stats:read'] }])
    expect(document.paths['/api/desk/cases']?.['get']?.security).toEqual([{ session: [] }, { key: ['desk:read'] }])
    expect(document.paths['/api/me']?.['get']?.security).toEqual([{ session: [] }])
  })
})

it('gives a wall link whose key stands behind the #, where no server sees it', async () => {
  const { url, token } = await issueWallLink(world.store, 'Lobby', world.now(), 'https://help.shop.example/')
  expect(url).toMatch(/^https:\/\/help\.shop\.example\/wall#nd_[\w-]{43}$/)
  expect(token.scopes).toEqual(['wall:read'])
})
