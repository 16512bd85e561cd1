// What a caller is told when a request cannot be served: a status, a fixed code, and a sentence that says what to do.

/** Fixed codes, so that clients decide by code and never by text. */
export type RefusalCode =
  | 'malformed'
  | 'invalid'
  | 'name-needed'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'too-large'
  | 'unsupported-type'
  | 'too-many'
  | 'busy'
  | 'internal'

export type RefusalOptions = {
  /** The field at fault, such as `body.text`. */
  readonly where?: string
  /** When to try again; sent as Retry-After in whole seconds, rounded up. */
  readonly retryAfterMs?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown anywhere behind the door and answered as `{error: {code, message, where?}}`. Its text is ours and public. */
export class Refusal extends Error {
  readonly status: number
  readonly code: RefusalCode
  readonly where: string | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: RefusalCode, message: string, options: RefusalOptions = {}) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.code = code
    this.where = options.where
    const { retryAfterMs, headers = {} } = options
    this.headers = retryAfterMs === undefined ? headers : { ...headers, 'retry-after': inSeconds(retryAfterMs) }
  }

  /** The body of the answer. */
  body(): { readonly error: { readonly code: RefusalCode; readonly message: string; readonly where?: string } } {
    const { code, message, where } = this
    return { error: where === undefined ? { code, message } : { code, message, where } }
  }
}

function inSeconds(ms: number): string {
  return String(Math.max(1, Math.ceil(ms / 1000)))
}

/** The same for what is absent and what belongs to somebody else, so that nobody learns which. */
export function notFound(): Refusal {
  return new Refusal(404, 'not-found', 'There is nothing here. Check the address.')
}

/** A message names files that are not its conversation's, or that have gone with another one. */
export function unknownUpload(): Refusal {
  const remedy = 'Upload it in this conversation and send the message again with a new id.'
  return new Refusal(400, 'malformed', `A file of this message is not there any more. ${remedy}`)
}

/** The memory is away or slow; whatever was sent is not accepted and may be sent again unchanged. */
export function busy(retryAfterMs: number): Refusal {
  return new Refusal(503, 'busy', 'Not accepted: we are busy. Send the same again in a moment.', { retryAfterMs })
}
