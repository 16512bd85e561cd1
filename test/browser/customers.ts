// Customers without a browser, for pages that need a full house: they write through the chat's own API.

import { setTimeout as pause } from 'node:timers/promises'
import type { ChatHistory, ChatOpened } from '../../src/model/api.ts'
import type { Language } from '../../src/model/language.ts'

/** Opens a conversation and says these lines, each after the bot has answered the one before. `!` presses a button. */
export async function customerSays(url: string, language: Language, lines: readonly string[]): Promise<ChatHistory> {
  const { token } = (await call(url, '/chat/conversations', { language })) as ChatOpened
  let history = await read(url, token)
  for (const [index, line] of lines.entries()) {
    const said = line.startsWith('!') ? { choice: line.slice(1) } : { text: line }
    await call(url, '/chat/messages', { id: `line-${index}`, ...said }, token)
    history = await answered(url, token, index + 1)
  }
  return history
}

/** Until the bot has spoken after the n-th line of the customer; nobody owns these cases, so it always does. */
async function answered(url: string, token: string, lines: number): Promise<ChatHistory> {
  for (let tries = 0; tries < 400; tries++) {
    const history = await read(url, token)
    const own = history.messages.filter(({ author }) => author === 'customer')
    if (own.length === lines && history.messages.at(-1)?.author === 'bot') return history
    await pause(20)
  }
  throw new Error(`The bot did not answer line ${lines} within 8 s.`)
}

async function read(url: string, token: string): Promise<ChatHistory> {
  return (await call(url, '/chat/messages', undefined, token)) as ChatHistory
}

async function call(url: string, path: string, body?: object, token?: string): Promise<unknown> {
  const response = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return response.json()
}

/** What a night brings: cases in several languages and moods, and questions that the bot answers alone. */
export const houseFull: readonly (readonly [language: Language, lines: readonly string[]])[] = [
  ['nb', ['jeg vil ha pengene tilbake', '10432', 'Den kom aldri']],
  ['en', ['my parcel arrived damaged and the jumper is soaked', '10418']],
  ['sv', ['jag vill prata med en människa nu, det här är helt oacceptabelt!']],
  ['fi', ['haluan tehdä reklamaation, neuleen sauma repesi', '10421']],
  ['da', ['kan i ringe til mig', '+45 32 12 34 56']],
  ['nb', ['hva koster frakten', 'takk, det var alt', '!survey:5']],
  ['en', ['when are you open?', 'thanks, that was all', '!survey:4']],
  ['fi', ['missä pakettini on?', '10432', 'kiitos, siinä kaikki', '!survey:5']],
  ['sv', ['vad kostar frakten', 'tack, det var allt', '!survey:2']],
  ['da', ['hvornår har i åbent?']],
]

/** Lets them all in, one after the other, so that case numbers are the same each time. */
export async function fillHouse(url: string): Promise<void> {
  for (const [language, lines] of houseFull) await customerSays(url, language, lines)
}

/** Evenings before that night on which the bot had it all to itself, each with so many customers. */
const evenings = [
  ['2026-11-18T19:12:00+01:00', 3],
  ['2026-11-19T20:40:00+01:00', 5],
  ['2026-11-20T18:05:00+01:00', 4],
  ['2026-11-21T21:30:00+01:00', 6],
  ['2026-11-22T22:15:00+01:00', 2],
  ['2026-11-23T19:50:00+01:00', 4],
] as const

/** Lets a week pass in which customers ask and say how easy it was; the caller moves the clock on. */
export async function passWeek(url: string, moveTo: (moment: string) => void): Promise<void> {
  const answeredByBot = houseFull.filter(([, lines]) => lines.at(-1)?.startsWith('!'))
  let customers = 0
  for (const [evening, count] of evenings) {
    moveTo(evening)
    for (let customer = 0; customer < count; customer++) {
      const [language, lines] = answeredByBot[customers++ % answeredByBot.length] ?? ['en', []]
      await customerSays(url, language, lines)
    }
  }
}
