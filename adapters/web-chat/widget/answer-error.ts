// The fault of a call that was answered.

/** The server answered, and not with what was asked for. */
export class AnswerError extends Error {
  readonly status: number
  readonly retryAfterMs: number | undefined

  constructor(status: number, retryAfterMs: number | undefined) {
    super(`The chat server answered ${status}.`)
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}
