import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sayProblems } from '../../src/intent-files/problem.ts'
import type { ReadContent } from '../../src/intent-files/read.ts'
import { watchContent } from '../../src/intent-files/watch.ts'
import type { Clock } from '../../src/ports/outside.ts'
import { good } from './good-folder.ts'

/** Timers that go off when told to; what was cancelled is not called. */
function handClock() {
  const due = new Set<() => void>()
  const clock: Clock = {
    now: () => 0,
    after: (_delayMs, call) => {
      due.add(call)
      return () => due.delete(call)
    },
  }
  const ring = () => {
    for (const call of due) {
      due.delete(call)
      call()
    }
  }
  return { clock, due, ring }
}

describe('watching a folder', () => {
  let folder = ''
  let stop = () => {}
  const { clock, due, ring } = handClock()
  let told: ReadContent[] = []

  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  const refund = good.get('refund.yaml') ?? ''
  /** Lets the operating system tell of the change, then the moment of quiet pass. */
  const settle = async (count: number) => {
    await vi.waitFor(() => expect(due.size).toBe(1), { timeout: 5000 })
    await vi.waitFor(
      () => {
        ring()
        expect(told).toHaveLength(count)
      },
      { timeout: 5000 },
    )
  }

  beforeEach(async () => {
    told = []
    folder = await mkdtemp(join(tmpdir(), 'words-'))
    for (const [name, text] of good) await write(name, text)
    stop = watchContent(folder, clock, (read) => told.push(read))
  })
  afterEach(async () => {
    stop()
    due.clear()
    await rm(folder, { recursive: true, force: true })
  })

  it('tells of a half-written file, then of the mended one', async () => {
    await write('refund.yaml', refund.slice(0, 60))
    await settle(1)
    expect(told[0]?.content).toBeUndefined()
    expect(sayProblems(told[0]?.problems ?? [])).toContain('refund.yaml:')

    await write('refund.yaml', refund.replace('refund en delta', 'refund en three'))
    await settle(2)
    expect(told[1]?.problems).toEqual([])
    expect(told[1]?.content?.intents.get('refund')?.utterances.en).toContain('refund en three')
  })

  it('sees a file that an editor puts in the old one’s place', async () => {
    await write('refund.tmp', refund.replace('refund en foxtrot', 'refund en four'))
    await rename(join(folder, 'refund.tmp'), join(folder, 'refund.yaml'))
    await settle(1)
    expect(told[0]?.content?.intents.get('refund')?.utterances.en).toContain('refund en four')
  })

  it('tells nothing more once it is ended', async () => {
    await write('refund.yaml', '')
    await vi.waitFor(() => expect(due.size).toBe(1), { timeout: 5000 })
    stop()
    ring()
    expect(due.size).toBe(0)
    expect(told).toEqual([])
  })
})
