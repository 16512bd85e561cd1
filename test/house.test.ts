// Holds the house to ARCHITECTURE.md: its import table is read from there, so the rule and the test cannot drift apart.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const rooms = readRooms()
const files = ['src', 'adapters'].flatMap((folder) => sourcesUnder(join(root, folder)))

describe('the house', () => {
  it('has a room in the table for everything in src, and something for every room', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
    const named = [...rooms.keys()].filter((room) => room.startsWith('src/')).map((room) => room.slice(4))
    expect(folders.map(({ name }) => name).sort()).toEqual(named.sort())
  })

  it('imports only what the table allows', () => {
    const strangers = files.flatMap((file) => {
      const allowed = allowedFor(file)
      if (allowed === 'everything') return []
      return importsOf(file)
        .filter((target) => !allowed.some((room) => isIn(target, room)))
        .map((target) => `${file} imports ${target}`)
    })
    expect(strangers).toEqual([])
  })

  it('has no import cycle, type imports included', () => {
    expect(findCycle()).toEqual([])
  })

  it('has no drawer: every file and folder is named for what it does', () => {
    const drawers = /(^|[-./])(utils?|helpers?|common|managers?|services?|misc|lib)([-./]|$)/
    expect(files.filter((file) => drawers.test(file))).toEqual([])
  })

  it('opens each file with its duty', () => {
    const silent = files.filter((file) => !/^\/\/ \S/.test(readFileSync(join(root, file), 'utf8')))
    expect(silent).toEqual([])
  })

  it('keeps files under 300 lines and the story under 160', () => {
    const lines = (file: string) => readFileSync(join(root, file), 'utf8').split('\n').length
    // Word lists are data: one entry a line, five languages.
    const words = /(words|chat-lines|definitions)\.tsx?$/
    expect(files.filter((file) => !words.test(file) && lines(file) > 301)).toEqual([])
    expect(lines('src/turn.ts')).toBeLessThan(160)
  })
})

/** Room -> what it may import, from the table under "The map". */
function readRooms(): Map<string, string[] | 'everything'> {
  const found = new Map<string, string[] | 'everything'>()
  for (const line of readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim())
    if (cells.length !== 5 || !cells[1]?.startsWith('`')) continue
    const names = [...cells[1].matchAll(/`([^`]+)`/g)].map((match) => (match[1] ?? '').replace(/\/$/, ''))
    if (!names.some((name) => /^(src|adapters)/.test(name))) continue
    const allowed = cells[3] === 'everything' ? 'everything' : (cells[3] ?? '').split(',').map((name) => name.trim())
    for (const name of names) found.set(name, allowed)
  }
  if (found.size < 10) throw new Error('the table under "The map" in ARCHITECTURE.md was not found')
  return found
}

function allowedFor(file: string): string[] | 'everything' {
  const room = [...rooms.keys()].find((name) => isIn(file, name))
  const allowed = room === undefined ? undefined : rooms.get(room)
  if (room === undefined || allowed === undefined) throw new Error(`${file} stands in no room of ARCHITECTURE.md`)
  if (allowed === 'everything') return allowed
  const others = allowed.filter((name) => name && name !== 'nothing').map((name) => `src/${name}`)
  if (room !== 'adapters') return [...others, room]
  // Each adapter is a room of its own: never each other, but for what the two of one Slack app share.
  const own = /^adapters\/[^/]+\//.exec(file)?.[0] ?? 'adapters'
  return [...others, own, ...(own.startsWith('adapters/slack') ? ['adapters/slack-app/'] : [])]
}

function isIn(file: string, room: string): boolean {
  return file === room || file === `${room}.ts` || file.startsWith(room.endsWith('/') ? room : `${room}/`)
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const named = [...text.matchAll(/(?:from|import\(|^import)\s*'(\.[^']+)'/gm)].map((match) => match[1] ?? '')
  return named
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const target = relative(root, resolve(dirname(join(root, file)), name))
      if (!existsSync(join(root, target))) throw new Error(`${file} imports ${name}, which is not there`)
      return target
    })
}

function findCycle(): string[] {
  const done = new Set<string>()
  const visit = (file: string, path: string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    for (const target of importsOf(file)) {
      const cycle = visit(target, [...path, file])
      if (cycle.length > 0) return cycle
    }
    done.add(file)
    return []
  }
  for (const file of files) {
    const cycle = visit(file, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
