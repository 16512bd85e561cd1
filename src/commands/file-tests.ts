// Runs the tests that stand inside intent files, each as a conversation over the whole engine.

import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../intent-files/problem.ts'
import type { Knowledge } from '../knowledge.ts'
import type { Case } from '../model/case.ts'
import type { Message } from '../model/message.ts'
import type { Content, FileTest, Intent, TestLine } from '../model/shop.ts'
import type { Lookup } from '../ports/outside.ts'
import { NoSuchButton, type Rehearsal, rehearse } from '../rehearsal.ts'
import type { Mind } from '../understand/understand.ts'
import { readWishes } from '../understand/wishes.ts'
import { silentLog } from './log.ts'

/** Tests run on a Wednesday morning, when people are there. */
const testTime = '2026-11-25T10:00'

/**
 * Runs every test, both ways: what the talk says must hold, and no other intent may be sure of what this one's customers
 * say. Errors are tests that fail, warnings tests that hold by luck.
 */
export async function runFileTests(
  { content, mind }: Knowledge,
  lookups: readonly Lookup[],
): Promise<{ count: number; problems: Problem[] }> {
  const startAt = Temporal.PlainDateTime.from(testTime).toZonedDateTime(content.shop.calendar.zone).epochMilliseconds
  const rehearsal = await rehearse({ content, mind, lookups, startAt, log: silentLog })
  const problems: Problem[] = []
  let count = 0
  for (const intent of content.intents.values())
    for (const test of intent.tests) {
      count += 1
      const problem = (await runTest(rehearsal, intent, test)) ?? stolen(content, mind, intent, test)
      if (problem) problems.push(problem)
    }
  await rehearsal.close()
  return { count, problems }
}

async function runTest(rehearsal: Rehearsal, { name, file }: Intent, test: FileTest): Promise<Problem | undefined> {
  const customer = `${name} ${test.line}`
  let replies: readonly Message[] = []
  for (const line of test.talk) {
    if (line.kind === 'customer' || line.kind === 'press') {
      const played = await play(rehearsal, customer, test, line)
      if (typeof played === 'string') return failure(file, line.line, test, played)
      replies = played
    } else {
      const missing = expectation(line, replies, await rehearsal.caseOf(customer))
      if (missing) return failure(file, line.line, test, missing)
    }
  }
  return undefined
}

/** The other direction: a test that holds although another intent claims its customer's words, and none its own. */
function stolen(content: Content, mind: Mind, { name, file }: Intent, test: FileTest): Problem | undefined {
  const served = content.shop.languages
  const current = test.language ?? served[0] ?? 'en'
  let thief: { readonly name: string; readonly line: number } | undefined
  for (const line of test.talk) {
    if (line.kind !== 'customer') continue
    const wishes = readWishes(line.text, { language: { current, evidence: {}, served } }, mind)
    // A talk may pass through other intents on its way; it only must come to its own.
    if (wishes.some(({ intents: [best] }) => best?.name === name)) return undefined
    const sure = wishes.find(({ zone }) => zone === 'sure')?.intents[0]
    if (sure !== undefined) thief ??= { name: sure.name, line: line.line }
  }
  if (thief === undefined) return undefined
  return {
    file,
    line: thief.line,
    severity: 'warning',
    harm: 'test',
    what: `In the test "${test.name}" the intent ${thief.name} is sure that it is meant.`,
    remedy: `Add utterances here that say it this way, or take those out of ${thief.name}.yaml that sound like it.`,
  }
}

async function play(
  rehearsal: Rehearsal,
  customer: string,
  { language }: FileTest,
  line: TestLine & { kind: 'customer' | 'press' },
): Promise<readonly Message[] | string> {
  const words = line.kind === 'press' ? { press: line.label } : { text: line.text }
  try {
    return await rehearsal.customer(customer, language ? { ...words, pageLanguage: language } : words)
  } catch (error) {
    if (error instanceof NoSuchButton) return error.message
    throw error
  }
}

/** What is missing, in words, or undefined when the line holds. */
function expectation(line: TestLine, replies: readonly Message[], held: Case | undefined): string | undefined {
  if (line.kind === 'case') return held?.team === line.team ? undefined : `no case for ${line.team} was opened`
  if (line.kind !== 'nightdesk') return undefined
  const said = replies.map(({ text }) => text)
  if (said.some((text) => folded(text).includes(folded(line.text)))) return undefined
  return `expected "${line.text}", but nightdesk said: ${said.map((text) => `"${text.replaceAll(/\s+/g, ' ')}"`).join(' and ') || 'nothing'}`
}

function failure(file: string, line: number, test: FileTest, what: string): Problem {
  return {
    file,
    line,
    severity: 'error',
    harm: 'test',
    what: `The test "${test.name}" fails: ${what}.`,
    remedy:
      'Mend the answer or the test; if another intent answered, make the utterances of both say more plainly what differs.',
  }
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}
