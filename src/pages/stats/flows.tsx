// Flows as funnels: every flow with how many finished, and the questions of one with who went on and who left whereto.

import { useState } from 'preact/hooks'
import { type FiguresReport, flowLosses } from '../../model/stats.ts'
import type { FlowFigures, FlowStep, FlowsReport } from '../../model/views.ts'
import { sayNumber, sayPercent } from '../parts/locale.ts'
import { useShopNames } from '../parts/shop-names.tsx'
import { useAsking } from './asking.tsx'
import { CellButton } from './cell-button.tsx'
import { isFew } from './few.ts'
import { Bar } from './outcomes.tsx'
import { viewCsvPath, viewPath } from './question.ts'
import { Term } from './term.tsx'
import { useView } from './use-view.ts'
import { ViewPanel } from './view-panel.tsx'
import { statsWords } from './words/by-language.ts'
import { viewWords } from './words/view-words.ts'

export function Flows({ report }: { readonly report: FiguresReport }) {
  const { language, question } = useAsking()
  const words = viewWords[language]
  const state = useView<FlowsReport>(viewPath('flows', report, question.filters))
  return (
    <ViewPanel
      title={statsWords[language].figures.flow}
      term="flow"
      csv={viewCsvPath('flows', report, question.filters)}
      state={state}
    >
      {({ flows }) => {
        const chosen = flows.find(({ intent }) => intent === question.flow) ?? flows[0]
        if (!chosen) return <p class="tile-under">{words.noFlows}</p>
        return (
          <div class="flow-view">
            <FlowTable flows={flows} chosen={chosen} />
            <Funnel flow={chosen} />
          </div>
        )
      }}
    </ViewPanel>
  )
}

/** So many flows are listed at once; the rest on request. */
const shownFirst = 8

type TableProps = { readonly flows: readonly FlowFigures[]; readonly chosen: FlowFigures }

function FlowTable({ flows, chosen }: TableProps) {
  const { language, question, ask } = useAsking()
  const words = viewWords[language]
  const names = useShopNames(language)
  const [all, setAll] = useState(false)
  const shown = all ? flows : flows.filter((flow, index) => index < shownFirst || flow === chosen)
  return (
    <div>
      <table class="flow-list">
        <thead>
          <tr>
            <th scope="col">{words.flow}</th>
            <th scope="col" class="number">
              {words.started}
            </th>
            <th scope="col" class="number">
              {words.finished}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ intent, started, finished }) => (
            <tr key={intent} class={isFew(started) ? 'few' : ''}>
              <th scope="row">
                <button
                  type="button"
                  data-step
                  aria-pressed={intent === chosen.intent}
                  onClick={() => ask({ ...question, flow: intent })}
                >
                  {names.intent(intent)}
                </button>
              </th>
              <td class="number">
                <CellButton
                  cell={{ figure: `flow:${intent}` }}
                  name={`${words.flow} ${names.intent(intent)}`}
                  n={started}
                  text={sayNumber(started, language)}
                />
              </td>
              <td class="number">{finished.percent === undefined ? '–' : sayPercent(finished.percent, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {flows.length > shownFirst && (
        <button type="button" class="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? statsWords[language].showFewer : statsWords[language].showAll(sayNumber(flows.length, language))}
        </button>
      )}
    </div>
  )
}

function Funnel({ flow }: { readonly flow: FlowFigures }) {
  const { language } = useAsking()
  const words = viewWords[language]
  const names = useShopNames(language)
  if (flow.steps.length === 0) return <p class="tile-under">{words.noSteps}</p>
  return (
    <section class="scroll-sideways" aria-label={names.intent(flow.intent)}>
      <table class="bars funnel">
        <thead>
          <tr>
            <th scope="col">
              <h3>{names.intent(flow.intent)}</h3>
            </th>
            <th scope="col" class="number">
              <Term name="flowStep">{words.came}</Term>
            </th>
            <th scope="col" class="number">
              {words.wentOn}
            </th>
            <th scope="col">{words.left}</th>
          </tr>
        </thead>
        <tbody>
          {flow.steps.map((step) => (
            <StepRow key={step.slot} flow={flow} step={step} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function StepRow({ flow, step }: { readonly flow: FlowFigures; readonly step: FlowStep }) {
  const { language } = useAsking()
  const words = viewWords[language]
  const names = useShopNames(language)
  const { slot, came, wentOn, left, here } = step
  const losses = flowLosses.filter((loss) => left[loss] > 0)
  const lost = losses.reduce((sum, loss) => sum + left[loss], 0)
  const question = names.question(flow.intent, slot)
  return (
    <tr class={isFew(came) ? 'few' : ''}>
      <th scope="row">
        {question}
        {flow.largestLoss === slot && <span class="tag loss">▼ {words.largestLoss}</span>}
        <Bar percent={(100 * came) / flow.started} />
      </th>
      <td class="number">
        <CellButton
          cell={{ figure: `flow:${flow.intent}:${slot}` }}
          name={question}
          n={came}
          text={sayNumber(came, language)}
        />
      </td>
      <td class="number">
        {sayNumber(wentOn, language)}
        <span class="interval">{sayPercent((100 * wentOn) / came, language)}</span>
      </td>
      <td class="losses">
        {lost === 0 ? '–' : `${sayNumber(lost, language)} (${sayPercent((100 * lost) / came, language)})`}
        {losses.map((loss) => (
          <span key={loss} class="interval">
            {sayNumber(left[loss], language)} {words.losses[loss]}
          </span>
        ))}
        {here > 0 && (
          <span class="interval">
            {sayNumber(here, language)} {words.here}
          </span>
        )}
      </td>
    </tr>
  )
}
