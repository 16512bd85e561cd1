// Dated hours and teams' own hours, as editors write them, and what they are told when these do not fit.

import { describe, expect, it } from 'vitest'
import { sayProblems } from '../../src/intent-files/problem.ts'
import { readSources } from '../../src/intent-files/read.ts'
import { broken } from './good-folder.ts'

const week = (hours: string, indent: string) =>
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
    .map((day) => `${indent}${day}: ${hours}\n`)
    .join('')

const oldHours = /hours:\n[\s\S]*?(?=holidays:)/

/** The shop's file with other hours. */
const withHours = (hours: string) => readSources(broken('_shop.yaml', oldHours, `hours:\n${hours}`))

const first = `  - ${week('["09:00-16:00"]', '    ').trimStart()}`
const later = (from: string, more = '') =>
  `  - from: "${from}"\n    history: kept\n${more}${week('["08:00-18:00"]', '    ')}`

const withTeam = (own: string) =>
  readSources(broken('_shop.yaml', '    human reply minutes: 60\n', `    human reply minutes: 60\n${own}`))

describe('dated hours', () => {
  it('are read with what becomes of the figures before', () => {
    const { content, problems } = withHours(
      first + later('2026-12-01') + later('2027-03-01', '    holidays: none\n').replace('kept', 'restated'),
    )
    expect(sayProblems(problems)).toBe('')
    const { hours, holidays, changes } = content?.shop.calendar ?? {}
    expect(hours?.sunday).toEqual([{ from: '09:00', to: '16:00' }])
    expect(holidays).toEqual({ country: 'NO' })
    expect(changes?.map(({ from, history, holidays }) => ({ from, history, holidays }))).toEqual([
      { from: '2026-12-01', history: 'kept', holidays: { country: 'NO' } },
      { from: '2027-03-01', history: 'restated', holidays: undefined },
    ])
    expect(changes?.[0]?.hours.monday).toEqual([{ from: '08:00', to: '18:00' }])
  })

  it.each([
    [
      'hours without their date',
      first + later('2026-12-01').replace('  - from: "2026-12-01"\n    history', '  - history'),
      '_shop.yaml:17: error: "from" is missing.\n    Add it.',
    ],
    [
      'a change that does not say what becomes of history',
      first + later('2026-12-01').replace('    history: kept\n', ''),
      '_shop.yaml:17: error: "history" is missing.\n    Add it.',
    ],
    [
      'another word for it',
      first + later('2026-12-01').replace('kept', 'keep'),
      '_shop.yaml:18: error: "history" cannot be "keep".\n    Known here: kept, restated.',
    ],
    [
      'a date that there is not',
      first + later('2026-11-31'),
      '_shop.yaml:17: error: This is no date.\n    Write it as "2026-12-24", in quotes.',
    ],
    [
      'dates out of order',
      first + later('2026-12-01') + later('2026-12-01'),
      '_shop.yaml:26: error: These hours begin on 2026-12-01, the ones above not before 2026-12-01.\n    Order the list by date, each date once.',
    ],
    [
      'a date before all others',
      later('2026-01-01') + later('2026-12-01'),
      '_shop.yaml:10: error: The first hours hold from ever.\n    Remove "from" and "history" here.',
    ],
    [
      'hours of a later date that never open',
      first + later('2026-12-01').replaceAll('["08:00-18:00"]', 'closed'),
      '_shop.yaml:17: error: The shop is never open.\n    Give at least one day hours: promises to customers are counted in them.',
    ],
    [
      'a weekday left out of a change',
      first + later('2026-12-01').replace('    friday: ["08:00-18:00"]\n', ''),
      '_shop.yaml:17: error: "friday" is missing.\n    Add it.',
    ],
  ])('say what is wrong with %s', (_title, hours, said) => {
    const { content, problems } = withHours(hours)
    expect(sayProblems(problems)).toBe(said)
    expect(content).toBeUndefined()
  })
})

describe('a team', () => {
  const teamOf = ({ content }: ReturnType<typeof readSources>) => content?.shop.teams[0]

  it('keeps the hours of the shop where it says nothing', () => {
    expect(teamOf(withTeam('# as the shop\n'))?.calendar).toBeUndefined()
  })

  it('has its own hours, and the rest as the shop has it', () => {
    const read = withTeam(`    hours:\n${week('["07:00-15:00"]', '      ')}`)
    expect(sayProblems(read.problems)).toBe('')
    const { calendar } = read.content?.shop ?? {}
    expect(teamOf(read)?.calendar).toEqual({ ...calendar, hours: teamOf(read)?.calendar?.hours })
    expect(teamOf(read)?.calendar?.hours.friday).toEqual([{ from: '07:00', to: '15:00' }])
  })

  it('has another zone, other holidays and days of its own, with the hours of the shop', () => {
    const read = withTeam('    zone: Europe/Helsinki\n    holidays: none\n    special days: { "2026-12-06": closed }\n')
    expect(sayProblems(read.problems)).toBe('')
    const { calendar } = read.content?.shop ?? {}
    expect(teamOf(read)?.calendar).toEqual({
      zone: 'Europe/Helsinki',
      hours: calendar?.hours,
      specialDays: { '2026-12-06': [] },
    })
  })

  it.each([
    ['a zone', '    zone: Europe/Osl\n', 'There is no such time zone.\n    Write an IANA name such as Europe/Oslo.'],
    [
      'a country',
      '    holidays: { country: XX }\n',
      'No public holidays are known for this country and region.\n    Write two capitals as in "NO", and a region only where the country has any.',
    ],
    ['holidays', '    holidays: never\n', 'Holidays are a country or "none".\n    Write { country: NO }, or none.'],
    ['a key', '    hour: closed\n', 'Unknown key "hour".\n    Did you mean "hours"?'],
  ])('is told of %s that there is not', (_title, own, said) => {
    expect(sayProblems(withTeam(own).problems)).toBe(`_shop.yaml:26: error: ${said}`)
  })
})
