// The panel's head: whose chat it is, the language, the way out; and who is on the other side.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { ChatState } from '../../../src/model/api.ts'
import type { Language } from '../../../src/model/language.ts'
import { CloseIcon, GlobeIcon, MoonIcon } from './icons.tsx'
import { nativeNames } from './language.ts'
import type { Words } from './words.ts'

type HeaderProps = {
  readonly title: string
  readonly words: Words
  readonly language: Language
  readonly served: readonly Language[]
  readonly onLanguage: (language: Language) => void
  readonly onClose: () => void
}

export function Header({ title, words, language, served, onLanguage, onClose }: HeaderProps) {
  return (
    <div class="header">
      <h2 class="title" id="title" tabIndex={-1}>
        {title}
      </h2>
      {served.length > 1 && <LanguageMenu {...{ words, language, served, onLanguage }} />}
      <button type="button" class="icon-button" onClick={onClose} aria-label={words.close}>
        <CloseIcon />
      </button>
    </div>
  )
}

type LanguageProps = Pick<HeaderProps, 'words' | 'language' | 'served' | 'onLanguage'>

function LanguageMenu(props: LanguageProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open) menu.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus()
  }, [open])
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes the menu from whichever of its buttons has focus
    <div
      class="language"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        event.preventDefault()
        close()
      }}
    >
      <button
        type="button"
        class="language-button"
        ref={button}
        aria-expanded={open}
        aria-label={`${props.words.language}: ${nativeNames[props.language]}`}
        onClick={() => setOpen(!open)}
      >
        <GlobeIcon />
        <span lang={props.language}>{nativeNames[props.language]}</span>
      </button>
      {open && (
        <div class="language-menu" ref={menu}>
          <LanguageList
            {...props}
            onLanguage={(language) => {
              close()
              props.onLanguage(language)
            }}
          />
        </div>
      )}
    </div>
  )
}

/** Every language by its own name; one tap chooses. */
export function LanguageList({ words: { language: label }, language, served, onLanguage }: LanguageProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a frame; this is a row of buttons
    <div class="language-list" role="group" aria-label={label}>
      {served.map((code) => (
        <button type="button" key={code} lang={code} aria-pressed={code === language} onClick={() => onLanguage(code)}>
          {nativeNames[code]}
        </button>
      ))}
    </div>
  )
}

type OtherSideProps = {
  readonly words: Words
  readonly state: ChatState | undefined
  /** How soon a person answers now. */
  readonly people: string | undefined
  readonly onPerson: () => void
}

/** Permanent: says whether a machine or a person answers, and leads to a person in one step. */
export function OtherSide({ words, state, people, onPerson }: OtherSideProps) {
  if (state?.handler === 'agent') {
    return (
      <div class="other-side person">
        <Initial name={state.agentName ?? words.aPerson} />
        <span>{words.withPerson(state.agentName ?? words.aPerson)}</span>
      </div>
    )
  }
  return (
    <div class="other-side">
      <span class="mark">
        <MoonIcon />
      </span>
      <span class="grow">{words.automatic}</span>
      <button type="button" class="person-button" onClick={onPerson}>
        {words.talkToPerson}
      </button>
      {/* Whoever waits already was promised a time of their own. */}
      {people && state?.handler !== 'waiting' && <span class="people">{people}</span>}
      {state?.handler === 'waiting' && state.caseNumber !== undefined && (
        <strong>{words.waiting(String(state.caseNumber))}</strong>
      )}
    </div>
  )
}

/** A person's mark: round, with the first letter. */
export function Initial({ name }: { readonly name: string }) {
  return (
    <span class="mark person" aria-hidden="true">
      {[...name][0]?.toUpperCase()}
    </span>
  )
}
