// Signing in: a one-time link becomes a session; no password exists.

import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Me } from '../model/api.ts'
import { type Agent, roles as allRoles, type Role, type Route } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'
import { networkOf } from './addresses.ts'
import { staffOf } from './caller.ts'
import type { Limits } from './limits.ts'
import { rateCheck } from './rates.ts'
import { Refusal } from './refusal.ts'
import { clearCookie, endSession, newSecret, openSession, secretHash, type Values } from './sessions.ts'

export const linkMs = 15 * 60_000
/** The link that is printed at the start lives a day. */
export const startLinkMs = 24 * 3_600_000

const StoredLink = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  roles: z.array(z.enum(allRoles)).min(1),
})

/**
 * Whom a link lets in. With an id it is that very person's, who keeps the roles they have; with a name alone, whoever
 * is called so; without one, the person says their name.
 */
export type Invitation = { readonly id?: string; readonly name?: string; readonly roles: readonly Role[] }

/** Makes a link that works once. The code stands after the `#`, which browsers keep out of requests and referrers. */
export async function createSignInLink(
  values: Values,
  invitation: Invitation,
  now: number,
  baseUrl: string,
  livesMs: number = linkMs,
): Promise<string> {
  const code = newSecret()
  await values.setValue(linkKey(code), JSON.stringify(invitation), now + livesMs)
  // The name is there only to be shown before the sign-in; whom the link lets in is kept with the code.
  const shown = new URLSearchParams({ code, ...(invitation.name === undefined ? {} : { name: invitation.name }) })
  return `${baseUrl.replace(/\/$/, '')}/sign-in#${shown}`
}

function linkKey(code: string): string {
  return `sign-in:${secretHash(code)}`
}

const PersonName = z
  .string()
  .transform((name) => name.replaceAll(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .min(2, 'a name has at least 2 characters')
      .max(40, 'a name has at most 40 characters')
      .regex(/^[^\p{C}]+$/u, 'a name has no control characters'),
  )

const SignInBody = z.strictObject({ code: z.string().max(200), name: PersonName.optional() })

const MeSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(allRoles)),
  shopName: z.string(),
})

export type SignInDeps = {
  readonly store: Values & Pick<Store, 'agents' | 'saveAgent'>
  readonly limits: Limits
  readonly shopName: () => string
  /** The public address is https. */
  readonly secure: boolean
}

/** POST /api/sign-in, POST /api/sign-out, GET /api/me. */
export function signInRoutes(deps: SignInDeps): readonly Route[] {
  const checkTries = rateCheck(deps.limits.signInsPerAddress, 'Too many tries to sign in. Wait a minute.')
  return [
    {
      method: 'POST',
      path: '/api/sign-in',
      access: 'public',
      summary: 'Exchange a one-time code for a session cookie',
      body: SignInBody,
      answers: {
        200: { description: 'Signed in', schema: MeSchema },
        400: { description: 'The link names nobody: send a name too (code name-needed); the code stays valid' },
        401: { description: 'The code is unknown, used or too old' },
      },
      async handle(call) {
        await checkTries(networkOf(call.remoteAddress))
        const agent = await exchange(deps.store, SignInBody.parse(call.body), call.now)
        const cookie = await openSession(deps.store, agent, call.now, deps.secure)
        return { status: 200, body: meOf(agent, deps.shopName()), headers: { 'set-cookie': cookie } }
      },
    },
    {
      method: 'POST',
      path: '/api/sign-out',
      access: 'staff',
      summary: 'End the session',
      answers: { 204: { description: 'Signed out' } },
      async handle(call) {
        await endSession(deps.store, staffOf(call), call.now)
        return { status: 204, headers: { 'set-cookie': clearCookie(deps.secure) } }
      },
    },
    {
      method: 'GET',
      path: '/api/me',
      access: 'staff',
      summary: 'Who is signed in',
      answers: { 200: { description: 'The person', schema: MeSchema } },
      handle: (call) => ({ status: 200, body: meOf(staffOf(call).agent, deps.shopName()) }),
    },
  ]
}

/** Uses the code up and says who came in. Of several tries with one code at once, one succeeds. */
async function exchange(store: SignInDeps['store'], body: z.infer<typeof SignInBody>, now: number): Promise<Agent> {
  const key = linkKey(body.code)
  const stored = await store.getValue(key, now)
  if (stored === undefined) throw spent()
  const invitation = StoredLink.parse(JSON.parse(stored))
  const name = invitation.name ?? body.name
  if (name === undefined) {
    throw new Refusal(400, 'name-needed', 'Say your name: 2 to 40 characters. Customers see the first part.', {
      where: 'body.name',
    })
  }
  if (!(await store.deleteValue(key))) throw spent()
  const agent = agentOf(invitation, name, await store.agents())
  await store.saveAgent(agent)
  return agent
}

/** The same id, or else the same name, is the same person, who finds their own cases again. */
function agentOf(invitation: z.infer<typeof StoredLink>, name: string, agents: readonly Agent[]): Agent {
  const { id, roles } = invitation
  if (id !== undefined) return agents.find((agent) => agent.id === id) ?? { id, name, roles }
  const known = agents.find((agent) => agent.name.toLowerCase() === name.toLowerCase())
  return { id: known?.id ?? `a_${randomUUID()}`, name, roles }
}

function spent(): Refusal {
  return new Refusal(401, 'unauthorized', 'This link was used or is too old. Ask the operator for a new one.')
}

function meOf(agent: Agent, shopName: string): Me {
  return { ...agent, shopName }
}
