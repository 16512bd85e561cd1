// Type a message, see what would happen: the form above, the result below.

import { useEffect, useRef, useState } from 'preact/hooks'
import { languages as allLanguages, type Language } from '../../model/language.ts'
import type { TryAnswer, TryPost, WorkbenchDraft } from '../../model/workbench-api.ts'
import { ownNames } from '../parts/language-choice.ts'
import { staffWords } from '../parts/staff-words.ts'
import { postPatiently } from './bench-calls.ts'
import { Problems } from './problems.tsx'
import { TryResult } from './try-result.tsx'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly language: Language
  /** Those that the shop serves. */
  readonly languages: readonly Language[]
  /** Changed and not saved: used in place of what is on disk. */
  readonly draft?: WorkbenchDraft | undefined
}

type State =
  | { readonly kind: 'empty' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'learning' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'answered'; readonly answer: Exclude<TryAnswer, { state: 'learning' }> }

export function TryPanel({ language, languages, draft }: Props) {
  const words = workbenchWords[language]
  const [text, setText] = useState('')
  const [pageLanguage, setPageLanguage] = useState<Language>()
  const [state, setState] = useState<State>({ kind: 'empty' })
  const running = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const ask = async () => {
    if (text.trim() === '') return
    running.current?.abort()
    const mine = new AbortController()
    running.current = mine
    setState({ kind: 'asking' })
    const post: TryPost = {
      text,
      ...(pageLanguage && { language: pageLanguage }),
      ...(draft && { drafts: [draft] }),
    }
    try {
      const answer = await postPatiently<TryAnswer>('try', post, () => setState({ kind: 'learning' }), mine.signal)
      if (answer && !mine.signal.aborted) setState({ kind: 'answered', answer })
    } catch {
      if (!mine.signal.aborted) setState({ kind: 'failed' })
    }
  }

  return (
    <div class="try">
      <form
        class="try-form"
        onSubmit={(event) => {
          event.preventDefault()
          void ask()
        }}
      >
        <label>
          {words.message}
          <textarea
            rows={3}
            maxLength={4000}
            value={text}
            placeholder={words.messageHint}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
              event.preventDefault()
              void ask()
            }}
          />
        </label>
        <div class="try-row">
          <label class="inline">
            {words.pageLanguage}
            <select
              value={pageLanguage ?? ''}
              onChange={(event) => setPageLanguage(allLanguages.find((one) => one === event.currentTarget.value))}
            >
              <option value="">{words.anyLanguage}</option>
              {languages.map((one) => (
                <option key={one} value={one} lang={one}>
                  {ownNames[one]}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class="main" disabled={text.trim() === ''}>
            {words.tryIt}
          </button>
        </div>
        {draft && <p class="quiet-line">{words.tryDraft}</p>}
      </form>
      <TryState state={state} language={language} again={() => void ask()} />
    </div>
  )
}

function TryState({ state, language, again }: { state: State; language: Language; again: () => void }) {
  const words = workbenchWords[language]
  if (state.kind === 'empty') return <p class="middle small">{words.tryEmpty}</p>
  if (state.kind === 'asking') return <p class="middle small late">{staffWords[language].loading} …</p>
  if (state.kind === 'learning')
    return (
      <p class="middle small" role="status">
        {words.learning}
      </p>
    )
  if (state.kind === 'failed')
    return (
      <div class="middle small" role="alert">
        <p>{staffWords[language].serverTrouble}</p>
        <button type="button" onClick={again}>
          {staffWords[language].retry}
        </button>
      </div>
    )
  if (state.answer.state === 'done') return <TryResult tried={state.answer} language={language} />
  return (
    <div role="alert">
      <p class="refusal">{words.notTriable}</p>
      <Problems problems={state.answer.problems} language={language} />
    </div>
  )
}
