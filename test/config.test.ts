import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleEnvironment, readConfig, settings } from '../src/config.ts'

describe('settings', () => {
  it('are all optional', () => {
    expect(readConfig({})).toMatchObject({ problems: [], config: { port: 3000, publicUrl: 'http://localhost:3000' } })
  })

  it('stand in .env.example, each with its meaning and its standard value', () => {
    expect(readFileSync(join(import.meta.dirname, '..', '.env.example'), 'utf8')).toBe(exampleEnvironment())
  })

  it('are told by name when wrong, all of them together, without their value', () => {
    const { config, problems } = readConfig({ NIGHTDESK_PORT: 'hunter2', NIGHTDESK_LOG: 'loud' })
    expect(config).toBeUndefined()
    expect(problems.map(({ name }) => name)).toEqual(['NIGHTDESK_PORT', 'NIGHTDESK_LOG'])
    expect(JSON.stringify(problems)).not.toContain('hunter2')
    expect(problems.every(({ remedy }) => remedy.length > 0)).toBe(true)
  })

  it('take an embeddings model with its address, or the one on this machine; never half of it, never the key aloud', () => {
    const [url, key] = ['http://127.0.0.1:8080/v1/', 'hemmelig-9f']
    const whole = { NIGHTDESK_EMBEDDINGS_URL: url, NIGHTDESK_EMBEDDINGS_MODEL: 'm', NIGHTDESK_EMBEDDINGS_KEY: key }
    expect(readConfig(whole).config?.embeddings).toEqual({ url: 'http://127.0.0.1:8080/v1', model: 'm', key })
    expect(readConfig({ NIGHTDESK_EMBEDDINGS_MODEL: 'energetic' }).config?.embeddings).toMatchObject({ url: '' })
    expect(readConfig({}).config).not.toHaveProperty('embeddings')
    const halves = [
      { ...whole, NIGHTDESK_EMBEDDINGS_MODEL: '' },
      { ...whole, NIGHTDESK_EMBEDDINGS_URL: '' },
      { ...whole, NIGHTDESK_EMBEDDINGS_URL: 'ftp://somewhere' },
    ].map(readConfig)
    expect(halves.map(({ problems }) => problems.length)).toEqual([1, 1, 1])
    expect(JSON.stringify(halves)).not.toContain(key)
  })

  it('refuse a slip of the pen instead of ignoring it', () => {
    const { problems } = readConfig({ NIGHTDESK_PROT: '4000' })
    expect(problems).toEqual([
      {
        name: 'NIGHTDESK_PROT',
        what: 'is no setting of nightdesk',
        remedy: `Known: ${Object.keys(settings).join(', ')}.`,
      },
    ])
  })
})
