// The workbench's routes: what is refused before any work is done, and how its answers are told.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { longestFile } from '../../src/model/workbench-api.ts'
import { TaskFailed } from '../../src/workbench/threads.ts'
import { idleWorkbench, jsonPost, startWorld, type World } from './world.ts'

let world: World
let headers: Record<string, string>
const asked: string[] = []

beforeAll(async () => {
  world = await startWorld({
    workbench: {
      ...idleWorkbench,
      async check({ name, text }) {
        asked.push(name)
        return { text, problems: [] }
      },
      save: async () => ({ outcome: 'read-only' }),
      tryIt: async () => {
        throw new TaskFailed('the task took too long')
      },
      file: async () => undefined,
      mark: async () => false,
    },
  })
  headers = await world.staff(['editor'])
})
afterAll(() => world.stop())

const post = (path: string, body: unknown) => fetch(`${world.url}/api/workbench/${path}`, jsonPost(body, headers))

describe('the workbench’s routes', () => {
  it.each(['..', '../_shop', '_orders', 'a/b', 'A', 'a--b', '-a', 'a.yaml', 'a'.repeat(61), '', '__proto__'])(
    'take no file called "%s"',
    async (name) => {
      expect((await post('check', { name, text: '' })).status).toBe(400)
      expect([400, 404, 405]).toContain((await post(`files/${encodeURIComponent(name)}`, { text: '' })).status)
      expect(asked).toEqual([])
    },
  )

  it('take no text that is longer than a file may be', async () => {
    expect((await post('check', { name: 'refund', text: 'x'.repeat(longestFile + 1) })).status).toBe(400)
    expect((await post('check', { name: 'refund', text: 'x'.repeat(longestFile) })).status).toBe(200)
    expect((await post('check', { name: 'refund', text: 'x'.repeat(70_000) })).status).toBe(413)
  })

  it('say plainly what could not be saved', async () => {
    const response = await post('files/refund', { text: 'intent: refund' })
    expect(response.status).toBe(409)
    expect(await response.json()).toEqual({ outcome: 'read-only' })
  })

  it('ask to come again when the work takes too long', async () => {
    const response = await post('try', { text: 'hello' })
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('2')
  })

  it('know when something is not there', async () => {
    const missing = await fetch(`${world.url}/api/workbench/files/refund`, { headers })
    expect(missing.status).toBe(404)
    expect((await post('unanswered/mark', { group: 'm', days: 30, state: 'done' })).status).toBe(404)
    const days = await fetch(`${world.url}/api/workbench/unanswered?days=0`, { headers })
    expect(days.status).toBe(400)
  })
})
