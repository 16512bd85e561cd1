// Lines with files: what an agent sends in a thread is stored with its line, under what Slack knows it by.

import { afterEach, describe, expect, it } from 'vitest'
import { openSlackWorld, type SlackWorld } from './heard-world.ts'

const worlds: SlackWorld[] = []
afterEach(() => Promise.all(worlds.splice(0).map((world) => world.close())))

const pdf = { name: 'label.pdf', bytes: new TextEncoder().encode('%PDF-1.4 label') }

async function scene(rules: Parameters<typeof openSlackWorld>[0] = {}) {
  const world = await openSlackWorld(rules)
  worlds.push(world)
  const [ida, bo] = [world.agent('ida'), world.agent('bo')]
  const { card, number } = await world.opensCase()
  await ida.presses(card, 'Take')
  await world.calm()
  const { conversationId } = await world.held(number)
  /** What the customer got from people: words, and files by name. */
  const got = () =>
    world.sent.filter(({ kind }) => kind === 'relay').map(({ text, file }) => (file ? `[${file.name}]` : text))
  const fileIds = () => [...world.slack.world.files.keys()]
  return { ...world, ida, bo, card, number, conversationId, got, fileIds }
}

describe('a line with files', () => {
  it('goes to the customer with them, once, however often Slack tells it', async () => {
    const { slack, ida, card, calm, got, thread } = await scene()
    slack.faults.repeat('new-id')
    ida.says('support', 'Here is the label', { thread: card.ts, files: [pdf, { ...pdf, name: 'map.pdf' }] })
    await calm()
    expect(got()).toEqual(['Here is the label', '[label.pdf]', '[map.pdf]'])
    expect(thread(card).filter((line) => line.includes('Here is'))).toHaveLength(1)
  })

  it('may have no words', async () => {
    const { ida, card, calm, got } = await scene()
    ida.says('support', '', { thread: card.ts, files: [pdf] })
    await calm()
    expect(got()).toEqual(['[label.pdf]'])
  })

  it('stays inside with them unless it is the owner’s and no remark', async () => {
    const { ida, bo, card, calm, got } = await scene()
    bo.says('support', 'look at this', { thread: card.ts, files: [pdf] })
    bo.says('support', '', { thread: card.ts, files: [pdf] })
    ida.says('support', '// look at this', { thread: card.ts, files: [pdf] })
    ida.says('support', '🔒', { thread: card.ts, files: [pdf] })
    ida.says('support', 'first\n// second', { thread: card.ts, files: [pdf] })
    await calm()
    expect(got()).toEqual([])
  })

  it('of a kind that is not taken reaches the customer without it, and its author learns which and why', async () => {
    const { ida, card, calm, got, thread } = await scene()
    const program = { name: 'setup.exe', bytes: new TextEncoder().encode('MZ a program') }
    ida.says('support', 'Try this', { thread: card.ts, files: [program, pdf] })
    ida.says('support', '', { thread: card.ts, files: [program] })
    await calm()
    await calm()
    expect(got()).toEqual(['Try this', '[label.pdf]'])
    const told = thread(card).filter((line) => line.includes('did not get'))
    expect(told).toHaveLength(2)
    expect(told[0]).toContain('setup.exe: not taken: only pictures, PDF and MP4 are')
    expect(thread(card).some((line) => line.includes('Send again'))).toBe(false)
  })

  it('that Slack does not give is told of as well', async () => {
    const { slack, ida, card, calm, got, thread } = await scene()
    slack.faults.withoutScopes(['files:read'])
    ida.says('support', 'Here is the label', { thread: card.ts, files: [pdf] })
    await calm(300_000)
    expect(got()).toEqual(['Here is the label'])
    expect(thread(card).some((line) => line.includes('label.pdf: it could not be fetched'))).toBe(true)
  })

  it('that did not arrive goes with them when it is sent again', async () => {
    const { slack, ida, card, calm, got, deliver } = await scene()
    deliver(false)
    ida.says('support', 'Here is the label', { thread: card.ts, files: [pdf] })
    await calm()
    deliver(true)
    const { messages } = slack.roomNamed('support')
    const failed = messages.find(({ threadTs, text }) => threadTs === card.ts && text.includes('did not reach'))
    for (let times = 0; times < 2; times++) await ida.presses({ room: 'support', ts: failed?.ts ?? '' }, 'Send again')
    await calm()
    expect(got()).toEqual(['Here is the label', '[label.pdf]'])
  })

  it('is taken back whole when a file is taken off it, and its author told', async () => {
    const { ida, card, calm, relayed, fileIds, told } = await scene({ rules: { holdMs: 20_000 } })
    ida.says('support', 'Here is the label', { thread: card.ts, files: [pdf] })
    await calm(1_000)
    ida.deletesFile(fileIds()[0] ?? '')
    await calm(60_000)
    expect(relayed()).toEqual([])
    expect(told(ida).at(-1)).toContain('You took a file off your line')
  })
})
