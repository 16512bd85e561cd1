// How Telegram says no: the status and words of its Bot API.

/** Thrown inside the server; becomes the JSON of a refused call. */
export class ApiRefusal extends Error {
  readonly status: number
  readonly parameters: { readonly retry_after?: number; readonly migrate_to_chat_id?: number } | undefined

  constructor(status: number, description: string, parameters?: ApiRefusal['parameters']) {
    super(description)
    this.status = status
    this.parameters = parameters
  }
}

export const badRequest = (what: string, parameters?: ApiRefusal['parameters']) =>
  new ApiRefusal(400, `Bad Request: ${what}`, parameters)
export const forbidden = (what: string) => new ApiRefusal(403, `Forbidden: ${what}`)
