import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { backOffMs, createOutbox, mostTries, type Outbox } from '../../src/deliver/outbox.ts'
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
  sent: string[]
  /** What the far side does with the next sends: an error to throw, or undefined to accept. */
  answers: (Error | undefined)[]
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
async function far(texts: readonly string[], foldsRepeats = false): Promise<Far> {
  const store = await openSqlite(':memory:')
  const clock = fakeClock()
  const sent: string[] = []
  const answers: (Error | undefined)[] = []
  const channel: Channel = {
    name: 'test',
    doors: [],
    capabilities: { buttons: true, cards: false, attachments: false, longestText: 1000, foldsRepeats },
    receive: () => ({ messages: [] }),
    async send(reply: FittedReply) {
      const answer = answers.shift()
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
  })
  const conversation = await store.conversationAt('test', 'address', { language: 'en', now: clock.now() })
  const replies = texts.map((text) => ({ author: { kind: 'bot' }, kind: 'answer', language: 'en', text }) as const)
  const turn: Turn = { conversation, handled: [], replies, events: [], outcomes: {}, at: clock.now() }
  expect(await store.saveTurn(turn)).toBe('saved')
  const states = async () => (await store.transcript(conversation.id, 0, 100)).map(({ reply }) => reply?.delivery)
  const made = { store, clock, outbox, sent, answers, conversationId: conversation.id, states }
  open.push(made)
  return made
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
})
