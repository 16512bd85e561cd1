// The workbench's API: try a message, edit the files, turn unanswered questions into answers. Editors only.

import type { z } from 'zod'
import type * as api from '../model/workbench-api.ts'
import type { Answer, Call, Route } from '../ports/route.ts'
import { staffOf } from './caller.ts'
import { busy, notFound } from './refusal.ts'
import * as schemas from './workbench-schemas.ts'

type Given<T extends z.ZodType> = z.infer<T>

/** What the routes stand on. Undefined: there is no such thing. A rejection with `TaskFailed` by name: try again. */
export type WorkbenchDeps = {
  readonly tryIt: (post: Given<typeof schemas.TryBody>, now: number) => Promise<api.TryAnswer>
  readonly runTests: (post: api.TestsPost) => Promise<api.TestsAnswer>
  readonly content: () => Promise<api.WorkbenchContent>
  readonly live: () => Promise<api.WorkbenchLive>
  readonly file: (name: string) => Promise<api.WorkbenchFile | undefined>
  readonly check: (post: Given<typeof schemas.CheckBody>) => Promise<api.Checked>
  readonly save: (post: Given<typeof schemas.SaveBody> & { name: string; who: string }) => Promise<api.SaveAnswer>
  readonly restore: (name: string, post: api.RestorePost, who: string) => Promise<api.SaveAnswer | undefined>
  readonly needed: (name: string) => Promise<api.RemovalView | undefined>
  readonly remove: (post: api.RemovePost & { name: string; who: string }) => Promise<api.RemoveAnswer>
  readonly version: (name: string, id: string) => Promise<api.WorkbenchVersionView | undefined>
  readonly unanswered: (days: number, now: number) => Promise<api.Unanswered>
  readonly mark: (post: api.MarkPost, by: string, now: number) => Promise<boolean>
  readonly draftNew: (post: Given<typeof schemas.NewBody>, now: number) => Promise<api.NewAnswer | undefined>
}

const defaultDays = 30

/** All under /api/workbench. */
export function workbenchRoutes(bench: WorkbenchDeps): readonly Route[] {
  return [
    ...tryRoutes(bench),
    ...fileRoutes(bench),
    ...savingRoutes(bench),
    ...removingRoutes(bench),
    ...questionRoutes(bench),
  ]
}

/** A route for editors whose work may have to be asked for again. */
function route(given: Omit<Route, 'access'>): Route {
  return {
    ...given,
    access: 'editor',
    async handle(call) {
      try {
        return await given.handle(call)
      } catch (error) {
        if (error instanceof Error && error.name === 'TaskFailed') throw busy(2_000)
        throw error
      }
    },
  }
}

function found(body: unknown): Answer {
  if (body === undefined) throw notFound()
  return { status: 200, body }
}

const nameOf = (call: Call): string => call.params['name'] ?? ''
const whoOf = (call: Call): string => staffOf(call).agent.name

function tryRoutes(bench: WorkbenchDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/workbench/try',
      summary: 'What is understood of a message, why, and what would be answered; with drafts compiled apart',
      body: schemas.TryBody,
      answers: { 200: { description: 'The trial; `learning`: ask the same again', schema: schemas.TryAnswer } },
      handle: async (call) => found(await bench.tryIt(schemas.TryBody.parse(call.body), call.now)),
    }),
    route({
      method: 'POST',
      path: '/api/workbench/tests',
      summary: 'Run the tests inside a file, or inside all, with the draft in place',
      body: schemas.TestsBody,
      answers: { 200: { description: 'What failed; `learning`: ask the same again', schema: schemas.TestsAnswer } },
      handle: async (call) => found(await bench.runTests(schemas.TestsBody.parse(call.body))),
    }),
    route({
      method: 'POST',
      path: '/api/workbench/check',
      summary: 'What is wrong in a file as it is typed; nothing is saved',
      body: schemas.CheckBody,
      answers: {
        200: { description: 'The text with the form in it, and its problems', schema: schemas.CheckedAnswer },
      },
      handle: async (call) => found(await bench.check(schemas.CheckBody.parse(call.body))),
    }),
  ]
}

