import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Checked, check, checkFolder, checkWatching, saySummary } from '../../src/commands/check.ts'
import { clashProblems } from '../../src/commands/clashes.ts'
import { runFileTests } from '../../src/commands/file-tests.ts'
import { inOrder, type Problem } from '../../src/intent-files/problem.ts'
import { readSources } from '../../src/intent-files/read.ts'
import { loadKnowledge } from '../../src/knowledge.ts'
import type { Content, FileTest } from '../../src/model/shop.ts'
import type { Misread } from '../../src/understand/classify.ts'
import { createMind, mindSourceOf } from '../../src/understand/understand.ts'
import { broken, good } from '../intent-files/good-folder.ts'
import { manyIntents } from './many-intents.ts'

const contentOf = (files: ReadonlyMap<string, string>): Content => {
  const { content, problems } = readSources(files)
  if (content === undefined) throw new Error(JSON.stringify(problems))
  return content
}

describe('the order of harm', () => {
  it('puts what keeps the shop from being served first, and what only proves too little last', () => {
    const files = broken('return-how.yaml', 'refund]', 'rfund]')
    files.set('refund.yaml', (good.get('refund.yaml') ?? '').replace(/ {2}fi: refund fi\n/, ''))
    const greeting = good.get('greeting.yaml') ?? ''
    files.set(
      'greeting.yaml',
      greeting.replace('something new', 'greeting en alfa').replace('greeting fi golf', 'greeting fi alfa'),
    )
    files.set('thanks.yaml', (good.get('thanks.yaml') ?? '').replace(/ {4}- thanks da golf\n/, ''))
    files.set('stop.yaml', (good.get('stop.yaml') ?? '').replace(/about: .*\n/, ''))
    expect(readSources(files).problems.map(({ file, harm }) => `${harm} ${file}`)).toEqual([
      'shape stop.yaml',
      'language refund.yaml',
      'clash greeting.yaml',
      'utterances thanks.yaml',
      'follow-up return-how.yaml',
      'test greeting.yaml',
    ])
  })

  it('says the same thing once, and errors before warnings', () => {
    const one: Problem = { file: 'b', line: 2, severity: 'warning', what: 'w', remedy: 'r' }
    const two: Problem = { file: 'a', line: 9, severity: 'error', harm: 'test', what: 'w', remedy: 'r' }
    expect(inOrder([one, two, { ...one }])).toEqual([two, one])
  })

  it('warns of utterances that are nearly the same', () => {
    const files = broken('return-how.yaml', '- return-how en delta', '- Alfa en return-how!')
    expect(readSources(files).problems).toMatchObject([{ severity: 'warning', harm: 'utterances', line: 15 }])
  })
})

describe('an utterance that is taken for another intent', () => {
  const misreadOf = (content: Content): readonly Misread[] =>
    createMind({ ...mindSourceOf(content), languages: ['en'] }).classifier.misread

  it('is found wherever it is put, and named with its line', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 11 }),
        fc.integer({ min: 0, max: 11 }),
        fc.integer({ min: 0, max: 9 }),
        (from, to, at) => {
          fc.pre(from !== to)
          const files = manyIntents(12, 3)
          const linesOf = (number: number) => [
            ...(files.get(`question-${number}.yaml`) ?? '').matchAll(/ {4}- (.*)\n/g),
          ]
          const placed = linesOf(to)[4]?.[1] ?? '?'
          const others = linesOf(from).map(([, text = '']) => text.split(' ').slice(0, 3))
          const stranger = [0, 3, 6].flatMap((next) => others[(at + next) % 10]).join(' ')
          const source = files.get(`question-${to}.yaml`) ?? ''
          files.set(`question-${to}.yaml`, source.replace(` ${placed}\n`, ` ${stranger}\n`))
          const content = contentOf(files)
          const misread = misreadOf(content)
          const line = source.split('\n').findIndex((one) => one.endsWith(` ${placed}`)) + 1
          const found = misread.filter(({ text }) => text === stranger)
          expect(found).toMatchObject([{ intent: `question-${to}`, takenFor: `question-${from}` }])
          expect(clashProblems(found, content, readSources(files).lineOfUtterance ?? (() => 0))).toMatchObject([
            { file: `question-${to}.yaml`, line, severity: 'warning', harm: 'clash' },
          ])
        },
      ),
      { numRuns: 6 },
    )
  })

  it('comes before others where the other intent would answer at once, and never is one that is read rightly', () => {
    const content = contentOf(manyIntents(40))
    const misread = misreadOf(content)
    expect(misread.length).toBeGreaterThan(0)
    expect(misread.every(({ intent, takenFor }) => intent !== takenFor && takenFor !== '')).toBe(true)
    expect(misread.every(({ confidence, ownConfidence }) => confidence - ownConfidence >= 0.5)).toBe(true)
    const marks = misread.map(({ isSure }) => Number(isSure))
    expect(marks).toEqual([...marks].sort((a, b) => b - a))
  })

  it('is not told where both are courtesies', () => {
    const content = contentOf(good)
    const one = {
      intent: 'greeting',
      language: 'en',
      text: 'greeting en alfa',
      confidence: 1,
      ownConfidence: 0,
    } as const
    const told = (takenFor: string) => clashProblems([{ ...one, takenFor, isSure: true }], content, () => 7)
    expect(told('thanks')).toEqual([])
    expect(told('refund')).toMatchObject([
      {
        file: 'greeting.yaml',
        line: 7,
        what: 'Without this line "greeting en alfa" would be answered by refund (100 %).',
      },
    ])
  })

  it('is one of the ten worst, and the summary says how many there are', () => {
    const clash: Problem = { file: 'a', line: 1, severity: 'warning', harm: 'clash', what: 'w', remedy: 'r' }
    const problems = Array.from({ length: 10 }, (_, at) => ({ ...clash, line: at }))
    const said = saySummary('x/', { ok: true, intents: 9, utterances: 90, tests: 0, failed: 0, clashes: 31, problems })
    expect(said).toContain('10 wordings between two intents. The wordings are the worst of 31 between two intents.')
  })
})

