// What the desk posts is taken by Slack whatever a customer wrote, and nothing a customer wrote does anything there.
// Judged by the simulated Slack's own checks and by its reader of marks.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clamp, clean, pieces } from '../../../adapters/slack-app/safe-text.ts'
import { drawn } from '../../../adapters/slack-desk/blocks/index.ts'
import { checkBlocks } from '../../../src/commands/simulated-slack/block-checks.ts'
import { renderMessage } from '../../../src/commands/simulated-slack/mrkdwn.ts'
import type { Block } from '../../../src/commands/simulated-slack/world.ts'
import type { CardLine, CaseCard, DeskPost, Incident } from '../../../src/model/desk.ts'
import { handedBack, nowAt, owned, solved, waiting } from './cards.ts'

const zone = 'Europe/Oslo'

function draw(post: DeskPost) {
  const { text, blocks, broadcast } = drawn(post, zone)
  const sent = JSON.parse(JSON.stringify(blocks)) as Block[]
  const shown = renderMessage({ text, blocks: sent })
  return { text, blocks: sent, broadcast, shown: { ...shown, mentions: [...new Set(shown.mentions)] } }
}

function labelsOf(post: DeskPost): string[] {
  const elements = draw(post).blocks.flatMap((block) => [block['elements'] ?? [], block['accessory'] ?? []].flat())
  return (elements as { type: string; text?: { text?: string }; options?: { text: { text: string } }[] }[]).flatMap(
    ({ type, text, options = [] }) =>
      type === 'button'
        ? [text?.text ?? '']
        : type === 'overflow'
          ? options.map((option) => `… ${option.text.text}`)
          : [],
  )
}

const card = (of: CaseCard): DeskPost => ({ kind: 'card', card: of })
const line = (text: string, more: Partial<CardLine> = {}): DeskPost => ({
  kind: 'line',
  caseNumber: 1001,
  language: 'nb',
  line: { author: 'customer', text, at: nowAt, inside: false, ...more },
})

describe('a card', () => {
  it('says who, since when, until when, what they want, what they gave and what the bot tried', () => {
    const { shown, blocks } = draw(card(waiting))
    for (const part of [
      'Case 1001 · Waiting',
      'Support · web chat · Norwegian',
      'Waiting since Wed 25 Nov 12:50, 10 min ago',
      'Promised by Wed 25 Nov 13:50, in 50 min',
      'Pakken min har ikke kommet',
      'FF-10234',
      'Order status',
      'Angry',
      'Hallo?',
    ])
      expect(shown.shown).toContain(part)
    expect(JSON.stringify(blocks)).toContain(`<!date^${(nowAt + 3_000_000) / 1000}^`)
  })

  it.each([
    ['waiting', waiting, ['Take', 'Pass on', 'Later']],
    ['owned', owned, ['Solve', 'Canned answers', 'Pass on', 'Later', 'Hand back']],
    ['handed back', handedBack, ['Take', 'Pass on']],
    ['solved', solved, []],
  ])('that is %s has the buttons that make sense then', (_state, of, buttons) => {
    expect(labelsOf(card(of)).filter((label) => !label.startsWith('…'))).toEqual(buttons)
  })

  it('offers the draft to the owner’s case alone, and raising while there is something to raise to', () => {
    expect(labelsOf(card(owned)).filter((label) => label.startsWith('…'))).toEqual([
      '… Open on the desk page',
      '… Note',
      "… The bot's draft",
      '… Raise',
    ])
    expect(labelsOf(card({ ...waiting, priority: 'urgent' }))).not.toContain('… Raise')
  })
})

describe('a line', () => {
  it('says who, and is marked when it is inside', () => {
    expect(draw(line('Hei')).shown.shown).toContain('Customer · 13:00')
    const inside = draw(line('be careful', { author: 'agent', name: 'Bo', inside: true }))
    expect(inside.shown.shown).toContain('🔒 Bo · 13:00')
  })

  it('of 100 KB is shortened, says so, and is never cut within a character', () => {
    const long = draw(line('👩‍👩‍👧‍👦'.repeat(10_000)))
    expect(checkBlocks(long.blocks, 'message').ok).toBe(true)
    expect(long.shown.shown).toContain('Shortened here')
    expect(long.shown.shown.isWellFormed()).toBe(true)
  })
})

