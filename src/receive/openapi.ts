// Writes /openapi.json from the same schemas that check the calls.

import { z } from 'zod'
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi'
import { languages } from '../model/language.ts'
import type { Channel } from '../ports/channel.ts'
import { type Route, scopes } from '../ports/route.ts'

const ErrorBody = z
  .strictObject({
    error: z.strictObject({ code: z.string(), message: z.string(), where: z.string().optional() }),
  })
  .meta({ id: 'Error' })

const ChatPostBody = z.strictObject({
  id: z.string().meta({ description: 'Made by the client and repeated in a retry' }),
  text: z.string().optional(),
  choice: z.string().optional().meta({ description: 'The value of the button that was pressed' }),
  attachments: z.array(z.string()).optional().meta({ description: 'Ids of uploads; the text may be missing then' }),
  language: z.enum(languages).optional(),
})

const Accepted = z.strictObject({
  id: z.string(),
  position: z.int(),
  receivedAt: z.int(),
  outcome: z.enum(['new', 'duplicate']),
})

/** The document, OpenAPI 3.1. Loads its generator when it is first asked for, to keep the start short. */
export async function openApiDocument(routes: readonly Route[], channels: readonly Channel[]): Promise<unknown> {
  const { createDocument } = await import('zod-openapi')
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  for (const channel of channels) {
    for (const path of channel.doors) paths[path] = { ...paths[path], post: doorOperation(channel, path) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'nightdesk', version: '1', description: 'The chat for customers, the desk and the stats.' },
    paths: paths as ZodOpenApiPathsObject,
    components: {
      securitySchemes: {
        visitor: { type: 'http', scheme: 'bearer', description: 'The token of POST /chat/conversations' },
        key: {
          type: 'http',
          scheme: 'bearer',
          description: `A key of "desk -- token --name NAME --scope SCOPE"; scopes: ${scopes.join(', ')}`,
        },
        session: { type: 'apiKey', in: 'cookie', name: 'nightdesk' },
      },
    },
  })
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const parts: Record<string, unknown> = {}
  if (route.params) parts['path'] = route.params
  if (route.query) parts['query'] = route.query
  return {
    summary: route.summary,
    security: securityOf(route),
    ...(Object.keys(parts).length > 0 ? { requestParams: parts } : {}),
    ...(route.body ? { requestBody: jsonContent(route.body) } : {}),
    ...(route.upload ? { requestBody: bytesContent } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, answer]) => [
          status,
          { description: answer.description, ...(answer.schema ? jsonContent(answer.schema) : {}) },
        ]),
      ),
      default: refused,
    },
  }
}

const refused = { description: 'Refused: the code says why, the message says what to do', ...jsonContent(ErrorBody) }

const bytesContent = {
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
} as const

function jsonContent(schema: z.ZodType) {
  return { content: { 'application/json': { schema } } }
}

function securityOf({ access, scope }: Pick<Route, 'access' | 'scope'>): Record<string, string[]>[] {
  if (access === 'public') return []
  if (access === 'visitor') return [{ visitor: [] }]
  return scope === undefined ? [{ session: [] }] : [{ session: [] }, { key: [scope] }]
}

/** A door takes what its platform sends; only the web chat's is ours to describe. */
function doorOperation(channel: Channel, path: string): ZodOpenApiOperationObject {
  if (path !== '/chat/messages') {
    return {
      summary: `Messages from ${channel.name}`,
      responses: { 200: { description: 'Stored durably' }, default: refused },
    }
  }
  return {
    summary: 'Say something (a text, files or both), or press a button',
    security: securityOf({ access: 'visitor' }),
    requestBody: jsonContent(ChatPostBody),
    responses: {
      200: { description: 'Stored durably; the same id again is the same message', ...jsonContent(Accepted) },
      409: { description: 'The same id came with other content', ...jsonContent(ErrorBody) },
      503: { description: 'Not stored; send the same again after Retry-After', ...jsonContent(ErrorBody) },
      default: refused,
    },
  }
}
