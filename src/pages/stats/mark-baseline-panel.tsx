// Our own benchmark: which baseline the period is held against, what came of it, and a way to freeze another.

import { useState } from 'preact/hooks'
import type { BaselineHead, ChangeReport } from '../../model/planning.ts'
import type { FiguresReport } from '../../model/stats.ts'
import { postJson } from '../parts/api-client.ts'
import { sayDate } from '../parts/locale.ts'
import { staffWords } from '../parts/staff-words.ts'
import { useAsking } from './asking.tsx'
import { BeforeAfter } from './before-after.tsx'
import { CsvLink } from './csv-link.tsx'
import { withBaseline } from './mark-address.ts'
import { useAnswer } from './mark-answer.ts'
import { saidBy } from './mark-form.tsx'
import { againstPath, markCsvPath, markPath } from './mark-paths.ts'
import { MarkRemoved } from './mark-removed.tsx'
import { wholeDays } from './mark-span.ts'
import { markWords } from './mark-words/by-language.ts'
import { useMarks } from './marks-state.tsx'
import { Trouble } from './waiting.tsx'

type Props = { readonly report: FiguresReport }

export function BaselinePanel({ report }: Props) {
  const { language, question, ask } = useAsking()
  const words = markWords[language]
  const { baselines } = useMarks()
  const [freezing, setFreezing] = useState(false)
  const chosen = baselines.find(({ id }) => id === question.baseline)
  return (
    <section class="panel padded benchmark" aria-label={words.baseline}>
      <div class="chart-head">
        <h2>{chosen ? words.against(chosen.name) : words.baseline}</h2>
        <label class="choice">
          {words.holdAgainst}
          <select
            value={chosen?.id ?? ''}
            onInput={({ currentTarget: { value } }) => ask(withBaseline(question, value === '' ? undefined : value))}
          >
            <option value="">{words.spanBefore}</option>
            {baselines.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="button" aria-expanded={freezing} onClick={() => setFreezing(!freezing)}>
          {words.freeze}
        </button>
        {baselines.length > 0 && <CsvLink href={markCsvPath('baselines')} what={words.baseline} />}
      </div>
      {freezing && <FreezeForm report={report} onDone={() => setFreezing(false)} />}
      {chosen ? <Against baseline={chosen} report={report} /> : <p class="tile-under">{words.baselineHelp}</p>}
      <MarkRemoved kind="baselines" />
    </section>
  )
}

type Frozen = Pick<BaselineHead, 'name' | 'from' | 'to' | 'filters'>

/** Freezes and holds the page against it; gives the server's words where it refuses. */
function useFreeze() {
  const { language, question, ask } = useAsking()
  const { again } = useMarks()
  const [refused, setRefused] = useState<string>()
  const freeze = (frozen: Frozen, onDone?: () => void) =>
    postJson<BaselineHead>(markPath('baselines'), frozen).then(
      ({ id }) => {
        again()
        ask(withBaseline(question, id))
        onDone?.()
      },
      (error: unknown) => setRefused(saidBy(error) ?? markWords[language].notSaved),
    )
  return { freeze, refused }
}

function FreezeForm({ report, onDone }: Props & { readonly onDone: () => void }) {
  const { language, question } = useAsking()
  const words = markWords[language]
  const span = wholeDays(report)
  const said = saySpan(span, report.zone, language)
  const [name, setName] = useState(said)
  const { freeze, refused } = useFreeze()
  return (
    <form
      class="freeze"
      onSubmit={(event) => {
        event.preventDefault()
        void freeze({ name, ...span, filters: question.filters as BaselineHead['filters'] }, onDone)
      }}
    >
      <label>
        {words.name}
        <input required maxLength={80} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <span class="tile-under">{said}</span>
      <button type="button" class="quiet" onClick={onDone}>
        {staffWords[language].cancel}
      </button>
      <button type="submit" class="main">
        {words.freezeIt}
      </button>
      {refused !== undefined && <p role="alert">{refused}</p>}
    </form>
  )
}

function Against({ baseline, report }: Props & { readonly baseline: BaselineHead }) {
  const { language, question, ask } = useAsking()
  const words = markWords[language]
  const { remove } = useMarks()
  const { freeze, refused } = useFreeze()
  const [unsaved, setUnsaved] = useState(false)
  const { id, name, from, to, frozenAt, by, filters } = baseline
  const path = againstPath(id, wholeDays(report), question.filters, question.time)
  const { value, failed, again } = useAnswer<ChangeReport>(path)
  const why = value?.state === 'refused' ? value.why : undefined
  const partly = value?.state === 'compared' && value.figures.some(({ change }) => change.state === 'refused')
  const frozenDay = sayDate(frozenAt, language, report.zone)
  return (
    <>
      <p class="tile-under">
        {words.frozen(saySpan(baseline, report.zone, language), frozenDay, by)} · {words.rated}
      </p>
      {value && <BeforeAfter report={value} />}
      {failed !== undefined && <Trouble again={again} />}
      {(unsaved || refused !== undefined) && <p role="alert">{refused ?? words.notSaved}</p>}
      <p class="form-end">
        {value?.state === 'compared' && (
          <CsvLink
            href={againstPath(id, wholeDays(report), question.filters, question.time, true)}
            what={words.against(name)}
          />
        )}
        {why === 'filters' && (
          <button
            type="button"
            onClick={() => ask({ ...question, filters: { ...filters } as typeof question.filters })}
          >
            {words.showSame}
          </button>
        )}
        {(partly || why === 'definition') && (
          <button type="button" onClick={() => void freeze({ name, from, to, filters })}>
            {words.freezeAnew}
          </button>
        )}
        <button
          type="button"
          onClick={() => {
            remove({ kind: 'baselines', id, said: name }).then(
              () => ask(withBaseline(question, undefined)),
              () => setUnsaved(true),
            )
          }}
        >
          {words.remove}
        </button>
      </p>
    </>
  )
}

function saySpan(
  { from, to }: Pick<FiguresReport, 'from' | 'to'>,
  zone: string,
  language: Parameters<typeof sayDate>[1],
): string {
  return `${sayDate(from, language, zone)} – ${sayDate(to - 1, language, zone)}`
}
