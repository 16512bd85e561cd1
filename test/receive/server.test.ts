// The server as a whole: headers, pages, unknown addresses, origins, accepting, and the store away.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonPost, startWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${world.url}${path}`, { headers })

describe('pages', () => {
  it.each([
    ['/', 'shop'],
    ['/desk', 'desk'],
    ['/stats', 'stats'],
    ['/sign-in', 'sign-in'],
  ])('%s shows the page %s, asked for anew each time', async (path, page) => {
    const response = await get(path)
    expect(await response.text()).toContain(`<title>${page}</title>`)
    expect(response.headers.get('cache-control')).toBe('no-cache')
  })

  it('keep strangers code out', async () => {
    const { headers } = await get('/desk')
    expect(headers.get('content-security-policy')?.split(';').sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'self'",
      "img-src 'self' data: blob:",
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'self'",
    ])
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  it('give the widget to every page, and hashed assets for a year', async () => {
    for (const file of ['/widget.js', '/widget-panel.js']) {
      const { headers } = await get(file)
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    }
    const asset = await get('/assets/desk-1a2b3c.js')
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect((await get('/widget.js')).headers.get('cache-control')).toBe('no-cache')
    expect((await get('/widget-panel.js?v=1a2b3c')).headers.get('cache-control')).toContain('immutable')
  })
})

describe('addresses', () => {
  it('answers an unknown one with 404 and a sentence', async () => {
    const response = await get('/nothing')
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'not-found' } }])
  })

  it.each([
    ['DELETE', '/chat/messages', 'POST, GET, HEAD'],
    ['PUT', '/api/me', 'GET, HEAD'],
    ['GET', '/api/sign-in', 'POST'],
    ['POST', '/desk', 'GET, HEAD'],
  ])('answers %s %s with 405 and what it takes', async (method, path, allow) => {
    const response = await fetch(`${world.url}${path}`, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
  })

  it('documents every route and door in /openapi.json', async () => {
    const document = (await (await get('/openapi.json')).json()) as { paths: Record<string, Record<string, unknown>> }
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const mounted = world.routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    expect(documented.sort()).toEqual([...mounted, 'POST /chat/messages'].sort())
  })
})

