// The form of a marker: its day, its words, what it is about.

import { useId, useState } from 'preact/hooks'
import { longestLabel, type MarkerView } from '../../model/planning.ts'
import type { FiguresReport } from '../../model/stats.ts'
import { ApiError, postJson } from '../parts/api-client.ts'
import { sayNumber } from '../parts/locale.ts'
import { useShopNames } from '../parts/shop-names.tsx'
import { staffWords } from '../parts/staff-words.ts'
import { useAsking } from './asking.tsx'
import { listOf } from './breakdown.tsx'
import { markPath } from './mark-paths.ts'
import { markWords } from './mark-words/by-language.ts'
import { useMarks } from './marks-state.tsx'
import { dayOf } from './period.ts'
import { rowName } from './row-names.ts'
import { statsWords } from './words/by-language.ts'

type Props = {
  readonly report: FiguresReport
  /** The marker to change; without it a new one is marked. */
  readonly marker?: MarkerView
  readonly onDone: () => void
}

const scopes = ['channel', 'team', 'intent'] as const

/** Stands in a dialog; says in the server's own words what it refuses. */
export function MarkForm({ report, marker, onDone }: Props) {
  const { language } = useAsking()
  const words = markWords[language]
  const { again } = useMarks()
  const [date, setDate] = useState(marker?.date ?? dayOf(Date.now(), report.zone))
  const [label, setLabel] = useState(marker?.label ?? '')
  const [scope, setScope] = useState<MarkerView['scope']>(marker?.scope ?? {})
  const [refused, setRefused] = useState<string>()
  const save = () =>
    postJson(markPath('markers', marker?.id), { date, label, scope }).then(
      () => {
        again()
        onDone()
      },
      (error: unknown) => setRefused(saidBy(error) ?? words.notSaved),
    )
  return (
    <form
      class="mark-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <label>
        {words.day}
        <input
          type="date"
          required
          max={dayOf(Date.now(), report.zone)}
          value={date}
          onInput={(event) => setDate(event.currentTarget.value)}
        />
      </label>
      <LabelField label={label} onLabel={setLabel} />
      <ScopeFields report={report} scope={scope} onScope={setScope} />
      {refused !== undefined && <p role="alert">{refused}</p>}
      <p class="form-end">
        <button type="button" class="quiet" onClick={onDone}>
          {staffWords[language].cancel}
        </button>
        <button type="submit" class="main">
          {words.save}
        </button>
      </p>
    </form>
  )
}

/** What the server said against it, in words for people. */
export function saidBy(error: unknown): string | undefined {
  const { body } = error instanceof ApiError ? error : {}
  return (body as { readonly error?: { readonly message?: string } } | undefined)?.error?.message
}

type LabelProps = { readonly label: string; readonly onLabel: (label: string) => void }

function LabelField({ label, onLabel }: LabelProps) {
  const { language } = useAsking()
  const words = markWords[language]
  const id = useId()
  const used = words.used(sayNumber([...label].length, language), sayNumber(longestLabel, language))
  return (
    <div class="mark-label">
      <label for={id}>{words.label}</label>
      <input
        id={id}
        data-first
        required
        autocomplete="off"
        maxLength={longestLabel}
        value={label}
        aria-describedby={`${id}-used`}
        onInput={(event) => onLabel(event.currentTarget.value)}
      />
      <span id={`${id}-used`} class="tile-under">
        {used}
      </span>
    </div>
  )
}

type ScopeProps = {
  readonly report: FiguresReport
  readonly scope: MarkerView['scope']
  readonly onScope: (scope: MarkerView['scope']) => void
}

function ScopeFields({ report, scope, onScope }: ScopeProps) {
  const { language } = useAsking()
  const words = markWords[language]
  const names = useShopNames(language)
  return (
    <fieldset class="mark-scope">
      <legend>{words.about}</legend>
      {scopes.map((name) => {
        const keys = new Set(report[listOf[name]].map(({ key }) => key).filter((key) => key !== ''))
        const chosen = scope[name]
        if (chosen !== undefined) keys.add(chosen)
        return (
          <label key={name}>
            {statsWords[language][name]}
            <select
              value={chosen ?? ''}
              onInput={({ currentTarget: { value } }) => {
                const { [name]: _, ...rest } = scope
                onScope(value === '' ? rest : { ...rest, [name]: value })
              }}
            >
              <option value="">{words.everything}</option>
              {[...keys].map((key) => (
                <option key={key} value={key}>
                  {rowName(name, key, names, language)}
                </option>
              ))}
            </select>
          </label>
        )
      })}
    </fieldset>
  )
}
