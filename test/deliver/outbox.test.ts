import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { backOffMs, createOutbox, mostTries, type Outbox, sendWithinMs } from '../../src/deliver/outbox.ts'
import { createSignals } from '../../src/jobs/signals.ts'
import type { Turn } from '../../src/model/decision.ts'
import { type Channel, ChannelError, type FittedReply } from '../../src/ports/channel.ts'
import type { Store } from '../../src/ports/store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { type FakeClock, fakeClock } from '../fake-clock.ts'

type Far = {
  store: Store
  clock: FakeClock
  outbox: Outbox
  channel: Channel
  sent: string[]
  /** What the far side does with the next sends: an error to throw, or undefined to accept. */
  answers: (Error | 'silence' | undefined)[]
  conversationId: string
  states(): Promise<(string | undefined)[]>
}

const open: Far[] = []
afterEach(async () => {
  for (const far of open.splice(0)) {
    await far.outbox.stop()
    await far.store.close()
  }
})

/** An outbox with replies owed, in front of a far side that does what the test says. */
async function far(
  texts: readonly string[],
  foldsRepeats = false,
  more: Partial<Channel['capabilities']> = {},
): Promise<Far> {
  const store = await openSqlite(':memory:')
  const clock = fakeClock()
  const sent: string[] = []
  const answers: Far['answers'] = []
  const channel: Channel = {
    name: 'test',
    doors: [],
    capabilities: { buttons: true, cards: false, attachments: false, longestText: 1000, foldsRepeats, ...more },
    receive: () => ({ messages: [] }),
    async send(reply: FittedReply) {
      const answer = answers.shift()
      if (answer === 'silence') return new Promise(() => undefined)
      if (answer) throw answer
      sent.push(reply.text)
      return { externalId: reply.id }
    },
  }
  const outbox = createOutbox({
    store,
    channels: new Map([['test', channel]]),
    clock,
    signals: createSignals(),
    log: silentLog,
    sayNotShown: (_, names) => `not shown: ${names.join()}`,
  })
  const conversation = await owe({ store, clock }, 'address', texts)
  const states = async () => (await store.transcript(conversation.id, 0, 100)).map(({ reply }) => reply?.delivery)
  const made = { store, clock, outbox, channel, sent, answers, conversationId: conversation.id, states }
  open.push(made)
  return made
}

/** Decides replies for a customer, so that they are owed. */
async function owe({ store, clock }: Pick<Far, 'store' | 'clock'>, address: string, texts: readonly string[]) {
  const conversation = await store.conversationAt('test', address, { language: 'en', now: clock.now() })
  const replies = texts.map((text) => ({ author: { kind: 'bot' }, kind: 'answer', language: 'en', text }) as const)
  const turn: Turn = { conversation, handled: [], replies, events: [], outcomes: {}, at: clock.now() }
  expect(await store.saveTurn(turn)).toBe('saved')
  return conversation
}

