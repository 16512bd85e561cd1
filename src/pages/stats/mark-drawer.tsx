// The drawer of a marker: its figures before and after, with how sure each change is; the way to edit and remove it.

import { useState } from 'preact/hooks'
import type { ChangeReport, MarkerView } from '../../model/planning.ts'
import type { FiguresReport } from '../../model/stats.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useShopNames } from '../parts/shop-names.tsx'
import { staffWords } from '../parts/staff-words.ts'
import { useAsking } from './asking.tsx'
import { BeforeAfter } from './before-after.tsx'
import { CsvLink } from './csv-link.tsx'
import { withoutMarker } from './mark-address.ts'
import { useAnswer } from './mark-answer.ts'
import { MarkForm } from './mark-form.tsx'
import { changesPath } from './mark-paths.ts'
import { markWords } from './mark-words/by-language.ts'
import { useMarks } from './marks-state.tsx'
import { rowName } from './row-names.ts'
import { sayStep } from './steps.ts'
import { Late, Trouble } from './waiting.tsx'
import { statsWords } from './words/by-language.ts'

type Props = { readonly report: FiguresReport }

/** Nothing where the address names no marker. */
export function MarkDrawer({ report }: Props) {
  const { language, question, ask } = useAsking()
  const words = markWords[language]
  const { markers, reading } = useMarks()
  const [editing, setEditing] = useState(false)
  if (question.marker === undefined || reading) return null
  const marker = markers.find(({ id }) => id === question.marker)
  const close = () => {
    setEditing(false)
    ask(withoutMarker(question))
  }
  if (marker && editing)
    return (
      <Dialog key="form" title={words.editChange} onClose={() => setEditing(false)}>
        <MarkForm report={report} marker={marker} onDone={() => setEditing(false)} />
      </Dialog>
    )
  return (
    <Dialog key="drawer" title={words.beforeAfter(marker?.label ?? '–')} onClose={close}>
      <div class="evidence">
        <button type="button" class="drawer-close" data-first aria-label={staffWords[language].close} onClick={close}>
          ×
        </button>
        {marker ? (
          <Compared marker={marker} report={report} onEdit={() => setEditing(true)} onRemoved={close} />
        ) : (
          <p role="alert">{words.gone}</p>
        )}
      </div>
    </Dialog>
  )
}

type ComparedProps = Props & {
  readonly marker: MarkerView
  readonly onEdit: () => void
  readonly onRemoved: () => void
}

function Compared({ marker, report, onEdit, onRemoved }: ComparedProps) {
  const { language, question } = useAsking()
  const words = markWords[language]
  const { remove } = useMarks()
  const [unsaved, setUnsaved] = useState(false)
  const { filters, time } = question
  const { value, failed, again } = useAnswer<ChangeReport>(changesPath(marker.id, filters, time))
  return (
    <>
      <p class="where">
        <Where marker={marker} zone={report.zone} />
      </p>
      {value && <BeforeAfter report={value} matched />}
      {value?.state === 'compared' && (
        <CsvLink href={changesPath(marker.id, filters, time, true)} what={words.beforeAfter(marker.label)} />
      )}
      {!value && failed === undefined && <Late />}
      {failed !== undefined && <Trouble again={again} />}
      <p class="form-end">
        <button
          type="button"
          onClick={() => {
            remove({ kind: 'markers', id: marker.id, said: marker.label }).then(onRemoved, () => setUnsaved(true))
          }}
        >
          {words.remove}
        </button>
        <button type="button" onClick={onEdit}>
          {words.edit}
        </button>
      </p>
      {unsaved && <p role="alert">{words.notSaved}</p>}
    </>
  )
}

/** The marker's day, who marked it, and what both sides are narrowed to. */
function Where({ marker, zone }: { readonly marker: MarkerView; readonly zone: string }) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const names = useShopNames(language)
  const narrowed = { ...question.filters, ...marker.scope }
  const filters = (['channel', 'language', 'intent', 'team'] as const).flatMap((name) => {
    const key = narrowed[name]
    return key === undefined ? [] : [`${words[name]}: ${rowName(name, key, names, language)}`]
  })
  const day = sayStep(marker.at, false, zone, language)
  return <>{[day, markWords[language].by(marker.by), ...filters, words.figures[question.time]].join(' · ')}</>
}
