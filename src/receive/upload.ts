// Uploads through the routes: who may send how much, and the bytes of one within its limit and time.

import type { IncomingMessage } from 'node:http'
import { clientAddress, networkOf } from './addresses.ts'
import { checkBodyType, readBody } from './body.ts'
import type { Limits } from './limits.ts'
import { rateCheck } from './rates.ts'
import { Refusal } from './refusal.ts'

/** Reads one upload of a caller, who is proved already. */
export type ReadUpload = (request: IncomingMessage, caller: string, limitBytes: number) => Promise<Uint8Array>

export function openUploads(limits: Limits, behindProxy: boolean): ReadUpload {
  const sentence = 'Too many files at once. Wait some minutes, then send the rest.'
  const checkCaller = rateCheck(limits.uploadsPerCaller, sentence)
  const checkAddress = rateCheck(limits.uploadsPerAddress, sentence)
  let running = 0
  return async (request, caller, limitBytes) => {
    checkBodyType(request, ['application/octet-stream'])
    // Each may hold as many bytes as a file has.
    if (running >= limits.uploadsAtOnce)
      throw new Refusal(503, 'busy', 'Many files arrive just now. Send it again in a moment.', { retryAfterMs: 5_000 })
    await checkAddress(networkOf(clientAddress(request, behindProxy)))
    await checkCaller(caller)
    running += 1
    try {
      return await readBody(request, limitBytes)
    } finally {
      running -= 1
    }
  }
}

/** Ends a request whose body has not come in time; uploads alone have as long as the connection. */
export function cutLate(request: IncomingMessage, limitMs: number): void {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers
  if (length === '0' && encoding === undefined) return
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy()
  }, limitMs)
  request.once('end', () => clearTimeout(timer))
  request.once('close', () => clearTimeout(timer))
}
