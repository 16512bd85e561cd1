// The weekly digest: the report's own numbers, once for each week, also after a time away, in a room and by webhook.

import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawn } from '../../adapters/slack-desk/blocks/index.ts'
import { silentLog } from '../../src/commands/log.ts'
import { checkBlocks } from '../../src/commands/simulated-slack/block-checks.ts'
import { renderMessage } from '../../src/commands/simulated-slack/mrkdwn.ts'
import type { Block } from '../../src/commands/simulated-slack/world.ts'
import { digestOf, weekToTell } from '../../src/desk/digest.ts'
import { createDigestHook, type DigestBody, pictureOf } from '../../src/desk/digest-hook.ts'
import { figuresOf } from '../../src/figures.ts'
import { readDeskRules } from '../../src/intent-files/desk-rules.ts'
import { readYaml } from '../../src/intent-files/yaml-file.ts'
import type { DeskPost } from '../../src/model/desk.ts'
import type { Digest } from '../../src/model/digest.ts'
import { openWorld, type World } from './world.ts'

const hour = 3_600_000
const day = 24 * hour
const monday8 = { weekday: 0, atMinute: 8 * 60 }
/** Wednesday 25 November 2026, 13:00 in Oslo; Monday 30 November, 08:00 there. */
const wednesday = Date.UTC(2026, 10, 25, 12)
const monday = Date.UTC(2026, 10, 30, 7)

const digests = ({ posts }: World) => posts.flatMap(({ post }) => (post.kind === 'digest' ? [post.digest] : []))
const rules = { briefRoom: 'support', rooms: [{ room: 'support' }], digest: monday8 }

async function weekIn(world: World) {
  for (const name of ['kari', 'ola', 'per']) await world.customer(name, '', 'person')
  await world.customer('liv', 'hello')
  await world.clock.move(hour)
  await world.agent('Ida', 1001, { kind: 'take' })
  await world.agent('Ida', 1001, { kind: 'say' }, 'Here I am.')
}

