// Asks before an intent is deleted, and names what depends on it.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { RemovalView, RemoveAnswer, RemovePost } from '../../model/workbench-api.ts'
import { Dialog } from '../parts/dialog.tsx'
import { PageFailed, PageLoading } from '../parts/page-states.tsx'
import { staffWords } from '../parts/staff-words.ts'
import { postRefusable, useRead } from './bench-calls.ts'
import { writeDraft } from './kept-drafts.ts'
import { Problems } from './problems.tsx'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly name: string
  readonly title: string
  readonly baseHash: string
  readonly language: Language
  readonly onRemoved: () => void
  readonly onClose: () => void
}

export function RemoveIntent(props: Props) {
  const { name, title, language, onClose } = props
  const needed = useRead<RemovalView>(`files/${name}/needed`)
  return (
    <Dialog title={workbenchWords[language].removeTitle(title)} onClose={onClose}>
      {needed.value && <Confirm {...props} needed={needed.value} />}
      {!needed.value && needed.failed === undefined && <PageLoading language={language} />}
      {!needed.value && needed.failed !== undefined && <PageFailed language={language} again={needed.again} />}
    </Dialog>
  )
}

function Confirm({ name, baseHash, language, needed, onRemoved, onClose }: Props & { readonly needed: RemovalView }) {
  const words = workbenchWords[language]
  const [state, setState] = useState<'asking' | 'removing' | 'failed' | RemoveAnswer['outcome']>('asking')
  const remove = async () => {
    setState('removing')
    const post: RemovePost = { baseHash }
    const answer = await postRefusable<RemoveAnswer>(`files/${name}/remove`, post).catch(() => undefined)
    setState(answer?.outcome ?? 'failed')
    if (answer?.outcome !== 'removed') return
    writeDraft(name, undefined)
    onRemoved()
  }
  const cancel = useRef<HTMLButtonElement>(null)
  // The buttons come after the dialog; whoever presses Enter once too often shall delete nothing.
  useEffect(() => cancel.current?.focus(), [])
  const { followUpOf, problems } = needed
  const refused = state !== 'asking' && state !== 'removing' && state !== 'removed'
  return (
    <div class="confirm">
      {problems.length > 0 ? (
        <>
          <p>{words.removeBlocked}</p>
          <Problems problems={problems} language={language} />
        </>
      ) : (
        <ul class="plain-list">
          <li>{words.removeHelp}</li>
          {followUpOf.length > 0 && (
            <li>{words.removeFollowUps(followUpOf.map((file) => `${file}.yaml`).join(', '))}</li>
          )}
          <li>{words.removeRunning}</li>
          <li>{words.removeKept}</li>
        </ul>
      )}
      {refused && (
        <p class="refusal" role="alert">
          {state === 'read-only' ? words.readOnly : state === 'changed' ? words.removeChanged : words.removeFailed}
        </p>
      )}
      <div class="row-end">
        <button type="button" ref={cancel} onClick={onClose}>
          {staffWords[language].cancel}
        </button>
        {problems.length === 0 && (
          <button type="button" class="danger" disabled={state === 'removing'} onClick={() => void remove()}>
            {words.remove}
          </button>
        )}
      </div>
    </div>
  )
}