describe('a warning', () => {
  const warned = (stage: Extract<DeskPost, { kind: 'warning' }>['stage'], who?: string): DeskPost => ({
    ...{ kind: 'warning', card: owned, stage },
    ...(who === undefined ? {} : { who }),
  })

  it('calls the one it concerns and nobody else', () => {
    expect(draw(warned('soon', 'slack:T0000001:U0000009')).shown.mentions).toEqual(['U0000009'])
    expect(draw(warned('on-call', 'S0000003')).shown.mentions).toEqual(['S0000003'])
    const named = draw(warned('on-call', 'on-call <!channel>'))
    expect(named.shown).toMatchObject({ mentions: [], links: [] })
    expect(named.shown.shown).toContain('on-call <!channel>')
    expect(draw(warned('due')).shown.mentions).toEqual([])
  })

  it('stands in the room as well where the room must see it', () => {
    const stages = ['soon', 'due', 'on-call', 'returned', 'reopened', 'hard'] as const
    expect(stages.filter((stage) => draw(warned(stage)).broadcast)).toEqual(['due', 'on-call', 'reopened'])
  })
})

describe('the morning brief', () => {
  const many = Array.from({ length: 60 }, (_none, at) => ({ ...waiting, number: 1001 + at, wish: 'x'.repeat(500) }))
  const brief = (queue: readonly CaseCard[], leads: readonly CaseCard[] = []): DeskPost => ({
    kind: 'brief',
    brief: {
      ...{ from: nowAt - 57_600_000, to: nowAt, zone, came: 90, solved: 20, waiting: 60, withPerson: 7, withBot: 3 },
      ...{ queue, leads, hard: [{ caseNumber: 1003, score: 1, url: 'https://desk.example/desk#1003' }] },
    },
  })

  it('says numbers that add up, leads first, and how many more there are', () => {
    const { shown, blocks } = draw(brief(many, many.slice(40, 43)))
    expect(checkBlocks(blocks, 'message')).toMatchObject({ ok: true })
    expect(shown.shown).toContain('90 came = 20 solved + 60 waiting + 7 with a person + 3 with the bot')
    expect(shown.shown.indexOf('Case 1041')).toBeLessThan(shown.shown.indexOf('Case 1001'))
    expect(shown.shown).toContain('48 more')
    expect(labelsOf(brief(many)).filter((label) => label === 'Take')).toHaveLength(12)
    expect(labelsOf(brief([]))).toEqual(['Look again'])
    expect(draw(brief([])).shown.shown).toContain('Nobody is waiting')
  })

  it('offers no Take for what somebody has', () => {
    expect(labelsOf(brief([owned]))).toEqual(['Look again'])
  })
})

describe('an incident', () => {
  const incident: Incident = {
    ...{ id: 'i1', intent: 'payment-failed', label: 'Payment failed', state: 'suspected', since: nowAt - 60_000 },
    conversations: ['a', 'b', 'c'],
  }
  const post = (of: Incident): DeskPost => ({ kind: 'incident', incident: of, now: nowAt, zone })

  it('can be confirmed or dismissed, then ended, then nothing', () => {
    expect(labelsOf(post(incident))).toEqual(['Confirm', 'Dismiss'])
    expect(labelsOf(post({ ...incident, state: 'known' }))).toEqual(['All clear'])
    expect(labelsOf(post({ ...incident, state: 'over' }))).toEqual([])
  })
})

