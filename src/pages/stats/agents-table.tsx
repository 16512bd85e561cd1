// Figures by agent: only where the shop has switched them on, and with what must be kept in mind about them.

import type { AgentFigure, FiguresReport } from '../../model/stats.ts'
import type { AgentRow, AgentsReport } from '../../model/views.ts'
import { sayDuration } from '../parts/duration.ts'
import { sayNumber, sayPercent } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { CellButton } from './cell-button.tsx'
import { isFew } from './few.ts'
import { viewCsvPath, viewPath } from './question.ts'
import { Term } from './term.tsx'
import { useSteadySpan } from './use-steady-span.ts'
import { useView } from './use-view.ts'
import { ViewPanel } from './view-panel.tsx'
import { statsWords } from './words/by-language.ts'
import { viewWords } from './words/view-words.ts'

/** Nothing at all while it is switched off, or not known whether it is. */
export function AgentsTable({ report }: { readonly report: FiguresReport }) {
  const { language, question } = useAsking()
  const words = viewWords[language]
  const state = useView<AgentsReport>(viewPath('agents', useSteadySpan(report), question.filters))
  // Only where it is on does the server have anything to say against a period.
  if (!state.value?.switchedOn && state.refused === undefined) return null
  return (
    <ViewPanel title={words.agents} term="byAgent" csv={viewCsvPath('agents', report, question.filters)} state={state}>
      {({ agents }) => (
        <>
          <p class="tile-under">⚠ {words.agentsNote}</p>
          {agents.length === 0 ? <p>{statsWords[language].none}</p> : <Rows agents={agents} />}
        </>
      )}
    </ViewPanel>
  )
}

function Rows({ agents }: { readonly agents: readonly AgentRow[] }) {
  const { language } = useAsking()
  const words = viewWords[language]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard.
    <section class="scroll-sideways" tabIndex={0} aria-label={words.agent}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.agent}</th>
            <th scope="col" class="number">
              {words.taken}
            </th>
            <th scope="col" class="number">
              {words.solved}
            </th>
            {(['handoffReply', 'nextReply', 'ces'] as const).map((name) => (
              <th key={name} scope="col" class="number">
                <Term name={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {agents.map((agent) => (
            <Row key={agent.id} agent={agent} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ agent }: { readonly agent: AgentRow }) {
  const { language, question } = useAsking()
  const { id, name, taken, solved, handoffReply, nextReply, effort } = agent
  const words = viewWords[language]
  const { figures } = statsWords[language]
  const cell = (figure: AgentFigure, said: string, n: number, text?: string) => (
    <CellButton cell={{ figure, agent: id }} name={`${name}, ${said}`} n={n} {...(text !== undefined && { text })} />
  )
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number">{cell('taken', words.taken, taken, sayNumber(taken, language))}</td>
      <td class="number">{cell('solved', words.solved, solved, sayNumber(solved, language))}</td>
      {Object.entries({ handoffReply, nextReply } as const).map(([clock, of]) => {
        const { n, p50Ms } = of[question.time]
        return (
          <td key={clock} class={isFew(n) ? 'number few' : 'number'}>
            {p50Ms === undefined ? '–' : sayDuration(p50Ms, language)}{' '}
            {cell(clock as AgentFigure, figures[clock as 'handoffReply'], n)}
          </td>
        )
      })}
      <td class={isFew(effort.n) ? 'number few' : 'number'}>
        {effort.score === undefined ? '–' : sayPercent(effort.score, language)} {cell('effort', figures.ces, effort.n)}
      </td>
    </tr>
  )
}
