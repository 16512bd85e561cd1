// How the times of a clock are spread: columns with the targets on them, and the same as a table beside.

import { type ClockName, clockNames, type FiguresReport, type Target } from '../../model/stats.ts'
import type { DistributionReport, SpreadStep } from '../../model/views.ts'
import { sayDuration } from '../parts/duration.ts'
import { sayNumber, sayPercent } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { CellButton } from './cell-button.tsx'
import { isFew } from './few.ts'
import { useTargetNames } from './pledges.tsx'
import { viewCsvPath, viewPath } from './question.ts'
import { placeOf, sayStepOf, stepsShown } from './spread-steps.ts'
import { useView } from './use-view.ts'
import { ViewPanel } from './view-panel.tsx'
import { statsWords } from './words/by-language.ts'
import { viewWords } from './words/view-words.ts'

type Props = { readonly report: FiguresReport }

export function Distribution({ report }: Props) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const { filters, spread, time } = question
  const state = useView<DistributionReport>(viewPath('distribution', report, filters))
  const title = `${words.figures.distribution}: ${words.figures[spread]}`
  return (
    <ViewPanel
      title={title}
      term="distribution"
      csv={viewCsvPath('distribution', report, filters)}
      state={state}
      controls={<ClockChoice />}
    >
      {({ clocks, exact }) => {
        const targets = report.targets.filter(
          ({ name, clock, time: kind }) =>
            clock === spread && kind === time && (report.total.shares[`target:${name}`]?.n ?? 0) > 0,
        )
        const steps = stepsShown(
          clocks[spread][time],
          targets.map(({ withinMs }) => withinMs),
        )
        if (steps.length === 0) return <p class="tile-under">{words.none}</p>
        return (
          <>
            <p class="tile-under">
              {[words.figures[time], exact ? undefined : viewWords[language].edges].filter(Boolean).join(' · ')}
            </p>
            <div class="spread-view">
              <Columns steps={steps} targets={targets} />
              <StepTable steps={steps} all={clocks[spread][time]} clock={spread} />
            </div>
            <Targets targets={targets} report={report} />
          </>
        )
      }}
    </ViewPanel>
  )
}

function ClockChoice() {
  const { language, question, ask } = useAsking()
  const words = statsWords[language]
  return (
    <label class="choice">
      <span class="unseen">{viewWords[language].clock}</span>
      <select
        value={question.spread}
        onChange={(event) => {
          const spread = clockNames.find((name) => name === event.currentTarget.value)
          if (spread) ask({ ...question, spread })
        }}
      >
        {clockNames.map((name) => (
          <option key={name} value={name}>
            {words.figures[name]}
          </option>
        ))}
      </select>
    </label>
  )
}

const sumOf = (steps: readonly SpreadStep[]) => steps.reduce((sum, { n }) => sum + n, 0)

/** The numbers stand in the table beside it. */
function Columns({ steps, targets }: { readonly steps: readonly SpreadStep[]; readonly targets: readonly Target[] }) {
  const { language } = useAsking()
  const most = steps.reduce((highest, { n }) => Math.max(highest, n), 1)
  return (
    <div class={isFew(sumOf(steps)) ? 'spread-columns few' : 'spread-columns'} aria-hidden="true">
      {steps.map((step) => (
        <div key={step.fromMs} class="spread-column">
          <span class="spread-area">
            <span class="spread-n">{step.n > 0 && sayNumber(step.n, language)}</span>
            <span class="spread-bar" style={{ height: `${(100 * step.n) / most}%` }} />
          </span>
          <span class="spread-label">{sayStepOf(step, language)}</span>
        </div>
      ))}
      {[...new Set(targets.map(({ withinMs }) => withinMs))].map((withinMs) => {
        const place = placeOf(withinMs, steps)
        return place === undefined ? null : (
          <span key={withinMs} class="spread-target" style={{ insetInlineStart: `${100 * place}%` }}>
            <span>{viewWords[language].target(sayDuration(withinMs, language))}</span>
          </span>
        )
      })}
    </div>
  )
}

type TableProps = {
  readonly steps: readonly SpreadStep[]
  readonly all: readonly SpreadStep[]
  readonly clock: ClockName
}

function StepTable({ steps, all, clock }: TableProps) {
  const { language } = useAsking()
  const words = statsWords[language]
  const n = sumOf(all)
  return (
    <table class={isFew(n) ? 'few' : ''}>
      <thead>
        <tr>
          <th scope="col">{viewWords[language].step}</th>
          <th scope="col" class="number">
            {words.count(sayNumber(n, language))}
          </th>
          <th scope="col" class="number">
            {viewWords[language].share}
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.fromMs}>
            <th scope="row">{sayStepOf(step, language)}</th>
            <td class="number">
              <CellButton
                cell={{ figure: clock, range: { fromMs: step.fromMs, ...(step.toMs && { toMs: step.toMs }) } }}
                name={`${words.figures[clock]}, ${sayStepOf(step, language)}`}
                n={step.n}
                text={sayNumber(step.n, language)}
              />
            </td>
            <td class="number">{n === 0 ? '–' : sayPercent((100 * step.n) / n, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How much of it was within each target, as the figures say it. */
function Targets({ targets, report }: Props & { readonly targets: readonly Target[] }) {
  const { language } = useAsking()
  const words = statsWords[language]
  const sayTarget = useTargetNames()
  if (targets.length === 0) return null
  return (
    <ul class="spread-targets">
      {targets.map((target) => {
        const figure = `target:${target.name}`
        const share = report.total.shares[figure] ?? { n: 0, hits: 0 }
        return (
          <li key={target.name}>
            {viewWords[language].target(sayTarget(target))}:{' '}
            <b class={isFew(share.n) ? 'few' : ''}>
              {share.percent === undefined ? '–' : sayPercent(share.percent, language)}
            </b>{' '}
            <CellButton
              cell={{ figure }}
              name={sayTarget(target)}
              n={share.n}
              text={words.outOf(sayNumber(share.hits, language), sayNumber(share.n, language))}
            />
          </li>
        )
      })}
    </ul>
  )
}
