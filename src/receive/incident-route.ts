// What agents say of an incident on the desk page: that it is one, with a note for customers; that it is over; that it
// is none.

import { z } from 'zod'
import type { DeskIncident, DeskIncidentAnswer, DeskIncidentPost } from '../model/api.ts'
import type { Incident } from '../model/desk.ts'
import type { House } from '../ports/desk.ts'
import type { Route } from '../ports/route.ts'
import { staffOf } from './caller.ts'
import { NoteSchema } from './desk-schemas.ts'
import { notFound } from './refusal.ts'

export type IncidentDesk = {
  /** Suspected and known ones, earliest first. */
  open(): Promise<readonly Incident[]>
  readonly settle: House['settleIncident']
}

const says = (note: Readonly<Record<string, string | undefined>>) => Object.values(note).some((text) => text?.trim())

const Body = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('confirm'),
    note: NoteSchema.refine(says, 'write what customers are told, in one language at least'),
  }),
  z.strictObject({ kind: z.literal('over'), note: NoteSchema.optional() }),
  z.strictObject({ kind: z.literal('dismiss') }),
])

const AnswerSchema: z.ZodType<DeskIncidentAnswer> = z.strictObject({
  state: z.enum(['suspected', 'known', 'over', 'dismissed']),
})

export function incidentRoute(incidents: IncidentDesk): Route {
  return {
    method: 'POST',
    path: '/api/desk/incidents/:id',
    access: 'agent',
    summary: 'Confirm, end or dismiss an incident; of two agents the first holds',
    params: z.strictObject({ id: z.string().regex(/^i\d{1,15}$/, 'an incident is i and a number') }),
    body: Body,
    answers: {
      200: { description: 'How it stands now, whoever settled it', schema: AnswerSchema },
      404: { description: 'There is no such incident' },
    },
    async handle(call) {
      const change = Body.parse(call.body) as DeskIncidentPost
      const { agent } = staffOf(call)
      const settled = await incidents.settle(call.params['id'] ?? '', { id: agent.id, name: agent.name }, change)
      if (!settled) throw notFound()
      return { status: 200, body: { state: settled.state } satisfies DeskIncidentAnswer }
    },
  }
}

/** What the page shows of an incident that is not over. */
export function incidentShown(incident: Incident): DeskIncident[] {
  const { id, intent, label, tag, state, since, note, confirmedBy, conversations } = incident
  if (state !== 'suspected' && state !== 'known') return []
  return [
    {
      ...{ id, intent, state, since, customers: conversations.length },
      ...(intent === '' ? { label } : {}),
      ...(tag === undefined ? {} : { tag }),
      ...(note ? { note } : {}),
      ...(confirmedBy ? { confirmedBy } : {}),
    },
  ]
}
