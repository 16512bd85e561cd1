// Whole scenes at the Slack desk, as both sides see them: what stands in the thread, and what the customer reads.

import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { erase } from '../../../src/commands/simulated-slack/messages.ts'
import type { Human } from '../../../src/commands/simulated-slack/people.ts'
import { openSlackWorld, type SlackWorld } from './heard-world.ts'

// Learning the shop's words takes a while.
beforeAll(async () => (await openSlackWorld()).close(), 60_000)

const open: SlackWorld[] = []
afterEach(async () => {
  for (const world of open.splice(0)) await world.close()
})

async function scene() {
  const world = await openSlackWorld()
  open.push(world)
  return { ...world, ida: world.agent('ida'), bo: world.agent('bo') }
}

/** What a customer got since the last look. */
function reader({ sent }: SlackWorld) {
  let read = 0
  return (): string[] => {
    const fresh = sent.slice(read).map(({ text }) => text.replaceAll(/\s+/g, ' '))
    read = sent.length
    return fresh
  }
}

describe('a card that an administrator deletes', () => {
  it.each([
    ['without a thread', false],
    ['with a thread', true],
  ])('%s is posted again by itself, and its case goes on there', async (_about, hasThread) => {
    const world = await scene()
    const { slack, calm, ida } = world
    const { card, number } = await world.opensCase()
    const room = slack.roomNamed(card.room)
    if (hasThread) ida.says('support', 'mine', { thread: card.ts })
    erase(slack.world, room, card)
    await calm()
    const again = world.cardOf(number)
    expect(again.ts).not.toBe(card.ts)
    await ida.presses(again, 'Take')
    ida.says('support', 'Hello there', { thread: again.ts })
    await calm()
    expect(world.relayed()).toEqual(['Hello there'])
    expect(room.messages.filter(({ text, deleted }) => !deleted && text.startsWith('Case 1001:'))).toHaveLength(1)
  })
})

