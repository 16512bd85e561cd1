// Files that the visitor has chosen for the next message: each is uploaded at once and can be taken away again.

import {
  type Attachment,
  type AttachmentProblem,
  largestAttachmentBytes,
  mostAttachments,
} from '../../../src/model/attachment.ts'
import { AnswerError } from './answer-error.ts'

export type Chosen = {
  readonly key: string
  readonly name: string
  readonly sizeBytes: number
  /** 0 to 1 while it is uploaded. */
  readonly progress: number
  readonly file?: Attachment
  readonly problem?: AttachmentProblem | 'failed'
}

export type ChosenFiles = {
  add(files: readonly File[]): void
  remove(key: string): void
  /** Takes those that are here, for a message. */
  take(): readonly Attachment[]
}

type ChosenDeps = {
  readonly upload: (file: File, progress: (share: number) => void, gone: AbortSignal) => Promise<Attachment>
  readonly newId: () => string
  readonly chosen: () => readonly Chosen[]
  readonly changed: (chosen: readonly Chosen[]) => void
}

const problemOf: Readonly<Record<number, AttachmentProblem>> = { 400: 'empty', 413: 'too-large', 415: 'type' }

export function newChosenFiles({ upload, newId, chosen, changed }: ChosenDeps): ChosenFiles {
  const uploads = new Map<string, AbortController>()

  const change = (key: string, news: Partial<Chosen>) =>
    changed(chosen().map((one) => (one.key === key ? { ...one, ...news } : one)))

  async function send(key: string, file: File): Promise<void> {
    const ending = new AbortController()
    uploads.set(key, ending)
    try {
      const kept = await upload(file, (progress) => change(key, { progress }), ending.signal)
      change(key, { file: kept, name: kept.name })
    } catch (error) {
      change(key, { problem: (error instanceof AnswerError && problemOf[error.status]) || 'failed' })
    }
    uploads.delete(key)
  }

  return {
    add(files) {
      for (const file of files) {
        const key = newId()
        const good = chosen().filter(({ problem }) => problem === undefined).length
        const problem = knownProblem(file) ?? (good >= mostAttachments ? 'too-many' : undefined)
        const one = { key, name: file.name, sizeBytes: file.size, progress: 0 }
        changed([...chosen(), problem === undefined ? one : { ...one, problem }])
        if (problem === undefined) void send(key, file)
      }
    },
    remove(key) {
      uploads.get(key)?.abort()
      changed(chosen().filter((one) => one.key !== key))
    },
    take() {
      const taken = chosen().flatMap(({ file }) => file ?? [])
      changed([])
      return taken
    },
  }
}

/** What need not be sent to be refused. */
function knownProblem({ size }: File): AttachmentProblem | undefined {
  if (size === 0) return 'empty'
  return size > largestAttachmentBytes ? 'too-large' : undefined
}
