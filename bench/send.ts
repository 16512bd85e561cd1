// A kept-alive POST of JSON to the channel's API, for the floor and for nightdesk's signed channel.

import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Resolves once the far side has answered. */
export function postJson(port: number, path: string, value: unknown): Promise<void> {
  const body = JSON.stringify(value)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          authorization: 'Bearer x',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume()
        response.on('end', resolve)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
