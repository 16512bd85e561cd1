// CSV: whatever stands in a cell comes back as it was, and nothing in it is a formula.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from '../../src/intent-files/csv.ts'
import { figuresReport } from '../../src/stats/ask.ts'
import { csvText, isoIn, reportTable, reportViews } from '../../src/stats/csv.ts'
import { groundOf } from '../../src/stats/rules.ts'
import { memorySource, shopWith } from './memory-source.ts'
import { anyLog, firstAt } from './random-log.ts'

/** RFC 4180 to the letter: CRLF between rows, quotes doubled; nothing is forgiven. */
function strict(text: string): string[][] {
  const rows: string[][] = []
  let at = 0
  while (at < text.length) {
    const row: string[] = []
    for (;;) {
      const quoted = /"((?:[^"]|"")*)"/y
      const plain = /[^",\r\n]*/y
      const form = text[at] === '"' ? quoted : plain
      form.lastIndex = at
      const found = form.exec(text)
      if (!found) throw new Error(`broken at ${at}`)
      row.push(found[1]?.replaceAll('""', '"') ?? found[0])
      at += found[0].length
      if (text[at] !== ',') break
      at++
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no end of row at ${at}`)
    at += 2
    rows.push(row)
  }
  return rows
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '"', ',', ';', "'", ' '), fc.string())
    .map(([first, rest]) => first + rest),
)

describe('csvText', () => {
  it('gives back what was written, but for an apostrophe before what could be a formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(nasty, { minLength: 1, maxLength: 4 }), { minLength: 1 }),
        fc.boolean(),
        (rows, bom) => {
          const text = csvText(rows, { bom })
          expect(text.startsWith('\ufeff')).toBe(bom || rows[0]?.[0]?.startsWith('\ufeff') === true)
          const read = strict(bom ? text.slice(1) : text)
          for (const [at, row] of read.entries())
            for (const [index, cell] of row.entries()) {
              const written = rows[at]?.[index] ?? ''
              expect(/^[=+\-@\t\r\n＝＋－＠]/.test(cell)).toBe(false)
              expect([written, `'${written}`]).toContain(cell)
            }
          expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('writes numbers as numbers, also those below zero, and nothing for what is not there', () => {
    expect(csvText([['a', -1.5, 0, undefined, true, '-1.5', 'x,"y"']])).toBe(`a,-1.5,0,,true,'-1.5,"x,""y"""\r\n`)
  })

  it('can be read by our own import', () => {
    const read = parseCsv(
      csvText(
        [
          ['key', 'text'],
          ['a', 'two\r\nlines, "quoted"'],
        ],
        { bom: true },
      ),
    )
    expect(read.map(({ cells }) => cells)).toEqual([
      ['key', 'text'],
      ['a', 'two\r\nlines, "quoted"'],
    ])
  })
})

describe('isoIn', () => {
  it('says the moment that it was given, on the zone’s clock', () => {
    const zones = fc.constantFrom('Europe/Oslo', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC')
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 4e12 }), (zone, at) => {
        expect(Date.parse(isoIn(zone, at))).toBe(at)
      }),
    )
    expect(isoIn('Europe/Oslo', Date.parse('2026-07-01T10:00:00Z'))).toBe('2026-07-01T12:00:00.000+02:00')
    expect(isoIn('America/St_Johns', Date.parse('2026-01-01T00:00:00Z'))).toBe('2025-12-31T20:30:00.000-03:30')
  })
})

describe('reportTable', () => {
  it('has every number of the report, in every view', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, async (events) => {
        const now = firstAt + 6 * 86_400_000
        const period = { from: firstAt, to: now }
        const report = await figuresReport(memorySource(events), groundOf(shopWith(), now), period, now)
        for (const view of reportViews) {
          const [head = [], ...rows] = strict(csvText(reportTable(report, view)))
          expect(new Set(head).size).toBe(head.length)
          const of = (name: string) => rows.map((row) => row[head.indexOf(name)])
          const lines = { ...report, total: [{ figures: report.total }] }
          const wanted =
            lines[
              ({ channel: 'byChannel', language: 'byLanguage', intent: 'byIntent', team: 'byTeam' } as const)[
                view as 'channel'
              ] ?? (view as 'total' | 'series')
            ]
          const text = (value: number | undefined) => (value === undefined ? '' : String(value))
          expect(of('episodes')).toEqual(wanted.map(({ figures }) => text(figures.counts.episodes)))
          expect(
            of('humanReply business p90 (s)').map((cell) => (cell ? Math.round(Number(cell) * 1000) : cell)),
          ).toEqual(wanted.map(({ figures }) => figures.clocks.humanReply.business.p90Ms ?? ''))
          expect(of('promises hits')).toEqual(wanted.map(({ figures }) => text(figures.shares['promises']?.hits ?? 0)))
          expect(of('effort (%)')).toEqual(wanted.map(({ figures }) => text(figures.effort.score)))
        }
      }),
      { numRuns: 40 },
    )
  })
})
