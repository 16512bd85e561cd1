// The example, set up for the contract: its text service is a few lines of HTTP.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { example } from '../../../adapters/example/index.ts'
import type { ChannelSubject } from '../../contract/channel.ts'

const secret = 'a secret for tests, long enough'
const got: { id: string; to: string; text: string }[] = []

/** Numbers that the service will not take, with its answer. */
const refusals: Readonly<Record<string, [status: number, headers?: Record<string, string>]>> = {
  '+4790000410': [410],
  '+4790000429': [429, { 'retry-after': '30' }],
  '+4790000422': [422],
  '+4790000503': [503],
}

const service = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const post = JSON.parse(body)
  const [status, headers = {}] = refusals[post.to] ?? [200]
  if (status === 200) got.push(post)
  response.writeHead(status, headers).end(JSON.stringify({ id: `at-the-service-${post.id}` }))
})
await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
afterAll(() => service.close())

const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
const channel = example({ secret, url })
const reply = { id: 'r1', author: { kind: 'bot' }, kind: 'answer', language: 'en', text: 'Yes.' } as const

export const exampleSubject: Omit<ChannelSubject, 'recordings'> = {
  channel,
  secrets: [secret],
  async shown(shown, address) {
    await channel.send(shown, address)
    return got.at(-1)?.text ?? ''
  },
  sendRefusals: [
    { about: 'a closed number', send: () => channel.send(reply, '+4790000410'), error: { code: 'gone' } },
    {
      about: 'too fast',
      send: () => channel.send(reply, '+4790000429'),
      error: { code: 'rate-limited', retryAfterMs: 30_000 },
    },
    { about: 'an impossible one', send: () => channel.send(reply, '+4790000422'), error: { code: 'refused' } },
    { about: 'trouble there', send: () => channel.send(reply, '+4790000503'), error: { code: 'unreachable' } },
    {
      about: 'nobody there',
      send: () => example({ secret, url: 'http://127.0.0.1:9' }).send(reply, '+4790000001'),
      error: { code: 'unreachable' },
    },
  ],
  deviations: {},
}