describe('a scene at the Slack desk', () => {
  it('from take to the score: answer, note, pass on, answer of a colleague, solve', async () => {
    const world = await scene()
    const { ida, bo, calm, customer, held, cardOf, thread } = world
    const reads = reader(world)
    const { number, card } = await world.opensCase('kari', 'Jeg vil snakke med et menneske')
    reads()

    await ida.presses(card, 'Take')
    await calm()
    expect(reads()).toEqual([expect.stringContaining('Ida')])
    expect(card.text).toContain('Taken by Ida')

    ida.says('support', 'Hei Kari, jeg ser på det :slightly_smiling_face:', { thread: card.ts })
    ida.says('support', '// she sounds tired', { thread: card.ts })
    bo.says('support', 'I know this one', { thread: card.ts })
    await customer('Takk, jeg venter')
    await calm()
    expect(reads()).toEqual(['Hei Kari, jeg ser på det 🙂'])
    expect(thread(card).some((line) => line.includes('Takk, jeg venter'))).toBe(true)

    await ida.presses(card, 'Pass on')
    await ida.submits({ person: bo.id, word: 'yours, you know the tent' })
    await calm()
    expect(reads()).toEqual([expect.stringContaining('Bo')])
    ida.says('support', 'thanks', { thread: card.ts })
    bo.says('support', 'Hei, Bo her. Et nytt telt er sendt i dag.', { thread: cardOf(number).ts })
    await calm()
    expect(reads()).toEqual(['Hei, Bo her. Et nytt telt er sendt i dag.'])

    await bo.presses(card, 'Solve')
    expect(await bo.submits({ reason: 'sent-again' })).toEqual({ kind: 'closed' })
    await calm()
    const [solved, asked, ...rest] = reads()
    expect(solved).toMatch(/^Bo har .* løst/)
    expect(asked).toMatch(/enkelt/)
    expect(rest).toEqual([])
    expect((await held(number)).state).toBe('solved')

    await customer('', 'kari', 'survey:2')
    await calm()
    const warned = thread(card).at(-1)
    expect(warned).toContain('found it hard')
    expect(reads().join(' ')).toMatch(/vanskelig/)
  })

  it('carries files both ways: a receipt in, a label out, and what colleagues show each other stays inside', async () => {
    const world = await scene()
    const { slack, ida, bo, calm, customer, sent, thread } = world
    const reads = reader(world)
    await customer('', 'kari', undefined, 'receipt.pdf')
    await calm()
    expect(reads().join(' ')).toContain('what is it about?')
    const { card } = await world.opensCase('kari', 'I want to talk to a person')
    await calm()
    const shown = () =>
      slack
        .roomNamed('support')
        .messages.filter(({ threadTs, files, botId }) => threadTs === card.ts && files.length > 0 && botId)
        .flatMap(({ files, text }) => files.map((id) => `${text} ${slack.world.files.get(id)?.name}`))
    expect(shown()).toEqual(['📎 Customer receipt.pdf'])
    expect(thread(card).some((line) => line.includes('receipt.pdf (1 KB)'))).toBe(true)

    await ida.presses(card, 'Take')
    await calm()
    const file = (name: string) => ({ files: [{ name, bytes: new TextEncoder().encode(`%PDF-1.4 ${name}`) }] })
    bo.says('support', 'same as last week', { thread: card.ts, ...file('other-customer.pdf') })
    ida.says('support', '// our price list', { thread: card.ts, ...file('prices.pdf') })
    ida.says('support', 'Here is your label.', { thread: card.ts, ...file('label.pdf') })
    await customer('and this one?', 'kari', undefined, 'second.pdf')
    await calm()
    await calm()
    expect(sent.flatMap(({ file }) => file?.name ?? [])).toEqual(['label.pdf'])
    expect(shown().map((line) => line.split(' ').at(-1))).toEqual(['receipt.pdf', 'second.pdf'])
  })

  it('hands back to the bot, which answers again, and opens again when the customer needs more', async () => {
    const world = await scene()
    const { ida, calm, customer, held, told } = world
    const reads = reader(world)
    const { number, card } = await world.opensCase('ola')
    await ida.presses(card, 'Take')
    await calm()
    await ida.presses(card, 'Hand back')
    await calm()
    reads()
    await customer('How long does delivery take?', 'ola')
    await calm()
    expect(reads().join(' ')).toMatch(/business days/)
    ida.says('support', 'nice', { thread: card.ts })
    await calm()
    expect(reads()).toEqual([])
    expect(told(ida).at(-1)).toContain('the bot has case')
    await ida.presses(card, 'Take')
    await calm()
    expect((await held(number)).owner?.name).toBe('Ida')
  })

  it('survives a far side that is away: what was said then is carried when it comes back, in order', async () => {
    const world = await scene()
    const { ida, calm, customer, slack, thread, relayed } = world
    const { card } = await world.opensCase('ola')
    await ida.presses(card, 'Take')
    await calm()
    slack.faults.away(600_000)
    await customer('first', 'ola')
    await customer('second', 'ola')
    await calm(10_000)
    ida.says('support', 'I am here', { thread: card.ts })
    await calm(700_000)
    expect(relayed()).toEqual(['I am here'])
    const heard = thread(card).flatMap((line) => /first$|second$|I am here/.exec(line)?.[0] ?? [])
    expect(heard.filter((line) => line !== 'I am here')).toEqual(['first', 'second'])
    expect(await lastMark(slack.message('support', lineOf(world, ida))?.reactions)).toBe('incoming_envelope')
  })
})

function lineOf({ slack }: SlackWorld, who: Human): string {
  return slack.roomNamed('support').messages.findLast(({ user }) => user === who.id)?.ts ?? ''
}

function lastMark(reactions: readonly { readonly name: string }[] = []): string | undefined {
  return reactions.at(-1)?.name
}
