// The workbench: who may see it, and its three views: try, edit, unanswered.

import { useEffect } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { WorkbenchContent } from '../../model/workbench-api.ts'
import { useLanguage } from '../parts/language-choice.ts'
import { useMe } from '../parts/me.ts'
import { PageFailed, PageForbidden, PageLoading } from '../parts/page-states.tsx'
import { StaffHeader } from '../parts/staff-header.tsx'
import { staffWords } from '../parts/staff-words.ts'
import { useRead } from './bench-calls.ts'
import { IntentsView } from './intents-view.tsx'
import { usePlace, views, writePlace } from './place.ts'
import { TryPanel } from './try-panel.tsx'
import { UnansweredView } from './unanswered-view.tsx'
import { workbenchWords } from './words/by-language.ts'

/** How often the folder is read again until it is live. */
const liveEveryMs = 2_000

/** The whole page, header included. */
export function WorkbenchPage() {
  const [language, setLanguage] = useLanguage()
  const state = useMe()
  const me = state.kind === 'known' ? state.me : undefined
  useEffect(() => {
    document.title = `${workbenchWords[language].title} · nightdesk`
  }, [language])
  return (
    <>
      <StaffHeader page="workbench" language={language} onLanguage={setLanguage} {...(me && { me })} />
      <main id="content" class="bench" tabIndex={-1}>
        {state.kind === 'loading' && <PageLoading language={language} />}
        {state.kind === 'failed' && <PageFailed language={language} again={state.again} />}
        {me && !me.roles.includes('editor') && <PageForbidden language={language} />}
        {me?.roles.includes('editor') && <Bench language={language} />}
      </main>
    </>
  )
}

function Bench({ language }: { readonly language: Language }) {
  const words = workbenchWords[language]
  const place = usePlace()
  const content = useRead<WorkbenchContent>('content')
  const { value: known, failed, ended, again } = content
  // From when the last reading ended: one that takes longer than this would be given up for the next, for ever.
  useEffect(() => {
    if (!known || (known.live.state === 'live' && failed === undefined)) return undefined
    const timer = setTimeout(again, liveEveryMs)
    return () => clearTimeout(timer)
  }, [known, failed, ended, again])
  return (
    <>
      <div class="bench-head">
        <h1>{words.title}</h1>
        <nav class="bench-views" aria-label={words.title}>
          {views.map((view) => (
            <a key={view} href={writePlace({ view })} aria-current={place.view === view ? 'page' : undefined}>
              {words.views[view]}
            </a>
          ))}
        </nav>
        {known && known.live.state !== 'live' && (
          <p class={`live ${known.live.state}`} role="status">
            {words.live[known.live.state]}
          </p>
        )}
      </div>
      {known && failed !== undefined && (
        <p class="banner bad" role="status">
          {staffWords[language].offline}
        </p>
      )}
      {!known && failed === undefined && <PageLoading language={language} />}
      {!known && failed !== undefined && <PageFailed language={language} again={again} />}
      {known && place.view === 'try' && <TryPanel language={language} languages={known.languages} />}
      {known && place.view === 'intents' && (
        <IntentsView content={known} file={place.file} language={language} onChanged={again} />
      )}
      {known && place.view === 'unanswered' && (
        <UnansweredView language={language} zone={known.zone} taken={known.files.map(({ name }) => name)} />
      )}
    </>
  )
}
