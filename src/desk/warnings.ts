// Tells the room what must not be overlooked: a promise in danger, a case that came back, an effort that was high.
// Each is told once; many at once are told as one.

import type { Case } from '../model/case.ts'
import type { CaseCard, DeskPost } from '../model/desk.ts'
import type { Event } from '../model/event.ts'
import type { Clock } from '../ports/outside.ts'
import { cardOf } from './cards.ts'
import { type CaseKeeperParts, cardKey } from './case-keeper.ts'

/** From so many at once on, a room gets one digest in place of a ping each. */
const flood = 5

type Warning = Extract<DeskPost, { kind: 'warning' }> & { readonly key: string }

type Parts = CaseKeeperParts & { readonly clock: Clock }

/** Tells what these events call for. Throws while the far side is away; told again, nothing is told twice. */
export async function warnRooms(events: readonly Event[], parts: Parts): Promise<void> {
  const byRoom = new Map<string, { warning: Warning; thread: string }[]>()
  for (const event of events) {
    const warning = await warningOf(event, parts)
    const card = warning && (await parts.store.deskPosted(cardKey(warning.card.number)))
    if (!warning || card?.externalId === undefined) continue
    byRoom.set(card.room, [...(byRoom.get(card.room) ?? []), { warning, thread: card.externalId }])
  }
  for (const [room, warnings] of byRoom) {
    if (warnings.length >= flood)
      await tellAsOne(
        room,
        warnings.map(({ warning }) => warning),
        parts,
      )
    else
      for (const {
        warning: { key, ...post },
        thread,
      } of warnings)
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
  const who = whoOf(event, held, parts)
  return { key: `warning:${event.id}`, kind: 'warning', card, stage: stage.stage, ...(who ? { who } : {}) }
}

/** What happened meanwhile makes a warning idle. */
function isOver(held: Case, stage: Warning['stage']): boolean {
  if (stage === 'hard') return false
  if (held.state === 'solved' || held.state === 'handed-back') return true
  return stage !== 'returned' && held.humanRepliedAt !== undefined
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

function whoOf(event: Event, held: Case, { content }: Parts): string | undefined {
  if (event.name === 'case.returned') return held.owner?.id
  if (event.name !== 'case.warned') return undefined
  const { to, step } = event.data
  if (to === 'owner') return held.owner?.id
  return to === 'on-call' ? content().shop.desk.onCall[step - 2]?.who : undefined
}
