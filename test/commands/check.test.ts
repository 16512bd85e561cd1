import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Checked, check, checkFolder, checkWatching, saySummary } from '../../src/commands/check.ts'
import { runFileTests } from '../../src/commands/file-tests.ts'
import { findStrays, strayProblems } from '../../src/commands/nearness.ts'
import { inOrder, type Problem } from '../../src/intent-files/problem.ts'
import { readSources } from '../../src/intent-files/read.ts'
import { loadKnowledge } from '../../src/knowledge.ts'
import type { Content, FileTest } from '../../src/model/shop.ts'
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

describe('an utterance nearer to another intent than to its own', () => {
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
          const words = linesOf(from).flatMap(([, text = '']) => text.split(' ').slice(0, 2))
          const stranger = [0, 1, 2, 3].map((next) => words[2 * ((at + next) % 10)]).join(' ')
          const source = files.get(`question-${to}.yaml`) ?? ''
          files.set(`question-${to}.yaml`, source.replace(` ${placed}\n`, ` ${stranger}\n`))
          const read = readSources(files)
          const strays = findStrays({ ...contentOf(files), shop: { ...contentOf(files).shop, languages: ['en'] } })
          const line = source.split('\n').findIndex((one) => one.endsWith(` ${placed}`)) + 1
          const found = strays.filter(({ intent }) => intent === `question-${to}`)
          expect(found).toMatchObject([{ nearest: `question-${from}`, language: 'en' }])
          expect(strayProblems(found, read.lineOfUtterance ?? (() => 0))).toMatchObject([
            { file: `question-${to}.yaml`, line, severity: 'warning', harm: 'clash' },
          ])
        },
      ),
      { numRuns: 8 },
    )
  })

  it('is looked for in three hundred intents, the same each time', () => {
    const content = contentOf(manyIntents(300))
    const strays = findStrays(content)
    expect(content.intents.size).toBeGreaterThan(300)
    expect(findStrays(content)).toEqual(strays)
    expect(strays.every(({ margin }) => margin > 0 && margin <= 2)).toBe(true)
  }, 60_000)
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
