// "targets" of _shop.yaml: what is read, and what is said of what cannot be.

import { expect, it } from 'vitest'
import type { Problem } from '../../src/intent-files/problem.ts'
import { readTargets } from '../../src/intent-files/targets-section.ts'
import { readYaml } from '../../src/intent-files/yaml-file.ts'

function read(lines: readonly string[]) {
  const problems: Problem[] = []
  const file = readYaml('_shop.yaml', ['targets:', ...lines.map((line) => `  ${line}`), ''].join('\n'), (problem) =>
    problems.push(problem),
  )
  return { targets: readTargets(file, ['care', 'sales']), problems: problems.map(({ line, what }) => [line, what]) }
}

it('reads a target for a clock, a person’s in open time unless it says otherwise', () => {
  const lines = [
    'quick: { of: answer, within: 5 s, share: 90 }',
    'sales-web: { of: human reply, within: 15 min, team: sales, channel: web }',
    'done: { of: resolution, within: 2 h, open time: yes }',
    'night: { of: next reply, within: 1 h, open time: no }',
  ]
  expect(read(lines)).toEqual({
    problems: [],
    targets: [
      { name: 'quick', clock: 'answer', time: 'wall', withinMs: 5000, share: 90 },
      { name: 'sales-web', clock: 'handoffReply', time: 'business', withinMs: 900_000, team: 'sales', channel: 'web' },
      { name: 'done', clock: 'resolution', time: 'business', withinMs: 7_200_000 },
      { name: 'night', clock: 'nextReply', time: 'wall', withinMs: 3_600_000 },
    ],
  })
})

it.each([
  ['a: { of: joy, within: 5 s }', 2],
  ['a: { of: answer, within: soon }', 2],
  ['a: { of: answer, within: 0 s }', 2],
  ['a: { of: answer, within: 5 s, share: 101 }', 2],
  ['a: { of: answer, within: 5 s, team: nobody }', 2],
  ['a: { of: answer, within: 5 s, who: kari }', 2],
  ['care: { of: answer, within: 5 s }', 2],
  ['Big Goal: { of: answer, within: 5 s }', 2],
])('says what is wrong in %s', (line, at) => {
  const { problems } = read([line])
  expect(problems).toHaveLength(1)
  expect(problems[0]?.[0]).toBe(at)
})

it('needs none', () => {
  expect(
    readTargets(
      readYaml('_shop.yaml', 'name: x\n', () => {}),
      [],
    ),
  ).toEqual([])
})
