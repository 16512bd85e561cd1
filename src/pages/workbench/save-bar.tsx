// Saving, and what came of it: live, refused, changed by somebody else, or not possible here.

import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { SaveAnswer, WorkbenchLive } from '../../model/workbench-api.ts'
import { getJson } from '../parts/api-client.ts'
import { base } from './bench-calls.ts'
import { DiffView } from './diff-view.tsx'
import { Problems } from './problems.tsx'
import type { Editing } from './use-editing.ts'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly editing: Editing
  readonly writable: boolean
  readonly language: Language
  /** What was saved is what customers get now, or it has become known why not. */
  readonly onLive: () => void
}

const liveEveryMs = 1_000

export function SaveBar({ editing, writable, language, onLive }: Props) {
  const words = workbenchWords[language]
  const { dirty, saveState } = editing
  const answer = saveState.kind === 'answered' ? saveState.answer : undefined
  return (
    <footer class="save-bar">
      {answer && <Outcome answer={answer} editing={editing} language={language} onLive={onLive} />}
      {saveState.kind === 'failed' && (
        <p class="refusal" role="alert">
          {words.saveFailed}
        </p>
      )}
      {!writable && dirty && answer?.outcome !== 'read-only' && <ReadOnly editing={editing} language={language} />}
      <div class="save-row">
        <span class="quiet-line">{dirty ? words.unsaved : ''}</span>
        {dirty && (
          <button type="button" class="quiet" onClick={() => confirm(words.discardAsk) && editing.discard()}>
            {words.discard}
          </button>
        )}
        {writable && (
          <button
            type="button"
            class="main"
            disabled={!dirty || saveState.kind === 'saving'}
            onClick={() => void editing.save()}
          >
            {saveState.kind === 'saving' ? words.saving : words.save}
          </button>
        )}
      </div>
    </footer>
  )
}

function Outcome({ answer, editing, language, onLive }: Omit<Props, 'writable'> & { readonly answer: SaveAnswer }) {
  const words = workbenchWords[language]
  if (answer.outcome === 'saved') return <LiveLine key={answer.hash} language={language} onLive={onLive} />
  if (answer.outcome === 'read-only') return <ReadOnly editing={editing} language={language} />
  if (answer.outcome === 'problems')
    return (
      <div class="refusal" role="alert">
        <p>{words.mendFirst}</p>
        <Problems problems={answer.problems.slice(0, 5)} language={language} />
      </div>
    )
  return (
    <div class="refusal" role="alert">
      <h3>{words.changedMeanwhile}</h3>
      <p>{words.changedHelp}</p>
      <DiffView diff={answer.diff} language={language} />
      <div class="row-end">
        <button type="button" onClick={() => editing.discard(answer.theirs, answer.hash)}>
          {words.takeTheirs}
        </button>
        <button type="button" onClick={() => void editing.save(answer.hash)}>
          {words.overwrite}
        </button>
      </div>
    </div>
  )
}

/** Asks until what was saved is what customers get, or why it is not. */
function LiveLine({ language, onLive }: Pick<Props, 'language' | 'onLive'>) {
  const words = workbenchWords[language]
  const [live, setLive] = useState<WorkbenchLive>({ state: 'waiting', problems: [] })
  useEffect(() => {
    const end = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    // One after the other: the check that answers has other work too.
    const askLater = () => {
      timer = setTimeout(() => {
        getJson<WorkbenchLive>(`${base}/live`, end.signal).then(
          (now) => {
            setLive(now)
            if (now.state === 'waiting') askLater()
            else onLive()
          },
          () => !end.signal.aborted && askLater(),
        )
      }, liveEveryMs)
    }
    askLater()
    return () => {
      clearTimeout(timer)
      end.abort()
    }
  }, [])
  return (
    <div role="status">
      <p class={`live ${live.state}`}>{words.live[live.state]}</p>
      <Problems problems={live.problems.slice(0, 5)} language={language} />
    </div>
  )
}

function ReadOnly({ editing, language }: Pick<Props, 'editing' | 'language'>) {
  const words = workbenchWords[language]
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(editing.working?.text ?? '')
    setCopied(true)
  }
  return (
    <div class="refusal" role="alert">
      <p>{words.readOnly}</p>
      <button type="button" onClick={() => void copy().catch(() => setCopied(false))}>
        {copied ? words.copied : words.copy}
      </button>
    </div>
  )
}
