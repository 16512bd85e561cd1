// The drawer of a figure: the conversations behind it, each with the two events and the calendar that it was counted by.

import { handoffReasons } from '../../model/case.ts'
import type { Language } from '../../model/language.ts'
import type { EventMark, EvidenceLine, FiguresReport } from '../../model/stats.ts'
import type { AgentsReport } from '../../model/views.ts'
import { Dialog } from '../parts/dialog.tsx'
import { sayDuration } from '../parts/duration.ts'
import { sayClock, sayDate, sayNumber } from '../parts/locale.ts'
import { type NamesOf, useShopNames } from '../parts/shop-names.tsx'
import { staffWords } from '../parts/staff-words.ts'
import { useAsking } from './asking.tsx'
import { CaseLink } from './case-link.tsx'
import { CsvLink } from './csv-link.tsx'
import { definitions, type FigureName, figureNames } from './definitions.ts'
import { sayWeekday } from './map-table.tsx'
import { type Cell, explainCsvPath, viewPath } from './question.ts'
import { rowName } from './row-names.ts'
import { sayStepOf } from './spread-steps.ts'
import { isHourly, sayStep } from './steps.ts'
import { useEvidence } from './use-evidence.ts'
import { useView } from './use-view.ts'
import { Late, Trouble } from './waiting.tsx'
import { statsWords } from './words/by-language.ts'
import { viewWords } from './words/view-words.ts'

type Props = { readonly cell: Cell; readonly report: FiguresReport; readonly onClose: () => void }

export function EvidenceDrawer({ cell, report, onClose }: Props) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const term = termOfFigure(cell.figure)
  const name = nameOfFigure(cell.figure, language)
  const { whole, span, lines, failed, reading, next } = useEvidence(cell, report, question)
  return (
    <Dialog title={words.behind(name)} onClose={onClose}>
      <div class="evidence">
        <button type="button" class="drawer-close" data-first aria-label={staffWords[language].close} onClick={onClose}>
          ×
        </button>
        <p class="where">
          <Where cell={cell} report={report} />
        </p>
        {term && <p>{definitions[term][language]}</p>}
        {whole && <Sum whole={whole} />}
        {lines.length > 0 && (
          <CsvLink href={explainCsvPath(cell, span, question.filters, question.time)} what={cell.figure} />
        )}
        {lines.length > 0 && <Lines lines={lines} zone={report.zone} />}
        {whole && lines.length === 0 && !reading && <p>{words.nothingBehind}</p>}
        {reading && <Late />}
        {failed && <Trouble again={next} />}
        {whole?.after !== undefined && !reading && !failed && (
          <button type="button" onClick={next}>
            {words.more}
          </button>
        )}
      </div>
    </Dialog>
  )
}

/** The definition of a figure that can be opened; a target's is that of all targets. */
function termOfFigure(figure: string): FigureName | undefined {
  if (figure.startsWith('target:')) return 'target'
  if (figure.startsWith('handoffs:')) return 'handoffs'
  if (figure.startsWith('flow:')) return figure.split(':').length > 2 ? 'flowStep' : 'flow'
  if (figure === 'effort') return 'ces'
  if (figure === 'taken' || figure === 'solved') return 'byAgent'
  return figureNames.find((name) => name === figure)
}

/** What the figure is called: as its definition is, or as the table of agents calls what agents alone have. */
function nameOfFigure(figure: string, language: Language): string {
  if (figure === 'taken' || figure === 'solved') return viewWords[language][figure]
  const term = termOfFigure(figure)
  return term ? statsWords[language].figures[term] : figure
}

/** What the figure was narrowed to: the days, the row, the filters. */
function Where({ cell, report }: Pick<Props, 'cell' | 'report'>) {
  const { language, question } = useAsking()
  const words = statsWords[language]
  const names = useShopNames(language)
  const narrowed = { ...question.filters, ...(cell.row && { [cell.row.name]: cell.row.key }) }
  const filters = (['channel', 'language', 'intent', 'team'] as const).flatMap((name) => {
    const key = narrowed[name]
    return key === undefined ? [] : [`${words[name]}: ${rowName(name, key, names, language)}`]
  })
  const days =
    cell.step === undefined
      ? `${sayDate(report.from, language, report.zone)} – ${sayDate(report.to - 1, language, report.zone)}`
      : sayStep(cell.step, isHourly(report), report.zone, language)
  const { slot, range } = cell
  const part = [
    ...partOf(cell.figure, names, language),
    ...(slot ? [`${sayWeekday(slot.weekday, language)} ${slot.hour}–${slot.hour + 1}`] : []),
    ...(range ? [sayStepOf({ ...range, n: 0 }, language)] : []),
  ]
  return (
    <>
      {cell.agent !== undefined && <AgentName id={cell.agent} report={report} />}
      {[days, ...part, ...filters, words.figures[question.time]].join(' · ')}
    </>
  )
}