function fileRoutes(bench: WorkbenchDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/workbench/content',
      summary: 'Every file with its counts and problems',
      answers: { 200: { description: 'The files', schema: schemas.ContentAnswer } },
      handle: async () => found(await bench.content()),
    }),
    route({
      method: 'GET',
      path: '/api/workbench/live',
      summary: 'Whether what stands on disk is what customers get',
      answers: { 200: { description: 'The state', schema: schemas.Live } },
      handle: async () => found(await bench.live()),
    }),
    route({
      method: 'GET',
      path: '/api/workbench/files/:name',
      summary: 'One file with its form, problems and history',
      params: schemas.NameParams,
      answers: { 200: { description: 'The file', schema: schemas.FileAnswer }, 404: { description: 'No such file' } },
      handle: async (call) => found(await bench.file(nameOf(call))),
    }),
    route({
      method: 'GET',
      path: '/api/workbench/files/:name/versions/:version',
      summary: 'What one version changed',
      params: schemas.VersionParams,
      answers: {
        200: { description: 'The change', schema: schemas.VersionAnswer },
        404: { description: 'No such version' },
      },
      handle: async (call) => found(await bench.version(nameOf(call), call.params['version'] ?? '')),
    }),
  ]
}

const saveAnswers: Route['answers'] = {
  200: { description: 'Saved', schema: schemas.SaveAnswer },
  409: { description: 'Not saved, and why', schema: schemas.SaveAnswer },
}

function saved(answer: api.SaveAnswer): Answer {
  return { status: answer.outcome === 'saved' ? 200 : 409, body: answer }
}

function savingRoutes(bench: WorkbenchDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/workbench/files/:name',
      summary: 'Save a file: checked, never over a change that the editor has not seen, kept in its history',
      params: schemas.NameParams,
      body: schemas.SaveBody,
      answers: saveAnswers,
      handle: async (call) =>
        saved(await bench.save({ ...schemas.SaveBody.parse(call.body), name: nameOf(call), who: whoOf(call) })),
    }),
    route({
      method: 'POST',
      path: '/api/workbench/files/:name/restore',
      summary: 'Bring an earlier version back as a new one',
      params: schemas.NameParams,
      body: schemas.RestoreBody,
      answers: { ...saveAnswers, 404: { description: 'No such version' } },
      async handle(call) {
        const answer = await bench.restore(nameOf(call), schemas.RestoreBody.parse(call.body), whoOf(call))
        if (!answer) throw notFound()
        return saved(answer)
      },
    }),
    route({
      method: 'POST',
      path: '/api/workbench/new',
      summary: 'The text of a new file, empty or from a group of unanswered questions; nothing is saved',
      body: schemas.NewBody,
      answers: { 200: { description: 'The draft', schema: schemas.NewAnswer }, 404: { description: 'No such group' } },
      handle: async (call) => found(await bench.draftNew(schemas.NewBody.parse(call.body), call.now)),
    }),
  ]
}

function removingRoutes(bench: WorkbenchDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/workbench/files/:name/needed',
      summary: 'What deleting an intent would change besides, and what would keep it from going',
      params: schemas.IntentParams,
      answers: {
        200: { description: 'What depends on it', schema: schemas.NeededAnswer },
        404: { description: 'No such intent' },
      },
      handle: async (call) => found(await bench.needed(nameOf(call))),
    }),
    route({
      method: 'POST',
      path: '/api/workbench/files/:name/remove',
      summary: 'Delete an intent and the follow-ups that lead to it; its history stays, and brings it back',
      params: schemas.IntentParams,
      body: schemas.RemoveBody,
      answers: {
        200: { description: 'Deleted', schema: schemas.RemoveAnswer },
        409: { description: 'Not deleted, and why', schema: schemas.RemoveAnswer },
      },
      async handle(call) {
        const { baseHash } = schemas.RemoveBody.parse(call.body)
        const answer = await bench.remove({ name: nameOf(call), baseHash, who: whoOf(call) })
        return { status: answer.outcome === 'removed' ? 200 : 409, body: answer }
      },
    }),
  ]
}

function questionRoutes(bench: WorkbenchDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/workbench/unanswered',
      summary: 'What customers asked without an answer, grouped, most asked first; personal data masked',
      query: schemas.DaysQuery,
      answers: { 200: { description: 'The groups', schema: schemas.UnansweredAnswer } },
      async handle({ query, now }) {
        // The route's schema has made a number of it already.
        const { days = defaultDays } = query as Given<typeof schemas.DaysQuery>
        return found(await bench.unanswered(days, now))
      },
    }),
    route({
      method: 'POST',
      path: '/api/workbench/unanswered/mark',
      summary: 'Mark a group as done or ignored, or open it again',
      body: schemas.MarkBody,
      answers: { 204: { description: 'Kept' }, 404: { description: 'No such group' } },
      async handle(call) {
        if (!(await bench.mark(schemas.MarkBody.parse(call.body), whoOf(call), call.now))) throw notFound()
        return { status: 204 }
      },
    }),
  ]
}
