// `replay`: last nights' conversations over changed content, and what would be different; nothing is sent.

import { join } from 'node:path'
import type { Config } from '../config.ts'
import { orderLookup } from '../intent-files/orders-file.ts'
import { systemClock } from '../jobs/clock.ts'
import { type Knowledge, loadKnowledge } from '../knowledge.ts'
import { openStore } from '../store/open.ts'
import { hideNames } from '../workbench/names.ts'
import { silentLog } from './log.ts'
import { asRecorded, type Handled, type Recorded, type ReplayParts, recordedBetween, replayAll } from './run-again.ts'

export type ReplayOptions = {
  /** "7d", "12h", or a date "2026-11-14" (from its beginning, UTC). */
  readonly since: string
  /** A folder with changed content, compared with the present one; without it the present one with what was said. */
  readonly intents?: string
  readonly json?: boolean
}

/** How a message would be handled otherwise. */
export const differences = ['routed', 'asked back', 'handed over', 'answered'] as const
export type Difference = (typeof differences)[number]

export type Changed = {
  readonly conversation: string
  readonly position: number
  readonly at: number
  readonly text: string
  readonly differs: readonly Difference[]
  readonly before: Omit<Handled, 'position' | 'at' | 'text'>
  readonly after: Omit<Handled, 'position' | 'at' | 'text'>
}

const unitsMs = { h: 3_600_000, d: 86_400_000 } as const

/** @throws Error when it is neither a time gone by nor a date. */
export function sinceMs(since: string, now: number): number {
  const [, count, unit] = /^(\d{1,4})([hd])$/.exec(since) ?? []
  if (count !== undefined) return now - Number(count) * unitsMs[unit === 'h' ? 'h' : 'd']
  const date = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(since) ? Date.parse(since) : Number.NaN
  if (Number.isNaN(date)) throw new Error('--since takes days or hours gone by ("7d", "12h") or a date ("2026-11-14").')
  return date
}

/**
 * Personal data out of a text: names where they are introduced, e-mail addresses, and everything with four digits or
 * more, however they are spaced: phone and order numbers, cards, accounts.
 */
export function masked(text: string): string {
  return hideNames(text, '[name]')
    .replace(/[^\s@<>()",;:]{1,64}@[\p{L}\p{N}.-]{1,255}/gu, '[e-mail]')
    .replace(/\+?\p{Nd}(?:[ \u00A0\u2009\u202F_.()/–-]{0,3}\p{Nd}){3,}/gu, '[number]')
}

/** Case numbers and times of day differ between what was and what is run again; nothing else in a text may. */
const withoutDigits = (said: readonly string[]) => said.map((text) => text.replace(/\p{Nd}+/gu, '#'))

function differencesOf(before: Handled, after: Handled, exact: boolean): Difference[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const said = (one: Handled) => (exact ? one.said : withoutDigits(one.said))
  const found: Difference[] = []
  if (!same(before.intents, after.intents) || before.missed !== after.missed) found.push('routed')
  if (!same(before.askedBack, after.askedBack)) found.push('asked back')
  if (before.handedOver !== after.handedOver) found.push('handed over')
  if (!same(said(before), said(after))) found.push('answered')
  return found
}

function shown({ intents, askedBack, missed, handedOver, said }: Handled): Changed['before'] {
  return { intents, askedBack, missed, ...(handedOver === undefined ? {} : { handedOver }), said: said.map(masked) }
}

function compare(
  recorded: readonly Recorded[],
  before: readonly (readonly Handled[])[],
  after: readonly (readonly Handled[])[],
  window: { readonly from: number; readonly exact: boolean },
): { readonly changed: Changed[]; readonly messages: number } {
  let messages = 0
  const changed = recorded.flatMap(({ conversationId }, index) =>
    (after[index] ?? []).flatMap((now, place) => {
      const then = before[index]?.[place]
      if (then === undefined || now.at < window.from) return []
      messages++
      const differs = differencesOf(then, now, window.exact)
      if (differs.length === 0) return []
      const { position, at } = now
      const text = masked(now.text)
      return [{ conversation: conversationId, position, at, text, differs, before: shown(then), after: shown(now) }]
    }),
  )
  return { changed, messages }
}

function partsOf(folder: string, { content, mind }: Knowledge): ReplayParts {
  const { ordersFile, calendar } = content.shop
  // The orders file alone: every other look-up would ask outside, and here counts as one that does not answer.
  const lookups = ordersFile === undefined ? [] : [orderLookup(join(folder, ordersFile), calendar.zone)]
  return { content, mind, lookups, log: silentLog }
}

/**
 * Prints what would be different; returns the exit code: 1 when something is, else 0. Reads the database only.
 * @throws Error with a remedy for a wrong `since`, content that cannot be used, or a database that cannot be read.
 */
export async function replay(
  { database, intentsFolder }: Pick<Config, 'database' | 'intentsFolder'>,
  options: ReplayOptions,
  out: (line: string) => void,
): Promise<number> {
  const now = systemClock.now()
  const from = sinceMs(options.since, now)
  const present = partsOf(intentsFolder, await loadKnowledge(intentsFolder))
  const candidate =
    options.intents === undefined ? undefined : partsOf(options.intents, await loadKnowledge(options.intents))
  const store = await openStore(database, { readOnly: true })
  const recorded = await recordedBetween(store, from, now).finally(() => store.close())
  const before = candidate ? await replayAll(recorded, present) : recorded.map(asRecorded)
  const after = await replayAll(recorded, candidate ?? present)
  const { changed, messages } = compare(recorded, before, after, { from, exact: candidate !== undefined })
  if (options.json) out(JSON.stringify({ conversations: recorded.length, messages, changed }))
  else print(changed, recorded.length, messages, out)
  return changed.length === 0 ? 0 : 1
}

function print(
  changed: readonly Changed[],
  conversations: number,
  messages: number,
  out: (line: string) => void,
): void {
  for (const { conversation, position, at, text, differs, before, after } of changed) {
    out(`${new Date(at).toISOString()}  ${conversation}, message ${position}: ${differs.join(', ')} differently`)
    out(`  customer: ${oneLine(text)}`)
    out(`  before:   ${say(before)}`)
    out(`  after:    ${say(after)}\n`)
  }
  const counts = differences.map(
    (kind) => [kind, changed.filter(({ differs }) => differs.includes(kind)).length] as const,
  )
  const told = counts.filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${kind}`)
  const ofAll = `of ${messages} messages in ${conversations} conversations`
  out(
    changed.length === 0
      ? `None ${ofAll} would be handled differently.`
      : `${changed.length} ${ofAll} would be handled differently: ${told.join(', ')}.`,
  )
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

function say({ intents, askedBack, missed, handedOver, said }: Changed['before']): string {
  const did = [
    ...(intents.length > 0 ? [`answered by ${intents.join(' and ')}`] : []),
    ...(askedBack.length > 0 ? [`asked back: ${askedBack.join(' or ')}`] : []),
    ...(missed ? ['not understood'] : []),
    ...(handedOver === undefined ? [] : [`handed over (${handedOver})`]),
  ]
  const words = said.map((text) => `“${oneLine(text)}”`).join(' ')
  return `${did.join('; ') || 'went on'}${words === '' ? '' : `: ${words}`}`
}
