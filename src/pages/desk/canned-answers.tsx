// Ready answers for the open case: searched, read, and put into the answer's draft, never sent by themselves.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { CannedAnswers as Canned } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { getJson } from '../parts/api-client.ts'
import { readable } from '../parts/channel-names.ts'
import { staffWords } from '../parts/staff-words.ts'
import { findCanned } from './canned-search.ts'
import { deskWords } from './words/by-language.ts'

type Props = {
  readonly caseNumber: number
  readonly language: Language
  readonly onChoose: (text: string) => void
}

/** The button, and the list above it while it is open. */
export function CannedAnswers({ caseNumber, language, onChoose }: Props) {
  const words = deskWords[language]
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div class="canned">
      <button
        ref={button}
        type="button"
        class="quiet"
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        {words.canned}
      </button>
      {open && (
        <CannedList
          caseNumber={caseNumber}
          language={language}
          onClose={close}
          onChoose={(text) => {
            setOpen(false)
            onChoose(text)
          }}
        />
      )}
    </div>
  )
}

function CannedList({ caseNumber, language, onChoose, onClose }: Props & { readonly onClose: () => void }) {
  const words = deskWords[language]
  const [answers, setAnswers] = useState<Canned['answers'] | 'failed'>()
  const [search, setSearch] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    getJson<Canned>(`/api/desk/canned?case=${caseNumber}`).then(
      (canned) => setAnswers(canned.answers),
      () => setAnswers('failed'),
    )
  }, [caseNumber])
  useEffect(() => {
    const onPress = (event: Event) => {
      if (event.target instanceof Node && !box.current?.parentElement?.contains(event.target)) onClose()
    }
    document.addEventListener('pointerdown', onPress)
    return () => document.removeEventListener('pointerdown', onPress)
  })
  const found = Array.isArray(answers) ? findCanned(answers, search) : []
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(event, box.current)
    event.stopPropagation()
  }
  return (
    <div ref={box} class="canned-list" role="dialog" aria-label={words.canned} tabIndex={-1} onKeyDown={onKey}>
      <input
        ref={field}
        type="search"
        aria-label={words.cannedSearch}
        placeholder={words.cannedSearch}
        value={search}
        onInput={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          const first = found[0]
          if (first) onChoose(first.text)
        }}
      />
      {answers === undefined && <p class="late">{staffWords[language].loading} …</p>}
      {answers === 'failed' && <p role="alert">{staffWords[language].serverTrouble}</p>}
      {Array.isArray(answers) && found.length === 0 && <p>{words.cannedNone}</p>}
      <ul>
        {found.map((answer) => (
          <li key={answer.name}>
            <button type="button" class="quiet canned-choice" onClick={() => onChoose(answer.text)}>
              <strong>{readable(answer.name)}</strong>
              <span>{answer.text}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function moveFocus(event: KeyboardEvent, box: HTMLElement | null): void {
  const stops = [...(box?.querySelectorAll<HTMLElement>('input, li button') ?? [])]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
  event.preventDefault()
}
