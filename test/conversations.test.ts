// Runs the conversations in test/conversations/*.yaml over the whole engine. Their README explains the lines.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { silentLog } from '../src/commands/log.ts'
import { type Knowledge, loadKnowledge, lookupsOf } from '../src/knowledge.ts'
import type { AgentAction } from '../src/model/case.ts'
import type { Outcome } from '../src/model/decision.ts'
import type { Language } from '../src/model/language.ts'
import type { Message } from '../src/model/message.ts'
import { type Rehearsal, rehearse } from '../src/rehearsal.ts'

const folder = join(import.meta.dirname, 'conversations')
const intents = join(import.meta.dirname, '..', 'intents')

type Story = { about: string; starts: string; page?: Language; zone?: string; lines: Record<string, unknown>[] }

let knowledge: Knowledge

beforeAll(async () => {
  knowledge = await loadKnowledge(intents)
}, 60_000)

describe('conversations', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const story = parse(readFileSync(join(folder, file), 'utf8')) as Story
    it(`${file}: ${story.about}`, () => tell(story), 30_000)
  }
})

async function tell(story: Story): Promise<void> {
  const { content, mind } = knowledge
  const startAt = momentOf(story.starts)
  const rehearsal = await rehearse({ content, mind, lookups: lookupsOf(intents, knowledge), startAt, log: silentLog })
  const stage = createStage(rehearsal, story)
  for (const [index, line] of story.lines.entries()) {
    try {
      await stage.play(line)
    } catch (error) {
      throw new Error(`line ${index + 1} ${JSON.stringify(line)}: ${error instanceof Error ? error.message : error}`)
    }
  }
  await rehearsal.close()
}

const actions: Readonly<Record<string, AgentAction>> = {
  takes: { kind: 'take' },
  says: { kind: 'say' },
  notes: { kind: 'note' },
  solves: { kind: 'solve' },
  'hands back': { kind: 'hand-back' },
}

function createStage(rehearsal: Rehearsal, { page, zone }: Story) {
  let customer = ''
  let replies: readonly Message[] = []
  let outcome: Outcome | undefined

  const expectations: Readonly<
    Record<string, (value: unknown, line: Record<string, unknown>) => Promise<void> | void>
  > = {
    bot(value, line) {
      const wanted = [value, line['or']].filter((text) => text !== undefined).map((text) => plain(String(text)))
      const got = replies.map(({ text }) => plain(text))
      expect(
        got.some((text) => wanted.some((part) => text.includes(part))),
        `got: ${got.join(' / ') || 'nothing'}`,
      ).toBe(true)
    },
    'bot not'(value) {
      expect(replies.map(({ text }) => plain(text)).filter((text) => text.includes(plain(String(value))))).toEqual([])
    },
    storm: async (value) => expect((await rehearsal.storm())?.conversations.length ?? 0).toBe(value),
    silence: () => expect(replies.map(({ text }) => text)).toEqual([]),
    buttons(value) {
      const shown = replies.at(-1)?.reply?.choices?.map(({ label }) => label) ?? []
      expect(shown).toEqual(expect.arrayContaining(value as string[]))
    },
    language: async (value) => expect((await rehearsal.conversation(customer))?.language).toBe(value),
    fact: async (value) => expect((await rehearsal.caseOf(customer))?.summary.facts).toMatchObject(value as object),
    case: async (value) => expect((await rehearsal.caseOf(customer))?.state).toBe(value),
    async promise(value) {
      const at = (await rehearsal.caseOf(customer))?.promiseAt ?? 0
      expect(localTime(at)).toBe(value)
    },
    refused(value) {
      expect(outcome).toMatchObject({ kind: 'refused', why: value })
      outcome = { kind: 'done' }
    },
    async wait(value) {
      replies = await rehearsal.wait(customer, durationOf(String(value)))
    },
    async until(value) {
      replies = await rehearsal.wait(customer, momentOf(String(value)) - rehearsal.now())
    },
    async events(value) {
      const names = (await rehearsal.events()).map(({ name }) => name)
      const counted = Object.fromEntries(
        Object.keys(value as object).map((name) => [name, names.filter((other) => other === name).length]),
      )
      expect(counted).toEqual(value)
    },
  }

  async function agentActs(name: string, verb: string, value: unknown): Promise<void> {
    const team = /^passes on to/.test(verb)
    const action: AgentAction | undefined = team ? { kind: 'pass-on', to: { team: String(value) } } : actions[verb]
    if (!action) throw new Error(`no such act: ${verb}`)
    outcome = await rehearsal.agent(name, customer, action, typeof value === 'string' && value !== 'yes' ? value : '')
    replies = await rehearsal.wait(customer, 0)
  }

  /** What an agent says of a storm; the customer who spoke last is looked at. */
  async function settlesStorm(agentName: string, verb: string, value: unknown): Promise<void> {
    const note = value === 'yes' ? {} : (value as Record<string, string>)
    const change = verb === 'confirms' ? ({ kind: 'confirm', note } as const) : ({ kind: 'over', note } as const)
    const storm = await rehearsal.storm({ agentName, change })
    expect(storm?.state).toBe(verb === 'confirms' ? 'known' : 'over')
    replies = await rehearsal.wait(customer, 0)
  }

  async function speaks(name: string, how: string, value: unknown): Promise<void> {
    customer = name
    if (how === 'quickly') replies = await rehearsal.quickly(name, (value as unknown[]).map(String))
    else {
      const line = lineOf(how, value)
      replies = await rehearsal.customer(name, { ...line, ...(page && { pageLanguage: page }), ...(zone && { zone }) })
    }
  }

  function lineOf(how: string, value: unknown) {
    if (how === 'presses') return { press: String(value) }
    if (!how.startsWith('sends')) return { text: String(value) }
    return { files: [value].flat().map(String), tooLarge: how === 'sends too large' }
  }

  return {
    async play(line: Record<string, unknown>): Promise<void> {
      const [key = '', value] = Object.entries(line)[0] ?? []
      if (key !== 'refused' && outcome?.kind === 'refused')
        throw new Error(`the act before was refused: ${outcome.why}`)
      const expectation = expectations[key]
      if (expectation) return expectation(value, line)
      const [name = '', ...verb] = key.split(' ')
      const how = verb.join(' ')
      if (how === '' || how === 'presses' || how === 'quickly' || how.startsWith('sends'))
        await speaks(name, how, value)
      else if (how === 'confirms' || how === 'gives the all-clear') await settlesStorm(name, how, value)
      else await agentActs(name, how, value)
    },
  }
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ')
}

function momentOf(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Oslo').epochMilliseconds
}

function localTime(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO('Europe/Oslo')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}

function durationOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d+) (min|h|days)$/.exec(text) ?? []
  const unitMs = { min: 60_000, h: 3_600_000, days: 86_400_000 }[unit]
  if (!unitMs) throw new Error(`"${text}" is no duration such as "8 h"`)
  return Number(count) * unitMs
}
