// Takes uploads in and gives files out, with headers that let no file act as a page of ours.

import { type AttachmentProblem, type AttachmentType, attachmentName } from '../model/attachment.ts'
import type { Files } from '../ports/files.ts'
import type { Answer } from '../ports/route.ts'
import type { KeptAttachment, Store } from '../ports/store.ts'
import { checkFile } from './content.ts'

/** What every browser shows as a picture; all else is saved, never opened in our place. */
const shown: ReadonlySet<AttachmentType> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])

const refusals: Readonly<Record<Exclude<AttachmentProblem, 'gone' | 'too-many'>, readonly [number, string, string]>> = {
  'too-large': [413, 'too-large', 'The file is too large: at most 10 MB. Send it smaller or in parts.'],
  type: [415, 'unsupported-type', 'This kind of file is not taken. Send JPEG, PNG, WebP, GIF, HEIC, PDF or MP4.'],
  empty: [400, 'invalid', 'The file is empty. Choose another one.'],
}

export function openFiles(store: Pick<Store, 'keepUpload' | 'keptAttachment'>): Files {
  return {
    async take(conversationId, { name, bytes }, now) {
      const checked = await checkFile(bytes)
      if (checked.kind === 'refused') return refused(checked.problem)
      const kept = await store.keepUpload(conversationId, { ...checked, name }, now)
      return { status: 201, body: kept }
    },
    async give(conversationId, id, reader) {
      const file = await store.keptAttachment(conversationId, id, reader)
      return file ? given(file) : notThere
    },
  }
}

function refused(problem: AttachmentProblem): Answer {
  const [status, code, message] = refusals[problem === 'too-large' || problem === 'empty' ? problem : 'type']
  return { status, body: { error: { code, message } } }
}

const notThere: Answer = {
  status: 404,
  body: { error: { code: 'not-found', message: 'There is no such file here.' } },
}

function given({ name, type, bytes }: KeptAttachment): Answer {
  const disposition = shown.has(type) ? 'inline' : 'attachment'
  return {
    status: 200,
    bytes,
    contentType: type,
    headers: {
      'content-disposition': `${disposition}; filename*=UTF-8''${encoded(attachmentName(name))}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
    },
  }
}

/** As RFC 5987 writes it: encodeURIComponent leaves some marks that a header may not hold bare. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*!]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}
