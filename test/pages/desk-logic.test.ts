// The desk's decisions without a browser: promise, order, rows, keys, unread marks, canned answers.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeskCase, DeskMessage } from '../../src/model/api.ts'
import { findCanned } from '../../src/pages/desk/canned-search.ts'
import { groupCases } from '../../src/pages/desk/case-groups.ts'
import { conversationRows, foldText } from '../../src/pages/desk/conversation-rows.ts'
import { commandOf, type KeyPress } from '../../src/pages/desk/desk-keys.ts'
import { numberInHash } from '../../src/pages/desk/open-case.ts'
import { promiseState, warnedOf } from '../../src/pages/desk/promise-state.ts'
import { isUnread, keepListed } from '../../src/pages/desk/seen-lines.ts'

const minuteMs = 60_000

function deskCase(number: number, rest: Partial<DeskCase> = {}): DeskCase {
  return {
    number,
    conversationId: `c${number}`,
    episodeId: `e${number}`,
    state: 'waiting',
    reason: 'asked',
    tags: [],
    priority: 'normal',
    team: 'care',
    language: 'nb',
    openedAt: 0,
    promiseAt: 100 * minuteMs,
    summary: { wish: '', facts: {}, tried: [], mood: [] },
    channel: 'web',
    lastLine: '',
    lastLineAt: 0,
    unanswered: true,
    ...rest,
  }
}

describe('warnedOf', () => {
  const one = { state: 'waiting', ladder: { from: 0, promiseAt: 10, step: 0 } } as const
  const at = (step: number, more: object = {}) => warnedOf({ ...one, ladder: { ...one.ladder, step }, ...more })

  it('says what was warned of while the customer waits for a first answer', () => {
    expect([0, 1, 2, 3].map((step) => at(step))).toEqual([undefined, 'soon', 'overdue', 'overdue'])
    expect(at(2, { humanRepliedAt: 5 })).toBeUndefined()
    expect(at(2, { state: 'solved' })).toBeUndefined()
    expect(warnedOf({ state: 'owned' })).toBeUndefined()
  })
})

describe('promiseState', () => {
  const one = { openedAt: 0, promiseAt: 100 * minuteMs }
  it('turns soon at 80 % of the promised time and late after it', () => {
    expect(promiseState(one, 79 * minuteMs)).toBe('on-time')
    expect(promiseState(one, 80 * minuteMs)).toBe('soon')
    expect(promiseState(one, 100 * minuteMs)).toBe('soon')
    expect(promiseState(one, 100 * minuteMs + 1)).toBe('late')
  })
  it('is answered once a person replied, however late', () => {
    expect(promiseState({ ...one, humanRepliedAt: 1 }, 500 * minuteMs)).toBe('answered')
  })
})

describe('groupCases', () => {
  const owner = { id: 'me', name: 'Kari' }
  it('puts the oldest promise first and the unanswered before the answered', () => {
    const cases = [
      deskCase(1, { promiseAt: 30 }),
      deskCase(2, { promiseAt: 10 }),
      deskCase(3, { state: 'owned', owner, unanswered: false, lastLineAt: 9 }),
      deskCase(4, { state: 'owned', owner, lastLineAt: 5 }),
      deskCase(5, { state: 'owned', owner, lastLineAt: 2 }),
      deskCase(6, { state: 'owned', owner: { id: 'other', name: 'Johan' } }),
      deskCase(7, { state: 'handed-back' }),
      deskCase(8, { state: 'solved', owner, solvedAt: 1 }),
    ]
    const groups = groupCases(cases, 'me')
    const numbers = (name: keyof typeof groups) => groups[name].map((one) => one.number)
    expect(numbers('waiting')).toEqual([2, 1])
    expect(numbers('mine')).toEqual([5, 4, 3])
    expect(numbers('others').sort()).toEqual([6, 7])
    expect(numbers('solved')).toEqual([8])
  })
  it('shows every case exactly once', () => {
    const anyCase = fc.record({
      state: fc.constantFrom('waiting', 'owned', 'handed-back', 'solved'),
      ownerId: fc.constantFrom('me', 'other'),
      unanswered: fc.boolean(),
      promiseAt: fc.nat(),
    })
    fc.assert(
      fc.property(fc.array(anyCase), (shapes) => {
        const cases = shapes.map(({ ownerId, ...shape }, index) =>
          deskCase(index, { ...shape, ...(shape.state === 'owned' && { owner: { id: ownerId, name: ownerId } }) }),
        )
        const shown = Object.values(groupCases(cases, 'me')).flat()
        expect(shown.map((one) => one.number).sort()).toEqual(cases.map((one) => one.number).sort())
      }),
    )
  })
})

