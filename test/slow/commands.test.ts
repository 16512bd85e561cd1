// The commands as people and programs run them: real processes, their output and their exit codes.

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startApp } from '../../src/app.ts'
import { silentLog } from '../../src/commands/log.ts'
import { readConfig } from '../../src/config.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = await mkdtemp(join(tmpdir(), 'nightdesk-commands-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

type Ended = { code: number | null; out: string; complaint: string }

function run(args: readonly string[], input = '', env: Record<string, string> = {}): Promise<Ended> {
  const settings = { PATH: process.env['PATH'], NIGHTDESK_DATABASE: join(folder, 'n.db'), ...env }
  const child = spawn(process.execPath, [join(root, 'bin', 'nightdesk.js'), ...args], { cwd: root, env: settings })
  let out = ''
  let complaint = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  child.stdin.end(input)
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, complaint })))
}

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('chat', () => {
  it('answers each line with JSON that says when, what for, in which language, with which buttons and case', async () => {
    const { code, out } = await run(
      ['chat', '--json', '--language', 'nb'],
      'hvor er pakken min\n10432\njeg vil snakke med et menneske\n',
    )
    expect(code).toBe(0)
    const replies = lines(out)
    for (const reply of replies)
      expect(Object.keys(reply).sort()).toEqual(['at', 'buttons', 'case', 'intent', 'kind', 'language', 'text'])
    expect(replies[0]).toMatchObject({ kind: 'question', language: 'nb', intent: 'order-status', case: null })
    expect(replies[1]).toMatchObject({ kind: 'answer', language: 'nb' })
    expect(replies[1]?.['text']).toContain('10432')
    expect(replies.some((reply) => reply['kind'] === 'confirmation' && typeof reply['case'] === 'number')).toBe(true)
  })

  it('survives what no person types', async () => {
    const { code, out, complaint } = await run(
      ['chat', '--json'],
      `\u0000\u0007\n${'x'.repeat(5000)}\n{"a":1}\n💥💥\n<script>alert(1)</script>\n\n`,
    )
    expect(code).toBe(0)
    expect(complaint).toBe('')
    expect(lines(out).some(({ kind }) => kind === 'error')).toBe(true)
  })
})

describe('check and doctor', () => {
  it('find nothing wrong with what is shipped', async () => {
    const checked = await run(['check', '--json'])
    expect(JSON.parse(checked.out)).toMatchObject({ ok: true })
    expect(checked.code).toBe(0)
    const examined = await run(['doctor', '--json'], '', { NIGHTDESK_PORT: '0' })
    expect(JSON.parse(examined.out)).toMatchObject({ ok: true })
    expect(examined.code).toBe(0)
  })

  it('name a port that is taken, a database that cannot be, and settings that are wrong, each with its remedy', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
    })
    const { out, code } = await run(['doctor', '--json'], '', {
      NIGHTDESK_PORT: String(port),
      NIGHTDESK_DATABASE: '/dev/null/no.db',
    })
    other.close()
    const { findings } = JSON.parse(out) as { findings: { what: string; state: string; remedy?: string }[] }
    expect(code).toBe(1)
    expect(findings.filter(({ state }) => state !== 'good').map(({ what }) => what)).toEqual(['Database', 'Port'])
    expect(findings.filter(({ state }) => state !== 'good').every(({ remedy }) => remedy)).toBe(true)
    const wrong = await run(['doctor'], '', { NIGHTDESK_PORT: 'abc' })
    expect(wrong.out).toContain('NIGHTDESK_PORT')
    expect(wrong.code).toBe(1)
  })
})

describe('invite', () => {
  it('gives a link that lets a colleague in while the server runs', async () => {
    const { config } = readConfig({
      NIGHTDESK_PORT: '0',
      NIGHTDESK_DATABASE: join(folder, 'running.db'),
      NIGHTDESK_INTENTS: join(root, 'intents'),
    })
    if (!config) throw new Error('the settings of this test are wrong')
    const app = await startApp(config, silentLog)
    const { out, code, complaint } = await run(['invite', '--role', 'agent', '--name', 'Kari'], '', {
      NIGHTDESK_DATABASE: config.database,
      NIGHTDESK_URL: app.url,
    })
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
    const link = new URL(out.trim())
    const entered = new URLSearchParams(link.hash.slice(1))
    expect(entered.get('name')).toBe('Kari')
    const signIn = () =>
      fetch(`${app.url}/api/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-nightdesk': '1' },
        body: JSON.stringify({ code: entered.get('code') }),
      })
    expect((await signIn()).status).toBe(200)
    expect((await signIn()).status).not.toBe(200)
    await app.stop()
  })
})

describe('wrong use', () => {
  it.each([
    [['bogus']],
    [['chat', '--language', 'xx']],
    [['start', 'extra']],
    [['stats', '--days', 'x']],
    [['evaluate']],
  ])('%j prints help or a reason, never a stack trace', async (args) => {
    const { code, complaint } = await run(args)
    expect(code).not.toBe(0)
    expect(complaint.trim()).not.toBe('')
    expect(complaint).not.toMatch(/^\s+at /m)
  })

  it('says what is wrong with the settings instead of starting', async () => {
    const { code, complaint } = await run(['start'], '', { NIGHTDESK_PORT: '99999' })
    expect(code).toBe(78)
    expect(complaint).toContain('NIGHTDESK_PORT')
  })
})
