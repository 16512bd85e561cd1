// `chat`: talk to the bot in the terminal, or from a program with one JSON line for each reply.

import { createInterface } from 'node:readline'
import { terminal } from '../../adapters/terminal/index.ts'
import { createEngine, type Engine } from '../engine.ts'
import { systemClock } from '../jobs/clock.ts'
import { createSignals } from '../jobs/signals.ts'
import { type Knowledge, loadKnowledge, lookupsOf } from '../knowledge.ts'
import { type Language, languages } from '../model/language.ts'
import { type Channel, ChannelError, type FittedReply } from '../ports/channel.ts'
import { openSqlite } from '../store/sqlite.ts'
import { silentLog } from './log.ts'

export type ChatOptions = {
  readonly intents: string
  /** Language of the page that the customer is on. */
  readonly language?: string
  readonly json?: boolean
}

/** Reads standard input to its end. Nothing is kept: the conversation lives in memory. */
export async function chat(options: ChatOptions, out: (line: string) => void): Promise<void> {
  const knowledge = await loadKnowledge(options.intents)
  const store = await openSqlite(':memory:')
  const channel = terminal({
    print: (reply) => out(options.json ? asJson(reply) : asText(reply)),
    buttons: options.json === true,
  })
  const engine = createEngine({
    store,
    channels: [channel],
    lookups: lookupsOf(options.intents, knowledge),
    knowledge: () => knowledge,
    clock: systemClock,
    signals: createSignals(),
    log: silentLog,
  })
  engine.start()
  if (!options.json) out(`${knowledge.content.shop.name} · write a message; Ctrl+D ends\n`)
  const input = createInterface({ input: process.stdin, terminal: false })
  for await (const line of input) await hear(line, channel, engine, startLanguage(options, knowledge), out)
  await engine.stop()
  await store.close()
}

async function hear(
  line: string,
  channel: Channel,
  engine: Engine,
  language: Language,
  out: (line: string) => void,
): Promise<void> {
  try {
    const body = Buffer.from(line)
    const request = { method: 'POST', url: '/', headers: {}, body, remoteAddress: '', receivedAt: systemClock.now() }
    const { messages } = await channel.receive(request)
    for (const message of messages) {
      const { conversationId } = await engine.receive(message, language)
      await engine.settled(conversationId)
    }
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error
    out(JSON.stringify({ at: systemClock.now(), kind: 'error', text: error.message }))
  }
}

function startLanguage({ language }: ChatOptions, { content }: Knowledge): Language {
  return languages.find((one) => one === language) ?? content.shop.languages[0] ?? 'en'
}

function asText({ text }: FittedReply): string {
  return `\n${text.replaceAll(/^/gm, '  ')}\n`
}

function asJson({ kind, language, text, choices, intent, caseNumber }: FittedReply): string {
  const buttons = (choices ?? []).map(({ label }) => label)
  return JSON.stringify({
    at: systemClock.now(),
    kind,
    language,
    text,
    buttons,
    intent: intent ?? null,
    case: caseNumber ?? null,
  })
}
