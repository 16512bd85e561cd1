// nightdesk whole, with customers and agents in one Slack over real HTTP: from hello to the survey in five languages, in
// direct messages and in a help room, with the desk in Slack too.

import { describe, expect, it } from 'vitest'
import { renderMessage } from '../../src/commands/simulated-slack/mrkdwn.ts'
import type { Human } from '../../src/commands/simulated-slack/people.ts'
import type { SimulatedSlack } from '../../src/commands/simulated-slack/simulated-slack.ts'
import type { Message } from '../../src/commands/simulated-slack/world.ts'
import type { Language } from '../../src/model/language.ts'
import { cardsIn, nightdesk, slackSettings, soon, threadOf, workspace } from './slack-desk-app.ts'

/** What a customer says and sees in each language. */
type Lines = {
  readonly locale: string
  readonly hello: string
  readonly wish: string
  readonly asks: RegExp
  readonly without: string
  readonly person: string
  readonly easy: string
}
const talk: Readonly<Record<Language, Lines>> = {
  en: {
    ...{ locale: 'en-GB', hello: 'hello', wish: 'where is my parcel?', asks: /order number/ },
    ...{ without: 'I don’t have it', person: 'Talk to a person', easy: 'Very easy' },
  },
  nb: {
    ...{ locale: 'nb-NO', hello: 'hei', wish: 'hvor er pakken min?', asks: /bestillingsnummeret/ },
    ...{ without: 'Jeg har det ikke', person: 'Snakk med et menneske', easy: 'Svært enkelt' },
  },
  sv: {
    ...{ locale: 'sv-SE', hello: 'hej', wish: 'var är mitt paket?', asks: /ordernummer/ },
    ...{ without: 'Jag har det inte', person: 'Prata med en person', easy: 'Mycket enkelt' },
  },
  da: {
    ...{ locale: 'da-DK', hello: 'hej', wish: 'hvor er min pakke?', asks: /ordrenummer/ },
    ...{ without: 'Det har jeg ikke', person: 'Tal med et menneske', easy: 'Meget nemt' },
  },
  fi: {
    ...{ locale: 'fi-FI', hello: 'hei', wish: 'missä pakettini on?', asks: /tilausnumerosi/ },
    ...{ without: 'Minulla ei ole sitä', person: 'Juttele ihmisen kanssa', easy: 'Erittäin helppoa' },
  },
}

async function open(way: 'http' | 'sockets' = 'http') {
  const slack = await workspace()
  slack.room('help', { withoutApp: true })
  const ida = slack.person('ida', { realName: 'Ida Berg', rooms: ['support', 'support-fi', 'sales'] })
  const sockets = { ...slackSettings(slack, 'sockets'), NIGHTDESK_SLACK_SIGNING_SECRET: '' }
  await nightdesk(slack, { settings: { ...(way === 'sockets' && sockets), NIGHTDESK_SLACK_HELP_ROOMS: '#help' } })
  if (way === 'sockets') slack.useSockets()
  await soon(() => slack.roomNamed('help').members.has(slack.world.app.botUser)).toBe(true)
  // Signed in, and so listening.
  await soon(() => slack.world.calls.some(({ method }) => method === 'auth.test')).toBe(true)
  if (way === 'sockets') await soon(() => slack.sockets.connections()).toBe(1)
  return { slack, ida }
}

