// The stats: one page with the question above and everything that answers it below.

import { useEffect } from 'preact/hooks'
import type { StatsReport } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { sayWait } from '../parts/duration.ts'
import { useLanguage } from '../parts/language-choice.ts'
import { useMe } from '../parts/me.ts'
import { PageFailed, PageForbidden, PageLoading } from '../parts/page-states.tsx'
import { ShopNames } from '../parts/shop-names.tsx'
import { StaffHeader } from '../parts/staff-header.tsx'
import { Breakdown } from './breakdown.tsx'
import { EffortTile } from './effort-tile.tsx'
import { type FilterName, filterNames, type Question } from './period.ts'
import { Filters, PeriodPicker } from './question-bar.tsx'
import { useQuestion, useReport } from './report.ts'
import { ClockTile, CountTiles } from './tiles.tsx'
import { TimeChart } from './time-chart.tsx'
import { statsWords } from './words/by-language.ts'

/** The whole page, header included. */
export function StatsPage() {
  const [language, setLanguage] = useLanguage()
  const state = useMe()
  const me = state.kind === 'known' ? state.me : undefined
  useEffect(() => {
    document.title = `${statsWords[language].title} · nightdesk`
  }, [language])
  return (
    <>
      <StaffHeader page="stats" language={language} onLanguage={setLanguage} {...(me && { me })} />
      <main id="content" class="stats" tabIndex={-1}>
        {state.kind === 'loading' && <PageLoading language={language} />}
        {state.kind === 'failed' && <PageFailed language={language} again={state.again} />}
        {me && !me.roles.includes('manager') && <PageForbidden language={language} />}
        {me?.roles.includes('manager') && (
          <ShopNames>
            <Stats language={language} />
          </ShopNames>
        )}
      </main>
    </>
  )
}

function Stats({ language }: { readonly language: Language }) {
  const words = statsWords[language]
  const [question, ask] = useQuestion()
  const { report, stale, failed, again } = useReport(question)
  return (
    <>
      <div class="stats-head">
        <h1>{words.title}</h1>
        {report && <NowLine report={report} language={language} />}
        <PeriodPicker question={question} language={language} report={report} onAsk={ask} />
      </div>
      <Filters question={question} language={language} onAsk={ask} />
      {failed !== undefined && report && (
        <p class="banner bad" role="status">
          {words.old}
        </p>
      )}
      {!report && failed === undefined && <PageLoading language={language} />}
      {!report && failed !== undefined && <PageFailed language={language} again={again} />}
      {report && (
        <div class={stale ? 'report stale' : 'report'} aria-busy={stale}>
          <Report report={report} question={question} language={language} onAsk={ask} />
        </div>
      )}
    </>
  )
}

function NowLine({ report, language }: { readonly report: StatsReport; readonly language: Language }) {
  const words = statsWords[language]
  const { waiting, owned, oldestWaitMs } = report.now
  return (
    <p class={waiting > 0 ? 'now waiting' : 'now'}>
      {words.now(waiting, owned)}
      {waiting > 0 && oldestWaitMs !== undefined && ` · ${words.oldestWait(sayWait(oldestWaitMs, language))}`}
    </p>
  )
}

type ReportProps = {
  readonly report: StatsReport
  readonly question: Question
  readonly language: Language
  readonly onAsk: (question: Question) => void
}

function Report({ report, question, language, onAsk }: ReportProps) {
  const words = statsWords[language]
  const { total } = report
  if (total.episodes === 0 && total.conversations === 0) {
    return (
      <div class="middle">
        <h2>{words.nothing}</h2>
        <p>{words.nothingHelp}</p>
      </div>
    )
  }
  const rows = { channel: report.byChannel, language: report.byLanguage, intent: report.byIntent }
  const toggle = (name: FilterName, key: string) => {
    const filters = { ...question.filters }
    if (filters[name] === key) delete filters[name]
    else filters[name] = key
    onAsk({ ...question, filters })
  }
  return (
    <>
      <section aria-label={words.clocks} class="tiles clocks">
        <ClockTile name="touch" figures={total.touch} language={language} />
        <ClockTile name="answer" figures={total.answer} language={language} />
        <ClockTile name="humanReply" figures={total.humanReply} language={language} />
      </section>
      <section aria-label={words.outcomes} class="outcomes">
        <CountTiles figures={total} language={language} />
        <EffortTile figures={total.ces} language={language} />
      </section>
      <TimeChart report={report} language={language} />
      {filterNames.map((name) => (
        <Breakdown
          key={name}
          name={name}
          rows={rows[name]}
          chosen={question.filters[name]}
          language={language}
          onChoose={(key) => toggle(name, key)}
        />
      ))}
    </>
  )
}
