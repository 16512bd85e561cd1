// Cases as the house gives them to the desk, for tests.

import type { CaseCard } from '../../../src/model/desk.ts'

/** A Wednesday, 13:00 in Oslo. */
export const nowAt = Date.UTC(2026, 10, 25, 12)

export const waiting: CaseCard = {
  ...{ number: 1001, state: 'waiting', priority: 'normal', tags: ['complaint'], team: 'Support', channel: 'web' },
  ...{ language: 'nb', openedAt: nowAt - 600_000, waitingSince: nowAt - 600_000, promiseAt: nowAt + 3_000_000 },
  wish: 'Pakken min har ikke kommet',
  facts: { order_number: 'FF-10234' },
  tried: ['Order status'],
  mood: ['angry'],
  lastLines: [{ author: 'customer', text: 'Hallo?', at: nowAt - 60_000, inside: false }],
  ...{ url: 'https://desk.example/desk#1001', zone: 'Europe/Oslo', now: nowAt },
}

const { waitingSince: _since, ...answered } = waiting

export const owned: CaseCard = {
  ...waiting,
  state: 'owned',
  owner: { id: 'slack:T0000001:U0000009', name: 'Ida Berg' },
}
export const handedBack: CaseCard = { ...answered, state: 'handed-back', humanRepliedAt: nowAt - 1000 }
export const solved: CaseCard = { ...answered, state: 'solved', solvedAt: nowAt }
