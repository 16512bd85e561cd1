// Which web pages may talk to the doors and to /chat: a token in a header proves the caller, never a cookie.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson } from './answer.ts'
import { Refusal } from './refusal.ts'

/** `*`, or the origins of the pages that carry the widget, such as `https://shop.example`. */
export type Origins = '*' | readonly string[]

/** Sets the CORS headers. Throws Refusal 403 for a page that is not on the list; programs send no Origin and may pass. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, origins: Origins): void {
  if (origins === '*') {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-expose-headers', 'retry-after')
    return
  }
  response.setHeader('vary', 'origin')
  const origin = request.headers.origin
  if (origin === undefined) return
  if (!origins.includes(origin) && !isOwnOrigin(origin, request)) {
    throw new Refusal(403, 'forbidden', 'This page may not use the chat. Add its origin to the settings of nightdesk.')
  }
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-expose-headers', 'retry-after')
}

/** Answers a preflight and returns true, or returns false when it is none. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false
  answerJson(response, 204, undefined, {
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'authorization, content-type, last-event-id',
    'access-control-max-age': '600',
  })
  return true
}

/** The page came from this very server, by the Host that the browser itself named. */
export function isOwnOrigin(origin: string, request: { readonly headers: IncomingMessage['headers'] }): boolean {
  const host = request.headers.host?.toLowerCase()
  return host !== undefined && URL.parse(origin)?.host === host
}
