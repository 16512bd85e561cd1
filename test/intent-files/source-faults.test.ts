// Files as broken editors and mail programs leave them: each names the line to mend, and nothing that only follows from it.

import { describe, expect, it } from 'vitest'
import { sayProblems } from '../../src/intent-files/problem.ts'
import { readSources } from '../../src/intent-files/read.ts'
import { sourceFaults, unclosedQuote } from '../../src/intent-files/source-faults.ts'
import { good } from './good-folder.ts'

const file = 'return-how.yaml'
const source = good.get(file) ?? ''

/** What an editor is told of errors when the file holds this instead. */
const told = (text: string): string[] => {
  const { content, problems } = readSources(new Map(good).set(file, text))
  const errors = problems.filter(({ severity }) => severity === 'error')
  expect(content === undefined).toBe(errors.length > 0)
  return sayProblems(errors)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(' '))
}

describe('a file', () => {
  it('with tabs names the first of them, and nothing else', () => {
    expect(told(source.replace(/^ {4}- /m, '\t- '))).toEqual([
      expect.stringMatching(/^return-how\.yaml:\d+: error: The line begins with a tab\.$/),
    ])
  })

  it('with a quote that nobody closes names where it begins', () => {
    const broken = source.replace('about: ', 'about: "')
    const line = broken.split('\n').findIndex((text) => text.startsWith('about: "')) + 1
    expect(told(broken)).toEqual([`return-how.yaml:${line}: error: The quote that begins here is not closed.`])
  })

  it('with a quote that ends at the next one, far below, names where it begins', () => {
    const broken = `${source.replace('about: ', 'about: "')}# "later" on\n`
    expect(told(broken)[0]).toContain(':2: error: The quote that begins here is not closed.')
  })

  it('of another encoding says only that', () => {
    expect(told(source.replace('kind', 'k\uFFFDnd'))).toHaveLength(1)
    expect(told('\uFFFD\u0000\u0001: - [ \uFFFD')).toEqual(['return-how.yaml:1: error: The file is not UTF-8.'])
  })

  it('with the line ends of Windows, or a sign of its byte order, is good', () => {
    expect(told(source.replaceAll('\n', '\r\n'))).toEqual([])
    expect(told(`\uFEFF${source}`)).toEqual([])
  })

  it('with the line ends of old Macs is told so', () => {
    expect(told(source.replaceAll('\n', '\r'))).toEqual([
      'return-how.yaml:1: error: The lines end as they did on very old Macs.',
    ])
  })

  it('of two million characters is not read', () => {
    expect(told(`${source}# ${'x'.repeat(2_000_000)}`)).toEqual([
      'return-how.yaml:1: error: The file holds more than a million characters.',
    ])
  })
})

describe('a sound text', () => {
  it('has no faults: tabs within it, quotes closed on its line or below', () => {
    expect(sourceFaults('a: |\n  b\tc\n# \t x\n\t\nd: e')).toEqual([])
    expect(unclosedQuote('a: "b"\nc: don\'t\nd: "e\n  f"\ng: [', 5)).toBeUndefined()
    expect(unclosedQuote('a: "b"\nc: "d\ne: f\n', 4)).toBe(2)
  })
})
