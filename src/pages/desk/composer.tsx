// Where an agent writes. Two tabs with a draft each: an answer goes to the customer, a note never does.

import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { DeskCase, Me } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { languageName } from '../parts/locale.ts'
import { CannedAnswers } from './canned-answers.tsx'
import { AttachButton, type ChosenFiles, ChosenList, useChosenFiles } from './chosen-files.tsx'
import type { ModeRequest } from './composer-mode.ts'
import { actOnCase } from './desk-actions.ts'
import { type ComposerMode, type Draft, draftText, useDraft } from './drafts.ts'
import { deskWords } from './words/by-language.ts'

type Props = {
  readonly one: DeskCase
  readonly me: Me
  readonly language: Language
  readonly request: ModeRequest
  readonly onMode: (mode: ComposerMode) => void
  readonly onTake: () => void
  readonly onSent: () => void
}

// As the server takes it.
const longestText = 4_000

const modes = ['answer', 'note'] as const

/** The mode changes by a tab or a key alone; both drafts stay where they were typed. */
export function Composer({ one, me, language, request, onMode, onTake, onSent }: Props) {
  const words = deskWords[language]
  const mine = one.state === 'owned' && one.owner?.id === me.id
  const { mode } = request
  return (
    <section class={`composer ${mode}`} aria-label={words.composer}>
      <div class="tabs" role="tablist" aria-label={words.composer}>
        {modes.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            aria-controls="composer-panel"
            aria-selected={each === mode}
            tabIndex={each === mode ? 0 : -1}
            onClick={() => onMode(each)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
              event.preventDefault()
              // Arrows only move; a mode is chosen by Enter or Space, never in passing.
              document.getElementById(`tab-${each === 'answer' ? 'note' : 'answer'}`)?.focus()
            }}
          >
            {words[each]}
            {each !== mode && draftText(one.number, each) !== '' && <span class="draft-dot">{words.draftKept}</span>}
          </button>
        ))}
      </div>
      <div id="composer-panel" role="tabpanel" aria-labelledby={`tab-${mode}`} class="composer-panel">
        {mode === 'answer' && !mine ? (
          <TakeFirst one={one} language={language} onTake={onTake} />
        ) : (
          <Writing
            key={mode}
            one={one}
            mode={mode}
            language={language}
            focusRequests={request.focusRequests}
            onSent={onSent}
          />
        )}
      </div>
    </section>
  )
}

function TakeFirst({ one, language, onTake }: Pick<Props, 'one' | 'language' | 'onTake'>) {
  const words = deskWords[language]
  if (one.state === 'solved') return <p class="take-first">{words.state.solved}</p>
  const ownedByOther = one.state === 'owned'
  return (
    <div class="take-first">
      {ownedByOther ? (
        <strong>{words.ownedBy(one.owner?.name ?? words.somebody)}</strong>
      ) : (
        <button type="button" class="main" onClick={onTake}>
          {words.takeToAnswer}
        </button>
      )}
      <p>{words.takeToAnswerHelp}</p>
    </div>
  )
}

type WritingProps = Pick<Props, 'one' | 'language' | 'onSent'> & {
  readonly mode: ComposerMode
  readonly focusRequests: number
}

function Writing({ one, mode, language, focusRequests, onSent }: WritingProps) {
  const words = deskWords[language]
  const draft = useDraft(one.number, mode)
  const field = useRef<HTMLTextAreaElement>(null)
  const files = useChosenFiles(one.number)
  const { sending, trouble, mayNotSend, send } = useSending(one.number, mode, draft, files, language, () => {
    onSent()
    field.current?.focus()
  })
  // Before the next key press: the first letter typed after `n` or `r` belongs into the field.
  useLayoutEffect(() => {
    if (focusRequests > 0) field.current?.focus()
  }, [focusRequests])

  const insert = (text: string) => {
    draft.write(draft.text.trim() === '' ? text : `${draft.text.trimEnd()}\n\n${text}`)
    field.current?.focus()
  }
  return (
    <form
      class="writing"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {mode === 'note' && <p class="seal">{words.noteSeal}</p>}
      <textarea
        ref={field}
        rows={3}
        maxLength={longestText}
        value={draft.text}
        readOnly={sending}
        aria-label={mode === 'answer' ? words.answerLabel : words.noteLabel}
        placeholder={mode === 'answer' ? words.answerLabel : words.noteLabel}
        lang={mode === 'answer' ? one.language : language}
        dir="auto"
        onInput={(event) => draft.write(event.currentTarget.value)}
        onPaste={(event) => {
          const pasted = [...(event.clipboardData?.files ?? [])]
          if (pasted.length === 0) return
          event.preventDefault()
          files.add(pasted)
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          if (!event.dataTransfer?.files.length) return
          event.preventDefault()
          files.add([...event.dataTransfer.files])
        }}
        onKeyDown={(event) => onWritingKey(event, send)}
      />
      <ChosenList files={files} language={language} />
      {trouble && (
        <p class="refusal" role="alert">
          {trouble}
        </p>
      )}
      <div class="writing-end">
        <AttachButton files={files} language={language} />
        {mode === 'answer' && <CannedAnswers caseNumber={one.number} language={language} onChoose={insert} />}
        {mode === 'answer' && <span class="hint">{words.answerHint(languageName(one.language, language))}</span>}
        <button type="submit" class="main send" disabled={mayNotSend} aria-keyshortcuts="Control+Enter">
          {sending ? `${words.sending} …` : mode === 'answer' ? words.send : words.save}
        </button>
      </div>
    </form>
  )
}

/** Ctrl or Cmd with Enter sends, Escape leaves the field; Enter alone is a new line. */
function onWritingKey(event: KeyboardEvent, send: () => Promise<void>): void {
  if (event.key === 'Escape') document.getElementById('case-heading')?.focus()
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  void send()
}

/** Sends the draft once, whatever the network does; `onEnd` runs after each attempt, sent or not. */
function useSending(
  caseNumber: number,
  mode: ComposerMode,
  draft: Draft,
  files: ChosenFiles,
  language: Language,
  onEnd: () => void,
) {
  const words = deskWords[language]
  const [sending, setSending] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const isEmpty = draft.text.trim() === '' && files.ids.length === 0
  const mayNotSend = sending || files.isUploading || isEmpty
  const send = async () => {
    if (mayNotSend) return
    setSending(true)
    const { ids } = files
    // The same words with other files are another post.
    const id = ids.length === 0 ? draft.postId : `${draft.postId}-${ids.length}${ids.at(-1)?.slice(-12) ?? ''}`
    const said = { id, text: draft.text.trim(), ...(ids.length > 0 && { attachments: ids }) }
    const refusal = await actOnCase(caseNumber, { kind: mode === 'answer' ? 'say' : 'note' }, words, said)
    setSending(false)
    setTrouble(refusal === words.notDone ? words.notSent : refusal)
    if (refusal === undefined) {
      draft.write('')
      files.clear()
    }
    onEnd()
  }
  return { sending, trouble, mayNotSend, send }
}
