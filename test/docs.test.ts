// The documents claim only what is there: commands exist, links lead somewhere, settings are real.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settings } from '../src/settings.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['adapters', 'intents', 'bench', 'docs', 'test/conversations']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.md'))
        .map((name) => join(folder, name)),
    ),
]

describe.each(documents)('%s', (file) => {
  const text = read(file)

  it('names commands and scripts that exist', () => {
    const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)
    const commands = [
      ...(read('src/main.ts') + read('src/commands/token-line.ts')).matchAll(/\.command\('([a-z-]+)/g),
    ].map((match) => match[1])
    const named = [...text.matchAll(/npm run (?:-s )?desk -- ([a-z-]+)/g)].map((match) => match[1])
    expect(named.filter((name) => !commands.includes(name))).toEqual([])
    const run = [...text.matchAll(/npm run (?:-s )?([a-z:]+)/g)].map((match) => match[1] ?? '')
    expect(run.filter((name) => !scripts.includes(name))).toEqual([])
  })

  it('links to files that are there', () => {
    const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^[a-z]+:/.test(target))
    const missing = targets.filter((target) => !existsSync(join(root, dirname(file), target)))
    expect(missing.map((target) => relative(root, join(root, dirname(file), target)))).toEqual([])
  })

  it('names settings that exist', () => {
    const named = [...text.matchAll(/NIGHTDESK_[A-Z_]+/g)].map(([name]) => name)
    expect(named.filter((name) => !(name in settings))).toEqual([])
  })
})