/** A customer in their direct messages, or in the thread that they open in the help room. */
function customer(slack: SimulatedSlack, way: 'direct' | 'help', locale: string) {
  const kim = slack.person('kim', { realName: 'Kim Dahl', locale, rooms: ['help'] })
  let thread: string | undefined
  const room = () => (way === 'direct' ? slack.directRoom(kim.id) : slack.roomNamed('help'))
  const ours = (): readonly Message[] =>
    room().messages.filter(({ user, deleted, threadTs }) => user !== kim.id && !deleted && threadTs === thread)
  return {
    kim,
    says(line: string): Message {
      if (way === 'direct') return kim.tells(line)
      if (thread !== undefined) return kim.says('help', line, { thread })
      const root = kim.says('help', `@${slack.world.app.name} ${line}`)
      thread = root.ts
      return root
    },
    reads: (): string[] => ours().map((message) => renderMessage(message).shown),
    hears: (what: RegExp) => soon(() => ours().some((message) => what.test(renderMessage(message).shown))).toBe(true),
    async presses(label: string): Promise<void> {
      const shows = () => ours().findLast((message) => JSON.stringify(message.blocks).includes(label))
      await soon(shows).toBeTruthy()
      const found = shows()
      if (found) expect(await kim.presses({ room: room().id, ts: found.ts }, label)).toMatchObject({ ok: true })
    },
  }
}

/** An agent takes the newest case in Slack. */
async function takes(slack: SimulatedSlack, agent: Human) {
  const card = () => ['support', 'support-fi', 'sales'].flatMap((room) => cardsIn(slack, room)).at(-1)
  await soon(card).toBeTruthy()
  const found = card()
  if (!found) throw new Error('There is no card.')
  expect(await agent.presses(found, 'Take')).toMatchObject({ ok: true })
  return { room: found.room, ts: found.ts, number: Number(/^Case (\d+):/.exec(found.text)?.[1]) }
}

describe('a conversation in Slack', () => {
  it.for<[Language, 'direct' | 'help']>([
    ['en', 'direct'],
    ['nb', 'help'],
    ['sv', 'direct'],
    ['da', 'help'],
    ['fi', 'direct'],
  ])('goes from hello to the survey in %s, %s', async ([language, way]) => {
    const { slack, ida } = await open()
    const lines = talk[language]
    const { says, hears, reads, presses } = customer(slack, way, lines.locale)
    says(lines.hello)
    await soon(() => reads().length).toBeGreaterThan(0)
    says(lines.wish)
    await hears(lines.asks)
    await presses(lines.without)
    await presses(lines.person)
    const { room, ts, number } = await takes(slack, ida)
    await hears(new RegExp(String(number)))
    const line = ida.says(room, 'Fjord 🧶', { thread: ts })
    await hears(/Fjord 🧶/)
    ida.edits(line, 'Fjell 🧶')
    await soon(() => reads().filter((text) => text.includes('🧶'))).toEqual([expect.stringContaining('Fjell')])
    ida.says(room, '// strange customer', { thread: ts })
    ida.reacts({ room, ts }, 'white_check_mark')
    await presses(lines.easy)
    await soon(() => threadOf(slack, { ts } as Message, room).join()).toContain('strange')
    expect(reads().join()).not.toContain('strange')
  })

  it('takes a line back where the customer has it, over Socket Mode', async () => {
    const { slack, ida } = await open('sockets')
    const { says, hears, reads, presses } = customer(slack, 'help', 'en-GB')
    says('where is my parcel?')
    await hears(/order number/)
    await presses('I don’t have it')
    await presses('Talk to a person')
    const { room, ts } = await takes(slack, ida)
    const line = ida.says(room, 'It is in Bergen', { thread: ts })
    await hears(/in Bergen/)
    ida.deletes(line)
    await soon(() => reads().some((text) => text.includes('in Bergen'))).toBe(false)
  })

  it('says each thing once, though events come twice and Slack is away meanwhile', async () => {
    const { slack } = await open()
    const { says, hears, reads } = customer(slack, 'help', 'en-GB')
    slack.faults.repeat('new-id', 4)
    says('where is my parcel?')
    await hears(/order number/)
    slack.faults.dropAfter('users.info')
    slack.faults.limit({ method: 'chat.postMessage', forMs: 2000 })
    says('10432')
    await hears(/10432/)
    await slack.settled()
    expect(reads()).toHaveLength(2)
  })
})
