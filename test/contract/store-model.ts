// Contract by property: over any sequence of operations the store does what a few maps in memory would do.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { storeOn } from '../../src/store/store.ts'
import { noted, type OpenStore, read, reply, said, start, turnOf } from './store-samples.ts'

type Line = { readonly key: string; readonly text: string; readonly shown: boolean; handled: boolean }
type Talk = { id: string; version: number; readonly lines: Line[]; sent: number }
type Model = Map<string, Talk>

type Action =
  | { readonly kind: 'say'; readonly address: string; readonly id: number; readonly text: string }
  | { readonly kind: 'note'; readonly address: string; readonly id: number }
  | { readonly kind: 'turn'; readonly address: string; readonly replies: readonly string[]; readonly stale: boolean }
  | { readonly kind: 'send'; readonly address: string }

const address = fc.constantFrom('a', 'b', 'c')
const id = fc.nat({ max: 6 })
const text = fc.constantFrom('x', 'y', '')
const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('say' as const), address, id, text }),
    fc.record({ kind: fc.constant('note' as const), address, id }),
    fc.record({
      kind: fc.constant('turn' as const),
      address,
      replies: fc.array(text, { maxLength: 3 }),
      stale: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('send' as const), address }),
  ),
  { minLength: 1, maxLength: 25 },
)

async function say(store: Store, model: Model, run: string, action: Extract<Action, { kind: 'say' }>) {
  const key = `${run} ${action.id}`
  const at = `${run} ${action.address}`
  const added = await store.addMessage(said(key, { address: at, text: action.text }), start)
  const talk = model.get(action.address) ?? { id: added.conversationId, version: 0, lines: [], sent: 0 }
  const owner = [...model.values()].find(({ lines }) => lines.some((line) => line.key === key))
  const known = owner?.lines.find((line) => line.key === key)
  if (!known) {
    expect(added).toMatchObject({ outcome: 'new', conversationId: talk.id, position: talk.lines.length + 1 })
    talk.lines.push({ key, text: action.text, shown: true, handled: false })
    model.set(action.address, talk)
  } else {
    const same = owner === model.get(action.address) && known.text === action.text
    expect(added.outcome).toBe(same ? 'duplicate' : 'conflict')
    if (!model.has(action.address)) {
      // Even a conflict may have opened the conversation of its address.
      const { id } = await store.conversationAt('web', at, start)
      model.set(action.address, { ...talk, id })
    }
  }
}

async function note(store: Store, talk: Talk, run: string, action: Extract<Action, { kind: 'note' }>) {
  const key = `${run} ${talk.id} note ${action.id}`
  const known = talk.lines.some((line) => line.key === key)
  const added = await store.addMessage(noted(key, talk.id), start)
  expect(added.outcome).toBe(known ? 'duplicate' : 'new')
  if (!known) talk.lines.push({ key, text: 'INSIDE', shown: false, handled: false })
}

async function turn(store: Store, talk: Talk, action: Extract<Action, { kind: 'turn' }>) {
  const state = await read(store, talk.id)
  const version = state.conversation.version + (action.stale ? 1 : 0)
  const conversation = { ...state.conversation, version }
  const saved = await store.saveTurn(turnOf({ ...state, conversation }, { replies: action.replies.map(reply) }))
  expect(saved).toBe(action.stale ? 'stale' : 'saved')
  if (action.stale) return
  talk.version += 1
  for (const line of talk.lines) line.handled = true
  for (const text of action.replies) talk.lines.push({ key: 'reply', text, shown: true, handled: true })
}

async function send(store: Store, talk: Talk) {
  const [due, ...more] = await store.dueDeliveries(start.now, 10, talk.id)
  const replies = talk.lines
    .map((line, index) => ({ ...line, position: index + 1 }))
    .filter(({ key }) => key === 'reply')
  expect(due?.message.position).toBe(replies[talk.sent]?.position)
  expect(more).toEqual([])
  if (!due) return
  await store.endDelivery(due.message.id, { kind: 'delivered', externalIds: ['far'] }, start.now)
  talk.sent += 1
}

async function compare(store: Store, model: Model) {
  for (const talk of model.values()) {
    const state = await read(store, talk.id)
    expect(state.conversation.version).toBe(talk.version)
    const lines = talk.lines.map((line, index) => ({ ...line, position: index + 1 }))
    const waiting = lines.filter(({ handled }) => !handled).map(({ position }) => position)
    expect(state.waiting.map(({ position }) => position)).toEqual(waiting)
    const due = await store.dueConversations(start.now, 1_000_000)
    expect(due.includes(talk.id)).toBe(waiting.length > 0)
    const shown = (await store.transcript(talk.id, 0, 1_000)).map(({ position, text }) => [position, text])
    expect(shown).toEqual(lines.filter((line) => line.shown).map(({ position, text }) => [position, text]))
    const desk = (await store.deskTranscript(talk.id, 0, 1_000)).map(({ position, text }) => [position, text])
    expect(desk).toEqual(lines.map(({ position, text }) => [position, text]))
    expect(await store.events({ conversationId: talk.id })).toHaveLength(talk.sent)
  }
}

export function modelContract(open: OpenStore): void {
  it('does what a model in memory does, over random operations', async () => {
    const store = storeOn((await open()).engine)
    let runs = 0
    await fc.assert(
      fc.asyncProperty(actions, async (sequence) => {
        runs += 1
        const model: Model = new Map()
        for (const action of sequence) {
          const talk = model.get(action.address)
          if (action.kind === 'say') await say(store, model, `run ${runs}`, action)
          else if (!talk) continue
          else if (action.kind === 'note') await note(store, talk, `run ${runs}`, action)
          else if (action.kind === 'turn') await turn(store, talk, action)
          else await send(store, talk)
        }
        await compare(store, model)
      }),
      { numRuns: 40 },
    )
  }, 60_000)
}
