// Settings: read from the environment once, checked, and said plainly when one is wrong.

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

type SettingName = keyof typeof settings

export type Config = {
  readonly port: number
  readonly host: string
  /** Without a slash at its end. Empty until the port is known when the port is 0. */
  readonly publicUrl: string
  readonly database: string
  readonly intentsFolder: string
  readonly origins: readonly string[]
  readonly behindProxy: boolean
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** The model behind the dense vectors; undefined: none. `url` is empty for the one on this machine. */
  readonly embeddings?: { readonly url: string; readonly model: string; readonly key: string }
  /** The shop's Telegram bot; undefined: none. `webhook` is empty for long polling, else without a slash at its end. */
  readonly telegram?: {
    readonly token: string
    readonly secret: string
    readonly webhook: string
    readonly apiRoot: string
  }
  /** The Slack app, for agents and customers; undefined: none. Of `appToken` and `signingSecret` one may be empty. */
  readonly slack?: {
    readonly botToken: string
    readonly appToken: string
    readonly signingSecret: string
    readonly apiUrl: string
    /** Names of the rooms where customers call the bot. */
    readonly helpRooms: readonly string[]
  }
  /** Where warnings are posted; undefined: nowhere. */
  readonly webhook?: { readonly url: string; readonly secret: string }
}

/** What is wrong with a setting and how to mend it: for the operator's eyes. */
export type SettingProblem = { readonly name: string; readonly what: string; readonly remedy: string }

