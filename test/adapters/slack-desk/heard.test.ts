// Agents at work in Slack, from the press of a button to what the customer gets.

import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { openSlackWorld, type SlackWorld } from './heard-world.ts'

// Learning the shop's words takes a while.
beforeAll(async () => (await openSlackWorld()).close(), 60_000)

const open: SlackWorld[] = []
afterEach(async () => {
  for (const world of open.splice(0)) await world.close()
})

async function scene(options: Parameters<typeof openSlackWorld>[0] = {}) {
  const world = await openSlackWorld(options)
  open.push(world)
  const [ida, bo] = [world.agent('ida'), world.agent('bo')]
  return { ...world, ida, bo, ...(await world.opensCase()) }
}

describe('Take', () => {
  it('gives the case to one; the other is told who has it, privately', async () => {
    const { ida, bo, card, number, held, told, calm } = await scene()
    const [first, second] = await Promise.all([ida.presses(card, 'Take'), bo.presses(card, 'Take')])
    expect([first.ok, second.ok]).toEqual([true, true])
    await calm()
    expect((await held(number)).owner).toMatchObject({ name: 'Ida' })
    expect(told(ida)).toEqual([])
    expect(told(bo)).toEqual([`Not done: Ida has case ${number}.`])
  })

  it('is refused to somebody who is in none of the rooms, and told them directly', async () => {
    const { slack, card, number, held, calm } = await scene()
    const stranger = slack.person('mallory')
    const { members } = slack.roomNamed('support')
    // Whoever looks into an open room sees its buttons without being in it.
    members.add(stranger.id)
    const pressing = stranger.presses(card, 'Take')
    members.delete(stranger.id)
    await pressing
    await calm()
    expect((await held(number)).owner).toBeUndefined()
    expect(slack.directRoom(stranger.id).messages.map(({ text }) => text)).toEqual([
      expect.stringContaining('only people who are in one of the rooms'),
    ])
  })
})

