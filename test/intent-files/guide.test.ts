import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runFileTests } from '../../src/commands/file-tests.ts'
import { sayProblems } from '../../src/intent-files/problem.ts'
import { readFolder, readSources } from '../../src/intent-files/read.ts'
import { createMind } from '../../src/understand/understand.ts'

const folder = join(import.meta.dirname, '..', '..', 'intents')

describe('the editor’s guide', () => {
  it('shows a whole intent that is good as it stands, and whose tests hold', async () => {
    const guide = await readFile(join(folder, 'README.md'), 'utf8')
    const source = /```yaml\n(intent: gift-wrapping\n[\s\S]*?)```/.exec(guide)?.[1] ?? ''
    const { content, problems } = readSources(new Map(await readFolder(folder)).set('gift-wrapping.yaml', source))
    expect(sayProblems(problems.filter(({ file }) => file === 'gift-wrapping.yaml'))).toBe('')
    if (content === undefined) throw new Error(sayProblems(problems))
    const mind = createMind({ ...content.shop, intents: [...content.intents.values()] })
    const only = new Map(
      [...content.intents].map(([name, one]) => [name, { ...one, tests: name === 'gift-wrapping' ? one.tests : [] }]),
    )
    const { count, problems: failed } = await runFileTests({ content: { ...content, intents: only }, mind }, [])
    expect(count).toBe(2)
    expect(sayProblems(failed)).toBe('')
  }, 30_000)

  it('names only commands and options that there are', async () => {
    const guide = await readFile(join(folder, 'README.md'), 'utf8')
    const main = await readFile(join(folder, '..', 'src', 'main.ts'), 'utf8')
    const commands = [...guide.matchAll(/desk -- ([a-z-]+)/g)].map(([, name = '']) => name)
    expect(new Set(commands)).toEqual(new Set(['invite', 'check', 'replay', 'schema', 'import', 'export']))
    for (const name of commands) expect(main).toMatch(new RegExp(`command\\('${name}[ ']`))
    for (const [option] of guide.matchAll(/--(role|name|watch|since|intents|write|language)\b/g))
      expect(main).toContain(option)
  })
})