/** Reads the settings. Never throws; an unknown NIGHTDESK_ name is a problem too, for it is a slip of the pen. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): {
  config?: Config
  problems: SettingProblem[]
} {
  const problems: SettingProblem[] = []
  const values = {} as { [N in SettingName]: z.infer<(typeof settings)[N]['schema']> }
  for (const [name, { about, schema }] of Object.entries(settings)) {
    const given = environment[name]
    const read = schema.safeParse(given === '' ? undefined : given)
    if (read.success) Object.assign(values, { [name]: read.data })
    else
      problems.push({
        name,
        what: read.error.issues[0]?.message ?? 'has a value that cannot be used',
        remedy: about,
      })
  }
  for (const name of Object.keys(environment))
    if (name.startsWith('NIGHTDESK_') && !(name in settings))
      problems.push({ name, what: 'is no setting of nightdesk', remedy: `Known: ${Object.keys(settings).join(', ')}.` })
  problems.push(...embeddingsProblems(values.NIGHTDESK_EMBEDDINGS_URL, values.NIGHTDESK_EMBEDDINGS_MODEL))
  if (values.NIGHTDESK_TELEGRAM_WEBHOOK && values.NIGHTDESK_TELEGRAM_TOKEN === '')
    problems.push(halfSet('NIGHTDESK_TELEGRAM_TOKEN', 'NIGHTDESK_TELEGRAM_WEBHOOK'))
  problems.push(...slackProblems(values))
  const { NIGHTDESK_WEBHOOK_URL: hookUrl, NIGHTDESK_WEBHOOK_SECRET: hookSecret } = values
  if (hookUrl && hookSecret === '') problems.push(halfSet('NIGHTDESK_WEBHOOK_SECRET', 'NIGHTDESK_WEBHOOK_URL'))
  if (hookSecret && hookUrl === '') problems.push(halfSet('NIGHTDESK_WEBHOOK_URL', 'NIGHTDESK_WEBHOOK_SECRET'))
  if (problems.length > 0) return { problems }
  const port = values.NIGHTDESK_PORT
  return {
    problems,
    config: {
      port,
      host: values.NIGHTDESK_HOST,
      publicUrl: (values.NIGHTDESK_URL || (port === 0 ? '' : `http://localhost:${port}`)).replace(/\/+$/, ''),
      database: values.NIGHTDESK_DATABASE,
      intentsFolder: values.NIGHTDESK_INTENTS,
      origins: values.NIGHTDESK_ORIGINS.split(',').map((origin) => origin.trim()),
      behindProxy: values.NIGHTDESK_BEHIND_PROXY === 'yes',
      logLevel: values.NIGHTDESK_LOG,
      ...(values.NIGHTDESK_EMBEDDINGS_MODEL === ''
        ? {}
        : {
            embeddings: {
              url: values.NIGHTDESK_EMBEDDINGS_URL.replace(/\/+$/, ''),
              model: values.NIGHTDESK_EMBEDDINGS_MODEL,
              key: values.NIGHTDESK_EMBEDDINGS_KEY,
            },
          }),
      ...(values.NIGHTDESK_TELEGRAM_TOKEN === ''
        ? {}
        : {
            telegram: {
              token: values.NIGHTDESK_TELEGRAM_TOKEN,
              secret: values.NIGHTDESK_TELEGRAM_SECRET,
              webhook: values.NIGHTDESK_TELEGRAM_WEBHOOK.replace(/\/+$/, ''),
              apiRoot: values.NIGHTDESK_TELEGRAM_API_ROOT,
            },
          }),
      ...(values.NIGHTDESK_SLACK_BOT_TOKEN === ''
        ? {}
        : {
            slack: {
              botToken: values.NIGHTDESK_SLACK_BOT_TOKEN,
              appToken: values.NIGHTDESK_SLACK_APP_TOKEN,
              signingSecret: values.NIGHTDESK_SLACK_SIGNING_SECRET,
              apiUrl: values.NIGHTDESK_SLACK_API_URL,
              helpRooms: namesIn(values.NIGHTDESK_SLACK_HELP_ROOMS),
            },
          }),
      ...(hookUrl ? { webhook: { url: hookUrl, secret: hookSecret } } : {}),
    },
  }
}

/** Rooms as people write them: `#help, #it-help`. */
function namesIn(list: string): readonly string[] {
  return list.split(',').flatMap((name) => name.trim().replace(/^#/, '') || [])
}

/** Address and model belong together. */
function embeddingsProblems(url: string | undefined, model: string | undefined): SettingProblem[] {
  if (url && !model)
    return [
      {
        name: 'NIGHTDESK_EMBEDDINGS_MODEL',
        what: 'is empty, but NIGHTDESK_EMBEDDINGS_URL is not',
        remedy: settings.NIGHTDESK_EMBEDDINGS_MODEL.about,
      },
    ]
  if (url === '' && model && model !== 'energetic')
    return [
      {
        name: 'NIGHTDESK_EMBEDDINGS_URL',
        what: 'is empty, but NIGHTDESK_EMBEDDINGS_MODEL names a model that is not on this machine',
        remedy: settings.NIGHTDESK_EMBEDDINGS_URL.about,
      },
    ]
  return []
}

/** One token alone connects nothing. */
function slackProblems(
  values: { readonly [N in `NIGHTDESK_SLACK_${'BOT_TOKEN' | 'APP_TOKEN' | 'SIGNING_SECRET' | 'HELP_ROOMS'}`]?: string },
) {
  const {
    NIGHTDESK_SLACK_BOT_TOKEN: bot,
    NIGHTDESK_SLACK_APP_TOKEN: app,
    NIGHTDESK_SLACK_SIGNING_SECRET: secret,
    NIGHTDESK_SLACK_HELP_ROOMS: rooms,
  } = values
  if (bot && !app && !secret) return [halfSet('NIGHTDESK_SLACK_APP_TOKEN', 'NIGHTDESK_SLACK_BOT_TOKEN')]
  if (!bot && (app || secret))
    return [halfSet('NIGHTDESK_SLACK_BOT_TOKEN', `NIGHTDESK_SLACK_${app ? 'APP_TOKEN' : 'SIGNING_SECRET'}`)]
  if (!bot && rooms) return [halfSet('NIGHTDESK_SLACK_BOT_TOKEN', 'NIGHTDESK_SLACK_HELP_ROOMS')]
  return []
}

function halfSet(name: SettingName, other: SettingName): SettingProblem {
  return { name, what: `is empty, but ${other} is not`, remedy: settings[name].about }
}

/** `.env.example`, made from the list above. */
export function exampleEnvironment(): string {
  const lines = Object.entries(settings).map(([name, { about, schema }]) => {
    const standard = schema.parse(undefined)
    return `# ${about}\n${name}=${standard}\n`
  })
  return `# Settings of nightdesk. All are optional; copy this file to .env and change what you need.\n\n${lines.join('\n')}`
}
