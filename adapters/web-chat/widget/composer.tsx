// Where the visitor writes: Enter sends, Shift+Enter begins a new line.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../../src/model/language.ts'
import { SendIcon } from './icons.tsx'
import type { Words } from './words.ts'

/** So few characters before the end, the visitor is told. */
const warnAt = 200

type ComposerProps = {
  readonly words: Words
  readonly language: Language
  readonly longestText: number
  readonly onSend: (text: string) => void
}

export function Composer({ words, language, longestText, onSend }: ComposerProps) {
  const [text, setText] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const left = longestText - [...text.trim()].length
  useEffect(() => {
    const element = field.current
    if (element === null) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])

  function send(): void {
    field.current?.focus()
    if (text.trim() === '' || left < 0) return
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
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          // While a word is being composed (accents, other scripts), Enter ends the word.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          send()
        }}
      />
      <button type="submit" class="send" aria-label={words.send} aria-disabled={text.trim() === '' || left < 0}>
        <SendIcon />
      </button>
    </form>
  )
}
