import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keep, kept } from '../src/kept.ts'

it('gives back what was kept under a name, and nothing under another', async () => {
  const name = `test-${process.pid}`
  await keep(name, Buffer.from('what was learnt'))
  expect((await kept(name))?.toString()).toBe('what was learnt')
  expect(await kept(`${name}-other`)).toBeUndefined()
  const files = (await readdir(join('var', 'models'))).filter((file) => file.startsWith(name))
  expect(files).toHaveLength(1)
  await Promise.all(files.map((file) => rm(join('var', 'models', file))))
})
