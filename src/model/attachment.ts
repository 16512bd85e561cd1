// A file that goes with a message, either way.

/** Kinds that are taken, known by their content and never by their name; all else is refused, with the reason. */
export const attachmentTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/heic',
  'application/pdf',
  'video/mp4',
] as const

export type AttachmentType = (typeof attachmentTypes)[number]

/** The largest file that is taken, in bytes: below what every platform sends on. */
export const largestAttachmentBytes = 10 * 1024 * 1024

/** So many files go with one message. */
export const mostAttachments = 5

/**
 * Why a file is not there, for whoever sent it and whoever waits for it. `gone`: the far side does not give it.
 * `too-many`: it came beyond `mostAttachments`.
 */
export const attachmentProblems = ['too-large', 'type', 'empty', 'gone', 'too-many'] as const

export type AttachmentProblem = (typeof attachmentProblems)[number]

/** A file of a stored message. Its bytes are the store's; whoever may see the message may see them. */
export type Attachment = {
  /** 128 bits of chance. */
  readonly id: string
  /** As its sender called it, cleaned; its ending is that of its type once that is known. */
  readonly name: string
  /**
   * `waiting`: it stands at the far side and is on its way here. `kept`: its bytes are here. `refused`: it will never
   * be here, and `problem` says why.
   */
  readonly state: 'waiting' | 'kept' | 'refused'
  /** By its content; only on what is kept. */
  readonly type?: AttachmentType
  readonly sizeBytes?: number
  readonly problem?: AttachmentProblem
}

/**
 * A file as a message brings it: uploaded to us before (`id`), or still at the far side under its reference there, with
 * what that says of it.
 */
export type IncomingAttachment =
  | { readonly id: string }
  | { readonly reference: string; readonly name?: string; readonly sizeBytes?: number }

/** A file with its bytes, on its way to a far side. */
export type OutgoingFile = {
  readonly id: string
  readonly name: string
  readonly type: AttachmentType
  readonly bytes: Uint8Array
}

/** The longest name that is kept, in code points. */
const longestName = 120

/** The first ending is given to a name that has none of them. */
const endings: Readonly<Record<AttachmentType, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'image/heic': ['heic', 'heif'],
  'application/pdf': ['pdf'],
  'video/mp4': ['mp4', 'm4v'],
}

/** A name as it may be shown and written to a disk: no path, no control, bidi or invisible characters, never empty. */
export function attachmentName(given: string | undefined): string {
  const last = (given ?? '').toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  return shortened(clean) || 'file'
}

/** The name with an ending of its type: what is opened by a double click is what it says. */
export function endedName(name: string, type: AttachmentType): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()
  if (ending !== undefined && endings[type].includes(ending)) return name
  return shortened(`${name}.${endings[type][0]}`)
}

/** Cut in its middle part, so that the ending stays. */
function shortened(name: string): string {
  const points = [...name]
  if (points.length <= longestName) return name
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? ''
  return points.slice(0, longestName - [...ending].length).join('') + ending
}
