import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { createWebhook, signatureOf, type WebhookBody } from '../../src/desk/webhook.ts'
import { openWorld, type World } from './world.ts'

const secret = 'sixteen characters, or more'
const minuteMs = 60_000

let world: World | undefined
afterEach(async () => {
  await world?.store.close()
  world = undefined
})

/** A world whose customer waits, and a far side that answers with these statuses, then with 200. */
async function open(...statuses: (number | 'silence')[]) {
  world = await openWorld({ onCall: [{ afterMs: 15 * minuteMs, who: 'ops' }] })
  const { store, clock, signals, content, ...rest } = world
  const posts: { headers: Readonly<Record<string, string>>; body: string }[] = []
  const anew = () =>
    createWebhook({
      ...{ store, clock, signals, log: silentLog, content: () => content },
      url: 'https://desk.example',
      hook: { url: 'https://hook.example', secret },
      async post(_url, headers, body) {
        const status = statuses.shift() ?? 200
        if (status === 'silence') throw new Error('no answer')
        posts.push({ headers, body })
        return status
      },
    })
  const stages = () => posts.map(({ body }) => (JSON.parse(body) as WebhookBody).stage)
  const hook = anew()
  const id = await rest.customer('kari', 'I want to talk to a person about SECRET-WORDS please', 'person')
  await hook.look()
  const [held] = await store.cases({ conversationId: id })
  if (!held) throw new Error('no case')
  return { ...rest, store, clock, posts, anew, hook, stages, held }
}

describe('warnings by webhook', () => {
  it('come in order, signed, with the case and none of the customer’s words', async () => {
    const { passes, hook, posts, stages, held, clock } = await open()
    expect(posts).toEqual([])
    for (let hours = 0; hours < 6; hours++) await passes(60 * minuteMs)
    await hook.look()
    expect(stages()).toEqual(['soon', 'due', 'on-call'])
    const bodies = posts.map(({ body }) => JSON.parse(body) as WebhookBody)
    expect(bodies[2]).toMatchObject({ type: 'case.warned', caseNumber: held.number, to: 'on-call', who: 'ops' })
    expect(bodies[0]?.url).toBe(`https://desk.example/desk#${held.number}`)
    for (const { headers, body } of posts) {
      const [, at = '', hex = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['nightdesk-signature'] ?? '') ?? []
      expect(hex).toBe(createHmac('sha256', secret).update(`${at}.${body}`).digest('hex'))
      expect(Number(at)).toBe(Math.floor(clock.now() / 1000))
      expect(headers['nightdesk-event']).toBe((JSON.parse(body) as WebhookBody).id)
      expect(body).not.toContain('SECRET')
    }
  })

  it('come again until they are taken, each after a longer rest, and nothing overtakes', async () => {
    const { passes, hook, posts, clock, stages } = await open(500, 'silence', 302)
    for (let hours = 0; hours < 6; hours++) await passes(60 * minuteMs)
    await hook.look()
    expect(posts).toHaveLength(1)
    await hook.look()
    expect(posts).toHaveLength(1)
    await clock.move(5_000)
    await hook.look()
    await clock.move(9_999)
    await hook.look()
    expect(posts).toHaveLength(1)
    await clock.move(1)
    await hook.look()
    expect(posts).toHaveLength(2)
    await clock.move(20_000)
    await hook.look()
    expect(stages()).toEqual(['soon', 'soon', 'soon', 'due', 'on-call'])
  })

  it('are not sent again after a restart, and one that was not taken is', async () => {
    const { passes, hook, anew, stages, posts } = await open(200, 'silence')
    for (let hours = 0; hours < 6; hours++) await passes(60 * minuteMs)
    await hook.look()
    expect(stages()).toEqual(['soon'])
    await anew().look()
    expect(stages()).toEqual(['soon', 'due', 'on-call'])
    await anew().look()
    expect(posts).toHaveLength(3)
  })

  it('are left out when somebody has answered meanwhile', async () => {
    const { passes, hook, agent, held, posts } = await open('silence')
    for (let hours = 0; hours < 6; hours++) await passes(60 * minuteMs)
    await hook.look()
    await agent('ola', held.number, { kind: 'take' })
    await agent('ola', held.number, { kind: 'say' }, 'Hi')
    await passes(60 * minuteMs)
    await hook.look()
    expect(posts).toEqual([])
  })
})

it('signs the time with the body', () => {
  expect(signatureOf('{}', 'key', 1_500)).toBe(`t=1,v1=${createHmac('sha256', 'key').update('1.{}').digest('hex')}`)
})
