// The settings as they are: read from the environment once, checked, and said plainly when one is wrong.

import type { z } from 'zod'
import type { OrdersApi } from './lookups/orders-api.ts'
import { settings } from './settings.ts'

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
  /** The shop's own order system; undefined: the file of orders. */
  readonly orders?: OrdersApi
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
  if (values.NIGHTDESK_ORDERS_TOKEN && values.NIGHTDESK_ORDERS_URL === '')
    problems.push(halfSet('NIGHTDESK_ORDERS_URL', 'NIGHTDESK_ORDERS_TOKEN'))
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
      ...(values.NIGHTDESK_ORDERS_URL === ''
        ? {}
        : { orders: { url: values.NIGHTDESK_ORDERS_URL, token: values.NIGHTDESK_ORDERS_TOKEN } }),
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