describe('origins', () => {
  const origin = 'https://shop.example'

  it('answers preflights of doors and chat, and of nothing else', async () => {
    const ask = (path: string) =>
      fetch(`${world.url}${path}`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
    for (const path of ['/chat/messages', '/chat/conversations']) {
      const { status, headers } = await ask(path)
      expect([status, headers.get('access-control-allow-origin')]).toEqual([204, '*'])
      expect(headers.get('access-control-allow-headers')).toContain('authorization')
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    }
    expect((await ask('/api/me')).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('lets only listed pages in where there is a list, and programs, which send none', async () => {
    const listed = await startWorld({ deps: { origins: [origin] } })
    const open = (from?: string) =>
      fetch(`${listed.url}/chat/conversations`, jsonPost({}, from === undefined ? {} : { origin: from }))
    const good = await open(origin)
    expect([good.status, good.headers.get('access-control-allow-origin')]).toEqual([201, origin])
    expect((await open()).status).toBe(201)
    expect((await open(listed.url)).status).toBe(201)
    const bad = await open('https://evil.example')
    expect([bad.status, bad.headers.get('access-control-allow-origin')]).toEqual([403, null])
    const door = jsonPost({ id: 'a', text: 'b' }, { origin: 'https://evil.example' })
    expect((await fetch(`${listed.url}/chat/messages`, door)).status).toBe(403)
    await listed.stop()
  })
})

describe('when the store is away', () => {
  it('stays alive, is not ready, and never says yes to a message', async () => {
    let away = false
    const away503 = await startWorld({
      limits: { commitMs: 100 },
      store: (store) => ({
        ...store,
        addMessage: (...args) => (away ? Promise.reject(new Error('disk: hello there')) : store.addMessage(...args)),
        health: async () => (away ? { engine: 'x', version: '1', ok: false } : store.health()),
        conversation: (id) => (away ? Promise.reject(new Error('disk')) : store.conversation(id)),
      }),
    })
    const visitor = await away503.visitor()
    const send = () =>
      fetch(`${away503.url}/chat/messages`, jsonPost({ id: 'm', text: 'hello there' }, visitor.headers))
    away = true
    const refused = await send()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
    expect((await fetch(`${away503.url}/chat/messages`, { headers: visitor.headers })).status).toBe(503)
    expect((await fetch(`${away503.url}/livez`)).status).toBe(200)
    expect((await fetch(`${away503.url}/readyz`)).status).toBe(503)
    expect(away503.logged.join()).toContain('the store refused a message')
    expect(away503.logged.join()).not.toContain('hello there')
    away = false
    expect((await send()).status).toBe(200)
    expect((await fetch(`${away503.url}/readyz`)).status).toBe(200)
    await away503.stop()
  })

  it('refuses when the commit does not come in time', async () => {
    const hanging = await startWorld({
      limits: { commitMs: 50 },
      store: (store) => ({ ...store, addMessage: () => new Promise(() => {}) }),
    })
    const visitor = await hanging.visitor()
    const send = await fetch(`${hanging.url}/chat/messages`, jsonPost({ id: 'a', text: 'x' }, visitor.headers))
    expect([send.status, send.headers.get('retry-after'), hanging.woken]).toEqual([503, '2', []])
    await hanging.stop()
  })

  it('refuses at once what would queue too long, and accepts again when the queue is short', async () => {
    const commit = Promise.withResolvers<void>()
    const full = Promise.withResolvers<void>()
    let queued = 0
    const world = await startWorld({
      limits: { uncommittedMessages: 3, commitMs: 60_000 },
      store: (store) => ({
        ...store,
        async addMessage(...args) {
          if (++queued === 3) full.resolve()
          await commit.promise
          return store.addMessage(...args)
        },
      }),
    })
    const visitor = await world.visitor()
    const send = (id: string) => fetch(`${world.url}/chat/messages`, jsonPost({ id, text: id }, visitor.headers))
    const accepted = ['a', 'b', 'c'].map(send)
    await full.promise
    expect((await Promise.all(['d', 'e'].map(send))).map(({ status }) => status)).toEqual([503, 503])
    commit.resolve()
    expect((await Promise.all(accepted)).map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await send('d')).status).toBe(200)
    await world.stop()
  })
})

describe('an unexpected error', () => {
  it('is told as a reference, and logged without its text', async () => {
    const broken = await startWorld({
      deps: {
        visitorConversation: () => Promise.reject(new TypeError('canary: customer words')),
      },
    })
    const response = await fetch(`${broken.url}/chat/stream`)
    const text = await response.text()
    const reference = /[\da-f-]{36}/.exec(text)?.[0] ?? 'none'
    expect([response.status, text]).toEqual([500, expect.not.stringMatching(/canary|TypeError|\.ts/)])
    expect(broken.logged.filter((line) => line.includes(reference))).toHaveLength(1)
    expect(broken.logged.join()).not.toContain('canary')
    await broken.stop()
  })
})

describe('accepting', () => {
  it('accepts once, knows the duplicate, refuses the same id with other content, and wakes the conversation', async () => {
    const visitor = await world.visitor()
    const send = (text: string) => fetch(`${world.url}/chat/messages`, jsonPost({ id: 'same', text }, visitor.headers))
    const [first, second, third] = [await send('one'), await send('one'), await send('other')]
    const accepted = (await first.json()) as { id: string }
    expect([first.status, accepted]).toMatchObject([200, { position: 1, outcome: 'new' }])
    expect([second.status, await second.json()]).toMatchObject([200, { ...accepted, outcome: 'duplicate' }])
    expect(third.status).toBe(409)
    expect(world.woken.filter((id) => id === visitor.conversationId)).toHaveLength(2)
  })

  it('keeps one of 30 copies sent at once', async () => {
    const visitor = await world.visitor()
    const copy = jsonPost({ id: 'copy', text: 'one' }, visitor.headers)
    const answers = await Promise.all(Array.from({ length: 30 }, () => fetch(`${world.url}/chat/messages`, copy)))
    const outcomes = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { outcome: string }).outcome),
    )
    expect(outcomes.filter((outcome) => outcome === 'new')).toHaveLength(1)
    expect(await world.store.transcript(visitor.conversationId, 0, 100)).toHaveLength(1)
  })
})