describe('check', () => {
  let folder = ''
  const write = (files: ReadonlyMap<string, string>) =>
    Promise.all([...files].map(([name, source]) => writeFile(join(folder, name), source)))
  const run = async (options: { json?: boolean; tests?: boolean }) => {
    const lines: string[] = []
    const code = await check({ intentsFolder: folder }, options, (line) => lines.push(line))
    return { code, said: lines.join('\n') }
  }
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'check-'))
    await write(good)
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('ends with 1 for an error and says where to begin', async () => {
    await write(broken('refund.yaml', '{order_status,', '{order_sttus,'))
    const { code, said } = await run({ tests: false })
    expect(code).toBe(1)
    expect(said).toContain('refund.yaml:105: error: Nobody fills {order_sttus} here.')
    expect(said).toMatch(
      /cannot be used yet\. To mend: 1 wrong variable or amount\. Begin with refund\.yaml, line 105\./,
    )
  })

  it('ends with 0 for warnings alone, and gives all of it as JSON', async () => {
    await write(broken('return-how.yaml', 'You have {return_days}', 'It costs 79 kr for'))
    const { code, said } = await run({ tests: false, json: true })
    const checked: Checked & { summary: string } = JSON.parse(said)
    expect(code).toBe(0)
    expect(checked).toMatchObject({ ok: true, intents: 8, utterances: 320, tests: 0 })
    expect(checked.problems).toHaveLength(1)
    expect(checked.summary).toContain(
      'is good: 8 intents, 320 utterances. It could be better: 1 wrong variable or amount.',
    )
  })

  it('runs the tests inside, and ends with 1 when one fails', async () => {
    const { said, code } = await run({ json: true })
    const { problems, failed, tests } = JSON.parse(said) as Checked
    expect(code).toBe(1)
    expect(tests).toBe(8)
    expect(problems).toHaveLength(failed)
    expect(problems[0]).toMatchObject({ harm: 'test', severity: 'error', what: expect.stringContaining('fails: ') })
  }, 30_000)

  it('checks again when a file has changed', async () => {
    const lines: string[] = []
    let heard = () => {}
    const changed = new Promise<void>((resolve) => {
      heard = resolve
    })
    await write(broken('return-how.yaml', '- return-how en delta', '- Alfa en return-how!'))
    const end = await checkWatching({ intentsFolder: folder }, { tests: false }, (line) => {
      lines.push(line)
      if (line.includes('cannot be used yet')) heard()
    })
    expect(lines.join()).toContain('is good')
    await write(broken('refund.yaml', '{order_status,', '{order_sttus,'))
    await changed
    end()
    expect(lines.join('\n')).toContain('a file has changed')
    // What was told before is not told again.
    expect(lines.join('\n').match(/is nearly what stands/g)).toHaveLength(1)
  })

  it(
    'never throws, whatever a file holds',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...good.keys()),
          fc.array(fc.tuple(fc.nat(5000), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
          async (name, damage) => {
            const bytes = Buffer.from(good.get(name) ?? '')
            for (const [at, byte] of damage) bytes[at % bytes.length] = byte
            const read = readSources(new Map(good).set(name, bytes.toString('utf8')))
            const checked = await checkFolder(folder, read, { tests: false })
            for (const { line, what, remedy } of checked.problems) {
              expect(line).toBeGreaterThan(0)
              expect(`${what} ${remedy}`).not.toMatch(/\bat .*\.ts:|undefined|\[object/)
            }
            expect(saySummary('x/', checked)).toMatch(/^x\/( is good| cannot be used yet|: \d)/)
          },
        ),
        { numRuns: 40 },
      ),
    60_000,
  )
})

describe('a test inside a file', async () => {
  const { content, mind } = await loadKnowledge(join(import.meta.dirname, '..', '..', 'intents'))
  const asked = (text: string, said: string): FileTest => ({
    name: 'Asked',
    line: 7,
    talk: [
      { kind: 'customer', text, line: 8 },
      { kind: 'nightdesk', text: said, line: 9 },
    ],
  })
  const outcome = async (intent: string, test: FileTest) => {
    const intents = new Map(
      [...content.intents].map(([name, one]) => [name, { ...one, tests: name === intent ? [test] : [] }]),
    )
    return (await runFileTests({ content: { ...content, intents }, mind }, [])).problems
  }
  const where = 'hi, could you tell me where my order is at the moment?'

  it('that holds says nothing', async () => {
    expect(await outcome('order-status', asked(where, 'order number'))).toEqual([])
  })

  it('that fails is an error at its line', async () => {
    const problems = await outcome('order-status', asked(where, 'bananas'))
    expect(problems).toMatchObject([{ severity: 'error', line: 9, harm: 'test' }])
  })

  it('whose words another intent is sure of is a warning, though it holds', async () => {
    expect(await outcome('return-how', asked(where, 'order number'))).toMatchObject([
      {
        severity: 'warning',
        file: 'return-how.yaml',
        line: 8,
        harm: 'test',
        what: 'In the test "Asked" the intent order-status is sure that it is meant.',
      },
    ])
  })
}, 60_000)
