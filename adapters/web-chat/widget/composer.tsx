// Where the visitor writes: Enter sends, Shift+Enter begins a new line.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../../src/model/language.ts'
import { AttachButton, ChosenChips, filesIn } from './attach.tsx'
import type { Chosen } from './chosen-files.ts'
import { SendIcon } from './icons.tsx'
import type { Words } from './words.ts'

/** So few characters before the end, the visitor is told. */
const warnAt = 200

type ComposerProps = {
  readonly words: Words
  readonly language: Language
  readonly longestText: number
  readonly chosen: readonly Chosen[]
  readonly onSend: (text: string) => void
  readonly onFiles: (files: readonly File[]) => void
  readonly onRemove: (key: string) => void
}

export function Composer({ words, language, longestText, chosen, onSend, onFiles, onRemove }: ComposerProps) {
  const [text, setText] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const left = longestText - [...text.trim()].length
  useEffect(() => {
    const element = field.current
    if (element === null) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])

  const isUploading = chosen.some(({ file, problem }) => !file && !problem)
  const isEmpty = text.trim() === '' && !chosen.some(({ file }) => file)
  const mayNotSend = isEmpty || isUploading || left < 0

  function send(): void {
    field.current?.focus()
    if (mayNotSend) return
    onSend(text.trim())
    setText('')
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {left < warnAt && (
        <p class={left < 0 ? 'left bad' : 'left'} id="left" role="status">
          {left < 0 ? words.tooLong : words.left(left.toLocaleString(language))}
        </p>
      )}
      <AttachButton language={language} onFiles={onFiles} />
      <textarea
        ref={field}
        rows={1}
        value={text}
        dir="auto"
        aria-label={words.placeholder}
        aria-describedby={left < warnAt ? 'left' : undefined}
        aria-invalid={left < 0}
        placeholder={words.placeholder}
        enterkeyhint="send"
        onPaste={(event) => {
          const files = filesIn(event.clipboardData)
          if (files.length === 0) return
          event.preventDefault()
          onFiles(files)
        }}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          // While a word is being composed (accents, other scripts), Enter ends the word.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          send()
        }}
      />
      <button type="submit" class="send" aria-label={words.send} aria-disabled={mayNotSend}>
        <SendIcon />
      </button>
      <ChosenChips {...{ chosen, language, onRemove }} />
    </form>
  )
}
