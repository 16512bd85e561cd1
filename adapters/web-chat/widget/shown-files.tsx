// A line's files: pictures small in their place, all else by name and size; each can be saved.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Attachment } from '../../../src/model/attachment.ts'
import type { Language } from '../../../src/model/language.ts'
import { sizeText } from './attach.tsx'
import { fileWords } from './file-words.ts'

/** What every browser shows; HEIC is saved. */
const pictureType = /^image\/(jpeg|png|webp|gif)$/

export type LoadFile = (id: string) => Promise<Blob>

type FilesProps = {
  readonly files: readonly Attachment[]
  readonly language: Language
  readonly load: LoadFile
}

export function ShownFiles({ files, language, load }: FilesProps) {
  return (
    <ul class="files" aria-label={fileWords[language].files}>
      {files.map((file) => (
        <li key={file.id}>
          {file.state === 'kept' ? (
            <KeptFile {...{ file, language, load }} />
          ) : (
            <span class="file">
              <bdi>{file.name}</bdi>{' '}
              <small>{file.problem ? fileWords[language].problems[file.problem] : fileWords[language].waiting}</small>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function KeptFile({ file, language, load }: Omit<FilesProps, 'files'> & { readonly file: Attachment }) {
  const [failed, setFailed] = useState(false)
  const box = useRef<HTMLButtonElement>(null)
  const isPicture = pictureType.test(file.type ?? '')
  const address = usePicture(box, isPicture, () => load(file.id))
  const save = () =>
    load(file.id).then(
      (blob) => saveAs(blob, file.name),
      () => setFailed(true),
    )
  const own = fileWords[language]
  const size = failed ? own.problems.gone : sizeText(file.sizeBytes ?? 0, language)
  return (
    <button
      ref={box}
      type="button"
      class={isPicture ? 'file picture' : 'file'}
      aria-label={address ? own.save(file.name) : `${own.save(file.name)} ${size}`}
      title={file.name}
      onClick={() => void save()}
    >
      {address ? (
        <img src={address} alt={file.name} />
      ) : (
        <span>
          <bdi>{file.name}</bdi> <small>{size}</small>
        </span>
      )}
    </button>
  )
}

/** The picture's own address in this page, once its place is near what is seen. */
function usePicture(
  box: { readonly current: HTMLElement | null },
  isPicture: boolean,
  load: () => Promise<Blob>,
): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!isPicture || box.current === null) return
    let made: string | undefined
    let isGone = false
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      observer.disconnect()
      load().then(
        (blob) => {
          if (isGone) return
          made = URL.createObjectURL(blob)
          setAddress(made)
        },
        // Its name stays, and a click asks again.
        () => {},
      )
    })
    observer.observe(box.current)
    return () => {
      isGone = true
      observer.disconnect()
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [])
  return address
}

function saveAs(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has begun to save by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
