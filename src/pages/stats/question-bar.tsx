// The question's controls: period, own days, which time, comparing, and the filters that are on.

import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { Difference } from '../../model/planning.ts'
import { type FiguresReport, timeKinds } from '../../model/stats.ts'
import { sayDate } from '../parts/locale.ts'
import { useShopNames } from '../parts/shop-names.tsx'
import { useAsking } from './asking.tsx'
import { markWords } from './mark-words/by-language.ts'
import { dayOf, periodNames } from './period.ts'
import { filterNames, toggleFilter } from './question.ts'
import { rowName } from './row-names.ts'
import { statsWords } from './words/by-language.ts'

type Props = { readonly report: FiguresReport | undefined }

/** Four usual periods, and own days behind a fifth. */
export function PeriodPicker({ report }: Props) {
  const { language, question, ask } = useAsking()
  const words = statsWords[language]
  const { period } = question
  const [own, setOwn] = useState(period.kind === 'own')
  useEffect(() => setOwn(period.kind === 'own'), [period])
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
              ask({ ...question, period: { kind: 'last', name } })
            }}
          >
            {words.periods[name]}
          </button>
        ))}
        <button type="button" aria-pressed={own} aria-expanded={own} onClick={() => setOwn(!own)}>
          {words.ownPeriod}
        </button>
      </fieldset>
      {own && <OwnDays report={report} />}
    </div>
  )
}

function OwnDays({ report }: Props) {
  const { language, question, ask } = useAsking()
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
        ask({ ...question, period: { kind: 'own', from, to } })
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

/** Wall or business time, and whether the span before stands beside. */
export function ViewSwitches() {
  const { language, question, ask } = useAsking()
  const words = statsWords[language]
  return (
    <>
      <fieldset class="segments">
        <legend class="unseen">{words.timeKind}</legend>
        {timeKinds.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={question.time === kind}
            onClick={() => ask({ ...question, time: kind })}
          >
            {words.figures[kind]}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        class="switch"
        aria-pressed={question.compare}
        onClick={() => ask({ ...question, compare: !question.compare })}
      >
        {words.compare}
      </button>
    </>
  )
}

type SaidProps = Props & {
  readonly before: FiguresReport | undefined
  /** Why the chosen baseline is not compared with. */
  readonly notCompared?: Difference
}

/** Which days stand on the page, which they are held against, and where the clock is read. */
export function PeriodSaid({ report, before, notCompared }: SaidProps) {
  const { language } = useAsking()
  const words = statsWords[language]
  if (!report) return null
  const parts = [
    saySpan(report, language),
    before && words.against(saySpan(before, language)),
    notCompared && markWords[language].refused[notCompared],
    words.zone(report.zone),
    report.exact ? undefined : words.rounded,
    words.few,
  ]
  return <p class="period-said">{parts.filter((part) => part !== undefined).join(' · ')}</p>
}

function saySpan({ from, to, zone }: Pick<FiguresReport, 'from' | 'to' | 'zone'>, language: Language): string {
  const [first, last] = [sayDate(from, language, zone), sayDate(Math.max(from, to - 1), language, zone)]
  return first === last ? first : `${first} – ${last}`
}

/** Each filter that is on, with a way to drop it; nothing where none is. */
export function Filters() {
  const { language, question, ask } = useAsking()
  const words = statsWords[language]
  const names = useShopNames(language)
  const on = filterNames.flatMap((name) => {
    const key = question.filters[name]
    return key === undefined ? [] : [{ name, key }]
  })
  if (on.length === 0) return null
  return (
    <ul class="filters" aria-label={words.filters}>
      {on.map(({ name, key }) => {
        const said = `${words[name]}: ${rowName(name, key, names, language)}`
        return (
          <li key={name}>
            <button
              type="button"
              aria-label={words.dropFilter(said)}
              onClick={() => ask(toggleFilter(question, name, key))}
            >
              {said} <span aria-hidden="true">×</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
