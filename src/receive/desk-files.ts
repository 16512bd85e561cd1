// A case's files at the desk: an agent uploads them for an answer or a note, and whoever reads the case reads them.

import { z } from 'zod'
import { largestAttachmentBytes } from '../model/attachment.ts'
import type { Case } from '../model/case.ts'
import type { Files } from '../ports/files.ts'
import type { Route } from '../ports/route.ts'
import { AttachmentSchema } from './desk-schemas.ts'

const CaseNumber = z.string().regex(/^[1-9]\d{0,8}$/, 'a case number has 1 to 9 digits')
const UploadParams = z.strictObject({ number: CaseNumber })
const FileParams = z.strictObject({ number: CaseNumber, id: z.string().max(40) })
const UploadQuery = z.strictObject({ name: z.string().max(1_000).optional() })

/** The routes under /api/desk/cases/:number/files. `caseAt` throws where there is no such case. */
export function deskFileRoutes(files: Files, caseAt: (number: unknown) => Promise<Case>): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/desk/cases/:number/files',
      access: 'agent',
      summary: 'Uploads a file; its id then goes with one answer or note',
      params: UploadParams,
      query: UploadQuery,
      upload: { limitBytes: largestAttachmentBytes },
      answers: {
        201: { description: 'Kept for a day, or for good with the message that names it', schema: AttachmentSchema },
        400: { description: 'It is empty' },
        413: { description: 'It is too large' },
        415: { description: 'Its kind, by its content, is not taken' },
      },
      async handle({ params, query, body, now }) {
        const { conversationId } = await caseAt(params['number'])
        const { name = '' } = UploadQuery.parse(query)
        return files.take(conversationId, { name, bytes: body as Uint8Array }, now)
      },
    },
    {
      method: 'GET',
      path: '/api/desk/cases/:number/files/:id',
      access: 'staff',
      summary: "A file of the case's conversation",
      params: FileParams,
      answers: { 200: { description: 'Its bytes' }, 404: { description: 'There is no such file here' } },
      async handle({ params }) {
        const { conversationId } = await caseAt(params['number'])
        return files.give(conversationId, params['id'] ?? '', 'agent')
      },
    },
  ]
}
