// What a file is by its bytes, and whether it is taken: names and what far sides say of a kind are never believed.

import { fileTypeFromBuffer } from 'file-type'
import {
  type AttachmentProblem,
  type AttachmentType,
  attachmentTypes,
  largestAttachmentBytes,
} from '../model/attachment.ts'
import { withoutMetadata } from './metadata.ts'

export type Checked =
  | { readonly kind: 'taken'; readonly type: AttachmentType; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly problem: AttachmentProblem }

/** Kinds that go under another name besides. */
const sameAs: Readonly<Record<string, AttachmentType>> = {
  'image/apng': 'image/png',
  'image/heif': 'image/heic',
}

/** Checks size and kind; what is taken comes back without what a camera wrote of place and person. */
export async function checkFile(bytes: Uint8Array): Promise<Checked> {
  if (bytes.byteLength === 0) return { kind: 'refused', problem: 'empty' }
  if (bytes.byteLength > largestAttachmentBytes) return { kind: 'refused', problem: 'too-large' }
  const type = await typeOf(bytes)
  if (!type) return { kind: 'refused', problem: 'type' }
  return { kind: 'taken', type, bytes: withoutMetadata(bytes, type) }
}

async function typeOf(bytes: Uint8Array): Promise<AttachmentType | undefined> {
  const found = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? ''
  // Three letters make no picture.
  if (found === 'image/gif' && !/^GIF8[79]a$/.test(String.fromCharCode(...bytes.subarray(0, 6)))) return undefined
  return sameAs[found] ?? attachmentTypes.find((type) => type === found)
}