/** The address holds no names: they come with the table of agents. */
function AgentName({ id, report }: { readonly id: string; readonly report: FiguresReport }) {
  const { question } = useAsking()
  const { value } = useView<AgentsReport>(viewPath('agents', report, question.filters), 'once')
  const name = value?.agents.find((agent) => agent.id === id)?.name
  return name === undefined ? null : `${name} · `
}

/** What of a figure is meant, where its name says more than its definition: a reason, a flow and its question. */
function partOf(figure: string, names: NamesOf, language: Language): string[] {
  const reason = handoffReasons.find((one) => figure === `handoffs:${one}`)
  if (reason) return [statsWords[language].handoffReasons[reason]]
  const [kind, intent = '', slot] = figure.split(':')
  if (kind !== 'flow') return []
  return [names.intent(intent), ...(slot === undefined ? [] : [names.question(intent, slot)])]
}

type Whole = { readonly n: number; readonly hits?: number; readonly sumMs?: number }

/** What the lines add up to: the cell's own numbers. */
function Sum({ whole: { n, hits, sumMs } }: { readonly whole: Whole }) {
  const { language } = useAsking()
  const words = statsWords[language]
  return (
    <p class="sum">
      {hits === undefined
        ? words.count(sayNumber(n, language))
        : words.outOf(sayNumber(hits, language), sayNumber(n, language))}
      {sumMs !== undefined && n > 0 && (
        <>
          {' · Σ '}
          {sayDuration(sumMs, language)} · {words.figures.mean} {sayDuration(sumMs / n, language)}
        </>
      )}
    </p>
  )
}

type LinesProps = { readonly lines: readonly EvidenceLine[]; readonly zone: string }

function Lines({ lines, zone }: LinesProps) {
  const { language } = useAsking()
  const words = statsWords[language]
  const valued = lines.some(({ valueMs, hit, score, left }) => (valueMs ?? hit ?? score ?? left) !== undefined)
  const clocked = lines.some(({ parts }) => parts.length > 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard.
    <section class="scroll-sideways" tabIndex={0} aria-label={words.behindHelp}>
      <p class="tile-under">{words.behindHelp}</p>
      <table class="lines">
        <thead>
          <tr>
            <th scope="col">{words.conversation}</th>
            <th scope="col">{words.begins}</th>
            <th scope="col">{words.ends}</th>
            {valued && (
              <th scope="col" class="number">
                {words.measured}
              </th>
            )}
            {clocked && <th scope="col">{words.calendar}</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.episodeId} ${line.from.id} ${line.to?.id}`}>
              <th scope="row">
                <CaseLink caseNumber={line.caseNumber} conversationId={line.conversationId} />
              </th>
              <Mark mark={line.from} zone={zone} />
              <Mark mark={line.to} zone={zone} />
              {valued && <td class="number">{sayLine(line, language)}</td>}
              {clocked && (
                <td>
                  <code>{[...new Set(line.parts.map(({ calendar }) => calendar))].join(', ')}</code>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function sayLine({ valueMs, hit, score, left }: EvidenceLine, language: keyof typeof statsWords): string {
  const words = statsWords[language]
  if (valueMs !== undefined) return sayDuration(valueMs, language)
  if (score !== undefined) return `${score} · ${words.cesSteps[score - 1] ?? ''}`
  if (left !== undefined) return viewWords[language].losses[left]
  if (hit === undefined) return viewWords[language].here
  return hit ? `✓ ${words.reached}` : `✗ ${words.notReached}`
}

function Mark({ mark, zone }: { readonly mark: EventMark | undefined; readonly zone: string }) {
  const { language } = useAsking()
  const words = statsWords[language]
  if (!mark) return <td>–</td>
  return (
    <td>
      {sayDate(mark.at, language, zone)} {sayClock(mark.at, language, zone)}
      {`:${String(Math.floor(mark.at / 1_000) % 60).padStart(2, '0')}`}
      <span class="event-number">{words.eventNumber(String(mark.id))}</span>
    </td>
  )
}
