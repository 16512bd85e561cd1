// The control chart: the days of a figure between their limits, where the limits come from, what stands out, a table.

import { useState } from 'preact/hooks'
import { type ComparedName, type ControlReport, comparedNames } from '../../model/planning.ts'
import type { FiguresReport } from '../../model/stats.ts'
import { sayDate, sayNumber } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { figureName } from './control-names.ts'
import { ControlPlot } from './control-plot.tsx'
import { ControlTable } from './control-table.tsx'
import { CsvLink } from './csv-link.tsx'
import { useAnswer } from './mark-answer.ts'
import { controlPath } from './mark-paths.ts'
import { throughToday } from './mark-span.ts'
import { markWords } from './mark-words/by-language.ts'
import { Trouble } from './waiting.tsx'
import { statsWords } from './words/by-language.ts'

type Drawn = Extract<ControlReport, { readonly state: 'drawn' }>

export function ControlPanel({ report }: { readonly report: FiguresReport }) {
  const { language, question } = useAsking()
  const words = markWords[language]
  const figure = question.control ?? 'answer'
  const path = (table = false) => controlPath(figure, throughToday(report), question, table)
  const { value, stale, failed, again } = useAnswer<ControlReport>(path())
  return (
    <section class={stale ? 'panel padded benchmark stale' : 'panel padded benchmark'} aria-label={words.control}>
      <div class="chart-head">
        <h2>{words.control}</h2>
        <FigureChoice chosen={figure} />
        {value?.state === 'drawn' && <CsvLink href={path(true)} what={words.control} />}
      </div>
      {value?.state === 'drawn' && <Chart drawn={value} report={report} />}
      {value?.state === 'few' && <p role="status">{words.fewDays(sayNumber(value.days, language))}</p>}
      {value?.state === 'refused' && <p role="status">{words.refused[value.why]}</p>}
      {failed !== undefined && <Trouble again={again} />}
    </section>
  )
}

function FigureChoice({ chosen }: { readonly chosen: ComparedName }) {
  const { language, question, ask } = useAsking()
  return (
    <label class="choice">
      {markWords[language].figure}
      <select
        value={chosen}
        onInput={({ currentTarget: { value } }) => {
          const control = comparedNames.find((name) => name === value)
          if (control) ask({ ...question, control })
        }}
      >
        {comparedNames.map((name) => (
          <option key={name} value={name}>
            {figureName(name, language)}
          </option>
        ))}
      </select>
    </label>
  )
}

function Chart({ drawn, report }: { readonly drawn: Drawn; readonly report: FiguresReport }) {
  const { language } = useAsking()
  const words = markWords[language]
  const [open, setOpen] = useState(false)
  const { basis, chart, zone } = drawn
  const count = (signal: 'outside' | 'run') => chart.points.filter((point) => point.signal === signal).length
  const [outside, run] = [count('outside'), count('run')]
  const span = `${sayDate(basis.from, language, zone)} – ${sayDate(basis.to - 1, language, zone)}`
  const days = words.days(sayNumber(basis.days, language))
  return (
    <>
      <p class="tile-under">
        {basis.kind === 'baseline' ? words.fromBaseline(basis.name ?? '', span, days) : words.fromWeeks(span, days)}.
        {!basis.stable && ` ${words.unstable}`}
      </p>
      <p class="control-said">
        {outside + run === 0 ? words.calm : words.found(sayNumber(outside, language), sayNumber(run, language))}
      </p>
      <ControlPlot drawn={drawn} targets={report} />
      <p class="tile-under">
        {words.rule[chart.kind]} {words.runRule}
      </p>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{statsWords[language].asTable}</summary>
        {open && <ControlTable drawn={drawn} />}
      </details>
    </>
  )
}
