// A visitor's files: given in before the message that they go with, and got out again with the visitor's token.

import { largestAttachmentBytes } from '../../src/model/attachment.ts'
import type { Files } from '../../src/ports/files.ts'
import type { Call, Route } from '../../src/ports/route.ts'
import { chatFile, chatFileParams, chatUpload } from './schemas.ts'

/** The routes under /chat/files. */
export function fileRoutes(files: Files, conversationIdOf: (call: Call) => string): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/chat/files',
      access: 'visitor',
      summary: 'Uploads a file; its id then goes with one message',
      query: chatUpload,
      upload: { limitBytes: largestAttachmentBytes },
      answers: {
        201: { description: 'Kept for a day, or for good with the message that names it.', schema: chatFile },
        400: { description: 'It is empty.' },
        413: { description: 'It is too large.' },
        415: { description: 'Its kind, by its content, is not taken.' },
      },
      handle(call) {
        const { name = '' } = call.query as { name?: string }
        return files.take(conversationIdOf(call), { name, bytes: call.body as Uint8Array }, call.now)
      },
    },
    {
      method: 'GET',
      path: '/chat/files/:id',
      access: 'visitor',
      summary: 'A file that a line of the conversation shows',
      params: chatFileParams,
      answers: { 200: { description: 'Its bytes.' }, 404: { description: 'There is no such file here.' } },
      handle: (call) => files.give(conversationIdOf(call), call.params['id'] ?? '', 'customer'),
    },
  ]
}
