import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { exampleEnvironment, settings } from '../src/settings.ts'

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

  it.each([
    ['NIGHTDESK_PORT', '70000', 'is not a whole number from 0 to 65535'],
    ['NIGHTDESK_PORT', '80.5', 'is not a whole number from 0 to 65535'],
    ['NIGHTDESK_PORT', 'eighty', 'is not a whole number from 0 to 65535'],
    ['NIGHTDESK_LOG', 'loud', 'is none of debug, info, warn, error and silent'],
    ['NIGHTDESK_URL', 'chat.example', 'is not an address that begins with http:// or https://'],
    ['NIGHTDESK_EMBEDDINGS_URL', 'ftp://chat.example', 'is not an address that begins with http:// or https://'],
    ['NIGHTDESK_BEHIND_PROXY', 'true', 'is neither yes nor no'],
    [
      'NIGHTDESK_DATABASE',
      'mysql://name:hemmelig-9f@host/desk',
      'names a kind of database that nightdesk does not know',
    ],
    ['NIGHTDESK_DATABASE', 'Postgres://host/desk', 'names a kind of database that nightdesk does not know'],
    ['NIGHTDESK_TELEGRAM_TOKEN', 'AAH-hemmelig', 'is not a token as @BotFather writes it'],
    ['NIGHTDESK_TELEGRAM_SECRET', 'æ hemmelig', 'has other characters than A-Z a-z 0-9 _ and -, or more than 256'],
    ['NIGHTDESK_DATABASE', 'sqlite:desk.db', 'names a kind of database that nightdesk does not know'],
  ] as const)('say plainly what is wrong with %s=%s, without its value', (name, value, what) => {
    expect(readConfig({ [name]: value }).problems).toEqual([{ name, what, remedy: settings[name].about }])
  })

  it.each([
    'postgres://a:b@host/desk',
    'postgresql://host/desk',
    'var/desk.db',
    './a:b.db',
    'C:\\desk\\desk.db',
    ':memory:',
  ])('take the database %s', (database) => {
    expect(readConfig({ NIGHTDESK_DATABASE: database }).config).toMatchObject({ database })
  })

  it('take a Telegram bot by its token alone, and no web address without one', () => {
    const token = '123456:AAH-hemmelig_9f'
    const bot = { token, secret: '', webhook: '', apiRoot: 'https://api.telegram.org' }
    expect(readConfig({ NIGHTDESK_TELEGRAM_TOKEN: token }).config?.telegram).toEqual(bot)
    expect(readConfig({}).config).not.toHaveProperty('telegram')
    const address = { NIGHTDESK_TELEGRAM_WEBHOOK: 'https://desk.example/' }
    const both = readConfig({ ...address, NIGHTDESK_TELEGRAM_TOKEN: token })
    expect(both.config?.telegram).toEqual({ ...bot, webhook: 'https://desk.example' })
    expect(readConfig(address).problems).toMatchObject([{ name: 'NIGHTDESK_TELEGRAM_TOKEN' }])
  })

  it('take an order system by an address with the number in it, and no key without one', () => {
    const address = { NIGHTDESK_ORDERS_URL: 'https://shop.example/orders/{number}' }
    expect(readConfig(address).config?.orders).toEqual({ url: 'https://shop.example/orders/{number}', token: '' })
    expect(readConfig({}).config).not.toHaveProperty('orders')
    for (const url of ['https://shop.example/orders', 'shop/{number}', 'file:///{number}'])
      expect(readConfig({ NIGHTDESK_ORDERS_URL: url }).problems).toMatchObject([{ name: 'NIGHTDESK_ORDERS_URL' }])
    expect(readConfig({ NIGHTDESK_ORDERS_TOKEN: 'k' }).problems).toMatchObject([{ name: 'NIGHTDESK_ORDERS_URL' }])
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
