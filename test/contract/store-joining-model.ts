// Contract by property: any order of joining, undoing and writing leaves each message in exactly one conversation, and
// shows nothing from a place that is no longer of it.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { IncomingMessage } from '../../src/model/message.ts'
import type { Place } from '../../src/model/place.ts'
import type { Store } from '../../src/ports/store.ts'
import { storeOn } from '../../src/store/store.ts'
import { type OpenStore, read, said, start } from './store-samples.ts'

export const phone: Place = { channel: 'telegram', address: '77' }

let ids = 0
/** A customer's message from a place. */
export const by = (place: Place, more: Partial<IncomingMessage> = {}) => said(`j${++ids}`, { ...place, ...more })
export const opens = (code: string, place = phone) => by(place, { text: `/start ${code}` })
export const undo = (place: Place) => by(place, { text: '', choice: 'part' })
export const answers = (place: Place, answer: 'join' | 'decline', position: number) =>
  by(place, { text: '', choice: `${answer}:${position}` })
/** Opens the link at a place, and home says yes. */
export async function letIn(store: Store, code: string, home: Place, place = phone) {
  const asked = await store.addMessage(opens(code, place), start)
  return store.addMessage(answers(home, 'join', asked.position), start)
}

type Step =
  | { readonly kind: 'write' | 'undo'; readonly place: Place }
  | { readonly kind: 'offer'; readonly page: Place }
  | { readonly kind: 'open'; readonly place: Place; readonly back: number }
  | { readonly kind: 'join' | 'decline'; readonly place: Place; readonly back: number }

const pages = ['p1', 'p2', 'p3'].map((address) => ({ channel: 'web', address }))
const phones = ['t1', 't2', 't3'].map((address) => ({ channel: 'telegram', address }))
const anyPlace = fc.constantFrom(...pages, ...phones)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('write' as const, 'write' as const, 'undo' as const), place: anyPlace }),
    fc.record({ kind: fc.constant('offer' as const), page: fc.constantFrom(...pages) }),
    fc.record({ kind: fc.constant('open' as const), place: anyPlace, back: fc.nat({ max: 2 }) }),
    // Home's word comes from anywhere, and to any question that was ever asked.
    fc.record({
      kind: fc.constantFrom('join' as const, 'decline' as const),
      place: anyPlace,
      back: fc.nat({ max: 2 }),
    }),
    fc.record({ kind: fc.constant('join' as const), place: fc.constantFrom(...pages), back: fc.constant(0) }),
  ),
  { minLength: 1, maxLength: 40 },
)

type Question = { place: string; of: string; at: number; answer?: 'join' | 'decline' }

/** What is so after any steps, told by a few maps: where each place writes, which code is good for what, who asks. */
class Model {
  readonly home = new Map<string, string>()
  readonly joined = new Map<string, string>()
  readonly codes: { code: string; of: string; good: boolean }[] = []
  readonly questions: Question[] = []
  readonly open = new Map<string, Question>()
  readonly lines = new Map<string, string>()

  write(place: Place, to: string): void {
    const key = JSON.stringify(place)
    if (!this.joined.has(key) && !this.home.has(key)) this.home.set(key, to)
    expect(to).toBe(this.joined.get(key) ?? this.home.get(key))
  }

  /** Where a place that opens a link is heard: by the one who made it, if it is good. */
  knock(place: Place, code: string, position: number): string | undefined {
    const offer = this.codes.find((known) => known.code === code && known.good)
    if (!offer || place.channel !== 'telegram') return undefined
    offer.good = false
    const question = { place: JSON.stringify(place), of: offer.of, at: position }
    if (this.joined.get(question.place) === offer.of) return offer.of
    this.questions.push(question)
    this.open.set(offer.of, question)
    return offer.of
  }

  answer(place: Place, answer: 'join' | 'decline', at: number): void {
    const of = this.home.get(JSON.stringify(place))
    const question = of === undefined || this.joined.has(JSON.stringify(place)) ? undefined : this.open.get(of)
    if (question?.at !== at) return
    if (answer === 'join' && question.answer === undefined) this.joined.set(question.place, question.of)
    else if (answer === 'join') return
    else if (this.joined.get(question.place) === question.of) this.joined.delete(question.place)
    question.answer = answer
  }

  part(place: Place, id: string): void {
    const key = JSON.stringify(place)
    const own = this.joined.has(key)
    for (const [other, to] of [...this.joined]) if (to === id && (!own || other === key)) this.joined.delete(other)
  }
}

async function play(store: Store, model: Model, run: string, step: Step): Promise<void> {
  const inRun = ({ channel, address }: Place) => ({ channel, address: `${run} ${address}` })
  if (step.kind === 'offer') {
    const { channel, address } = inRun(step.page)
    const { id } = await store.conversationAt(channel, address, start)
    model.write(inRun(step.page), id)
    const code = `${run}-${model.codes.length}`
    for (const known of model.codes) if (known.of === id) known.good = false
    model.open.delete(id)
    model.codes.push({ code, of: id, good: true })
    return store.keepCode(id, { code, channel: 'telegram', expiresAt: start.now + 1 })
  }
  const place = inRun(step.place)
  const code = step.kind === 'open' ? (model.codes.at(-1 - step.back)?.code ?? 'none') : ''
  const at = 'back' in step ? (model.questions.at(-1 - step.back)?.at ?? 1) : 0
  const { id, conversationId, position } = await store.addMessage(messageOf(step.kind, place, code, at), start)
  const heardBy = step.kind === 'open' ? model.knock(place, code, position) : undefined
  if (heardBy === undefined) model.write(place, conversationId)
  else expect(conversationId).toBe(heardBy)
  if (step.kind === 'join' || step.kind === 'decline') model.answer(place, step.kind, at)
  if (step.kind === 'undo') model.part(place, conversationId)
  model.lines.set(id, conversationId)
}

function messageOf(kind: Exclude<Step['kind'], 'offer'>, place: Place, code: string, at: number): IncomingMessage {
  if (kind === 'write') return by(place)
  if (kind === 'undo') return undo(place)
  return kind === 'open' ? opens(code, place) : answers(place, kind, at)
}

export function anyOrder(open: OpenStore): void {
  it('keeps each message in exactly one conversation, and each place in one, over random steps', async () => {
    const store = storeOn((await open()).engine)
    let runs = 0
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const model = new Model()
        const run = `r${++runs}`
        for (const step of sequence) await play(store, model, run, step)
        const found = new Map<string, string>()
        for (const id of new Set([...model.lines.values(), ...model.home.values()])) {
          const { waiting, conversation } = await read(store, id)
          expect(waiting.map(({ position }) => position)).toEqual(waiting.map((_, index) => index + 1))
          for (const message of waiting) found.set(message.id, id)
          const joined = [...model.joined].filter(([, to]) => to === id).map(([key]) => JSON.parse(key))
          expect(conversation.joined ?? []).toHaveLength(joined.length)
          expect(conversation.joined ?? []).toEqual(expect.arrayContaining(joined))
          // Nothing is shown that came from a place which is no longer of the conversation.
          const allowed = [
            JSON.stringify(conversation.home ?? placeOf(conversation)),
            ...joined.map((j) => JSON.stringify(j)),
          ]
          for (const { from } of await store.transcript(id, 0, 1000)) expect(allowed).toContain(JSON.stringify(from))
        }
        expect(found).toEqual(model.lines)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
}

const placeOf = ({ channel, address }: Place): Place => ({ channel, address })
