// Files that an agent adds to an answer or a note: uploaded at once, each can be taken away again.

import { useRef, useState } from 'preact/hooks'
import { type Attachment, type AttachmentProblem, attachmentTypes, mostAttachments } from '../../model/attachment.ts'
import type { Language } from '../../model/language.ts'
import { ApiError, newPostId, postBytes } from '../parts/api-client.ts'
import { sizeText } from './message-files.tsx'
import { deskFileWords } from './words/file-words.ts'

type Chosen = {
  readonly key: string
  readonly name: string
  readonly file?: Attachment
  readonly problem?: AttachmentProblem | 'failed'
}

export type ChosenFiles = {
  readonly chosen: readonly Chosen[]
  readonly isUploading: boolean
  /** Ids of those that are here. */
  readonly ids: readonly string[]
  readonly add: (files: readonly File[]) => void
  readonly remove: (key: string) => void
  readonly clear: () => void
}

const problemOf: Readonly<Record<number, AttachmentProblem>> = { 400: 'empty', 413: 'too-large', 415: 'type' }

export function useChosenFiles(caseNumber: number): ChosenFiles {
  const [chosen, setChosen] = useState<readonly Chosen[]>([])
  const change = (key: string, news: Partial<Chosen>) =>
    setChosen((all) => all.map((one) => (one.key === key ? { ...one, ...news } : one)))

  async function upload(key: string, file: File): Promise<void> {
    try {
      const path = `/api/desk/cases/${caseNumber}/files?name=${encodeURIComponent(file.name.slice(-200))}`
      const kept = await postBytes<Attachment>(path, file)
      change(key, { file: kept, name: kept.name })
    } catch (error) {
      change(key, { problem: (error instanceof ApiError && problemOf[error.status]) || 'failed' })
    }
  }

  const good = chosen.filter(({ problem }) => problem === undefined)
  return {
    chosen,
    isUploading: good.some(({ file }) => !file),
    ids: good.flatMap(({ file }) => file?.id ?? []),
    add(files) {
      const free = mostAttachments - good.length
      const added = files.map((file, index) => ({ key: newPostId(), name: file.name, file, fits: index < free }))
      const shown = added.map(({ key, name, fits }) => ({
        key,
        name,
        ...(fits ? {} : { problem: 'too-many' as const }),
      }))
      setChosen((all) => [...all, ...shown])
      for (const { key, file, fits } of added) if (fits) void upload(key, file)
    },
    remove: (key) => setChosen((all) => all.filter((one) => one.key !== key)),
    clear: () => setChosen([]),
  }
}

type Props = { readonly files: ChosenFiles; readonly language: Language }

export function AttachButton({ files, language }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const words = deskFileWords[language]
  return (
    <>
      <button type="button" class="quiet" aria-describedby="file-limits" onClick={() => input.current?.click()}>
        {words.attach}
      </button>
      <span class="hint" id="file-limits">
        {words.limits}
      </span>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={attachmentTypes.join()}
        onChange={({ currentTarget }) => {
          files.add([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
    </>
  )
}

export function ChosenList({ files, language }: Props) {
  const words = deskFileWords[language]
  if (files.chosen.length === 0) return null
  return (
    <ul class="chosen-files" aria-label={words.files}>
      {files.chosen.map(({ key, name, file, problem }) => (
        <li key={key} class={problem ? 'refused' : undefined}>
          <bdi>{name}</bdi>
          {problem ? (
            <span role="alert">{words.problems[problem]}</span>
          ) : file ? (
            <small>{sizeText(file.sizeBytes ?? 0, language)}</small>
          ) : (
            <progress aria-label={`${words.uploading} ${name}`} />
          )}
          <button type="button" class="quiet" aria-label={words.remove(name)} onClick={() => files.remove(key)}>
            ✕
          </button>
        </li>
      ))}
    </ul>
  )
}
