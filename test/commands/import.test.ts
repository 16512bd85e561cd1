import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportContent } from '../../src/commands/export.ts'
import { type ImportOptions, importFile } from '../../src/commands/import.ts'
import { fromChatwoot } from '../../src/intent-files/imports/chatwoot.ts'
import { draftIntent } from '../../src/intent-files/imports/draft.ts'
import { fromMarkdown, fromPage } from '../../src/intent-files/imports/page.ts'
import { fromRasa } from '../../src/intent-files/imports/rasa.ts'
import { fromTable } from '../../src/intent-files/imports/table.ts'
import { readSources } from '../../src/intent-files/read.ts'
import { readYaml } from '../../src/intent-files/yaml-file.ts'
import { good } from '../intent-files/good-folder.ts'

const table = `Question,Answer,Intent
How long is delivery?,"Two days, ""mostly"".",delivery
When does it come?,,delivery
Do you gift wrap?,Yes
Nobody knows,
,An answer alone
`
const nlu = `version: "3.1"
nlu:
- intent: gift_wrap
  examples: |
    - can you wrap it
    - wrap the [jumper](product) as a [gift]{"entity": "occasion"}
- intent: no_answer
  examples: |
    - something
- lookup: city
  examples: |
    - Oslo
`
const domain = `responses:
  utter_gift_wrap:
  - text: "Yes: 'always' {free}."
`
const page = `<html><head><title>x</title>
<script type="application/ld+json">
{"@context":"https://schema.org","@graph":[{"@type":"FAQPage","mainEntity":[
{"@type":"Question","name":"Can I return it?","acceptedAnswer":{"@type":"Answer","text":"<p>Yes &amp; free.</p><ul><li>60 days</li></ul>"}},
{"@type":"Question","name":"And then?","acceptedAnswer":{"@type":"Answer","text":""}}]}]}
</script></head><body><h2>Not this</h2><p>at all</p></body></html>`
const headings =
  '<nav><h2>Menu</h2><p>no</p></nav>\n<h2>Do you <b>ship</b> to &Aring;land?</h2>\n<p>Yes.</p><p>Weekly.</p>\n<h3>Empty</h3>\n'
const markdown =
  'Intro\n# FAQ\n\n## Is it **wool**?\nYes, see [care](https://x.example/care).\n\n```\n# no heading\n```\n## Last'
const canned = JSON.stringify([
  { short_code: 'ship-info', content: 'We ship on weekdays.' },
  { short_code: 'hi', content: 'Hi {{contact.name}}' },
  { content: 'no code' },
])

