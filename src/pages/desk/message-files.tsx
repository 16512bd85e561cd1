// A message's files on the desk: pictures small, all else by name and size, and why one is not there.

import type { DeskMessage } from '../../model/api.ts'
import type { Attachment } from '../../model/attachment.ts'
import type { Language } from '../../model/language.ts'
import { locales } from '../parts/locale.ts'
import { deskFileWords } from './words/file-words.ts'

/** What every browser shows; HEIC is saved. */
const pictureType = /^image\/(jpeg|png|webp|gif)$/

type Props = { readonly message: DeskMessage; readonly caseNumber: number; readonly language: Language }

export function MessageFiles({ message: { attachments = [] }, caseNumber, language }: Props) {
  const words = deskFileWords[language]
  if (attachments.length === 0) return null
  return (
    <ul class="message-files" aria-label={words.files}>
      {attachments.map((file) => (
        <li key={file.id}>
          {file.state === 'kept' ? (
            <KeptFile file={file} caseNumber={caseNumber} language={language} />
          ) : (
            <span class={file.state}>
              <bdi>{file.name}</bdi> {file.problem ? words.problems[file.problem] : words.waiting}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function KeptFile({ file, caseNumber, language }: Omit<Props, 'message'> & { readonly file: Attachment }) {
  const { open } = deskFileWords[language]
  const { id, name, type = '', sizeBytes = 0 } = file
  const address = `/api/desk/cases/${caseNumber}/files/${id}`
  const size = sizeText(sizeBytes, language)
  if (pictureType.test(type))
    return (
      <a href={address} download={name} aria-label={open(name)} title={name}>
        <img src={address} alt={name} loading="lazy" />
      </a>
    )
  return (
    <a href={address} download={name} aria-label={`${open(name)} ${size}`}>
      <bdi>{name}</bdi> <small>{size}</small>
    </a>
  )
}

/** "3.2 MB", as the language writes it. */
export function sizeText(bytes: number, language: Language): string {
  const isSmall = bytes < 1_000_000
  const unit = isSmall ? 'kilobyte' : 'megabyte'
  const options = { style: 'unit', unit, maximumFractionDigits: isSmall ? 0 : 1 } as const
  return new Intl.NumberFormat(locales[language], options).format(Math.max(1, bytes / 1000) / (isSmall ? 1 : 1000))
}
