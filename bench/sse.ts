// A visitor's live stream, read as the widget reads it.

import { type ClientRequest, get } from 'node:http'

/** What a stream's `message` events carry that matters here. */
export type ShownLine = { readonly position: number; readonly author: string; readonly text: string }

export type Stream = { close(): void }

/** Opens the stream and calls back for each line shown; resolves once the server has answered. */
export function openStream(port: number, token: string, shown: (line: ShownLine) => void): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' }
    const asked: ClientRequest = get(
      { host: '127.0.0.1', port, path: '/chat/stream', headers, agent: false },
      (response) => {
        if (response.statusCode !== 200) reject(new Error(`The stream was refused with ${response.statusCode}.`))
        let rest = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          const events = (rest + chunk).split('\n\n')
          rest = events.pop() ?? ''
          for (const event of events) {
            const data = /^event: message\ndata: (.*)$/m.exec(event)?.[1]
            if (data !== undefined) shown(JSON.parse(data))
          }
        })
        resolve({ close: () => asked.destroy() })
      },
    )
    asked.on('error', reject)
  })
}
