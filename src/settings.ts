// Every setting that there is, with its meaning and what it may be.

import { z } from 'zod'

/** What is wrong, for a person: zod's own words would show the schema, and a value is never repeated. */
const said = (what: string) => ({ error: what })
const portSaid = said('is not a whole number from 0 to 65535')
const addressSaid = said('is not an address that begins with http:// or https://')
const isFileOrPostgres = (text: string) => !/^(?!postgres(ql)?:\/\/)[A-Za-z][A-Za-z\d+.-]+:/.test(text)

/** Each setting with its meaning; `.env.example` is held equal to this list by a test. */
export const settings = {
  NIGHTDESK_PORT: {
    about: 'Port of the web server.',
    schema: z.coerce.number(portSaid).int(portSaid).min(0, portSaid).max(65_535, portSaid).default(3000),
  },
  NIGHTDESK_HOST: {
    about: 'Address to listen on; 0.0.0.0 for every network.',
    schema: z.string().min(1).default('127.0.0.1'),
  },
  NIGHTDESK_URL: {
    about: 'Address under which browsers reach nightdesk; empty: http://localhost and the port.',
    schema: z.union([z.literal(''), z.url({ protocol: /^https?$/, ...addressSaid })]).default(''),
  },
  NIGHTDESK_DATABASE: {
    about: 'The database: a file for SQLite, or postgres://name:password@host/database.',
    schema: z
      .string()
      .min(1)
      .refine(isFileOrPostgres, said('names a kind of database that nightdesk does not know'))
      .default('var/nightdesk.db'),
  },
  NIGHTDESK_INTENTS: {
    about: "The folder with the shop's words.",
    schema: z.string().min(1).default('intents'),
  },
  NIGHTDESK_ORDERS_URL: {
    about:
      "Address of one order in the shop's own system, with {number} in it; empty: orders come from a file. See docs/orders.md.",
    schema: z
      .union([
        z.literal(''),
        z.url({ protocol: /^https?$/, ...addressSaid }).includes('{number}', said('has no {number} in it')),
      ])
      .default(''),
  },
  NIGHTDESK_ORDERS_TOKEN: {
    about: 'Sent there as Authorization: Bearer; empty if it asks for none.',
    schema: z.string().default(''),
  },
  NIGHTDESK_ORIGINS: {
    about: 'Web sites that may embed the chat, with commas between; * for every site.',
    schema: z.string().min(1).default('*'),
  },
  NIGHTDESK_BEHIND_PROXY: {
    about:
      "yes if a reverse proxy of yours stands in front and writes X-Forwarded-For: limits then count visitors' addresses.",
    schema: z.enum(['yes', 'no'], said('is neither yes nor no')).default('no'),
  },
  NIGHTDESK_LOG: {
    about: 'Least level that is logged: debug, info, warn, error or silent.',
    schema: z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], said('is none of debug, info, warn, error and silent'))
      .default('info'),
  },
  NIGHTDESK_EMBEDDINGS_URL: {
    about: 'Address of an OpenAI-compatible embeddings server, up to and with /v1; empty: none. See docs/dense.md.',
    schema: z.union([z.literal(''), z.url({ protocol: /^https?$/, ...addressSaid })]).default(''),
  },
  NIGHTDESK_EMBEDDINGS_MODEL: {
    about: 'Name of the embeddings model there; energetic, without an address: the small English one on this machine.',
    schema: z.string().default(''),
  },
  NIGHTDESK_EMBEDDINGS_KEY: {
    about: 'Key of that server; empty if it asks for none.',
    schema: z.string().default(''),
  },
  NIGHTDESK_TELEGRAM_TOKEN: {
    about: "Token of the shop's Telegram bot, from @BotFather; empty: no Telegram. See docs/telegram.md.",
    schema: z
      .union([z.literal(''), z.string().regex(/^\d+:[\w-]+$/, said('is not a token as @BotFather writes it'))])
      .default(''),
  },
  NIGHTDESK_TELEGRAM_WEBHOOK: {
    about:
      'Public address, https://, at which Telegram reaches nightdesk; empty: nightdesk asks Telegram for messages.',
    schema: z.union([z.literal(''), z.url({ protocol: /^https?$/, ...addressSaid })]).default(''),
  },
  NIGHTDESK_TELEGRAM_SECRET: {
    about: 'Proves Telegram at that address: 1 to 256 of A-Z a-z 0-9 _ and -; empty: made from the token.',
    schema: z
      .string()
      .regex(/^[\w-]{0,256}$/, said('has other characters than A-Z a-z 0-9 _ and -, or more than 256'))
      .default(''),
  },
  NIGHTDESK_TELEGRAM_API_ROOT: {
    about: 'Address of the Telegram Bot API; only a local server of your own has another.',
    schema: z.url({ protocol: /^https?$/, ...addressSaid }).default('https://api.telegram.org'),
  },
  NIGHTDESK_SLACK_BOT_TOKEN: {
    about: "Token of the shop's Slack app, xoxb-...; empty: agents work on the desk page alone. See docs/slack.md.",
    schema: z.string().default(''),
  },
  NIGHTDESK_SLACK_APP_TOKEN: {
    about: "The app's own token, xapp-...: nightdesk opens the connection (Socket Mode) and needs no public address.",
    schema: z.string().default(''),
  },
  NIGHTDESK_SLACK_SIGNING_SECRET: {
    about: 'Proves Slack where it posts to NIGHTDESK_URL; needed without NIGHTDESK_SLACK_APP_TOKEN.',
    schema: z.string().default(''),
  },
  NIGHTDESK_SLACK_API_URL: {
    about: "Address of Slack's Web API; only a local server of your own has another.",
    schema: z.url({ protocol: /^https?$/, ...addressSaid }).default('https://slack.com/api/'),
  },
  NIGHTDESK_SLACK_HELP_ROOMS: {
    about:
      "Slack rooms where customers call the bot by its name, with commas between; never agents' rooms. Direct messages are heard anyway.",
    schema: z.string().default(''),
  },
  NIGHTDESK_WEBHOOK_URL: {
    about: 'Address that warnings about promises are posted to; empty: nowhere. See docs/webhook.md.',
    schema: z.union([z.literal(''), z.url({ protocol: /^https?$/, ...addressSaid })]).default(''),
  },
  NIGHTDESK_WEBHOOK_SECRET: {
    about: 'Signs what is posted there: 16 characters or more.',
    schema: z.union([z.literal(''), z.string().min(16, said('has fewer than 16 characters'))]).default(''),
  },
} as const

/** `.env.example`, made from the list above. */
export function exampleEnvironment(): string {
  const lines = Object.entries(settings).map(([name, { about, schema }]) => {
    const standard = schema.parse(undefined)
    return `# ${about}\n${name}=${standard}\n`
  })
  return `# Settings of nightdesk. All are optional; copy this file to .env and change what you need.\n\n${lines.join('\n')}`
}
