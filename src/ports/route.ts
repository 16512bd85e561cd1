// One route of the pages' and widget's API as data: the server mounts it, /openapi.json documents it, and the
// authorisation matrix in the tests is generated from it, so that no route can be forgotten.

import type { ZodType } from 'zod'

/** What people who work here may do: answer customers, read the figures, edit the shop's words. */
export const roles = ['agent', 'manager', 'editor'] as const

export type Role = (typeof roles)[number]

/** Who may call. `visitor`: the holder of a conversation's token. `staff`: anybody signed in, whatever the role. */
export type Access = 'public' | 'visitor' | 'staff' | Role

/** A person who works here. */
export type Agent = { readonly id: string; readonly name: string; readonly roles: readonly Role[] }

/** What the key of a program may read. `wall:read`: what a screen on the wall shows, without names and words. */
export const scopes = ['stats:read', 'desk:read', 'metrics:read', 'wall:read'] as const

export type Scope = (typeof scopes)[number]

/** The key of a program or a wall screen. Its secret was shown once and is kept nowhere. */
export type Token = {
  readonly id: string
  /** What it is for, as whoever made it said. */
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly createdAt: number
  /** To about a minute. */
  readonly lastUsedAt?: number
}

/** Who calls, once proved. */
export type Who =
  | { readonly kind: 'public' }
  | { readonly kind: 'visitor'; readonly conversationId: string }
  | { readonly kind: 'staff'; readonly agent: Agent; readonly sessionKey: string }
  | { readonly kind: 'program'; readonly token: Token }

/** A checked call: params, query and body have passed the route's schemas; an upload's body is a Uint8Array. */
export type Call = {
  readonly params: Readonly<Record<string, string>>
  readonly query: unknown
  readonly body: unknown
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly who: Who
  readonly now: number
  readonly remoteAddress: string
}

/** A live stream of server-sent events. `closed` fires when the client is gone. */
export type EventSink = {
  send(event: { readonly name: string; readonly data: unknown; readonly id?: number }): void
  readonly closed: AbortSignal
}

export type Answer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** What is no JSON. */
  | {
      readonly status: number
      readonly text: string
      readonly contentType: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** A file. */
  | {
      readonly status: number
      readonly bytes: Uint8Array
      readonly contentType: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Called once the headers are out; the stream lives until it resolves or the client leaves. */
  | { readonly stream: (sink: EventSink) => Promise<void> }

export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Express 5 path. */
  readonly path: string
  readonly access: Access
  /** Programs whose key has this scope may call too. */
  readonly scope?: Scope
  readonly summary: string
  readonly params?: ZodType
  readonly query?: ZodType
  readonly body?: ZodType
  /** In place of a body: bytes as they are, sent as application/octet-stream. */
  readonly upload?: { readonly limitBytes: number }
  /** Each status that may be answered, with the schema of its body where it has one. */
  readonly answers: Readonly<Record<number, { readonly description: string; readonly schema?: ZodType }>>
  handle(call: Call): Promise<Answer> | Answer
}
