// Embeddings servers on loopback: aimock, written by others, for what is right; a plain one for what is wrong.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LLMock } from '@copilotkit/aimock'

/** An independent OpenAI-compatible server. It ignores `encoding_format: base64`. */
export async function aimock(): Promise<LLMock> {
  const mock = new LLMock({ port: 0, logLevel: 'silent' })
  await mock.start()
  return mock
}

export type RudeServer = {
  readonly url: string
  /** Parsed bodies of all requests so far. */
  readonly asked: readonly { input: string[]; model: string; encoding_format?: string }[]
  readonly headers: readonly IncomingMessage['headers'][]
  close(): Promise<void>
}

/** A server that answers each request as the test says. */
export async function rudeServer(
  answer: (response: ServerResponse, input: readonly string[]) => void,
): Promise<RudeServer> {
  const asked: RudeServer['asked'][number][] = []
  const headers: IncomingMessage['headers'][] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part
    })
    request.on('end', () => {
      const parsed = JSON.parse(body) as RudeServer['asked'][number]
      asked.push(parsed)
      headers.push(request.headers)
      answer(response, parsed.input)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    headers,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** The body of a right answer with the given vectors. */
export function listOf(vectors: readonly unknown[]): object {
  return {
    object: 'list',
    model: 'm',
    data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
    usage: { prompt_tokens: 1, total_tokens: 1 },
  }
}