/** What people write to break things, and what chance makes of it. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        ...['<!channel>', '<!here|hi>', '<@U0000009>', '<#C0000001>', '<https://evil.example|https://bank.example>'],
        ...['@everyone', '*bold*', '_it_', '~no~', '```code', '`c`', '> quote', '&lt;!channel&gt;', '&amp;', '\u202e'],
        ...[
          'https://evil.example',
          '[bank](https://evil.example)',
          ':tada:',
          '\ud83d',
          '👩‍👩‍👧‍👦',
          '\u0000',
          '\n\n\n',
          ' ',
          '|',
        ],
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
  fc.constantFrom('x', '👍', '<!channel> ', '&', '\n', '\ud83d').map((part) => part.repeat(102_400 / part.length)),
)

const someLine: fc.Arbitrary<CardLine> = fc.record({
  author: fc.constantFrom('customer' as const, 'bot' as const, 'agent' as const),
  name: hostile,
  text: hostile,
  at: fc.constant(nowAt),
  inside: fc.boolean(),
})

const someCard: fc.Arbitrary<CaseCard> = fc
  .record({
    base: fc.constantFrom(waiting, owned, handedBack, solved),
    wish: hostile,
    facts: fc.dictionary(hostile, hostile, { maxKeys: 20 }),
    tried: fc.array(hostile, { maxLength: 20 }),
    tags: fc.array(hostile, { maxLength: 20 }),
    owner: hostile,
    lastLines: fc.array(someLine, { maxLength: 3 }),
    priority: fc.constantFrom('low' as const, 'normal' as const, 'high' as const, 'urgent' as const),
  })
  .map(({ base, owner, ...rest }) => ({
    ...{ ...base, ...rest },
    ...(base.owner ? { owner: { id: base.owner.id, name: owner } } : {}),
  }))

const somePost: fc.Arbitrary<DeskPost> = fc.oneof(
  someCard.map(card),
  fc.record({
    kind: fc.constant('line' as const),
    caseNumber: fc.constant(1001),
    language: fc.constant('en' as const),
    line: someLine,
  }),
  fc.record({
    kind: fc.constant('undelivered' as const),
    caseNumber: fc.constant(1001),
    line: fc.constant('slack:T1:C1:1.000001'),
    state: fc.constantFrom('failed' as const, 'doubt' as const),
    code: hostile,
  }),
  fc.record({
    kind: fc.constant('warning' as const),
    card: someCard,
    stage: fc.constantFrom('soon' as const, 'due' as const, 'returned' as const, 'reopened' as const, 'hard' as const),
    who: hostile.filter((who) => !/^[UWS][A-Z0-9]{5,}$/.test(who.split(':').at(-1) ?? '')),
  }),
  fc.record({ kind: fc.constant('moved' as const), caseNumber: fc.constant(1001), to: hostile }),
  fc.record({ kind: fc.constant('flood' as const), cards: fc.array(someCard, { minLength: 5, maxLength: 30 }) }),
  fc.array(someCard, { maxLength: 30 }).map(
    (queue): DeskPost => ({
      kind: 'brief',
      brief: {
        ...{ from: nowAt - 57_600_000, to: nowAt, zone, came: 0, solved: 0, waiting: 0, withPerson: 0, withBot: 0 },
        ...{ queue, leads: queue.slice(0, 8), hard: [] },
      },
    }),
  ),
  hostile.map(
    (text): DeskPost => ({
      ...{ kind: 'incident', now: nowAt, zone },
      incident: {
        ...{ id: 'i1', intent: 'x', label: text, state: 'known', since: nowAt, conversations: ['a'] },
        ...{ note: { en: text, nb: text, sv: text, da: text, fi: text }, confirmedBy: { id: 'x', name: text } },
      },
    }),
  ),
)

describe('whatever customers write', () => {
  it('is taken by Slack, pings nobody, links nothing and formats nothing', () => {
    fc.assert(
      fc.property(somePost, (post) => {
        const { text, blocks, shown } = draw(post)
        expect(checkBlocks(blocks, 'message')).toMatchObject({ ok: true })
        expect(text.length).toBeLessThanOrEqual(400)
        expect(text.length).toBeGreaterThan(0)
        expect(shown.mentions).toEqual([])
        expect(shown.links).toEqual([])
        // Ours: bold headings, and the command as code.
        expect(shown.formatting.filter((mark) => mark !== 'bold' && mark !== 'code')).toEqual([])
        expect(JSON.stringify(blocks).isWellFormed()).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  it('is cut between characters and loses nothing that can be seen', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 2, max: 4000 }), (text, most) => {
        const seen = clean(text)
        expect(seen.length).toBeGreaterThan(0)
        expect(clamp(seen, most).length).toBeLessThanOrEqual(most)
        expect(clamp(seen, most).isWellFormed()).toBe(true)
        expect(pieces(seen, most).join('')).toBe(seen)
        expect(pieces(seen, most).every((piece) => piece.length <= most && piece.isWellFormed())).toBe(true)
      }),
    )
  })
})