describe('the outbox', () => {
  it('sends what is owed in order, once, however often it is asked', async () => {
    const { outbox, sent, conversationId, states } = await far(['one', 'two', 'three'])
    await Promise.all([outbox.send(conversationId), outbox.send(conversationId), outbox.send(conversationId)])
    expect(sent).toEqual(['one', 'two', 'three'])
    expect(await states()).toEqual(['delivered', 'delivered', 'delivered'])
  })

  it('holds later replies back while an earlier one waits, and keeps the order', async () => {
    const { outbox, clock, sent, answers, conversationId } = await far(['one', 'two'])
    answers.push(new ChannelError('unreachable', 'away'))
    outbox.start()
    await outbox.send(conversationId)
    expect(sent).toEqual([])
    await clock.move(backOffMs(1) + 1000)
    expect(sent).toEqual(['one', 'two'])
  })

  it('waits as long as the far side says', async () => {
    const { outbox, clock, sent, answers } = await far(['one'])
    answers.push(new ChannelError('rate-limited', 'slow down', { retryAfterMs: 60_000 }))
    outbox.start()
    await clock.move(59_000)
    expect(sent).toEqual([])
    await clock.move(2_000)
    expect(sent).toEqual(['one'])
  })

  it('ends what the far side will never take, and goes on with the next', async () => {
    const { outbox, sent, answers, conversationId, states, store } = await far(['one', 'two'])
    answers.push(new ChannelError('refused', 'no'))
    await outbox.send(conversationId)
    expect(sent).toEqual(['two'])
    expect(await states()).toEqual(['failed', 'delivered'])
    expect((await store.events({})).map(({ name }) => name)).toEqual(['reply.failed', 'reply.delivered'])
  })

  it('gives up loudly after its last try, not before', async () => {
    const { outbox, clock, answers, states } = await far(['one'])
    for (let tries = 0; tries < mostTries; tries++) answers.push(new Error('socket hang up'))
    outbox.start()
    await clock.move(mostTries * (backOffMs(mostTries) + 1000))
    expect(answers).toEqual([])
    expect(await states()).toEqual(['failed'])
  })

  it('gives up on a far side that folds repeats as well', async () => {
    const { outbox, clock, answers, states } = await far(['one'], true)
    for (let tries = 0; tries < mostTries; tries++) answers.push(new Error('socket hang up'))
    outbox.start()
    await clock.move(mostTries * (backOffMs(mostTries) + 1000))
    expect(answers).toEqual([])
    expect(await states()).toEqual(['failed'])
  })

  it('says that it does not know when a crash fell between sending and noting', async () => {
    const { outbox, clock, sent, store, conversationId, states } = await far(['one'])
    const [delivery] = await store.dueDeliveries(clock.now(), 1)
    await store.beginDelivery(delivery?.message.id ?? '', clock.now())
    await outbox.send(conversationId)
    expect(sent).toEqual([])
    expect(await states()).toEqual(['doubt'])
  })

  it('sends again after such a crash where the far side takes a repeat as one', async () => {
    const { outbox, clock, sent, store, conversationId, states } = await far(['one'], true)
    const [delivery] = await store.dueDeliveries(clock.now(), 1)
    await store.beginDelivery(delivery?.message.id ?? '', clock.now())
    await outbox.send(conversationId)
    expect(sent).toEqual(['one'])
    expect(await states()).toEqual(['delivered'])
  })

  it('leaves the whole channel alone while its far side wants rest, and spends no try on it', async () => {
    const { outbox, clock, sent, answers, store } = await far(['first'], false, { paceMs: 20 })
    for (let index = 0; index < 150; index++) await owe({ store, clock }, `other ${index}`, [`reply ${index}`])
    answers.push(new ChannelError('rate-limited', 'slow down', { retryAfterMs: 30_000 }))
    outbox.start()
    await clock.move(29_000)
    expect(sent).toEqual([])
    const due = await store.dueDeliveries(clock.now(), 200)
    expect(due.map(({ attempts }) => attempts)).toEqual(due.map(() => 0))
    await clock.move(8_000)
    expect(new Set(sent).size).toBe(151)
    expect(sent).toHaveLength(151)
  })

  it('leaves alone only the room that wants rest, where the far side has rooms', async () => {
    const { outbox, answers, clock, sent, channel, ...parts } = await far(['first'])
    channel.roomOf = (address) => address.split(':')[0] ?? ''
    const ofOne = [await owe({ clock, ...parts }, 'one:a', ['a']), await owe({ clock, ...parts }, 'one:b', ['b'])]
    const other = await owe({ clock, ...parts }, 'other:a', ['c'])
    answers.push(new ChannelError('rate-limited', 'slow down', { retryAfterMs: 30_000 }))
    for (const { id } of [...ofOne, other]) await outbox.send(id)
    expect(sent).toEqual(['c'])
    await clock.move(29_999)
    for (const { id } of ofOne) await outbox.send(id)
    expect(sent).toEqual(['c'])
    await clock.move(1)
    for (const { id } of ofOne) await outbox.send(id)
    expect(sent).toEqual(['c', 'a', 'b'])
  })

  it('looks behind the replies of a resting channel for those of others', async () => {
    const { outbox, clock, answers, store } = await far(['first'], false, { paceMs: 20 })
    for (let index = 0; index < 150; index++) await owe({ store, clock }, `other ${index}`, [`reply ${index}`])
    answers.push(new ChannelError('rate-limited', 'slow down', { retryAfterMs: 60_000 }))
    outbox.start()
    await clock.move(2_000)
    await clock.move(1_000)
    const other = await store.conversationAt('unknown', 'a', { language: 'en', now: clock.now() })
    const reply = { author: { kind: 'bot' }, kind: 'answer', language: 'en', text: 'elsewhere' } as const
    const turn = { conversation: other, handled: [], replies: [reply], events: [], outcomes: {}, at: clock.now() }
    expect(await store.saveTurn(turn)).toBe('saved')
    await clock.move(3_000)
    expect((await store.transcript(other.id, 0, 1))[0]?.reply?.delivery).toBe('failed')
  })

  it('keeps the pace of a channel over all its conversations', async () => {
    const { outbox, clock, sent, store } = await far(['reply'], false, { paceMs: 50 })
    for (let index = 0; index < 9; index++) await owe({ store, clock }, `other ${index}`, ['reply'])
    outbox.start()
    await clock.move(149)
    expect(sent).toHaveLength(3)
    await clock.move(350)
    expect(sent).toHaveLength(10)
  })

  it('stops at once though many wait for their turn', async () => {
    const { outbox, clock, sent, store } = await far(['reply'], false, { paceMs: 60_000 })
    for (let index = 0; index < 9; index++) await owe({ store, clock }, `other ${index}`, ['reply'])
    outbox.start()
    await clock.move(1)
    await outbox.stop()
    expect(sent).toHaveLength(1)
  })

  it('goes on behind the parts of a long reply that went out', async () => {
    const { outbox, clock, sent, answers, states } = await far(['one two six'], false, { longestText: 4 })
    answers.push(undefined, new ChannelError('rate-limited', 'slow down', { retryAfterMs: 5_000 }))
    outbox.start()
    await clock.move(10_000)
    expect(sent).toEqual(['one', 'two', 'six'])
    expect(await states()).toEqual(['delivered'])
  })

  it('is in doubt about a send whose answer never came, unless the far side folds repeats', async () => {
    const cut = new ChannelError('doubtful', 'cut off')
    const plain = await far(['one', 'two'])
    plain.answers.push(cut)
    await plain.outbox.send(plain.conversationId)
    expect(await plain.states()).toEqual(['doubt', 'delivered'])
    const folding = await far(['one'], true)
    folding.answers.push(cut)
    folding.outbox.start()
    await folding.clock.move(backOffMs(1) + 1000)
    expect(await folding.states()).toEqual(['delivered'])
  })

  it('waits for no send for ever', async () => {
    const { outbox, clock, sent, answers, states } = await far(['one', 'two'])
    answers.push('silence')
    outbox.start()
    await clock.move(sendWithinMs + 1000)
    expect(sent).toEqual(['two'])
    expect(await states()).toEqual(['doubt', 'delivered'])
  })
})
