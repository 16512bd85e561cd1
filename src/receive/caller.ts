// Proves who calls, and whether they may.

import type { IncomingMessage } from 'node:http'
import type { Call, Route, Who } from '../ports/route.ts'
import { isOwnOrigin } from './cors.ts'
import { Refusal } from './refusal.ts'
import { findSession, type Values } from './sessions.ts'
import { findToken, isKey, type Tokens } from './tokens.ts'

export type CallerDeps = {
  readonly store: Values & Tokens
  /** The conversation of the visitor's token, found without creating anything; undefined where the token proves none. */
  readonly visitorConversation: (headers: IncomingMessage['headers'], now: number) => Promise<string | undefined>
  /** Where browsers reach us, such as `https://help.shop.example`. */
  readonly publicOrigin: string
}

/** Who calls this route. Throws Refusal 401 where it is not proved, 403 where the role or scope is missing. */
export async function proveCaller(
  deps: CallerDeps,
  { access, scope }: Pick<Route, 'access' | 'scope'>,
  headers: IncomingMessage['headers'],
  now: number,
): Promise<Who> {
  if (access === 'public') return { kind: 'public' }
  if (access === 'visitor') {
    const conversationId = await deps.visitorConversation(headers, now)
    if (conversationId !== undefined) return { kind: 'visitor', conversationId }
    throw new Refusal(401, 'unauthorized', 'The token is missing, wrong or too old. Open a new conversation.')
  }
  if (isKey(headers.authorization)) {
    const token = await findToken(deps.store, headers.authorization, now)
    if (!token)
      throw new Refusal(401, 'unauthorized', 'The key is wrong or was revoked. Ask the operator for a new one.')
    if (scope !== undefined && token.scopes.includes(scope)) return { kind: 'program', token }
    const what = scope === undefined ? 'No key opens this.' : `The key needs the scope ${scope}.`
    throw new Refusal(403, 'forbidden', `${what} Ask the operator.`)
  }
  const session = await findSession(deps.store, headers, now)
  if (!session) throw new Refusal(401, 'unauthorized', 'Sign in first: ask the operator for a sign-in link.')
  if (access !== 'staff' && !session.agent.roles.includes(access)) {
    throw new Refusal(403, 'forbidden', `Your role does not allow this. Ask the operator for the role ${access}.`)
  }
  return { kind: 'staff', ...session }
}

/**
 * Keeps other sites from acting with a browser's session: a change needs a header that only our own pages can set,
 * and must not come from a foreign origin. Throws Refusal 403.
 */
export function checkOwnPage(deps: CallerDeps, route: Route, request: IncomingMessage): void {
  if (route.method === 'GET' || !route.path.startsWith('/api/')) return
  const { origin } = request.headers
  const foreign = origin !== undefined && origin !== deps.publicOrigin && !isOwnOrigin(origin, request)
  if (foreign || request.headers['x-nightdesk'] !== '1') {
    throw new Refusal(403, 'forbidden', 'Only our own pages may do this. A program sends the header x-nightdesk: 1.')
  }
}

/** The signed-in person of a staff route. */
export function staffOf(call: Call): Extract<Who, { kind: 'staff' }> {
  if (call.who.kind !== 'staff') throw new TypeError('a route without staff access asked for its staff')
  return call.who
}
