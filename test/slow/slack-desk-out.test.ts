// The Slack desk outward, with the whole of nightdesk and a simulated Slack over real HTTP: what stands in the rooms is
// what is true, once, whatever fails.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openConnection } from '../../adapters/slack-desk/connection.ts'
import { examine } from '../../src/commands/doctor.ts'
import type { SimulatedSlack } from '../../src/commands/simulated-slack/simulated-slack.ts'
import { systemClock } from '../../src/jobs/clock.ts'
import {
  afterThis,
  cardsIn,
  customer,
  folder,
  keysIn,
  nightdesk,
  pageAgent,
  pointAt,
  slackSettings,
  soon,
  threadOf,
  workspace,
} from './slack-desk-app.ts'

/** Times of the calls of a method, epoch ms. */
function timesOf(slack: SimulatedSlack, method: string, answer = 'ok'): number[] {
  return slack.world.calls.filter((call) => call.method === method && call.answer === answer).map(({ at }) => at)
}

describe('a case', () => {
  it('has one card that is changed at most once in 2 s and shows what happens on the desk page', async () => {
    const slack = await workspace()
    const app = await nightdesk(slack)
    const kari = await customer(app.url)
    await kari.asksForPerson()
    await soon(() => cardsIn(slack).map(({ text }) => text)).toEqual([expect.stringContaining('Waiting')])
    const act = await pageAgent(app)
    await act(1001, { kind: 'take' })
    for (let at = 0; at < 5; at++) await kari.says(`line ${at}`)
    await soon(() => cardsIn(slack)[0]?.text).toContain('Taken by Paula')
    await act(1001, { kind: 'say' }, 'Hei Kari, this is Paula.')
    await act(1001, { kind: 'solve' })
    await soon(() => cardsIn(slack)[0]?.text).toContain('Solved')
    await soon(() => threadOf(slack, cardsIn(slack)[0]).filter((text) => text.includes('line 4'))).toHaveLength(1)
    expect(cardsIn(slack)).toHaveLength(1)
    const changes = timesOf(slack, 'chat.update')
    const gaps = changes.slice(1).map((at, before) => at - (changes[before] ?? 0))
    expect(Math.min(2_000, ...gaps)).toBeGreaterThanOrEqual(1_950)
    const posts = timesOf(slack, 'chat.postMessage')
    expect(timesOf(slack, 'chat.postMessage', 'ratelimited')).toEqual([])
    expect(new Set(keysIn(slack)).size).toBe(posts.length)
    expect(threadOf(slack, cardsIn(slack)[0]).filter((text) => /line \d/.test(text))).toHaveLength(5)
  })

  it('is taken in Slack, answered in its thread, and its line is marked', async () => {
    const slack = await workspace()
    const app = await nightdesk(slack)
    const ida = slack.person('ida', { rooms: ['support'], realName: 'Ida Berg' })
    const kari = await customer(app.url)
    await kari.asksForPerson()
    await soon(() => cardsIn(slack).length).toBe(1)
    const [card] = cardsIn(slack)
    if (!card) throw new Error('There is no card.')
    expect(await ida.presses(card, 'Take')).toMatchObject({ ok: true })
    await soon(() => cardsIn(slack)[0]?.text).toContain('Taken by Ida')
    slack.faults.repeat('new-id', 2)
    const line = ida.says('support', 'Hei Kari, Ida here.', { thread: card.ts })
    await soon(() => slack.message('support', line.ts)?.reactions.map(({ name }) => name)).toContain(
      'incoming_envelope',
    )
    const seen = (await kari.sees()).filter(({ text }) => text === 'Hei Kari, Ida here.')
    expect(seen).toHaveLength(1)
    expect(threadOf(slack, card).filter((text) => text.includes('Ida here'))).toHaveLength(1)
  })
})