describe('the week to tell', () => {
  it('is that before, from Monday eight o’clock until the day is over', () => {
    const at = (ms: number) => weekToTell(monday8, 'Europe/Oslo', ms)?.id
    expect(at(monday - 1)).toBeUndefined()
    expect(at(monday)).toBe('digest:2026-11-30')
    expect(at(monday + 16 * hour - 1)).toBe('digest:2026-11-30')
    expect(at(monday + 16 * hour)).toBeUndefined()
    expect(weekToTell(undefined, 'Europe/Oslo', monday)).toBeUndefined()
  })

  it('has seven local days, whatever the clocks do', () => {
    // Summer time ends on Sunday 25 October 2026.
    const week = weekToTell(monday8, 'Europe/Oslo', Date.UTC(2026, 9, 26, 9))
    expect(week).toEqual({
      id: 'digest:2026-10-26',
      before: Date.parse('2026-10-12T00:00:00+02:00'),
      from: Date.parse('2026-10-19T00:00:00+02:00'),
      to: Date.parse('2026-10-26T00:00:00+01:00'),
    })
  })

  it('comes once in each week, in every zone, at the time that was set', () => {
    const zones = fc.constantFrom('Europe/Oslo', 'Asia/Kolkata', 'Pacific/Auckland', 'America/St_Johns')
    const rule = fc.record({ weekday: fc.nat({ max: 6 }), atMinute: fc.nat({ max: 23 * 60 }) })
    fc.assert(
      fc.property(zones, rule, fc.integer({ min: 1.7e12, max: 1.9e12 }), (zone, when, from) => {
        const told = new Set<string>()
        for (let at = from; at < from + 28 * day; at += hour / 2) {
          const week = weekToTell(when, zone, at)
          if (week) told.add(week.id)
        }
        // A piece of a day may lie at either end.
        expect([4, 5]).toContain(told.size)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the digest in its room', () => {
  it('has the numbers of the report, and is given once', async () => {
    const world = await openWorld(rules, wednesday)
    await weekIn(world)
    await world.look()
    expect(digests(world)).toEqual([])
    await world.clock.move(monday - world.clock.now())
    await world.look()
    await world.look()
    world.restart()
    await world.look()
    const [digest, ...more] = digests(world)
    expect(more).toEqual([])
    const { figures } = figuresOf(world.store, () => world.content.shop)
    const { total, series } = await figures({ from: monday - 7 * day - 8 * hour, to: monday - 8 * hour }, monday)
    expect(total.counts.episodes).toBe(4)
    expect(digest?.lines).toHaveLength(5)
    expect(digest?.lines[0]).toBe(
      `4 episodes (none the week before): ${total.counts.solvedByBot} solved by the bot, 3 handed to people.`,
    )
    expect(digest?.lines[1]).toContain('median 1 h, 90 % within 1 h (n = 1); the week before none.')
    const promises = total.shares['promises']
    expect(digest?.lines[2]).toContain(`(${promises?.hits} of ${promises?.n})`)
    expect(digest?.days.map(({ episodes }) => episodes)).toEqual(series.map(({ figures: of }) => of.counts.episodes))
    expect(digest?.days.map(({ name }) => name).join(' ')).toBe('Mon Tue Wed Thu Fri Sat Sun')
    await world.clock.move(7 * day)
    await world.look()
    expect(digests(world).map(({ id }) => id)).toEqual(['digest:2026-11-30', 'digest:2026-12-07'])
  })

  it('comes later on its day after a time away, but not on the next', async () => {
    const world = await openWorld(rules, wednesday)
    await weekIn(world)
    await world.clock.move(monday - world.clock.now())
    world.fail('away')
    await world.look()
    expect(digests(world)).toEqual([])
    await world.clock.move(9 * hour)
    world.fail('loses-the-answer')
    await world.look()
    await world.look()
    await world.look()
    expect(digests(world)).toHaveLength(1)
    world.fail('away')
    await world.clock.move(7 * day + 8 * hour)
    world.fail('none')
    await world.look()
    expect(digests(world)).toHaveLength(1)
  })

  it('looks as Slack takes it, bars and all', async () => {
    const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((name, at) => ({ name, episodes: at * 20 }))
    const week = { id: 'digest:2026-11-30', from: monday - 7 * day, to: monday - 8 * hour, zone: 'Europe/Oslo' }
    const look = 'Most handoffs came from “<!channel> & Co”: 12.'
    const digest: Digest = {
      ...week,
      lines: ['One <@U1>.', '2', '3', '4', '5'],
      days,
      look,
      url: 'https://x.example/stats',
    }
    const { text, blocks } = drawn({ kind: 'digest', digest } satisfies DeskPost, 'Europe/Oslo')
    const sent = JSON.parse(JSON.stringify(blocks)) as Block[]
    expect(checkBlocks(sent, 'message')).toMatchObject({ ok: true })
    const shown = renderMessage({ text, blocks: sent })
    expect(shown.mentions).toEqual([])
    expect(shown.shown).toContain('The week: Mon 23 Nov to Sun 29 Nov')
    expect(shown.shown).toContain('▁▁▁ ▂▂▂ ▃▃▃ ▅▅▅ ▆▆▆ ▇▇▇ ███')
    expect(shown.shown).toContain('<!channel> & Co')
  })
})

describe('"digest" of _shop.yaml', () => {
  const read = (text: string) => {
    const problems: string[] = []
    const file = readYaml('_shop.yaml', `desk:\n  digest: ${text}\n`, ({ what }) => problems.push(what))
    return { digest: readDeskRules(file, [])?.digest, problems }
  }

  it('is Monday at eight, another time of the week, or never', () => {
    expect(read('friday 16:30').digest).toEqual({ weekday: 4, atMinute: 990 })
    expect(read('never')).toEqual({ digest: undefined, problems: [] })
    expect(read('noon').problems).toEqual(['This is no time of the week.'])
  })
})

describe('the digest by webhook', () => {
  async function hooked() {
    const world = await openWorld(rules, wednesday)
    await weekIn(world)
    const { figures } = figuresOf(world.store, () => world.content.shop)
    const answers: number[] = []
    const posted: { headers: Readonly<Record<string, string>>; body: string }[] = []
    const open = () =>
      createDigestHook({
        ...{ store: world.store, content: () => world.content, figures, url: 'https://desk.example' },
        ...{ clock: world.clock, log: silentLog, hook: { url: 'https://far.example', secret: 'shared' } },
        post: async (_, headers, body) => {
          posted.push({ headers, body })
          return answers.shift() ?? 200
        },
      })
    return { world, figures, answers, posted, open }
  }

  it('is signed, holds the same as the room and a picture, and comes once', async () => {
    const { world, figures, posted, open } = await hooked()
    const hook = open()
    await hook.look()
    expect(posted).toEqual([])
    await world.clock.move(monday - world.clock.now())
    await hook.look()
    await hook.look()
    await open().look()
    expect(posted).toHaveLength(1)
    const [{ headers, body } = { headers: {}, body: '{}' }] = posted
    const signed = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['nightdesk-signature'] ?? '')
    expect(signed?.[2]).toBe(createHmac('sha256', 'shared').update(`${signed?.[1]}.${body}`).digest('hex'))
    expect(headers['nightdesk-event']).toBe('digest:2026-11-30')
    const told = JSON.parse(body) as DigestBody
    await world.look()
    expect(digests(world)[0]).toEqual((({ type: _t, at: _a, picture: _p, ...digest }) => digest)(told))
    const week = weekToTell(monday8, 'Europe/Oslo', monday)
    expect(
      week && (await digestOf(week, monday, { content: () => world.content, figures, url: 'https://desk.example' })),
    ).toMatchObject({ lines: told.lines })
    expect(told.picture).toBe(pictureOf(told))
    expect(told.picture).toMatch(/^<svg [^>]*>.*Wed 4.*<\/svg>$/)
    expect(body).not.toContain('Here I am')
  })

  it('is sent again until it is taken, within its day', async () => {
    const { world, answers, posted, open } = await hooked()
    const hook = open()
    answers.push(500, 503)
    await world.clock.move(monday - world.clock.now())
    for (let times = 0; times < 5; times++) await hook.look()
    expect(posted).toHaveLength(3)
    expect(new Set(posted.map(({ headers }) => headers['nightdesk-event'])).size).toBe(1)
    await world.clock.move(7 * day)
    answers.push(500)
    await hook.look()
    await world.clock.move(16 * hour)
    await hook.look()
    expect(posted).toHaveLength(4)
  })
})
