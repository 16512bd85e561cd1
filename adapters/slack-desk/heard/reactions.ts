// Reactions as commands: on a case's card, by people of the rooms that cases come to. Taking one off undoes nothing.

import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { AgentAction } from '../../../src/model/case.ts'
import type { House } from '../../../src/ports/desk.ts'
import { momentOfTs } from '../../slack-app/moment.ts'
import { when } from '../blocks/elements.ts'
import type { Acting } from './acting.ts'
import { putOff, words } from './agent-words.ts'

const Reaction = z.object({
  user: z.string(),
  reaction: z.string(),
  event_ts: z.string(),
  item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
})

const hourMs = 3_600_000

export function hearReactions(app: App, acting: Acting): void {
  const { house, botUserId } = acting.parts
  app.event('reaction_added', async ({ event }) => {
    const read = Reaction.safeParse(event)
    if (!read.success || read.data.user === botUserId()) return
    const { user, reaction, event_ts: at, item } = read.data
    const wanted = actionOf(house, reaction, at, acting.parts.clock.now())
    if (!wanted) return
    const caseNumber = await house.caseAt(item.channel, item.ts)
    if (caseNumber === undefined) return
    if (!(await acting.parts.isAgent(user))) return
    const agent = await acting.parts.agentOf(user)
    const id = acting.pressId(user, at, reaction)
    // Thrown, it comes again: an event has no answer that its doer sees.
    const { text, isDone } = await acting.act(agent, { id, caseNumber, action: wanted })
    const ear = { user, room: item.channel }
    if (text !== undefined && text !== words.later) void acting.tell(ear, text)
    else if (isDone && wanted.kind === 'later')
      void acting.tell(ear, putOff(caseNumber, when(wanted.until, house.zone())))
  })
}

/** The name may carry a skin tone: `wave::skin-tone-2`. */
function actionOf(house: House, reaction: string, at: string, now: number): AgentAction | undefined {
  const [name] = reaction.split('::')
  const names = house.reactions()
  const saidAt = momentOfTs(at)
  if (name === names.take) return { kind: 'take', saidAt }
  if (name === names.solve) return { kind: 'solve' }
  if (name === names.raise) return { kind: 'raise' }
  // From the moment of the reaction, so that it is the same act when it comes again; after an outage, from now.
  const until = Math.round(saidAt) + hourMs
  return name === names.later ? { kind: 'later', until: until > now ? until : now + hourMs } : undefined
}
