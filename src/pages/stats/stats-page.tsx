// The stats: one page with the question above and everything that answers it below.

import { useEffect, useState } from 'preact/hooks'
import type { Me } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import type { FiguresReport } from '../../model/stats.ts'
import { useLanguage } from '../parts/language-choice.ts'
import { useMe } from '../parts/me.ts'
import { PageFailed, PageForbidden, PageLoading } from '../parts/page-states.tsx'
import { ShopNames } from '../parts/shop-names.tsx'
import { StaffHeader } from '../parts/staff-header.tsx'
import { AskingProvider, useAsking } from './asking.tsx'
import { EvidenceDrawer } from './evidence.tsx'
import { FilterSearch } from './filter-search.tsx'
import { headlines } from './headline.ts'
import { KeysHelp } from './keys-help.tsx'
import { withoutOpen, withoutRead, writeQuestion } from './question.ts'
import { Filters, PeriodPicker, PeriodSaid, ViewSwitches } from './question-bar.tsx'
import { ReadingDrawer } from './reading.tsx'
import { useQuestion, useReport } from './report.ts'
import { Report } from './report-view.tsx'
import { type StatsDialog, useStatsKeys } from './use-stats-keys.ts'
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
            <Stats language={language} me={me} />
          </ShopNames>
        )}
      </main>
    </>
  )
}

function Stats({ language, me }: { readonly language: Language; readonly me: Me }) {
  const words = statsWords[language]
  const [question, ask] = useQuestion()
  const { report, before, notCompared, stale, failed, refused, again } = useReport(question)
  const [dialog, setDialog] = useState<StatsDialog>()
  const letters = useStatsKeys({ ask, onDialog: setDialog })
  const shown = refused === undefined ? report : undefined
  return (
    <AskingProvider value={{ question, language, ask, isAgent: me.roles.includes('agent') }}>
      <div class="stats-head">
        <h1>{words.title}</h1>
        <Controls report={shown} onDialog={setDialog} />
        <PeriodSaid report={shown} before={before} {...(notCompared && { notCompared })} />
      </div>
      <Filters />
      {failed !== undefined && shown && (
        <p class="banner bad" role="status">
          {words.old}
        </p>
      )}
      {refused !== undefined && (
        <p class="middle" role="alert">
          {refused}
        </p>
      )}
      {!shown && failed === undefined && <Skeleton language={language} />}
      {!report && failed !== undefined && refused === undefined && <PageFailed language={language} again={again} />}
      {shown && (
        <div class={stale ? 'report stale' : 'report'} aria-busy={stale}>
          <Report report={shown} before={before} me={me} />
        </div>
      )}
      {shown && dialog === 'find' && <FilterSearch report={shown} onClose={() => setDialog(undefined)} />}
      {dialog === 'keys' && <KeysHelp letters={letters} onClose={() => setDialog(undefined)} />}
      {shown && !stale && question.open && (
        <EvidenceDrawer
          key={writeQuestion(withoutRead(question))}
          cell={question.open}
          report={shown}
          onClose={() => ask(withoutOpen(question))}
        />
      )}
      {shown && question.read !== undefined && (
        <ReadingDrawer
          key={question.read}
          id={question.read}
          zone={shown.zone}
          onClose={() => ask(withoutRead(question))}
        />
      )}
    </AskingProvider>
  )
}

type ControlsProps = { readonly report: FiguresReport | undefined; readonly onDialog: (dialog: StatsDialog) => void }

function Controls({ report, onDialog }: ControlsProps) {
  const words = statsWords[useAsking().language]
  return (
    <div class="controls">
      <button type="button" disabled={!report} onClick={() => onDialog('find')}>
        {words.findFilter}{' '}
        <span class="key-cap" aria-hidden="true">
          /
        </span>
      </button>
      <ViewSwitches />
      <PeriodPicker report={report} />
      <button type="button" class="quiet keys-button" aria-label={words.keys} onClick={() => onDialog('keys')}>
        <span class="key-cap" aria-hidden="true">
          ?
        </span>
      </button>
    </div>
  )
}

/** The page's shape while the first figures are on their way. */
function Skeleton({ language }: { readonly language: Language }) {
  return (
    <>
      <div class="tiles skeleton late" aria-hidden="true">
        {headlines.map((name) => (
          <div key={name} class="tile" />
        ))}
      </div>
      <PageLoading language={language} />
    </>
  )
}
