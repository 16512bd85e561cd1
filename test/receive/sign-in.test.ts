// Signing in and out: links that work once, sessions that end, and no other site acting for us.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Me } from '../../src/model/api.ts'
import { linkInHash } from '../../src/pages/sign-in/sign-in-code.ts'
import { sessionMs } from '../../src/receive/sessions.ts'
import { createSignInLink, type Invitation, linkMs } from '../../src/receive/sign-in.ts'
import { jsonPost, startWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const ownPage = { 'x-nightdesk': '1' }

async function newCode(invitation: Invitation): Promise<string> {
  const link = await createSignInLink(world.store, invitation, world.now(), 'http://desk.example/')
  const code = /^http:\/\/desk\.example\/sign-in#code=([\w-]{43})(&name=|$)/.exec(link)?.[1]
  if (code === undefined) throw new Error('the link has another form')
  return code
}

function signIn(body: unknown, headers: Record<string, string> = ownPage): Promise<Response> {
  return fetch(`${world.url}/api/sign-in`, jsonPost(body, headers))
}

async function me(cookie: string): Promise<{ status: number; me?: Me }> {
  const response = await fetch(`${world.url}/api/me`, { headers: { cookie } })
  return response.status === 200 ? { status: 200, me: (await response.json()) as Me } : { status: response.status }
}

const cookieOf = (response: Response) => response.headers.get('set-cookie') ?? ''

describe('a sign-in link', () => {
  it('lets in once, with a cookie that scripts and other sites cannot use', async () => {
    const code = await newCode({ roles: ['agent', 'manager'] })
    const response = await signIn({ code, name: '  Kari   Nordmann ' })
    const cookie = cookieOf(response)
    expect(cookie).toMatch(/^nightdesk=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/)
    const answer = await me(cookie)
    expect(answer.me).toMatchObject({ name: 'Kari Nordmann', roles: ['agent', 'manager'], shopName: 'Tove' })
    expect(answer.me?.id).toMatch(/^a_/)
    expect((await signIn({ code, name: 'Eve' })).status).toBe(401)
  })

  it('lets in exactly one of 20 at once', async () => {
    const code = await newCode({ roles: ['agent'] })
    const tries = await Promise.all(Array.from({ length: 20 }, (_, n) => signIn({ code, name: `Racer ${n}` })))
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(19)
    expect((await world.store.agents()).filter(({ name }) => name.startsWith('Racer'))).toHaveLength(1)
  })

  it('asks for a name without using the code up, and refuses what is no name', async () => {
    const code = await newCode({ roles: ['agent'] })
    const nameless = await signIn({ code })
    expect([nameless.status, await nameless.json()]).toMatchObject([400, { error: { code: 'name-needed' } }])
    for (const name of ['x', 'y'.repeat(41), 'a\u0007b', 'a\u202eb', '   ', '\ud800\ud800', 7]) {
      expect((await signIn({ code, name })).status).toBe(400)
    }
    expect((await signIn({ code, name: 'Åse' })).status).toBe(200)
  })

  it('with a name is that person, and the same name finds the same person again', async () => {
    const first = await signIn({ code: await newCode({ name: 'Liv Berg', roles: ['agent'] }), name: 'Somebody Else' })
    const again = await signIn({ code: await newCode({ name: 'liv berg', roles: ['agent'] }) })
    const [one, other] = [(await first.json()) as Me, (await again.json()) as Me]
    expect([one.name, other.id]).toEqual(['Liv Berg', one.id])
  })

  it('says whom it lets in, so that the page need not ask', async () => {
    const link = await createSignInLink(world.store, { name: 'Åse Liv', roles: ['agent'] }, world.now(), 'http://x')
    expect(linkInHash(new URL(link).hash)?.name).toBe('Åse Liv')
    const open = await createSignInLink(world.store, { roles: ['agent'] }, world.now(), 'http://x')
    expect(linkInHash(new URL(open).hash)?.name).toBeUndefined()
  })

  it('is over after 15 minutes, and nothing in the store opens anything', async () => {
    const code = await newCode({ roles: ['agent'] })
    expect(await world.store.getValue(`sign-in:${code}`, world.now())).toBeUndefined()
    world.moveClock(linkMs + 1)
    expect((await signIn({ code, name: 'Late' })).status).toBe(401)
  })
})

describe('a session', () => {
  it('ends with signing out, also for a copy of the cookie', async () => {
    const cookie = cookieOf(await signIn({ code: await newCode({ name: 'Out Going', roles: ['agent'] }) }))
    const out = await fetch(`${world.url}/api/sign-out`, { method: 'POST', headers: { cookie, ...ownPage } })
    expect([out.status, cookieOf(out)]).toEqual([204, expect.stringContaining('Max-Age=0')])
    expect((await me(cookie)).status).toBe(401)
  })

  it('ends after 12 hours', async () => {
    const cookie = cookieOf(await signIn({ code: await newCode({ name: 'Long Day', roles: ['agent'] }) }))
    world.moveClock(sessionMs - 1_000)
    expect((await me(cookie)).status).toBe(200)
    world.moveClock(2_000)
    expect((await me(cookie)).status).toBe(401)
  })

  it('is never one that the caller chose', async () => {
    const chosen = 'B'.repeat(43)
    const code = await newCode({ name: 'Fixed', roles: ['agent'] })
    const cookie = cookieOf(await signIn({ code }, { ...ownPage, cookie: `nightdesk=${chosen}` }))
    expect(cookie).not.toContain(chosen)
    expect((await me(`nightdesk=${chosen}`)).status).toBe(401)
  })
})

describe('other sites', () => {
  it.each([
    ['no header of ours', {}],
    ['a foreign origin', { ...ownPage, origin: 'https://evil.example' }],
    ['an opaque origin', { ...ownPage, origin: 'null' }],
    ['an origin with our name in it', { ...ownPage, origin: 'http://127.0.0.1.evil.example' }],
  ])('cannot act: %s', async (_name, headers: Record<string, string>) => {
    const staff = await world.staff(['agent'])
    const { conversationId } = await world.visitor()
    const { number } = await world.openCase(conversationId)
    const address = `${world.url}/api/desk/cases/${number}/actions`
    const action = { id: 'csrf', action: { kind: 'take' } }
    expect((await fetch(address, jsonPost(action, { cookie: staff.cookie, ...headers }))).status).toBe(403)
    expect((await signIn({ code: await newCode({ roles: ['agent'] }), name: 'Eve' }, headers)).status).toBe(403)
    expect((await world.store.cases({ number }))[0]?.state).toBe('waiting')
  })

  it('are not our own pages, which may', async () => {
    for (const origin of [world.url, 'http://127.0.0.1:8080']) {
      const code = await newCode({ roles: ['agent'] })
      expect((await signIn({ code, name: 'Own Page' }, { ...ownPage, origin })).status).toBe(200)
    }
  })
})

it('slows down whoever guesses codes', async () => {
  const slow = await startWorld({ limits: { signInsPerAddress: { points: 5, perMs: 60_000 } } })
  const guess = () => fetch(`${slow.url}/api/sign-in`, jsonPost({ code: 'guess', name: 'Eve' }, ownPage))
  const answers = []
  for (let n = 0; n < 7; n++) answers.push(await guess())
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429])
  expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
  await slow.stop()
})
