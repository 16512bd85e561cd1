import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/commands/log.ts'
import { type Changed, masked, replay, sinceMs } from '../../src/commands/replay.ts'
import { asRecorded, recordedBetween, replayAll } from '../../src/commands/run-again.ts'
import { orderLookup } from '../../src/intent-files/orders-file.ts'
import { loadKnowledge } from '../../src/knowledge.ts'
import type { AgentAction } from '../../src/model/case.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { turn } from '../../src/turn.ts'
import { createMind } from '../../src/understand/understand.ts'

const intents = join(import.meta.dirname, '..', '..', 'intents')
const minuteMs = 60_000
const start = Date.now() - 2 * 24 * 3_600_000

let place = ''
let database = ''
const knowledge = loadKnowledge(intents)

/** A database with two nights: a customer who asks, gives what is personal and gets a person; and one who only asks. */
async function fillDatabase(): Promise<void> {
  const { content, mind } = await knowledge
  const store = await openSqlite(database)
  let now = start
  let said = 0
  const clock = { now: () => now, after: () => () => {} }
  const lookups = new Map([['order', orderLookup(join(intents, '_orders.json'), content.shop.calendar.zone)]])
  const parts = { store, knowledge: () => ({ content, mind }), lookups, clock, log: silentLog }
  const add = async (address: string, text: string, action?: AgentAction) => {
    now += minuteMs
    const author = action ? ({ kind: 'agent', id: 'a_ida', name: 'Ida' } as const) : ({ kind: 'customer' } as const)
    const incoming = {
      channel: action ? 'desk' : 'web',
      address,
      externalId: String(++said),
      author,
      text,
      ...(action ? { action } : {}),
    }
    const { conversationId } = await store.addMessage(incoming, { language: 'en', now })
    while ((await turn(conversationId, parts)) === 'saved');
    return conversationId
  }
  await add('anna', 'when are you open on weekdays? anna.berg@example.com, +47 912 34 567')
  await add('anna', 'where is my order right now')
  await add('anna', '10432')
  const id = await add('anna', 'i want to talk to a person')
  await add(id, '', { kind: 'take' })
  await add(id, 'Hello Anna, Ida here.', { kind: 'say' })
  await add('anna', 'thank you Ida')
  await add(id, '', { kind: 'solve' })
  await add('bert', 'what are your opening hours')
  await store.close()
}

const run = async (options: { intents?: string; json?: boolean; since?: string }) => {
  const lines: string[] = []
  const code = await replay({ database, intentsFolder: intents }, { since: '7d', ...options }, (line) =>
    lines.push(line),
  )
  return { code, said: lines.join('\n') }
}

/** The shop's words with other words in one file. */
async function changedFolder(file: string, change: (source: string) => string): Promise<string> {
  const folder = await mkdtemp(join(place, 'changed-'))
  await cp(intents, folder, { recursive: true })
  const source = await readFile(join(folder, file), 'utf8')
  await writeFile(join(folder, file), change(source))
  expect(change(source)).not.toBe(source)
  return folder
}

const asleep = (source: string) =>
  source.replace(/answer:\n {2}en: \|\n.*\n/, 'answer:\n  en: |\n    We sleep at night.\n')

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'replay-'))
  database = join(place, 'night.db')
  await fillDatabase()
}, 60_000)
afterAll(() => rm(place, { recursive: true }))

describe('a replay', () => {
  it('finds nothing where nothing has changed, neither against itself nor against what was said', async () => {
    const same = await run({ intents })
    expect(same).toEqual({ code: 0, said: 'None of 6 messages in 2 conversations would be handled differently.' })
    expect(await run({})).toEqual(same)
  }, 60_000)

  it('tells which messages would be answered differently, ends with 1, and repeats to the byte', async () => {
    const folder = await changedFolder('opening-hours.yaml', asleep)
    const once = await run({ intents: folder, json: true })
    const { changed, messages } = JSON.parse(once.said) as { changed: Changed[]; messages: number }
    expect(once.code).toBe(1)
    expect(messages).toBe(6)
    expect(changed.map(({ position, differs }) => [position, differs])).toEqual([
      [1, ['answered']],
      [1, ['answered']],
    ])
    expect(changed[0]?.after.said.join()).toContain('We sleep at night.')
    expect(await run({ intents: folder, json: true })).toEqual(once)
    const told = await run({ intents: folder })
    expect(told.said).toContain('2 of 6 messages in 2 conversations would be handled differently: 2 answered.')
  }, 60_000)

  it('hides what is personal, and changes nothing in the database', async () => {
    const folder = await changedFolder('opening-hours.yaml', asleep)
    const before = await readFile(database)
    const { said, code } = await run({ intents: folder })
    expect(code).toBe(1)
    expect(said).toContain('when are you open on weekdays? [e-mail], [number]')
    expect(said).not.toMatch(/anna\.berg|912 34|10432/)
    expect((await readFile(database)).equals(before)).toBe(true)
  }, 60_000)

  it('tells what is routed, asked back or handed over differently', async () => {
    const { content, mind } = await knowledge
    const store = await openSqlite(database, { readOnly: true })
    const recorded = await recordedBetween(store, start, Date.now())
    await store.close()
    const without = new Map([...content.intents].filter(([name]) => name !== 'opening-hours'))
    const { shop } = content
    const source = { ...shop, intents: [...without.values()] }
    const parts = { content, mind, lookups: [], log: silentLog }
    const before = await replayAll(recorded, parts)
    const after = await replayAll(recorded, {
      ...parts,
      content: { ...content, intents: without },
      mind: createMind(source),
    })
    expect(before[1]?.[0]?.intents).toEqual(['opening-hours'])
    expect(after[1]?.[0]?.intents).not.toContain('opening-hours')
    expect(before[0]?.[3]).toMatchObject({ handedOver: 'asked, care' })
    // While a person has the case the bot is silent, then as now.
    expect(before[0]?.[4]).toMatchObject({ text: 'thank you Ida', intents: [], said: [] })
    expect(
      asRecorded(recorded[0] ?? { conversationId: '', steps: [], events: [], messages: [] }).map(
        ({ handedOver }) => handedOver,
      ),
    ).toEqual(before[0]?.map(({ handedOver }) => handedOver))
  }, 60_000)
})

describe('what is personal', () => {
  it('is masked, however it is written', () => {
    expect(masked('VV-10432, 10 432 or #10.432')).toBe('VV-[number], [number] or #[number]')
    expect(masked('+47 (912) 34-567')).toBe('[number]')
    expect(masked('0047–912\u00a034_567')).toBe('[number]')
    expect(masked('jeg heter Kari, ring 912 34 567. Mvh Kari Nordmann')).toBe('jeg heter [name], ring [number]. [name]')
    expect(masked('size 42, 3 pairs, 24/7')).toBe('size 42, 3 pairs, 24/7')
  })

  it('leaves no four digits and no address', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.stringMatching(/^\d{4,16}$/), fc.string(), (mail, number, around) => {
        const said = masked(`${around} ${mail} ${number}`)
        expect(said).not.toContain(mail)
        expect(said).not.toMatch(/\d{4}/)
      }),
    )
  })
})

describe('since', () => {
  it('takes days, hours and dates', () => {
    expect(sinceMs('7d', 8 * 86_400_000)).toBe(86_400_000)
    expect(sinceMs('2h', 7_200_000)).toBe(0)
    expect(sinceMs('2026-11-14', 0)).toBe(Date.parse('2026-11-14'))
    for (const wrong of ['', 'week', '7', '2026-13-40', '-1d']) expect(() => sinceMs(wrong, 0)).toThrow('--since takes')
  })
})
