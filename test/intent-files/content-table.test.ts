import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyTable, contentTable, isContentTable } from '../../src/intent-files/content-table.ts'
import { parseCsv, writeCsv } from '../../src/intent-files/csv.ts'
import { readFolder, readSources } from '../../src/intent-files/read.ts'
import { good } from './good-folder.ts'

const shop = await readFolder('intents')

describe('a table as text', () => {
  it('comes back as it was, whatever its cells hold', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replace(/\r\n?/g, '\n'))
    const cells = fc.array(fc.oneof(cell, fc.stringMatching(/^[",;\t\n a]{0,6}$/)), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 5 }), (rows) => {
        const table = [['file', 'place', 'en'], ...rows]
        const kept = table.filter((row) => row.some((one) => one !== ''))
        expect(parseCsv(writeCsv(table)).map((row) => row.cells)).toEqual(kept)
      }),
    )
  })

  it('is read with semicolons and tabs, and names the quote that never ends', () => {
    expect(parseCsv('a;b\n"1;2";3').map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1;2', '3'],
    ])
    expect(parseCsv('a\tb\n1\t2,3').map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', '2,3'],
    ])
    const faults: number[] = []
    parseCsv('a,b\n1,"2\n3\n', (line) => faults.push(line))
    expect(faults).toEqual([2])
  })
})

describe('the shop’s words as a table', () => {
  it('put back unchanged change nothing', () => {
    for (const sources of [shop, good]) {
      const table = contentTable(sources)
      expect(isContentTable(table)).toBe(true)
      expect(parseCsv(table).length).toBeGreaterThan(50)
      expect(applyTable(sources, table, 'x.csv')).toEqual({ changed: new Map(), cells: new Map(), problems: [] })
      // A spreadsheet may write semicolons and plain line ends.
      const resaved = parseCsv(table).map(({ cells }) =>
        cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'),
      )
      expect(applyTable(sources, `${resaved.join('\n')}\n`, 'x.csv').changed.size).toBe(0)
    }
  })

  it('put back with changes say just these, and every other byte stays', () => {
    const rows = parseCsv(contentTable(shop)).map(({ cells }) => [...cells])
    const text = fc
      .oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
        fc.stringMatching(/^[a-zæ#:,\n '"|>{}[\]-]{1,20}$/),
      )
      .map((one) =>
        one
          .replace(/\r\n?/g, '\n')
          .toWellFormed()
          .replace(/[\0\uFEFF]/g, '')
          .trimEnd(),
      )
      .filter((one) => one !== '')
    const edit = fc.tuple(fc.integer({ min: 1, max: rows.length - 1 }), fc.integer({ min: 2, max: 6 }), text)
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const edited = rows.map((cells) => [...cells])
        for (const [row, column, said] of edits) if (edited[row]?.[column] !== '') edited[row]?.splice(column, 1, said)
        const table = writeCsv(edited)
        const { changed, problems } = applyTable(shop, table, 'x.csv')
        expect(problems).toEqual([])
        const after = new Map([...shop, ...changed])
        expect(contentTable(after)).toBe(table)
        const back = applyTable(after, writeCsv(rows), 'x.csv')
        expect(contentTable(new Map([...after, ...back.changed]))).toBe(writeCsv(rows))
        for (const [file, source] of changed) {
          const comments = (of: string) => of.split('\n').filter((line) => line.startsWith('#'))
          expect(comments(source)).toEqual(comments(shop.get(file) ?? ''))
        }
      }),
      { numRuns: 8 },
    )
  }, 60_000)

  it('takes a new utterance below the last, in a file that stays good', () => {
    const added =
      good
        .get('refund.yaml')
        ?.replace('    - refund en juliett\n', '    - refund en juliett\n    - refund en kilo\n') ?? ''
    const table = contentTable(new Map(good).set('refund.yaml', added))
    const rows = parseCsv(table).map(({ cells }) => [...cells])
    for (const row of rows) if (row[0] === 'refund.yaml' && row[1] === 'utterances 9') row[3] = 'og et til'
    const { changed, problems } = applyTable(new Map(good).set('refund.yaml', added), writeCsv(rows), 'x.csv')
    expect(problems).toEqual([])
    expect(changed.get('refund.yaml')).toContain('    - refund nb juliett\n    - og et til\n')
    expect(readSources(new Map([...good, ...changed])).content).toBeDefined()
  })

  it('names the row that it cannot put back, and then changes nothing', () => {
    const table = contentTable(good)
    const lost = table.replace(/refund\.yaml,label,refund en/, 'refund.yaml,label,')
    expect(applyTable(good, lost, 'x.csv').problems).toMatchObject([{ file: 'x.csv', what: 'The text in en is gone.' }])
    const renamed = table.replace('refund.yaml,label,refund en', 'refnd.yaml,label,other')
    const { problems, changed } = applyTable(good, renamed, 'x.csv')
    expect(problems[0]?.what).toBe('There is no "label" in "refnd.yaml".')
    expect(problems[0]?.line).toBe(table.slice(0, table.indexOf('refund.yaml,label')).split('\r\n').length)
    expect(changed.size).toBe(0)
  })
})
