// Calls the desk's and the stats' API as signed-in staff: cookie, guard header, and errors that say what happened.

/** `status` 0: the server was not reached. `body`: the parsed answer, where it was JSON. */
export class ApiError extends Error {
  readonly status: number
  readonly body: unknown

  constructor(status: number, body?: unknown, cause?: unknown) {
    super(status === 0 ? 'The server was not reached' : `The server answered ${status}`, { cause })
    this.name = 'ApiError'
    this.status = status
    this.body = body
  }
}

/** Reads JSON. Throws `ApiError`; when nobody is signed in the page also goes to /sign-in. */
export function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return call<T>(path, { headers: { accept: 'application/json' }, ...(signal && { signal }) })
}

/** Posts JSON with the header that proves it came from our own page. Errors as `getJson`. */
export function postJson<T>(path: string, body: unknown): Promise<T> {
  return call<T>(path, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'x-nightdesk': '1' },
    body: JSON.stringify(body),
  })
}

/** Posts a file's bytes, with the same header. Errors as `getJson`. */
export function postBytes<T>(path: string, bytes: Blob): Promise<T> {
  const headers = { accept: 'application/json', 'content-type': 'application/octet-stream', 'x-nightdesk': '1' }
  return call<T>(path, { method: 'POST', headers, body: bytes })
}

/** Deletes what stands at a path, with the same header. Errors as `getJson`. */
export function deleteAt(path: string): Promise<unknown> {
  return call<unknown>(path, { method: 'DELETE', headers: { accept: 'application/json', 'x-nightdesk': '1' } })
}

/** A fresh id for a post; the same id is repeated in a retry, so that nothing is done twice. */
export function newPostId(): string {
  // randomUUID exists only on https and localhost; a desk in a plain local network needs the other way.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const response = await reach(path, init)
  const body = await readBody(response, init)
  if (response.ok) return body as T
  if (response.status === 401 && path !== '/api/sign-in') location.assign('/sign-in')
  throw new ApiError(response.status, body)
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  return fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' }).catch((cause) => fail(cause, init))
}

/** An answer that is broken off, or is none of ours, must not pass for an empty one. Undefined where it is empty. */
async function readBody(response: Response, init: RequestInit): Promise<unknown> {
  const text = await response.text().catch((cause) => fail(cause, init))
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch (cause) {
    return response.ok ? fail(cause, init) : undefined
  }
}

/** Whoever gave the call up hears that, and not that the server is away. */
function fail(cause: unknown, { signal }: RequestInit): never {
  if (signal?.aborted) throw cause
  throw new ApiError(0, undefined, cause)
}
