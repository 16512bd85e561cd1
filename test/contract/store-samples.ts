// Small valid values for the store's contract, and what its tests do to an engine.

import type { Case } from '../../src/model/case.ts'
import type { Turn, TurnState } from '../../src/model/decision.ts'
import type { NewEvent } from '../../src/model/event.ts'
import type { IncomingMessage } from '../../src/model/message.ts'
import type { Reply } from '../../src/model/reply.ts'
import type { Store } from '../../src/ports/store.ts'
import { askOnce, type Engine, type Operation, type Step } from '../../src/store/engine.ts'
import { storeOn } from '../../src/store/store.ts'
import { tableNames } from '../../src/store/tables.ts'

export type Opened = {
  readonly engine: Engine
  /** Closes, and opens the same database again. */
  reopen(): Promise<Opened>
}

/** Opens a new, empty, migrated database. */
export type OpenStore = () => Promise<Opened>

export const start = { language: 'nb', now: 1_800_000_000_000 } as const

export function said(externalId: string, more: Partial<IncomingMessage> = {}): IncomingMessage {
  return {
    channel: 'web',
    externalId,
    address: 'visitor',
    author: { kind: 'customer' },
    text: `text ${externalId}`,
    ...more,
  }
}

export function noted(
  externalId: string,
  conversationId: string,
  kind: 'note' | 'say' | 'take' = 'note',
): IncomingMessage {
  const author = { kind: 'agent', id: 'a1', name: 'Kari' } as const
  return { channel: 'desk', externalId, address: conversationId, author, text: 'INSIDE', action: { kind } }
}

export function reply(text: string): Reply {
  return { author: { kind: 'bot' }, kind: 'answer', language: 'nb', text }
}

export function caseOf(number: number, conversationId: string, more: Partial<Case> = {}): Case {
  return {
    number,
    conversationId,
    episodeId: 'e1',
    state: 'waiting',
    reason: 'asked',
    tags: ['lead'],
    priority: 'normal',
    team: 'care',
    language: 'nb',
    openedAt: start.now,
    promiseAt: start.now + 60_000,
    summary: { wish: 'a person', facts: {}, tried: [], mood: [] },
    ...more,
  }
}

export function eventOf(conversationId: string, at: number = start.now): NewEvent {
  const about = { at, conversationId, episodeId: 'e1', channel: 'web', language: 'nb' } as const
  return { ...about, name: 'flow.started', data: { intent: 'refund' } }
}

/** A turn that handles everything that waits. */
export function turnOf(state: TurnState, more: Partial<Turn> = {}): Turn {
  const episode = { id: 'e1', openedAt: start.now, answered: [] }
  return {
    conversation: { ...state.conversation, episode },
    handled: state.waiting.map((message) => message.id),
    replies: [],
    events: [],
    outcomes: {},
    at: start.now,
    ...more,
  }
}

export async function read(store: Store, conversationId: string): Promise<TurnState> {
  const state = await store.readTurn(conversationId)
  if (!state) throw new Error('no such conversation')
  return state
}

/** A turn that touches every table a turn can touch. */
export async function fullTurn(store: Store, conversationId: string, caseNumber: number): Promise<Turn> {
  const state = await read(store, conversationId)
  const outcomes = Object.fromEntries(state.waiting.map((message) => [message.id, { kind: 'done' } as const]))
  return turnOf(state, {
    replies: [reply('one'), reply('two')],
    events: [eventOf(conversationId), eventOf(conversationId)],
    case: caseOf(caseNumber, conversationId),
    outcomes,
  })
}

/** Every row of every table, to prove that nothing changed. */
export async function everything(engine: Engine): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {}
  for (const table of tableNames) {
    const rows = await engine.read(() => askOnce(engine.queries.selectFrom(table).selectAll()))
    tables[table] = rows.map((row) => JSON.stringify(row)).sort()
  }
  return tables
}

/** A store whose n-th statement from now on (1 is the next) throws, once. */
export function faulty(engine: Engine) {
  let left = Number.POSITIVE_INFINITY
  function* spoiled<R>(operation: Operation<R>): Generator<Step, R, readonly unknown[]> {
    const steps = operation()
    let next = steps.next()
    while (!next.done) {
      left -= 1
      if (left === 0) throw new Error('injected')
      next = steps.next(yield next.value)
    }
    return next.value
  }
  const store = storeOn({ ...engine, write: (operation) => engine.write(() => spoiled(operation)) })
  return {
    store,
    failAt(n: number) {
      left = n
    },
    /** The statement was never reached: it lies behind the operation's end. */
    reached: () => left <= 0,
  }
}
