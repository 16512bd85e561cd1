// Runs the tests inside the file on show, or inside all, with the changes that are not saved.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { TestsAnswer, TestsPost, WorkbenchDraft } from '../../model/workbench-api.ts'
import { staffWords } from '../parts/staff-words.ts'
import { postPatiently } from './bench-calls.ts'
import { Problems } from './problems.tsx'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly draft: WorkbenchDraft
  readonly language: Language
  readonly onLine: (line: number) => void
}

type State = 'idle' | 'running' | 'failed' | Exclude<TestsAnswer, { state: 'learning' }>

export function TestsPanel({ draft, language, onLine }: Props) {
  const words = workbenchWords[language]
  const [state, setState] = useState<State>('idle')
  const end = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => end.current?.abort(), [])
  const run = async (all: boolean) => {
    end.current?.abort()
    const mine = new AbortController()
    end.current = mine
    setState('running')
    const post: TestsPost = { draft, all }
    try {
      const answer = await postPatiently<TestsAnswer>('tests', post, () => undefined, mine.signal)
      if (answer && !mine.signal.aborted) setState(answer)
    } catch {
      if (!mine.signal.aborted) setState('failed')
    }
  }
  return (
    <div class="tests">
      <div class="try-row">
        {!draft.name.startsWith('_') && (
          <button type="button" class="main" disabled={state === 'running'} onClick={() => void run(false)}>
            {words.runTests}
          </button>
        )}
        <button type="button" disabled={state === 'running'} onClick={() => void run(true)}>
          {words.runAll}
        </button>
      </div>
      {state === 'running' && <p role="status">{words.running}</p>}
      {state === 'failed' && <p role="alert">{staffWords[language].serverTrouble}</p>}
      {typeof state === 'object' && <Result answer={state} draft={draft} language={language} onLine={onLine} />}
    </div>
  )
}

function Result({
  answer,
  draft,
  language,
  onLine,
}: Props & { readonly answer: Exclude<TestsAnswer, { state: 'learning' }> }) {
  const words = workbenchWords[language]
  const file = `${draft.name}.yaml`
  if (answer.state === 'broken')
    return (
      <div role="alert">
        <p class="refusal">{words.notTriable}</p>
        <Problems problems={answer.problems} language={language} file={file} onLine={onLine} />
      </div>
    )
  const { count, failures } = answer
  return (
    <div role="status">
      {count === 0 && <p>{words.noTests}</p>}
      {count > 0 && failures.length === 0 && <p class="live live-good">{words.testsHold(count)}</p>}
      {failures.length > 0 && <p class="refusal">{words.testsFail(failures.length, count)}</p>}
      <Problems problems={failures} language={language} file={file} onLine={onLine} />
    </div>
  )
}
