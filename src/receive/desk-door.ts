// The door of a desk outside: its own receiver proves the sender and answers once what was done is durable.

import type { IncomingMessage as HttpRequest, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Desk } from '../ports/desk.ts'
import type { Clock } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'
import { clientAddress, networkOf } from './addresses.ts'
import { answerRefusal, answerText, refusalFor } from './answer.ts'
import { checkBodyType, readBody } from './body.ts'
import { refusalOf } from './inbox.ts'
import type { Limits } from './limits.ts'
import type { RateCheck } from './rates.ts'
import { Refusal } from './refusal.ts'

/** A press brings the whole post with it, and a form trebles its size. */
const bodyBytes = 1024 * 1024

export type DeskDoorDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly limits: Limits
  readonly behindProxy: boolean
  readonly checkAddress: RateCheck
}

export type DeskDoor = (desk: Desk, request: HttpRequest, response: ServerResponse) => Promise<void>

/** Answers one POST at a desk's door. Never rejects. */
export function createDeskDoor(deps: DeskDoorDeps): DeskDoor {
  async function answer(desk: Desk, request: HttpRequest, response: ServerResponse): Promise<void> {
    checkBodyType(request, ['application/json', 'application/x-www-form-urlencoded'])
    const { status, body, contentType, headers } = await desk.receive({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: await readBody(request, bodyBytes),
      remoteAddress: clientAddress(request, deps.behindProxy),
      receivedAt: deps.clock.now(),
    })
    answerText(response, status, body, contentType, headers)
  }

  return async (desk, request, response) => {
    try {
      await answer(desk, request, response)
    } catch (thrown) {
      const refusal = await refused(thrown, desk, request)
      if (!response.headersSent) answerRefusal(request, response, refusal, deps.limits.lingerBytes)
    }
  }

  async function refused(thrown: unknown, desk: Desk, request: HttpRequest): Promise<Refusal> {
    const refusal = refusalOf(thrown)
    if (refusal?.status === 401) {
      // The far side may send as much as happens there; whoever is not it, may not.
      try {
        await deps.checkAddress(networkOf(clientAddress(request, deps.behindProxy)))
      } catch (tooMany) {
        if (tooMany instanceof Refusal) return tooMany
      }
    }
    return refusal ?? refusalFor(thrown, { ...deps, route: `door of ${desk.name}` })
  }
}
