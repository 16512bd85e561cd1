// The worked example of adapters/README.md: it passes the contract, and what the guide quotes of it is its own code.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { channelContract, type Recording } from '../../contract/channel.ts'
import { exampleSubject } from './subject.ts'

const recordings = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as Recording)

channelContract('example', () => ({ ...exampleSubject, recordings }))

describe('the guide to a new channel', () => {
  const folder = join(import.meta.dirname, '..', '..', '..', 'adapters')
  const guide = readFileSync(join(folder, 'README.md'), 'utf8')
  const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

  it('quotes the example as it is', () => {
    const code = squeezed(readFileSync(join(folder, 'example/index.ts'), 'utf8'))
    const quotes = [...guide.matchAll(/```ts\n(.*?)```/gs)].map(([, quote = '']) => squeezed(quote))
    expect(quotes.length).toBeGreaterThan(2)
    for (const quote of quotes) expect(code).toContain(quote)
  })

  it('quotes a recording as it is', () => {
    const [quote = ''] = [...guide.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => text)
    expect(recordings).toContainEqual(JSON.parse(quote))
  })

  it('is right about the size of Telegram', () => {
    const telegram = join(folder, 'telegram')
    const isCode = (line: string) => !/^\s*(\/\/|\/?\*|$)/.test(line)
    // What the doctor asks is no part of a channel.
    const files = readdirSync(telegram).filter((name) => name !== 'health.ts')
    const lines = files.flatMap((name) => readFileSync(join(telegram, name), 'utf8').split('\n'))
    const size = lines.filter(isCode).length
    expect(size).toBeLessThan(400)
    expect(guide).toContain(`files both ways and corrections: ${size} lines of code`)
  })
})
