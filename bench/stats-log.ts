// A believable log of events, the same for the same seed, in the order in which a store would have numbered them.

import type { Language } from '../src/model/language.ts'

/** A row of the events table, without its id. */
export type LogRow = {
  readonly at: number
  readonly conversation: string
  readonly episode: string
  readonly channel: string
  readonly language: Language
  readonly name: string
  readonly data: string
}

/** What the peers are given: an episode's time to its answer, already paired, as one row of plain columns. */
export type AnswerRow = { readonly at: number; readonly channel: number; readonly intent: number; readonly ms: number }

export const channelNames = ['web', 'slack', 'telegram', 'email'] as const
export const intentNames: readonly string[] = Array.from({ length: 30 }, (_, n) => `intent-${n + 1}`)
const languages: readonly Language[] = ['nb', 'en', 'sv', 'da', 'fi']
const teams = ['care', 'warehouse'] as const

const hourMs = 3_600_000
/** Tuesday 15 December 2026, 14:30 in Oslo: a manager looks at the page in the middle of a day. */
export const nowAt = Date.parse('2026-12-15T13:30:00Z')
export const loggedDays = 90
/** Mean events of an episode, as `story` makes them; only to know how densely episodes must lie. */
const eventsEach = 8.23

/** mulberry32 */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Dice = { readonly next: () => number; readonly logNormal: (mean: number, sigma: number) => number }

function dice(seed: number): Dice {
  const next = chance(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return { next, logNormal: (mean, sigma) => Math.max(1, Math.round(Math.exp(mean + sigma * normal()))) }
}

const pick = <T>(list: readonly T[], { next }: Dice): T => list[Math.floor(next() * list.length)] as T
const hex = ({ next }: Dice) =>
  Math.floor(next() * 2 ** 32)
    .toString(16)
    .padStart(8, '0')

type Told = { readonly rows: LogRow[]; readonly answer?: AnswerRow; readonly endedAt: number }
type Opening = {
  readonly at: number
  readonly conversation: string
  readonly number: number
  readonly reopens: boolean
}

/** One episode from its opening to its end. Bots answer in a fraction of a second, people in minutes to hours. */
function story({ at, conversation, number, reopens }: Opening, caseNumber: number, roll: Dice): Told {
  const [channel, language, team] = [pick(channelNames, roll), pick(languages, roll), pick(teams, roll)]
  const intent = pick(intentNames, roll)
  const episode = `${conversation}.${number}`
  const rows: LogRow[] = []
  const add = (time: number, name: string, data: object = {}) =>
    rows.push({ at: Math.round(time), conversation, episode, channel, language, name, data: JSON.stringify(data) })
  const message = () => hex(roll) + hex(roll)
  const wrote = (time: number) => add(time, 'message.received', { messageId: message(), author: 'customer' })
  const replied = (time: number, kind: string, author: string) =>
    add(time, 'reply.delivered', { messageId: message(), kind, author })

  if (reopens) add(at, 'episode.reopened', { reopens: `${conversation}.${number - 1}` })
  else add(at, 'episode.opened')
  wrote(at)
  add(at, 'intent.matched', { intent, confidence: 0.9, picked: false })
  const byBot = roll.next() < 0.85
  let time = at + roll.logNormal(5.3, 0.5)
  replied(time, byBot ? 'answer' : 'acknowledgement', 'bot')
  let answeredAt = byBot ? time : undefined
  while (byBot && roll.next() < 0.35) {
    time += roll.logNormal(10.3, 0.7)
    wrote(time)
    time += roll.logNormal(5.3, 0.5)
    replied(time, 'answer', 'bot')
  }
  const handedOver = !byBot || roll.next() < 0.15
  if (handedOver) {
    const promiseAt = Math.round(time + 2 * hourMs)
    const about = { caseNumber, team, reason: 'asked', priority: 'normal', tags: [], promiseAt, intent }
    add(time, 'case.opened', about)
    time += roll.logNormal(13, 1)
    add(time, 'case.taken', { caseNumber, agentId: 'a1' })
    time += roll.logNormal(11, 0.8)
    replied(time, 'relay', 'agent')
    answeredAt ??= time
    time += roll.logNormal(11, 0.8)
    wrote(time)
    time += roll.logNormal(11.5, 0.9)
    replied(time, 'relay', 'agent')
    time += 30_000
    add(time, 'case.solved', { caseNumber, agentId: 'a1' })
  } else time += 600_000
  const solvedBy = handedOver ? 'agent' : 'bot'
  add(time, 'episode.resolved', { by: solvedBy, how: handedOver ? 'agent' : 'silence' })
  if (roll.next() < 0.5) {
    const survey = { scale: '1-5', wording: 'w', solvedBy }
    add(time, 'survey.asked', survey)
    if (roll.next() < 0.3) add(time + 60_000, 'survey.answered', { ...survey, score: 1 + Math.floor(roll.next() * 5) })
  }
  const shared = { at, channel: channelNames.indexOf(channel), intent: intentNames.indexOf(intent) }
  return {
    rows,
    endedAt: time,
    ...(answeredAt === undefined ? {} : { answer: { ...shared, ms: Math.round(answeredAt) - at } }),
  }
}

const logged = { from: nowAt - loggedDays * 24 * hourMs, to: nowAt, seed: 5 }

/** About so many events, evenly over a period; what would have happened after it is left out. */
export function* eventLog(
  events: number,
  { from, to, seed } = logged,
): Generator<{ rows: LogRow[]; answers: AnswerRow[] }> {
  const roll = dice(seed)
  const episodes = Math.round(events / eventsEach)
  /** What is still to come, by the hour in which it happens. */
  const later = new Map<number, LogRow[]>()
  const again: (Opening & { readonly notBefore: number })[] = []
  let hour = Math.floor(from / hourMs)
  let answers: AnswerRow[] = []
  for (let n = 0; n < episodes; n++) {
    const at = Math.round(from + (n / episodes) * (to - from))
    for (; hour < Math.floor(at / hourMs); hour++) {
      yield { rows: inOrder(later.get(hour) ?? []), answers }
      later.delete(hour)
      answers = []
    }
    const back = again[0] !== undefined && again[0].notBefore < at ? again.shift() : undefined
    const opening = back ?? { conversation: hex(roll) + hex(roll) + hex(roll), number: 1, reopens: false }
    const told = story({ ...opening, at }, 1_000 + n, roll)
    if (roll.next() < 0.06)
      again.push({ ...opening, at, number: opening.number + 1, reopens: roll.next() < 0.5, notBefore: told.endedAt })
    for (const row of told.rows) {
      const list = later.get(Math.floor(row.at / hourMs)) ?? []
      later.set(Math.floor(row.at / hourMs), list)
      if (row.at < to) list.push(row)
    }
    if (told.answer && at + told.answer.ms < to) answers.push(told.answer)
  }
  yield { rows: inOrder(later.get(hour) ?? []), answers }
}

const inOrder = (rows: LogRow[]) => rows.sort((a, b) => a.at - b.at)
