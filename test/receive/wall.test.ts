// What a wall screen is told: the report's own numbers, no names and no words; links that managers make and end.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { figuresOf } from '../../src/figures.ts'
import type { WallLink, WallView } from '../../src/model/wall.ts'
import { wallRoutes } from '../../src/receive/wall-routes.ts'
import { shopWith } from '../stats/memory-source.ts'
import { jsonPost, startWorld, type World } from './world.ts'

const hour = 3_600_000
let world: World
let manager: Record<string, string>
beforeAll(async () => {
  world = await startWorld()
  manager = await world.staff(['manager'], 'Kari Berg')
})
afterAll(() => world.stop())

const look = async (headers: Record<string, string>) =>
  (await (await fetch(`${world.url}/api/wall`, { headers })).json()) as WallView
const links = async () =>
  ((await (await fetch(`${world.url}/api/wall/links`, { headers: manager })).json()) as { links: WallLink[] }).links

it('tells who waits against what was promised, and nothing that anybody said', async () => {
  expect(await look(manager)).toMatchObject({ waiting: 0, overdue: 0, owned: 0, today: { episodes: 0 } })
  const now = world.now()
  const [a, b, c] = [await world.visitor(), await world.visitor(), await world.visitor()]
  const wish = 'a canary in the wish'
  await world.openCase(a.conversationId, {
    ...{ openedAt: now - hour, promiseAt: now + hour },
    summary: { wish, facts: { order: '10432' }, tried: [], mood: [] },
  })
  await world.openCase(b.conversationId, { openedAt: now - hour / 2, promiseAt: now - 60_000 })
  await world.openCase(c.conversationId, {
    state: 'owned',
    owner: { id: 'a1', name: 'Ida Canary' },
    promiseAt: now - 1,
  })
  world.moveClock(3_000)
  const view = await look(manager)
  expect(view).toMatchObject({ waiting: 2, owned: 1, overdue: 1, nextPromiseAt: now - 60_000, zone: 'Europe/Oslo' })
  expect(view.oldest?.promiseAt).toBe(now + hour)
  expect(view.oldest?.waitMs).toBe(view.now - now + hour)
  expect(JSON.stringify(view)).not.toMatch(/canary|10432/i)
})

it('has the figures of the report since midnight', async () => {
  const asked: { from: number; to: number }[] = []
  const { figures } = figuresOf(world.store, shopWith)
  const [route] = wallRoutes({
    ...{ store: world.store, publicUrl: 'https://x.example', zone: () => 'Europe/Oslo' },
    figures: (question, now) => {
      asked.push(question)
      return figures(question, now)
    },
  })
  // Summer time ended in this night: the day is 25 hours long.
  const now = Date.parse('2026-10-25T12:00:00+01:00')
  const call = { now } as never
  const answers = await Promise.all([route?.handle(call), route?.handle(call)])
  expect(asked).toEqual([{ from: Date.parse('2026-10-25T00:00:00+02:00'), to: now + 1 }])
  expect(answers[0]).toEqual(answers[1])
})

it('opens by a link that a manager made, until a manager ends it', async () => {
  const made = await fetch(`${world.url}/api/wall/links`, jsonPost({ name: ' Lobby ' }, manager))
  expect(made.status).toBe(201)
  const { id, url } = (await made.json()) as { id: string; url: string }
  const headers = { authorization: `Bearer ${new URL(url).hash.slice(1)}` }
  expect((await look(headers)).now).toBeGreaterThan(0)
  expect(await links()).toEqual([expect.objectContaining({ id, name: 'Lobby' })])
  expect(JSON.stringify(await links())).not.toContain(url.split('#')[1])
  const end = () => fetch(`${world.url}/api/wall/links/${id}`, { method: 'DELETE', headers: manager })
  expect((await end()).status).toBe(204)
  expect((await end()).status).toBe(404)
  expect((await fetch(`${world.url}/api/wall`, { headers })).status).toBe(401)
  expect(await links()).toEqual([])
})

it('ends no key of a program, and needs our own page', async () => {
  await world.store.saveToken({ id: 't9', name: 'Excel', scopes: ['stats:read'], createdAt: 1 }, 'h')
  const end = (headers: Record<string, string>, id: string) =>
    fetch(`${world.url}/api/wall/links/${id}`, { method: 'DELETE', headers })
  expect((await end(manager, 't9')).status).toBe(404)
  const { cookie = '' } = manager
  expect((await end({ cookie }, 't9')).status).toBe(403)
  expect((await fetch(`${world.url}/api/wall/links`, jsonPost({ name: '' }, manager))).status).toBe(400)
})
