// The figures of held-back lines: each line counts once, what is mistaken is told, and the document holds to its lines.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heldBack, markers, parseHeldBack, replaceFigures, stillHeldBack } from '../../src/commands/held-back.ts'
import {
  heldBackFigures,
  outcomes,
  outOfScopeOutcomes,
  type Reading,
  sayHeldBack,
} from '../../src/commands/held-back-figures.ts'
import { languages } from '../../src/model/language.ts'
import { source } from '../understand/shop-fixture.ts'

const root = join(import.meta.dirname, '..', '..')
const linesFile = join(root, 'test', 'wordings', 'held-back.tsv')

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0)

const plain: Reading = {
  language: 'en',
  intent: 'stock',
  text: 'any left?',
  heard: 'en',
  best: 'stock',
  confidence: 0.9,
  answered: ['stock'],
  offered: [],
}

describe('the figures', () => {
  it('tell rightly answered, offered and harmful lines apart', () => {
    const asked = { ...plain, confidence: 0.4, answered: [] }
    const readings: Reading[] = [
      plain,
      { ...plain, answered: ['size-guide', 'stock'] },
      { ...asked, offered: ['stock', 'refund'] },
      { ...asked, best: 'refund', offered: ['refund'] },
      { ...plain, best: 'refund', answered: ['refund'] },
      { ...asked, heard: 'da' },
      { ...plain, intent: null },
      { ...plain, intent: null, answered: [], offered: ['stock'] },
    ]
    const figures = heldBackFigures(readings, ['stock', 'refund'], 0)
    const { languages: groups, confusions, intents, unmeasured } = figures
    expect(groups.en.outcomes).toEqual({ answered: 2, offered: 1, 'not offered': 1, wrong: 1, far: 1 })
    expect(groups.en.outOfScopeOutcomes).toEqual({ answered: 1, 'asked back': 1, far: 0 })
    expect(groups.en).toMatchObject({ lines: 6, best: 4, besides: 1, outOfScope: 2, heard: 7 })
    expect(groups.da.lines).toBe(0)
    const example = { language: 'en', text: 'any left?' }
    expect(confusions).toEqual([
      { wanted: 'stock', got: 'refund', lines: 2, wrong: 1, languages: { en: 2 }, example },
      { wanted: null, got: 'stock', lines: 1, wrong: 1, languages: { en: 1 }, example },
    ])
    expect(intents).toEqual([{ intent: 'stock', lines: 6, best: 4, answered: 2, wrong: 1 }])
    expect(unmeasured).toEqual(['refund'])
    expect(sayHeldBack(figures, true)).toContain('any left?')
    expect(sayHeldBack(figures, false)).not.toContain('any left?')
  })

  it('count every line once, whatever was read', () => {
    const name = fc.constantFrom('stock', 'refund', 'size-guide')
    const reading: fc.Arbitrary<Reading> = fc.record({
      language: fc.constantFrom(...languages),
      intent: fc.option(name),
      text: fc.string(),
      heard: fc.constantFrom(...languages),
      best: name,
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      answered: fc.array(name, { maxLength: 3 }),
      offered: fc.array(name, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(reading), (readings) => {
        const { languages: groups, intents, confusions } = heldBackFigures(readings, [], 0)
        for (const group of Object.values(groups)) {
          expect(sum(Object.values(group.outcomes))).toBe(group.lines)
          expect(sum(Object.values(group.outOfScopeOutcomes))).toBe(group.outOfScope)
          expect(group.calibrationError).toBeLessThanOrEqual(1)
        }
        const { all } = groups
        expect(all.lines + all.outOfScope).toBe(readings.length)
        expect(sum(languages.map((language) => groups[language].best))).toBe(all.best)
        expect(sum(intents.map(({ lines }) => lines))).toBe(all.lines)
        expect(sum(confusions.map(({ lines }) => lines))).toBe(all.lines - all.best + all.outOfScopeOutcomes.answered)
      }),
    )
  })

  it('leave out what stands in the shop’s words by now, however it is signed', () => {
    const [first] = source.intents
    const learnt = first?.utterances.fi[0] ?? ''
    const talk = [{ kind: 'customer', text: 'tried it already', line: 2 }] as const
    const tests = [{ name: 'once tried', talk, line: 1 }]
    const lines = [`${learnt.toUpperCase()} ??`, 'Tried it already!', 'qwxz vbnm'].map(
      (text) => ({ language: 'en', intent: null, text }) as const,
    )
    const intents = source.intents.map((intent) => ({ ...intent, tests }))
    expect(stillHeldBack(lines, intents).map(({ text }) => text)).toEqual(['qwxz vbnm'])
  })
})

describe('the lines', () => {
  it('are complaints with file, line and remedy when they are wrong', async () => {
    expect(() => parseHeldBack('a.tsv', '# comment\nen\tstock\tleft?\nno\tstock\thei')).toThrow(/a\.tsv:3 .*tabs/)
    expect(() => parseHeldBack('a.tsv', 'en\tstock')).toThrow(/a\.tsv:1/)
    await expect(heldBack({ intentsFolder: 'intents' }, { lines: 'nowhere.tsv' }, () => {})).rejects.toThrow(
      /nowhere\.tsv cannot be read/,
    )
  })

  it('are two or more for each intent and language, each once, and twenty out of scope', async () => {
    const lines = parseHeldBack('held-back.tsv', await readFile(linesFile, 'utf8'))
    expect(new Set(lines.map(({ language, text }) => `${language} ${text}`)).size).toBe(lines.length)
    const few = languages.flatMap((language) => {
      const counts = Map.groupBy(
        lines.filter((line) => line.language === language),
        ({ intent }) => intent,
      )
      const missing = new Set(lines.map(({ intent }) => intent)).difference(new Set(counts.keys()))
      expect(counts.get(null)?.length).toBeGreaterThanOrEqual(20)
      return [...missing, ...[...counts].flatMap(([intent, all]) => (all.length < 2 ? [intent] : []))]
    })
    expect(few).toEqual([])
  })
})

describe('docs/held-back.md', () => {
  /** The cells of a table's rows, by its heading. */
  const tableBelow = (text: string, heading: string): string[][] => {
    const [, after = ''] = text.split(`### ${heading}\n`)
    const [table = ''] = after.trim().split('\n\n')
    return table
      .split('\n')
      .slice(2)
      .map((row) =>
        row
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
  }
  const numbers = (cells: readonly string[]) => cells.map((cell) => Number.parseInt(cell, 10))

  it('counts every line of the file, names every intent in it, and adds up', async () => {
    const document = await readFile(join(root, 'docs', 'held-back.md'), 'utf8')
    const figures = document.slice(document.indexOf(markers.from), document.indexOf(markers.to))
    const lines = parseHeldBack('held-back.tsv', await readFile(linesFile, 'utf8'))
    const learnt = Number(/Left out: (\d+)/.exec(figures)?.[1] ?? 0)

    const inScope = tableBelow(figures, 'Messages that the shop has words for')
    for (const [, all, , ...rest] of inScope) expect(sum(numbers(rest.slice(0, outcomes.length)))).toBe(Number(all))
    const outOfScope = tableBelow(figures, 'Messages that it has no words for')
    for (const [, all, ...rest] of outOfScope)
      expect(sum(numbers(rest.slice(0, outOfScopeOutcomes.length)))).toBe(Number(all))
    expect(inScope.map(([name]) => name)).toEqual([...languages, 'all'])
    const counted = Number(inScope.at(-1)?.[1]) + Number(outOfScope.at(-1)?.[1])
    expect(counted).toBe(lines.length - learnt)

    const byIntent = tableBelow(figures, 'By intent, worst first')
    const wanted = new Set(lines.flatMap(({ intent }) => intent ?? []))
    expect(new Set(byIntent.map(([name]) => name))).toEqual(wanted)
    expect(sum(byIntent.map(([, all]) => Number(all)))).toBe(Number(inScope.at(-1)?.[1]))
    expect(sum(byIntent.map(([, , best]) => Number(best)))).toBe(numbers([inScope.at(-1)?.[2] ?? ''])[0])
  })

  it('is written between its markers and nowhere else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'held-back-'))
    const file = join(folder, 'doc.md')
    await writeFile(file, `before\n\n${markers.from}\n\nold\n\n${markers.to}\n\nafter\n`)
    const figures = sayHeldBack(heldBackFigures([plain], ['stock'], 0), false)
    await replaceFigures(file, figures)
    expect(await readFile(file, 'utf8')).toBe(`before\n\n${markers.from}\n\n${figures}\n\n${markers.to}\n\nafter\n`)
    await writeFile(file, 'no markers')
    await expect(replaceFigures(file, figures)).rejects.toThrow(/lacks the lines/)
    await rm(folder, { recursive: true })
  })
})
