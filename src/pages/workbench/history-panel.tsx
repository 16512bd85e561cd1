// What was saved in this file, when and by whom; each version can be looked at and brought back.

import { useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { WorkbenchVersion, WorkbenchVersionView } from '../../model/workbench-api.ts'
import { sayMoment } from '../parts/locale.ts'
import { PageFailed, PageLoading } from '../parts/page-states.tsx'
import { useRead } from './bench-calls.ts'
import { DiffView } from './diff-view.tsx'
import { placeOf } from './say-when.ts'
import type { Editing } from './use-editing.ts'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly name: string
  readonly editing: Editing
  /** The shop's. */
  readonly zone: string
  readonly language: Language
}

export function HistoryPanel({ name, editing, zone, language }: Props) {
  const words = workbenchWords[language]
  const [open, setOpen] = useState<string>()
  const { versions } = editing
  if (versions.length === 0) return <p class="middle small">{words.noHistory}</p>
  return (
    <>
      <p class="quiet-line">{words.timesIn(placeOf(zone))}</p>
      <ol class="versions">
        {versions.map((version) => (
          <li key={version.id}>
            <button
              type="button"
              class="version"
              aria-expanded={open === version.id}
              onClick={() => setOpen(open === version.id ? undefined : version.id)}
            >
              <span>{sayMoment(version.at, Date.now(), language, zone)}</span>
              <span>{version.who || words.outside}</span>
              <span class="figure">{words.changes(version.added, version.removed)}</span>
              {version.restores && <span class="mark">{words.restored}</span>}
              {version.removes && <span class="mark warning">{words.removes}</span>}
            </button>
            {open === version.id && <Version name={name} version={version} editing={editing} language={language} />}
          </li>
        ))}
      </ol>
    </>
  )
}

function Version({ name, version, editing, language }: Omit<Props, 'zone'> & { readonly version: WorkbenchVersion }) {
  const words = workbenchWords[language]
  const view = useRead<WorkbenchVersionView>(`files/${name}/versions/${version.id}`)
  if (!view.value && view.failed === undefined) return <PageLoading language={language} />
  if (!view.value) return <PageFailed language={language} again={view.again} />
  return (
    <div class="version-view">
      <DiffView diff={view.value.diff} language={language} />
      <div class="row-end">
        {editing.dirty && <p class="quiet-line">{words.restoreBlocked}</p>}
        <button
          type="button"
          disabled={editing.dirty || editing.saveState.kind === 'saving'}
          onClick={() => void editing.restore(version.id)}
        >
          {words.restore}
        </button>
      </div>
    </div>
  )
}
