// SQLite under kill -9: everything told as committed is there afterwards, whole, and the file is free at once.

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'

const folder = await mkdtemp(join(tmpdir(), 'nightdesk-kill-'))
afterAll(() => rm(folder, { recursive: true }))

/** Writes messages and turns from 16 callers and prints the id of each message once it is committed. */
const writer = `
  import { openSqlite } from './src/store/sqlite.ts'
  const store = await openSqlite(process.argv[1])
  const round = process.argv[2]
  const start = { language: 'nb', now: 1_800_000_000_000 }
  async function caller(name) {
    for (let n = 0; ; n++) {
      const externalId = [round, name, n].join('-')
      const author = { kind: 'customer' }
      const { conversationId } = await store.addMessage({ channel: 'web', externalId, address: 'v' + (n % 5), author, text: 'x' }, start)
      process.stdout.write(externalId + '\\n')
      const state = await store.readTurn(conversationId)
      const replies = [1, 2].map(() => ({ author: { kind: 'bot' }, kind: 'answer', language: 'nb', text: 'reply' }))
      const handled = state.waiting.map((message) => message.id)
      await store.saveTurn({ conversation: state.conversation, handled, replies, events: [], outcomes: {}, at: start.now })
    }
  }
  await Promise.all(Array.from({ length: 16 }, (_, index) => caller('c' + index)))
`

/** Lets the writer commit so many messages, kills it, and gives what it had told. */
function killAfter(path: string, round: number, messages: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', writer, path, `${round}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
    if (told.split('\n').length > messages) child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(told.split('\n').slice(0, -1))
      else reject(new Error(`the writer ended by itself with ${code}`))
    })
  })
}

it('loses nothing it has told and leaves every turn whole, over 8 kills', async () => {
  const path = join(folder, 'kill.db')
  const told: string[] = []
  for (let round = 0; round < 8; round++) {
    told.push(...(await killAfter(path, round, 20 + round * 37)))
    const store = await openSqlite(path)
    const kept = new Set<string>()
    for (const address of ['v0', 'v1', 'v2', 'v3', 'v4']) {
      const { id, version } = await store.conversationAt('web', address, { language: 'nb', now: 0 })
      const messages = await store.transcript(id, 0, 1_000_000)
      expect(messages.map(({ position }) => position)).toEqual(messages.map((_, index) => index + 1))
      expect(messages.filter(({ reply }) => reply)).toHaveLength(version * 2)
      for (const { externalId } of messages) kept.add(externalId)
    }
    expect(told.filter((externalId) => !kept.has(externalId))).toEqual([])
    await store.close()
  }
  expect(told.length).toBeGreaterThan(1_000)
})
