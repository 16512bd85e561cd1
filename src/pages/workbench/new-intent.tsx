// Asks for a new intent's name and opens its draft in the editor; nothing is saved by it.

import { useId, useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { NewAnswer, NewPost } from '../../model/workbench-api.ts'
import { postJson } from '../parts/api-client.ts'
import { Dialog } from '../parts/dialog.tsx'
import { staffWords } from '../parts/staff-words.ts'
import { base } from './bench-calls.ts'
import { writeDraft } from './kept-drafts.ts'
import { writePlace } from './place.ts'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly language: Language
  readonly taken: readonly string[]
  readonly suggested: string
  /** The group of unanswered questions that it is drafted from, and the days that it was found in. */
  readonly from?: { readonly group: string; readonly days: number }
  readonly onClose: () => void
}

type Trouble = 'nameWrong' | 'nameTaken' | 'newFailed'

export function NewIntent({ language, taken, suggested, from, onClose }: Props) {
  const words = workbenchWords[language]
  const [name, setName] = useState(suggested)
  const [trouble, setTrouble] = useState<Trouble>()
  const helpId = useId()
  const make = async () => {
    const wrong = troubleWith(name, taken)
    setTrouble(wrong)
    if (wrong) return
    try {
      const post: NewPost = { name, ...from }
      const made = await postJson<NewAnswer>(`${base}/new`, post)
      writeDraft(made.name, { text: made.text })
      onClose()
      location.hash = writePlace({ view: 'intents', file: made.name })
    } catch {
      setTrouble('newFailed')
    }
  }
  return (
    <Dialog title={words.newIntent} onClose={onClose}>
      <form
        class="new-intent"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <label>
          {words.name}
          <input
            data-first
            maxLength={60}
            autocomplete="off"
            spellcheck={false}
            aria-describedby={helpId}
            aria-invalid={trouble !== undefined}
            value={name}
            onInput={(event) => setName(event.currentTarget.value.toLowerCase())}
          />
        </label>
        <p id={helpId} class="quiet-line">
          {words.nameHelp}
        </p>
        {trouble && (
          <p class="refusal" role="alert">
            {words[trouble]}
          </p>
        )}
        <div class="row-end">
          <button type="button" onClick={onClose}>
            {staffWords[language].cancel}
          </button>
          <button type="submit" class="main">
            {words.make}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function troubleWith(name: string, taken: readonly string[]): Trouble | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return 'nameWrong'
  return taken.includes(name) ? 'nameTaken' : undefined
}