describe('Slack away', () => {
  it('loses nothing and catches up in order', async () => {
    const slack = await workspace()
    const logged: string[] = []
    const app = await nightdesk(slack, { logged })
    const kari = await customer(app.url)
    await kari.asksForPerson()
    await soon(() => cardsIn(slack).length).toBe(1)
    const act = await pageAgent(app)
    slack.faults.away()
    await act(1001, { kind: 'take' })
    for (let at = 1; at <= 6; at++) await kari.says(`while away ${at}`)
    for (let at = 0; at < 4; at++) await (await customer(app.url)).asksForPerson()
    await act(1001, { kind: 'say' }, 'I am here')
    await new Promise<void>((resolve) => void systemClock.after(5_000, resolve))
    expect(cardsIn(slack)).toHaveLength(1)
    slack.faults.back()
    // Ten seconds at most until it looks again, and one post a second.
    await soon(() => cardsIn(slack).length, 45_000).toBe(5)
    const root = cardsIn(slack)[0]
    await soon(() => threadOf(slack, root).filter((text) => text.includes('I am here')), 20_000).toHaveLength(1)
    const lines = threadOf(slack, root).map((text) => /while away (\d)|I am here/.exec(text)?.[0])
    expect(lines.filter(Boolean)).toEqual([...[1, 2, 3, 4, 5, 6].map((at) => `while away ${at}`), 'I am here'])
    expect(new Set(keysIn(slack)).size).toBe(keysIn(slack).length)
    expect(logged.filter((line) => line.includes('cannot be brought up to date')).length).toBeLessThanOrEqual(2)
    expect(logged.join()).not.toContain('while away')
  })

  it('or a room that asks to be left alone does not hold up the others', async () => {
    const slack = await workspace()
    const app = await nightdesk(slack)
    await soon(() => timesOf(slack, 'auth.test').length).toBe(1)
    const support = slack.roomNamed('support').id
    const limitedAt = Date.now()
    slack.faults.limit({ room: support, forMs: 9_000 })
    await (await customer(app.url)).asksForPerson()
    await soon(() => timesOf(slack, 'chat.postMessage', 'ratelimited').length).toBe(1)
    await (await customer(app.url, 'fi')).asksForPerson()
    await soon(() => cardsIn(slack, 'support-fi').length).toBe(1)
    expect(Date.now() - limitedAt).toBeLessThan(8_000)
    expect(cardsIn(slack)).toHaveLength(0)
    await soon(() => cardsIn(slack).length, 20_000).toBe(1)
    expect(timesOf(slack, 'chat.postMessage', 'ratelimited')).toHaveLength(1)
    expect(timesOf(slack, 'conversations.history', 'ratelimited')).toHaveLength(0)
  })
})

describe('killed between send and note', () => {
  it.each([1, 2, 3])('at post %i, posts nothing twice', async (killPosts) => {
    const slack = await workspace()
    const database = join(folder, `killed-${killPosts}.db`)
    const settings = { ...slackSettings(slack), NIGHTDESK_DATABASE: database }
    const first = await startChild({ ...settings, KILL_POSTS: String(killPosts) })
    const dead = once(first.child, 'exit')
    const kari = await customer(first.url)
    await kari.asksForPerson()
    await soon(() => cardsIn(slack).length).toBe(1)
    // Where the card's post is the deadly one, these are not accepted any more.
    const accepted: string[] = []
    for (const text of ['one thing', 'another thing'])
      await kari.says(text).then(
        () => accepted.push(text),
        () => undefined,
      )
    await dead
    const second = await startChild(settings)
    pointAt(slack, second.url)
    await (await customer(second.url)).asksForPerson()
    await soon(() => cardsIn(slack).length, 20_000).toBe(2)
    const said = () => threadOf(slack, cardsIn(slack)[0]).flatMap((text) => /(one|another) thing/.exec(text)?.[0] ?? [])
    await soon(said, 20_000).toEqual(accepted)
    expect(new Set(keysIn(slack)).size).toBe(keysIn(slack).length)
    second.child.kill('SIGTERM')
    await once(second.child, 'exit')
  })
})

