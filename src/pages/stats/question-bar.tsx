// The question's controls: period, own days, and the filters that are on.

import { useState } from 'preact/hooks'
import type { StatsReport } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { sayDate } from '../parts/locale.ts'
import { useShopNames } from '../parts/shop-names.tsx'
import { dayOf, filterNames, periodNames, type Question } from './period.ts'
import { rowName } from './row-names.ts'
import { statsWords } from './words/by-language.ts'

type Props = {
  readonly question: Question
  readonly language: Language
  readonly onAsk: (question: Question) => void
}

/** Four usual periods, and own days behind a fifth. */
export function PeriodPicker({
  question,
  language,
  report,
  onAsk,
}: Props & { readonly report: StatsReport | undefined }) {
  const words = statsWords[language]
  const { period } = question
  const [own, setOwn] = useState(period.kind === 'own')
  return (
    <div class="period">
      <fieldset class="segments">
        <legend class="unseen">{words.period}</legend>
        {periodNames.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={!own && period.kind === 'last' && period.name === name}
            onClick={() => {
              setOwn(false)
              onAsk({ ...question, period: { kind: 'last', name } })
            }}
          >
            {words.periods[name]}
          </button>
        ))}
        <button type="button" aria-pressed={own} aria-expanded={own} onClick={() => setOwn(!own)}>
          {words.ownPeriod}
        </button>
      </fieldset>
      {own && <OwnDays question={question} language={language} report={report} onAsk={onAsk} />}
      {report && (
        <p class="period-said">
          {sayDate(report.from, language, report.zone)} –{' '}
          {sayDate(Math.max(report.from, report.to - 1), language, report.zone)}
          {' · '}
          {words.zone(report.zone)}
        </p>
      )}
    </div>
  )
}

function OwnDays({ question, language, report, onAsk }: Props & { readonly report: StatsReport | undefined }) {
  const words = statsWords[language]
  const { period } = question
  const zone = report?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const today = dayOf(Date.now(), zone)
  const [from, setFrom] = useState(period.kind === 'own' ? period.from : report ? dayOf(report.from, zone) : today)
  const [to, setTo] = useState(period.kind === 'own' ? period.to : today)
  return (
    <form
      class="own-days"
      onSubmit={(event) => {
        event.preventDefault()
        onAsk({ ...question, period: { kind: 'own', from, to } })
      }}
    >
      <label>
        {words.from}
        <input type="date" required max={to} value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
      </label>
      <label>
        {words.to}
        <input type="date" required min={from} value={to} onInput={(event) => setTo(event.currentTarget.value)} />
      </label>
      <button type="submit" class="main">
        {words.show}
      </button>
    </form>
  )
}

/** Each filter that is on, with a way to drop it; nothing where none is. */
export function Filters({ question, language, onAsk }: Props) {
  const words = statsWords[language]
  const names = useShopNames(language)
  const on = filterNames.filter((name) => question.filters[name] !== undefined)
  if (on.length === 0) return null
  return (
    <ul class="filters" aria-label={words.filters}>
      {on.map((name) => {
        const said = `${words[name]}: ${rowName(name, question.filters[name] ?? '', names, language)}`
        return (
          <li key={name}>
            <button
              type="button"
              aria-label={words.dropFilter(said)}
              onClick={() => {
                const filters = { ...question.filters }
                delete filters[name]
                onAsk({ ...question, filters })
              }}
            >
              {said} <span aria-hidden="true">×</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