describe('a line in the thread', () => {
  it('goes to the customer from its owner alone, and shows that it arrived', async () => {
    const { ida, bo, card, relayed, calm, slack } = await scene()
    ida.says('support', 'is this the one from yesterday?', { thread: card.ts })
    await calm()
    await ida.presses(card, 'Take')
    const line = ida.says('support', 'Hi, I am *looking* at it.', { thread: card.ts })
    bo.says('support', 'poor you', { thread: card.ts })
    ida.says('support', '// he is right', { thread: card.ts })
    ida.says('support', '🔒 and angry', { thread: card.ts })
    ida.says('support', 'in the room', {})
    await calm()
    expect(relayed()).toEqual(['Hi, I am looking at it.'])
    expect(slack.message('support', line.ts)?.reactions.map(({ name }) => name)).toEqual(['incoming_envelope'])
  })

  it('tells its author once that nobody has the case yet, with a button to take it', async () => {
    const { ida, card, number, told, held, whisper, calm } = await scene()
    ida.says('support', 'hello there', { thread: card.ts })
    ida.says('support', 'anyone?', { thread: card.ts })
    await calm()
    expect(told(ida)).toEqual([expect.stringContaining(`nobody has case ${number} yet`)])
    await ida.presses(whisper(ida), 'Take')
    await calm()
    expect((await held(number)).owner?.name).toBe('Ida')
    expect(told(ida).at(-1)).toContain(`Case ${number} is yours`)
  })

  it('changed or deleted is corrected or taken back at the customer', async () => {
    const { ida, card, sent, told, calm } = await scene()
    await ida.presses(card, 'Take')
    const line = ida.says('support', 'It comes on Monday.', { thread: card.ts })
    await calm()
    ida.edits({ room: 'support', ts: line.ts }, 'It comes on Tuesday.')
    await calm()
    ida.deletes({ room: 'support', ts: line.ts })
    await calm()
    const after = sent.slice(-3).map(({ text, corrects, withdraws }) => [text, corrects !== undefined, withdraws])
    expect(after).toEqual([
      ['It comes on Monday.', false, undefined],
      ['Correction: It comes on Tuesday.', true, undefined],
      [expect.stringContaining('taken back'), true, true],
    ])
    expect(told(ida)).toHaveLength(2)
  })

  it('can be undone while it is held', async () => {
    const { ida, card, told, relayed, whisper, calm } = await scene({ rules: { holdMs: 10_000 } })
    await ida.presses(card, 'Take')
    ida.says('support', 'oops', { thread: card.ts })
    await calm(1_000)
    expect(told(ida)).toEqual(['It goes to the customer in a few seconds.'])
    await ida.presses(whisper(ida), 'Undo')
    const second = ida.says('support', 'deleted', { thread: card.ts })
    await calm(1_000)
    ida.deletes({ room: 'support', ts: second.ts })
    ida.says('support', 'meant so', { thread: card.ts })
    await calm(20_000)
    expect(relayed()).toEqual(['meant so'])
  })

  it('waits for a click where each line is asked about', async () => {
    const { ida, card, told, relayed, whisper, calm, sent, slack } = await scene({ rules: { whoSpeaks: 'ask' } })
    await ida.presses(card, 'Take')
    const line = ida.says('support', 'It is on its way.', { thread: card.ts })
    await calm()
    expect(relayed()).toEqual([])
    expect(told(ida)).toEqual(['Send this line to the customer?'])
    await ida.presses(whisper(ida), 'Send')
    await ida.presses(whisper(ida), 'Send').catch(() => undefined)
    await calm()
    expect(relayed()).toEqual(['It is on its way.'])
    expect(slack.message('support', line.ts)?.reactions.map(({ name }) => name)).toEqual(['incoming_envelope'])
    ida.edits({ room: 'support', ts: line.ts }, 'It comes tomorrow.')
    await calm()
    await ida.presses(whisper(ida), 'Send')
    await calm()
    expect(sent.at(-1)).toMatchObject({ text: 'Correction: It comes tomorrow.' })
    ida.says('support', 'hm', { thread: card.ts })
    await calm()
    await ida.presses(whisper(ida), 'Keep inside')
    await calm()
    expect(sent.at(-1)).toMatchObject({ text: 'Correction: It comes tomorrow.' })
  })

  it('that did not arrive can be sent again, once', async () => {
    const { ida, bo, card, thread, relayed, deliver, calm, told, number, slack } = await scene()
    await ida.presses(card, 'Take')
    deliver(false)
    const line = ida.says('support', 'It is on its way.', { thread: card.ts })
    await calm()
    expect(thread(card).at(-1)).toContain('did not reach the customer')
    const post = slack.roomNamed('support').messages.at(-1)
    if (!post) throw new Error('There is no post.')
    deliver(true)
    await bo.presses(post, 'Send again')
    await ida.presses(post, 'Send again')
    await ida.presses(post, 'Send again')
    await calm()
    expect(relayed()).toEqual(['It is on its way.'])
    expect(told(bo)).toEqual([`Not done: Ida has case ${number}.`])
    expect(slack.message('support', line.ts)?.reactions.map(({ name }) => name)).toEqual(['incoming_envelope'])
  })
})

describe('a thing that fails', () => {
  it('is told privately when the store fails, and done by the next press', async () => {
    let fails = false
    const between = (store: Store): Store => ({
      ...store,
      addMessage: (message, start) =>
        fails ? Promise.reject(new Error('disk full')) : store.addMessage(message, start),
    })
    const { ida, card, number, held, told, calm, relayed } = await scene({ between })
    fails = true
    await ida.presses(card, 'Take')
    await calm()
    expect(told(ida)).toEqual([expect.stringContaining('could not store it just now')])
    fails = false
    await ida.presses(card, 'Take')
    fails = true
    ida.says('support', 'Hi Kari', { thread: card.ts })
    await calm(1_000)
    expect((await held(number)).owner?.name).toBe('Ida')
    expect(told(ida)).toHaveLength(2)
    expect(told(ida).at(-1)).toContain('Slack hands it over again by itself')
    fails = false
    await calm(61_000)
    expect(relayed()).toEqual(['Hi Kari'])
  })

  it('for good is told at Slack’s last try', async () => {
    let fails = false
    const between = (store: Store): Store => ({
      ...store,
      addMessage: (message, start) =>
        fails ? Promise.reject(new Error('disk full')) : store.addMessage(message, start),
    })
    const { ida, card, told, calm, relayed } = await scene({ between })
    await ida.presses(card, 'Take')
    fails = true
    ida.says('support', 'Hi Kari', { thread: card.ts })
    await calm(400_000)
    expect(told(ida).at(-1)).toContain('Please send it again')
    expect(relayed()).toEqual([])
  })
})