async function startChild(settings: Readonly<Record<string, string>>): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'slack-desk-killed.ts')], {
    env: {
      ...process.env,
      NIGHTDESK_PORT: '0',
      NIGHTDESK_INTENTS: join(folder, 'intents'),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  afterThis(() => child.kill('SIGKILL'))
  for await (const chunk of child.stdout) {
    const [, url] = /READY (\S+)/.exec(String(chunk)) ?? []
    if (url) return { child, url }
  }
  throw new Error('nightdesk did not start')
}

describe('tokens that Slack does not take', () => {
  it.each(['http', 'sockets'] as const)('over %s are said in one line, and nightdesk runs on', async (way) => {
    const slack = await workspace()
    const logged: string[] = []
    const settings = {
      ...slackSettings(slack, way),
      ...(way === 'http'
        ? { NIGHTDESK_SLACK_BOT_TOKEN: 'xoxb-wrong' }
        : { NIGHTDESK_SLACK_APP_TOKEN: 'xapp-wrong', NIGHTDESK_SLACK_SIGNING_SECRET: '' }),
    }
    const app = await nightdesk(slack, { settings, logged })
    await soon(() => logged.filter((line) => line.includes('runs on with its own desk page'))).toHaveLength(1)
    expect(logged.filter((line) => !line.includes('runs on')).join()).not.toMatch(/xoxb|xapp-wrong/)
    const kari = await customer(app.url)
    await kari.asksForPerson()
    const act = await pageAgent(app)
    await act(1001, { kind: 'take' })
    expect(cardsIn(slack)).toEqual([])
  })
})

describe('the doctor', () => {
  it('examines Slack with the settings and the rooms of the shop', async () => {
    const slack = await workspace()
    const environment = { NIGHTDESK_PORT: '0', NIGHTDESK_INTENTS: join(folder, 'intents'), ...slackSettings(slack) }
    const about = async () => (await examine(environment)).filter(({ what }) => what === 'Slack')
    const found = await about()
    expect(found.map(({ state }) => state)).toEqual(['good', 'good', 'good', 'good', 'good', 'warning'])
    expect(found[5]?.seen).toContain('nobody in Slack is called on-call')
    slack.archive('warehouse')
    expect((await about()).filter(({ state }) => state === 'bad')).toMatchObject([
      { seen: expect.stringContaining('#warehouse'), remedy: expect.stringContaining('_shop.yaml') },
    ])
    slack.faults.revokeToken()
    expect(await about()).toMatchObject([{ state: 'bad', remedy: expect.stringContaining('BOT_TOKEN') }])
  })
})

describe('Socket Mode', () => {
  it('works as the door does, through refreshes, cuts and doubled envelopes', async () => {
    const slack = await workspace()
    slack.useSockets()
    const app = await nightdesk(slack, {
      settings: { ...slackSettings(slack, 'sockets'), NIGHTDESK_SLACK_SIGNING_SECRET: '' },
    })
    slack.useSockets()
    await soon(() => slack.sockets.connections()).toBe(1)
    const ida = slack.person('ida', { rooms: ['support'], realName: 'Ida Berg' })
    const kari = await customer(app.url)
    await kari.asksForPerson()
    await soon(() => cardsIn(slack).length).toBe(1)
    const [card] = cardsIn(slack)
    if (!card) throw new Error('There is no card.')
    expect(await ida.presses(card, 'Take')).toMatchObject({ ok: true })
    await soon(() => cardsIn(slack)[0]?.text).toContain('Taken by Ida')
    const theirs = async () => (await kari.sees()).filter(({ text }) => /^line \d$/.test(text)).map(({ text }) => text)
    slack.sockets.repeatEnvelopes(2)
    ida.says('support', 'line 1', { thread: card.ts })
    await expect.poll(theirs, { timeout: 10_000 }).toEqual(['line 1'])
    slack.sockets.disconnect('refresh_requested')
    await soon(() => slack.sockets.connections(), 15_000).toBe(1)
    ida.says('support', 'line 2', { thread: card.ts })
    await expect.poll(theirs, { timeout: 10_000 }).toEqual(['line 1', 'line 2'])
    slack.sockets.cut()
    await soon(() => slack.sockets.connections(), 20_000).toBe(1)
    ida.says('support', 'line 3', { thread: card.ts })
    await expect.poll(theirs, { timeout: 10_000 }).toEqual(['line 1', 'line 2', 'line 3'])
    slack.faults.away(4_000)
    await soon(() => slack.sockets.connections(), 30_000).toBe(1)
    ida.says('support', 'line 4', { thread: card.ts })
    await expect.poll(theirs, { timeout: 10_000 }).toEqual(['line 1', 'line 2', 'line 3', 'line 4'])
  })

  it('acknowledges an envelope when what it held is stored, and not before', async () => {
    const slack = await workspace()
    slack.useSockets()
    let finish = (): void => {}
    const connection = openConnection({
      appToken: slack.world.app.appToken,
      apiUrl: `${slack.world.address}/api/`,
      clock: systemClock,
      log: { info() {}, warn() {}, error() {} },
      hear: () =>
        new Promise((resolve) => {
          finish = () => resolve(undefined)
        }),
    })
    afterThis(() => connection.stop())
    expect(await connection.start()).toBe(true)
    slack.person('ida', { rooms: ['support'] }).says('support', 'hello')
    await new Promise<void>((resolve) => void systemClock.after(500, resolve))
    expect(slack.delivery.tries).toEqual([])
    finish()
    await soon(() => slack.delivery.tries.map(({ outcome }) => outcome)).toEqual(['ok'])
  })
})