describe('an import gathers', () => {
  it.each([
    [
      'a table',
      fromTable(table),
      [
        [['How long is delivery?', 'When does it come?'], 'Two days, "mostly".'],
        [['Do you gift wrap?'], 'Yes'],
      ],
      [5, 6],
    ],
    [
      'a bare table',
      fromTable('Hvor?;Oslo\nNår?;Nå'),
      [
        [['Hvor?'], 'Oslo'],
        [['Når?'], 'Nå'],
      ],
      [],
    ],
    [
      'Rasa',
      fromRasa(nlu, domain),
      [[['can you wrap it', 'wrap the jumper as a gift'], "Yes: 'always' {free}."]],
      [7, 10],
    ],
    ['linked data', fromPage(page), [[['Can I return it?'], 'Yes & free.\n- 60 days']], [5]],
    ['headings', fromPage(headings), [[['Do you ship to Åland?'], 'Yes.\nWeekly.']], [4]],
    [
      'Markdown',
      fromMarkdown(markdown),
      [[['Is it wool?'], 'Yes, see care (https://x.example/care).\n\n\n# no heading']],
      [1, 2, 10],
    ],
    ['Chatwoot', fromChatwoot(canned), [[['ship info'], 'We ship on weekdays.']], [1, 1]],
  ])('%s', (_, { found, unused }, wanted, lines) => {
    expect(found.map(({ questions, answer }) => [questions, answer])).toEqual(wanted)
    expect(unused.map(({ line }) => line)).toEqual(lines)
  })

  it('from damaged bytes without a throw, with lines that exist', () => {
    const readers = [fromTable, (source: string) => fromRasa(source, source), fromPage, fromMarkdown, fromChatwoot]
    fc.assert(
      fc.property(
        fc.constantFrom(table, nlu, domain, page, headings, markdown, canned),
        fc.constantFrom(...readers),
        fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
        (source, read, damage) => {
          const bytes = Buffer.from(source)
          for (const [at, byte] of damage) bytes[at % bytes.length] = byte
          const text = bytes.toString('utf8')
          const lines = text.split('\n').length
          for (const { line } of [...read(text).found, ...read(text).unused]) {
            expect(line).toBeGreaterThan(0)
            expect(line).toBeLessThanOrEqual(lines)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a draft', () => {
  it('is a file that says what was given, and lacks only what nobody wrote', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc.stringMatching(/^[a-z#:,'"|>{}[\]&*!?% -]{1,40}$/),
    )
    fc.assert(
      fc.property(words, words, (question, answer) => {
        fc.pre(answer.trim() !== '' && /\p{L}/u.test(question))
        const taken = { names: new Set<string>(), labels: new Set<string>(), utterances: new Set<string>() }
        const draft = draftIntent({ questions: [question], answer: answer.trim(), line: 1 }, 'sv', taken)
        fc.pre(draft !== undefined)
        const problems = readSources(new Map(good).set(draft?.file ?? '', draft?.source ?? '')).problems
        const own = problems.filter(({ file, severity }) => file === draft?.file && severity === 'error')
        expect(own.filter(({ harm }) => harm !== 'language' && harm !== 'utterances')).toEqual([])
        expect(own.filter(({ harm }) => harm === 'language')).toHaveLength(12)
        const { value } = readYaml('x', draft?.source ?? '', () => {})
        expect(value).toMatchObject({ utterances: { sv: [question.replace(/\s+/g, ' ').trim()] } })
      }),
      { numRuns: 30 },
    )
  }, 60_000)
})

describe('the command', () => {
  let folder = ''
  let place = ''
  const run = async (name: string, source: string, options: ImportOptions = {}) => {
    const lines: string[] = []
    await writeFile(join(place, name), source)
    const code = await importFile({ intentsFolder: folder }, join(place, name), options, (line) => lines.push(line))
    return { code, said: lines.join('\n') }
  }
  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'import-'))
    folder = join(place, 'intents')
    await mkdir(folder)
    await Promise.all([...good].map(([name, source]) => writeFile(join(folder, name), source)))
  })
  afterEach(() => rm(place, { recursive: true }))

  it('shows, and writes only when told, never over a file', async () => {
    const shown = await run('faq.csv', table)
    expect(shown).toMatchObject({ code: 0 })
    expect(shown.said).toContain('delivery.yaml  2 utterances, in en only')
    expect(shown.said).toContain('line 5: “Nobody knows” has no answer.')
    expect((await readdir(folder)).sort()).toEqual([...good.keys()].sort())
    await run('faq.csv', table, { write: true })
    const written = await readFile(join(folder, 'delivery.yaml'), 'utf8')
    await run('faq.csv', table.replace('How long is delivery?', 'How long does it take'), { write: true })
    expect(await readFile(join(folder, 'delivery.yaml'), 'utf8')).toBe(written)
    expect(await readdir(folder)).toContain('delivery-2.yaml')
  })

  it('takes the answers of a domain file beside', async () => {
    await writeFile(join(place, 'domain.yml'), domain)
    await run('nlu.yml', nlu, { write: true, language: 'nb' })
    const said = await readFile(join(folder, 'gift-wrap.yaml'), 'utf8')
    expect(said).toContain("Yes: ’always’ '{'free'}'.")
    expect(said).toContain('fi: (not yet written)')
  })

  it('takes a page by its address', async () => {
    const server = createServer((_, answer) => answer.end(page)).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const lines: string[] = []
    const code = await importFile({ intentsFolder: folder }, `http://127.0.0.1:${port}/faq`, {}, (line) =>
      lines.push(line),
    )
    server.close()
    expect(code).toBe(0)
    expect(lines[0]).toContain('can-i-return-it.yaml')
  })

  it('says what to do about a file that is not there or of no known kind', async () => {
    await expect(importFile({ intentsFolder: folder }, join(place, 'x.csv'), {}, () => {})).rejects.toThrow(
      'Give the path',
    )
    await expect(run('x.doc', 'x')).rejects.toThrow('Say --from csv|rasa')
    expect(await run('x.md', 'x')).toMatchObject({ code: 1, said: expect.stringContaining('Nothing in') })
  })

  it('exports a table that comes back changed', async () => {
    const to = join(place, 'words.csv')
    await exportContent({ intentsFolder: folder }, { to }, () => {})
    await expect(exportContent({ intentsFolder: folder }, { to }, () => {})).rejects.toThrow('is there already')
    const edited = (await readFile(to, 'utf8')).replace('refund.yaml,label,refund en', 'refund.yaml,label,Money back')
    expect((await run('edited.csv', edited, { write: true })).said).toContain('refund.yaml  1 text changed')
    const source = await readFile(join(folder, 'refund.yaml'), 'utf8')
    expect(source).toBe((good.get('refund.yaml') ?? '').replace('en: refund en', 'en: Money back'))
  })
})
