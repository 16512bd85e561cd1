// "stats" of _shop.yaml: figures by agent only where the shop says so.

import { expect, it } from 'vitest'
import { readSources } from '../../src/intent-files/read.ts'
import { broken, good } from './good-folder.ts'

const withLine = (line: string) =>
  readSources(broken('_shop.yaml', 'default team: care', `${line}\ndefault team: care`))

it('are off unless the shop switches them on', () => {
  expect(readSources(good).content?.shop.figuresByAgent).toBe(false)
  expect(withLine('stats: { agents: no }').content?.shop.figuresByAgent).toBe(false)
  expect(withLine('stats: { agents: yes }').content?.shop.figuresByAgent).toBe(true)
})

it.each(['stats: { agents: perhaps }', 'stats: { people: yes }', 'stats: yes'])('says what is wrong in %s', (line) => {
  const { problems } = withLine(line)
  expect(problems.map(({ severity }) => severity)).toContain('error')
})