describe('conversationRows', () => {
  const at = new Date(2026, 10, 20, 23, 58).getTime()
  const message = (position: number, rest: Partial<DeskMessage>): DeskMessage => ({
    position,
    id: `m${position}`,
    author: 'agent',
    name: 'Kari',
    text: 'x',
    at,
    note: false,
    ...rest,
  })
  it('orders by position, separates local days and never joins a note to an answer', () => {
    const rows = conversationRows([
      message(3, { at: at + 3 * minuteMs }),
      message(1, {}),
      message(2, { note: true, at: at + 1_000 }),
      message(4, { at: at + 4 * minuteMs }),
    ])
    expect(rows.map((row) => row.message.position)).toEqual([1, 2, 3, 4])
    expect(rows.map((row) => row.opensDay)).toEqual([true, false, true, false])
    expect(rows.map((row) => row.opensRun)).toEqual([true, true, true, false])
  })
})

describe('foldText', () => {
  it('keeps short texts and cuts a hundred thousand lines', () => {
    expect(foldText('hei\nder')).toBe('hei\nder')
    expect(foldText('x\n'.repeat(100_000)).split('\n')).toHaveLength(24)
    expect(foldText('x'.repeat(9_000))).toHaveLength(1_500)
  })
  it('is always a well-formed beginning of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, longest) => {
        const folded = foldText(text, longest, 3)
        expect(text.startsWith(folded)).toBe(true)
        expect(folded.isWellFormed()).toBe(true)
      }),
    )
  })
})

describe('commandOf', () => {
  const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    typing: false,
    inList: false,
    ...rest,
  })
  it('reads single letters only where nobody types and they are on', () => {
    expect(commandOf(press('s'), true)).toBe('solve')
    expect(commandOf(press('s', { typing: true }), true)).toBeUndefined()
    expect(commandOf(press('s', { ctrlKey: true }), true)).toBeUndefined()
    expect(commandOf(press('s'), false)).toBeUndefined()
    expect(commandOf(press('constructor'), true)).toBeUndefined()
  })
  it('keeps arrows and Escape when letters are off', () => {
    expect(commandOf(press('ArrowDown', { inList: true }), false)).toBe('next')
    expect(commandOf(press('ArrowDown'), false)).toBeUndefined()
    expect(commandOf(press('Escape'), false)).toBe('back')
  })
})

describe('unread marks', () => {
  it('marks only what a customer wrote since the case was last open here', () => {
    expect(isUnread(deskCase(1, { lastLineAt: 5 }), {})).toBe(true)
    expect(isUnread(deskCase(1, { lastLineAt: 5 }), { 1: 5 })).toBe(false)
    expect(isUnread(deskCase(1, { lastLineAt: 5, unanswered: false }), {})).toBe(false)
    expect(keepListed({ 1: 5, 2: 6 }, [deskCase(2)])).toEqual({ 2: 6 })
  })
})

it('opens a case only for a fragment that is a number', () => {
  expect(numberInHash('#1042')).toBe(1042)
  for (const hash of ['', '#', '#list', '#10x', '#-1', '#1.5']) expect(numberInHash(hash)).toBeUndefined()
})

it('finds ready answers by every word typed, in name or text', () => {
  const answers = [
    { name: 'late', text: 'Beklager ventetiden' },
    { name: 'label', text: 'Her er returlappen' },
  ]
  expect(findCanned(answers, 'BEKLAGER la').map((one) => one.name)).toEqual(['late'])
  expect(findCanned(answers, '')).toHaveLength(2)
  expect(findCanned(answers, 'finnes ikke')).toEqual([])
})
