// An intent that was deleted: what it said, who took it away and when, and the way back.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { RestorePost, SaveAnswer, WorkbenchRemoved, WorkbenchVersionView } from '../../model/workbench-api.ts'
import { PageFailed, PageLoading } from '../parts/page-states.tsx'
import { postSave, useRead } from './bench-calls.ts'
import { DiffView } from './diff-view.tsx'
import { writePlace } from './place.ts'
import { Problems } from './problems.tsx'
import { sayWhen } from './say-when.ts'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly removed: WorkbenchRemoved
  readonly zone: string
  readonly writable: boolean
  readonly language: Language
  readonly onRestored: () => void
}

export function RemovedIntent({ removed, zone, writable, language, onRestored }: Props) {
  const words = workbenchWords[language]
  const { name, version, at, who } = removed
  const [answer, setAnswer] = useState<SaveAnswer | 'saving' | 'failed'>()
  const view = useRead<WorkbenchVersionView>(`files/${name}/versions/${version}`)
  const heading = useRef<HTMLHeadingElement>(null)
  // What had the focus went with the file.
  useEffect(() => heading.current?.focus(), [])
  const restore = async () => {
    setAnswer('saving')
    const post: RestorePost = { version }
    const given = await postSave(`files/${name}/restore`, post).catch(() => 'failed' as const)
    setAnswer(given)
    if (given !== 'failed' && given.outcome === 'saved') onRestored()
  }
  return (
    <article class="editor" aria-labelledby="removed-title">
      <header class="editor-head">
        <a class="back" href={writePlace({ view: 'intents' })}>
          ← {words.back}
        </a>
        <h2 id="removed-title" ref={heading} tabIndex={-1}>
          {words.removedTitle(name)}
        </h2>
        <p class="quiet-line">{words.removedBy(who || words.outside, sayWhen(at, language, zone))}</p>
      </header>
      {writable && (
        <div>
          <button type="button" class="main" disabled={answer === 'saving'} onClick={() => void restore()}>
            {words.bringBack}
          </button>
        </div>
      )}
      {answer === 'failed' && (
        <p class="refusal" role="alert">
          {words.saveFailed}
        </p>
      )}
      {typeof answer === 'object' && answer.outcome === 'problems' && (
        <div class="refusal" role="alert">
          <p>{words.mendFirst}</p>
          <Problems problems={answer.problems.slice(0, 5)} language={language} />
        </div>
      )}
      {view.value && <DiffView diff={view.value.diff} language={language} />}
      {!view.value && view.failed === undefined && <PageLoading language={language} />}
      {!view.value && view.failed !== undefined && <PageFailed language={language} again={view.again} />}
    </article>
  )
}
