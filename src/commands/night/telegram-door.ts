// The simulated Telegram's Bot API over HTTP, for when the real client calls it after the night.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Payload } from '../simulated-telegram/checks.ts'
import { ApiRefusal } from '../simulated-telegram/refusals.ts'
import type { NightTelegram } from './telegram.ts'

/** Answers `POST /botTOKEN/METHOD` with JSON. */
export function telegramDoor(telegram: NightTelegram): RequestListener {
  return (request, response) => void answer(telegram, request, response)
}

async function answer(telegram: NightTelegram, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const method = (request.url ?? '').split('/').at(-1) ?? ''
  const { status, body } = carriedOut(telegram, method, Buffer.concat(chunks).toString('utf8'))
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function carriedOut(telegram: NightTelegram, method: string, text: string): { status: number; body: object } {
  try {
    return { status: 200, body: { ok: true, result: telegram.carryOut(method, JSON.parse(text || '{}') as Payload) } }
  } catch (error) {
    const { status: error_code, message: description } =
      error instanceof ApiRefusal ? error : new ApiRefusal(400, 'Bad Request: not JSON')
    return { status: error_code, body: { ok: false, error_code, description } }
  }
}
