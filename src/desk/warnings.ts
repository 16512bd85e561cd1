// Tells the room what must not be overlooked: a promise in danger, a case that came back, an effort that was high.
// Each is told once; many at once are told as one.

import { awaitsPerson, type Case } from '../model/case.ts'
import type { CaseCard, DeskPost } from '../model/desk.ts'
import type { Event } from '../model/event.ts'
import type { Content } from '../model/shop.ts'
import type { Clock } from '../ports/outside.ts'
import { cardOf } from './cards.ts'
import { type CaseKeeperParts, cardKey } from './case-keeper.ts'

/** From so many at once on, a room gets one digest in place of a ping each. */
const flood = 5

type Warning = Extract<DeskPost, { kind: 'warning' }> & { readonly key: string }

type Parts = CaseKeeperParts & { readonly clock: Clock }

/** After so long a warning that could not be told is idle. */
const idleAfterMs = 24 * 3_600_000

/**
 * Tells what these events call for. What cannot be told now is owed: to be given again, oldest first. A case whose room
 * is behind is not there to be warned of yet.
 */
export async function warnRooms(
  events: readonly Event[],
  isBehind: (conversationId: string) => boolean,
  parts: Parts,
): Promise<{ readonly owed: readonly Event[]; readonly faults: readonly unknown[] }> {
  const rooms = new Map<string, Due[]>()
  const owed: Event[] = []
  for (const event of events) {
    const warning = await warningOf(event, parts)
    if (!warning) continue
    const card = await parts.store.deskPosted(cardKey(warning.card.number))
    const isIdle = event.at < parts.clock.now() - idleAfterMs
    if (card?.externalId === undefined) {
      if (isBehind(event.conversationId) && !isIdle) owed.push(event)
    } else rooms.set(card.room, [...(rooms.get(card.room) ?? []), { event, warning, thread: card.externalId }])
  }
  const faults: unknown[] = []
  await Promise.all(
    [...rooms].map(async ([room, due]) => {
      try {
        await warnRoom(room, due, parts)
      } catch (fault) {
        faults.push(fault)
        for (const { event } of due) if (event.at >= parts.clock.now() - idleAfterMs) owed.push(event)
      }
    }),
  )
  return { owed: owed.sort((one, other) => one.id - other.id), faults }
}

type Due = { readonly event: Event; readonly warning: Warning; readonly thread: string }

async function warnRoom(room: string, due: readonly Due[], parts: Parts): Promise<void> {
  const untold: Due[] = []
  for (const one of due) if ((await parts.store.deskPosted(one.warning.key))?.externalId === undefined) untold.push(one)
  if (untold.length >= flood) {
    const warnings = untold.map(({ warning }) => warning)
    return tellAsOne(room, warnings, parts)
  }
  for (const { warning, thread } of untold) {
    const { key, ...post } = warning
    await parts.postings.postOnce({ room, thread }, key, post)
  }
}

async function tellAsOne(room: string, warnings: readonly Warning[], { postings }: Parts): Promise<void> {
  const cards = [...new Map(warnings.map(({ card }) => [card.number, card])).values()]
  await postings.postOnce({ room }, `flood:${room}:${warnings[0]?.key}`, { kind: 'flood', cards })
}

async function warningOf(event: Event, parts: Parts): Promise<Warning | undefined> {
  const stage = stageOf(event) ?? (await hardStage(event, parts))
  if (!stage) return undefined
  const [held] = await parts.store.cases({ number: stage.caseNumber })
  if (!held || isOver(held, stage.stage)) return undefined
  const card: CaseCard = await cardOf(held, parts.clock.now(), parts)
  const who = whoOf(event, held, parts.content())
  return { key: `warning:${event.id}`, kind: 'warning', card, stage: stage.stage, ...(who ? { who } : {}) }
}

/** What happened meanwhile makes a warning idle. */
export function isOver(held: Case, stage: Warning['stage']): boolean {
  if (stage === 'hard') return false
  if (held.state === 'solved' || held.state === 'handed-back') return true
  return stage !== 'returned' && !awaitsPerson(held)
}

type Stage = { readonly stage: Warning['stage']; readonly caseNumber: number }

/** A low score about a case: somebody should look again. */
async function hardStage(event: Event, { store }: Parts): Promise<Stage | undefined> {
  if (event.name !== 'survey.answered' || event.data.score > 2) return undefined
  const held = (await store.cases({ conversationId: event.conversationId })).find(
    ({ episodeId }) => episodeId === event.episodeId,
  )
  return held && { stage: 'hard', caseNumber: held.number }
}

function stageOf(event: Event): Stage | undefined {
  switch (event.name) {
    case 'case.warned':
      return { stage: event.data.stage, caseNumber: event.data.caseNumber }
    case 'case.returned':
      return { stage: 'returned', caseNumber: event.data.caseNumber }
    case 'case.reopened':
      return { stage: 'reopened', caseNumber: event.data.caseNumber }
    default:
      return undefined
  }
}

/** Who is called: an agent's id, or a name from `on call`; undefined: the room. */
export function whoOf(event: Event, held: Case, { shop }: Content): string | undefined {
  if (event.name === 'case.returned') return held.owner?.id
  if (event.name !== 'case.warned') return undefined
  const { to, step } = event.data
  if (to === 'owner') return held.owner?.id
  return to === 'on-call' ? shop.desk.onCall[step - 2]?.who : undefined
}
