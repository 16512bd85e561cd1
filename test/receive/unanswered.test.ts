// What customers asked in vain, for managers: as groups and as a table that no spreadsheet takes for a formula.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseCsv } from '../../src/intent-files/csv.ts'
import type { Unanswered } from '../../src/model/workbench-api.ts'
import { TaskFailed } from '../../src/workbench/threads.ts'
import { idleWorkbench, startWorld, type World } from './world.ts'

let world: World
let headers: Record<string, string>
let late = false
const days: number[] = []
const at = Date.parse('2026-11-19T10:00:00Z')
const group: Unanswered['groups'][number] = {
  ...{ id: 'm1', suggestedName: 'gift-wrap', state: 'open', again: false, messages: 3, conversations: 2, lastAt: at },
  lately: [
    { at, conversationId: 'c_2' },
    { at: at - 1, conversationId: 'c_1' },
  ],
  ...{ longestWaitMs: 90_000, meanWaitMs: 60_000, stillWaiting: 1, replies: [], picked: [] },
  wordings: [
    { text: '=do you wrap gifts', language: 'en', times: 2 },
    { text: 'gift wrap?', language: 'en', times: 1 },
  ],
}

beforeAll(async () => {
  world = await startWorld({
    workbench: {
      ...idleWorkbench,
      async unanswered(asked, now) {
        if (late) throw new TaskFailed('the task took too long')
        days.push(asked)
        return { from: at - asked * 86_400_000, now, more: false, groups: [group] }
      },
    },
  })
  headers = await world.staff(['manager'])
})
afterAll(() => world.stop())

const get = (path: string) => fetch(`${world.url}/api/stats/${path}`, { headers })

it('gives managers the groups, of as many days as they ask for', async () => {
  const answer = (await (await get('unanswered?days=7')).json()) as Unanswered
  expect(answer.groups).toEqual([group])
  expect(days).toEqual([7])
  for (const wrong of ['unanswered?days=0', 'unanswered?days=91', 'unanswered.csv?days=x'])
    expect((await get(wrong)).status).toBe(400)
})

it('gives the same as a table, with where each was asked', async () => {
  const response = await get('unanswered.csv?bom=1')
  expect(response.headers.get('content-disposition')).toContain('nightdesk-unanswered.csv')
  const [head, row] = parseCsv(new TextDecoder().decode(await response.arrayBuffer()))
  const cell = Object.fromEntries((head?.cells ?? []).map((name, index) => [name, row?.cells[index]]))
  expect(cell).toMatchObject({
    question: "'=do you wrap gifts",
    'other wordings': 'gift wrap?',
    messages: '3',
    latest: '2026-11-19T11:00:00.000+01:00',
    'mean wait (s)': '60',
    'latest conversations': 'c_2 c_1',
  })
})

it('asks to come again when the work takes too long', async () => {
  late = true
  const response = await get('unanswered')
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2'])
  late = false
})
