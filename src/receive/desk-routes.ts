// The desk's API: where agents find cases, read them and act.

import { z } from 'zod'
import type { CannedAnswers, DeskActionAnswer, DeskCases, DeskCaseView } from '../model/api.ts'
import type { Case } from '../model/case.ts'
import type { Language } from '../model/language.ts'
import type { Files } from '../ports/files.ts'
import type { Answer, Call, Route } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'
import { staffOf } from './caller.ts'
import { ActionBody, type ActionDeps, act } from './desk-action.ts'
import { deskFileRoutes } from './desk-files.ts'
import { CannedAnswersSchema, DeskActionAnswerSchema, DeskCasesSchema, DeskCaseViewSchema } from './desk-schemas.ts'
import { streamDeskHints } from './desk-stream.ts'
import { createDeskView, type DeskView } from './desk-view.ts'
import { type IncidentDesk, incidentRoute, incidentShown } from './incident-route.ts'
import { notFound } from './refusal.ts'

export type DeskDeps = ActionDeps & {
  /** The shop's time zone, an IANA name. */
  readonly zone: () => string
  /** Ready answers for a case, filled and in its language. */
  readonly cannedAnswers: (kase: Case, now: number) => Promise<CannedAnswers['answers']>
  readonly incidents: IncidentDesk
  readonly files: Files
  readonly languages: () => readonly Language[]
}

const CaseNumber = z.string().regex(/^[1-9]\d{0,8}$/, 'a case number has 1 to 9 digits')
const CaseParams = z.strictObject({ number: CaseNumber })
const CannedQuery = z.strictObject({ case: CaseNumber })
const StreamQuery = z.strictObject({ case: CaseNumber.optional() })

/** The routes under /api/desk. Managers may read; only agents may act. */
export function deskRoutes(deps: DeskDeps): readonly Route[] {
  const view = createDeskView(deps.store)
  return [
    {
      method: 'GET',
      path: '/api/desk/cases',
      access: 'staff',
      summary: 'Cases: waiting, owned, handed back, and solved in the last day',
      answers: { 200: { description: 'The list', schema: DeskCasesSchema } },
      handle: (call) => listCases(deps, view, call.now),
    },
    {
      method: 'GET',
      path: '/api/desk/cases/:number',
      access: 'staff',
      summary: 'One case with everything said in it, notes included',
      params: CaseParams,
      answers: {
        200: { description: 'The case', schema: DeskCaseViewSchema },
        404: { description: 'There is no such case' },
      },
      handle: (call) => showCase(deps, view, call),
    },
    {
      method: 'POST',
      path: '/api/desk/cases/:number/actions',
      access: 'agent',
      summary: 'Take, say, note, solve, pass on or hand back',
      params: CaseParams,
      body: ActionBody,
      answers: {
        200: { description: 'Done', schema: DeskActionAnswerSchema },
        409: { description: 'Refused, and why', schema: DeskActionAnswerSchema },
        503: { description: 'Stored but not decided yet; repeat with the same id' },
      },
      handle: (call) => actOnCase(deps, call),
    },
    ...deskFileRoutes(deps.files, (number) => caseAt(deps.store, number)),
    cannedRoute(deps),
    incidentRoute(deps.incidents),
    streamRoute(deps),
  ]
}

function cannedRoute(deps: DeskDeps): Route {
  return {
    method: 'GET',
    path: '/api/desk/canned',
    access: 'staff',
    summary: 'Ready answers, filled for a case and in its language',
    query: CannedQuery,
    answers: { 200: { description: 'The answers', schema: CannedAnswersSchema } },
    async handle(call) {
      const kase = await caseAt(deps.store, CannedQuery.parse(call.query).case)
      return { status: 200, body: { answers: await deps.cannedAnswers(kase, call.now) } satisfies CannedAnswers }
    },
  }
}

function streamRoute(deps: DeskDeps): Route {
  return {
    method: 'GET',
    path: '/api/desk/stream',
    access: 'staff',
    summary: 'Hints as server-sent events: `cases`, and `case` {number}; read again what you show',
    query: StreamQuery,
    answers: { 200: { description: 'text/event-stream' } },
    async handle(call) {
      const { case: number } = StreamQuery.parse(call.query)
      const watched = number === undefined ? undefined : await caseAt(deps.store, number)
      return { stream: (sink) => streamDeskHints(deps, sink, watched) }
    },
  }
}

async function caseAt(store: Store, number: unknown): Promise<Case> {
  const [kase] = await store.cases({ number: Number(number), limit: 1 })
  if (!kase) throw notFound()
  return kase
}

async function listCases(deps: DeskDeps, view: DeskView, now: number): Promise<Answer> {
  const [cases, people, open] = await Promise.all([view.list(now), deps.store.agents(), deps.incidents.open()])
  const agents = people.filter(({ roles }) => roles.includes('agent')).map(({ id, name }) => ({ id, name }))
  const [incidents, languages] = [open.flatMap(incidentShown), deps.languages()]
  return { status: 200, body: { cases, now, teams: deps.teams(), agents, incidents, languages } satisfies DeskCases }
}

async function showCase(deps: DeskDeps, view: DeskView, call: Call): Promise<Answer> {
  const kase = await caseAt(deps.store, call.params['number'])
  const [shown, messages, seenPosition] = await Promise.all([
    view.show(kase),
    view.messages(kase.conversationId),
    deps.store.seenPosition(kase.conversationId),
  ])
  if (!shown) throw notFound()
  const body = { case: shown, messages, seenPosition, now: call.now, zone: deps.zone() } satisfies DeskCaseView
  return { status: 200, body }
}

async function actOnCase(deps: DeskDeps, call: Call): Promise<Answer> {
  const kase = await caseAt(deps.store, call.params['number'])
  // A turn decides about the conversation's latest case; an older one is over, and a click on it must not hit the new.
  const [latest = kase] = await deps.store.cases({ conversationId: kase.conversationId, limit: 1 })
  if (latest.number !== kase.number) return answerOf({ kind: 'refused', why: 'already-solved' })
  return answerOf(await act(deps, staffOf(call).agent, kase, ActionBody.parse(call.body), call.now))
}

function answerOf(outcome: DeskActionAnswer['outcome']): Answer {
  return { status: outcome.kind === 'done' ? 200 : 409, body: { outcome } satisfies DeskActionAnswer }
}
