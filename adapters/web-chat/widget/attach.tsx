// Choosing files: the button, pasting and dropping, and what is chosen as chips with progress and a way back.

import { useRef } from 'preact/hooks'
import { attachmentTypes, largestAttachmentBytes, mostAttachments } from '../../../src/model/attachment.ts'
import type { Language } from '../../../src/model/language.ts'
import type { Chosen } from './chosen-files.ts'
import { fileWords } from './file-words.ts'
import { ClipIcon, CloseIcon } from './icons.tsx'
import { localeOf } from './words.ts'

/** "3.2 MB", as the language writes it. */
export function sizeText(bytes: number, language: Language): string {
  const isSmall = bytes < 1_000_000
  const unit = isSmall ? 'kilobyte' : 'megabyte'
  const options = { style: 'unit', unit, maximumFractionDigits: isSmall ? 0 : 1 } as const
  return new Intl.NumberFormat(localeOf[language], options).format(Math.max(1, bytes / 1000) / (isSmall ? 1 : 1000))
}

/** Files among what was pasted or dropped. */
export function filesIn(data: DataTransfer | null): readonly File[] {
  return [...(data?.files ?? [])]
}

type AttachProps = { readonly language: Language; readonly onFiles: (files: readonly File[]) => void }

export function AttachButton({ language, onFiles }: AttachProps) {
  const input = useRef<HTMLInputElement>(null)
  const { attach, limits } = fileWords[language]
  const said = limits(sizeText(largestAttachmentBytes / 1.048576, language), mostAttachments)
  return (
    <>
      <button
        type="button"
        class="attach"
        aria-label={attach}
        aria-describedby="file-limits"
        onClick={() => input.current?.click()}
      >
        <ClipIcon />
      </button>
      <span class="file-limits" id="file-limits">
        {said}
      </span>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={attachmentTypes.join()}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
    </>
  )
}

type ChipsProps = {
  readonly chosen: readonly Chosen[]
  readonly language: Language
  readonly onRemove: (key: string) => void
}

export function ChosenChips({ chosen, language, onRemove }: ChipsProps) {
  const own = fileWords[language]
  return (
    <ul class="chips" aria-label={own.files} hidden={chosen.length === 0}>
      {chosen.map(({ key, name, sizeBytes, progress, file, problem }) => (
        <li key={key} class={problem ? 'bad' : undefined}>
          <span class="name" dir="auto">
            {name}
          </span>
          {problem ? (
            <span class="why" role="alert">
              {own.problems[problem]}
            </span>
          ) : file ? (
            <span>{sizeText(sizeBytes, language)}</span>
          ) : (
            <progress aria-label={`${own.uploading} ${name}`} max={1} value={progress} />
          )}
          <button type="button" class="detach" aria-label={own.remove(name)} onClick={() => onRemove(key)}>
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  )
}
