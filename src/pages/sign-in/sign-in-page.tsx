// Signing in with a one-time link: a name, a button, and a way on for a link that no longer works.

import { useEffect, useState } from 'preact/hooks'
import type { Me, SignInPost } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { ApiError, postJson } from '../parts/api-client.ts'
import { readStored, writeStored } from '../parts/browser-storage.ts'
import { useLanguage } from '../parts/language-choice.ts'
import { StaffHeader } from '../parts/staff-header.tsx'
import { firstPage, linkInHash, type SignInLink, usableName } from './sign-in-code.ts'
import { type SignInWords, signInWords } from './sign-in-words.ts'

const nameKey = 'nightdesk.name'
const inviteCommand = 'npm run desk -- invite'

/** The whole page. The code leaves the address at once, so that no history or screenshot keeps it. */
export function SignInPage() {
  const [language, setLanguage] = useLanguage()
  const [link, setLink] = useState(takeLink)
  const [used, setUsed] = useState(false)
  const words = signInWords[language]
  useEffect(() => {
    document.title = `${words.title} · nightdesk`
  }, [words.title])
  useEffect(() => {
    // A second link pasted into the same tab changes the fragment alone.
    const onHash = () => {
      const next = takeLink()
      if (next === undefined) return
      setUsed(false)
      setLink(next)
    }
    window.addEventListener('hashchange', onHash)
    return () => window.removeEventListener('hashchange', onHash)
  }, [])
  return (
    <>
      <StaffHeader language={language} onLanguage={setLanguage} />
      <main id="content" class="sign-in" tabIndex={-1}>
        {link !== undefined && !used ? (
          <SignInForm key={link.code} link={link} language={language} onUsed={() => setUsed(true)} />
        ) : (
          <NewLink
            title={used ? words.used : words.noLink}
            help={used ? words.usedHelp : words.noLinkHelp}
            alert={used}
          />
        )}
      </main>
    </>
  )
}

function takeLink(): SignInLink | undefined {
  const link = linkInHash(location.hash)
  if (link !== undefined) history.replaceState(null, '', location.pathname)
  return link
}

function NewLink({ title, help, alert }: { readonly title: string; readonly help: string; readonly alert: boolean }) {
  return (
    <div class="sign-in-card" role={alert ? 'alert' : undefined}>
      <h1>{title}</h1>
      <p>{help}</p>
      <code>{inviteCommand}</code>
    </div>
  )
}

type FormProps = { readonly link: SignInLink; readonly language: Language; readonly onUsed: () => void }

/** A link that was made for somebody asks for no name: one press is enough. */
function SignInForm({ link, language, onUsed }: FormProps) {
  const words = signInWords[language]
  const [given, setGiven] = useState(link.name)
  const [typed, setTyped] = useState(() => link.name ?? readStored('local', nameKey) ?? '')
  const [sending, setSending] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const signIn = async () => {
    const name = given === undefined ? usableName(typed) : undefined
    if (given === undefined && name === undefined) return setTrouble('nameMissing')
    setSending(true)
    setTrouble(undefined)
    try {
      const post: SignInPost = { code: link.code, ...(name !== undefined && { name }) }
      const me = await postJson<Me>('/api/sign-in', post)
      writeStored('local', nameKey, me.name)
      location.replace(firstPage(me))
    } catch (error) {
      setSending(false)
      const found = troubleOf(error)
      // Whoever wrote a name behind a link that has none is asked like everybody.
      if (found === 'nameMissing') setGiven(undefined)
      if (found === 'used') onUsed()
      else setTrouble(found)
    }
  }
  return (
    <form
      class="sign-in-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void signIn()
      }}
    >
      <h1>{words.welcome}</h1>
      {given === undefined && <NameField typed={typed} trouble={trouble} words={words} onTyped={setTyped} />}
      {trouble && (
        <p id="name-trouble" class="sign-in-trouble" role="alert">
          {words[trouble]}
        </p>
      )}
      <button type="submit" class="main" disabled={sending} ref={given === undefined ? undefined : focusOnce}>
        {given === undefined ? words.signIn : words.signInAs(given)}
      </button>
    </form>
  )
}

type NameProps = {
  readonly typed: string
  readonly trouble: Trouble | undefined
  readonly words: SignInWords
  readonly onTyped: (name: string) => void
}

function NameField({ typed, trouble, words, onTyped }: NameProps) {
  return (
    <>
      <label for="name">{words.name}</label>
      <input
        id="name"
        name="name"
        autocomplete="given-name"
        maxLength={80}
        value={typed}
        aria-describedby={trouble ? 'name-help name-trouble' : 'name-help'}
        aria-invalid={trouble === 'nameMissing'}
        onInput={(event) => onTyped(event.currentTarget.value)}
        ref={focusOnce}
      />
      <p id="name-help" class="sign-in-help">
        {words.nameHelp}
      </p>
    </>
  )
}

/** The page has one thing to do: its field, or its button, has the focus when it appears. */
function focusOnce(field: HTMLElement | null) {
  if (field && document.activeElement === document.body) field.focus()
}

type Trouble = 'used' | 'nameMissing' | 'tooMany' | 'notReached'

/** 4xx other than these two: the code is used, expired or unknown. */
function troubleOf(error: unknown): Trouble {
  const status = error instanceof ApiError ? error.status : 0
  if (status === 400 || status === 422) return 'nameMissing'
  if (status === 429) return 'tooMany'
  return status >= 400 && status < 500 ? 'used' : 'notReached'
}
