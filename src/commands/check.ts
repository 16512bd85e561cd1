// `check`: everything that is wrong with the shop's words, with file, line and remedy; then the tests inside the files.

import { join } from 'node:path'
import type { Config } from '../config.ts'
import { inOrder, type Problem, sayProblems } from '../intent-files/problem.ts'
import { readContent } from '../intent-files/read.ts'
import { loadKnowledge, lookupsOf } from '../knowledge.ts'
import { runFileTests } from './file-tests.ts'

/** Prints what it found; returns the exit code: 0 when the content may be served and every test in it holds. */
export async function check(
  { intentsFolder }: Config,
  { json }: { json?: boolean },
  out: (line: string) => void,
): Promise<number> {
  const { content, problems } = await readContent(intentsFolder)
  const failures: Problem[] = []
  let tests = 0
  if (content) {
    const knowledge = await loadKnowledge(intentsFolder)
    const ran = await runFileTests(knowledge, lookupsOf(intentsFolder, knowledge))
    tests = ran.count
    failures.push(...ran.problems)
  }
  const all = inOrder([...problems, ...failures])
  const errors = all.filter(({ severity }) => severity === 'error').length
  if (json) out(JSON.stringify({ ok: errors === 0, tests, problems: all }))
  else {
    if (all.length > 0) out(`${sayProblems(all)}\n`)
    out(summary(join(intentsFolder, '/'), content?.intents.size, tests, failures.length, errors))
  }
  return errors === 0 ? 0 : 1
}

function summary(folder: string, intents: number | undefined, tests: number, failed: number, errors: number): string {
  if (intents === undefined)
    return `${folder} cannot be used yet: ${errors} to mend. The tests inside run once that is done.`
  const held = failed === 0 ? `all ${tests} tests inside them hold` : `${failed} of ${tests} tests inside them fail`
  return errors === 0
    ? `${folder} is good: ${intents} intents, ${held}.`
    : `${folder}: ${intents} intents, ${held}; ${errors} to mend.`
}
