// How it stands at this moment: who waits, how long against what was promised, what is taken.

import { useEffect, useState } from 'preact/hooks'
import type { DeskCases, Me } from '../../model/api.ts'
import type { FiguresReport } from '../../model/stats.ts'
import type { ChannelsReport } from '../../model/views.ts'
import { getJson } from '../parts/api-client.ts'
import { sayWait } from '../parts/duration.ts'
import { sayClock, sayNumber } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { Channels } from './channels.tsx'
import { Term } from './term.tsx'
import { useView } from './use-view.ts'
import { statsWords } from './words/by-language.ts'
import { viewWords } from './words/view-words.ts'

type Props = { readonly report: FiguresReport; readonly me: Me }

export function NowStrip({ report, me }: Props) {
  const { language } = useAsking()
  const words = statsWords[language]
  const isAgent = me.roles.includes('agent')
  const promise = useOldestPromise(report, isAgent)
  const channels = useView<ChannelsReport>('/api/stats/channels', report.to)
  const { waiting, owned, oldestWaitMs } = report.now
  const count = waiting === 0 ? words.nobodyWaits : sayNumber(waiting, language)
  return (
    <section class={waiting > 0 ? 'now waiting' : 'now'} aria-label={words.now}>
      <dl>
        <div>
          <dt>
            <Term name="waiting" />
          </dt>
          <dd>{isAgent && waiting > 0 ? <a href="/desk">{count}</a> : count}</dd>
        </div>
        {oldestWaitMs !== undefined && (
          <div>
            <dt>{words.oldestWait}</dt>
            <dd>
              {sayWait(oldestWaitMs, language)}
              {promise && <PromiseLeft {...promise} />}
            </dd>
          </div>
        )}
        <div>
          <dt>{words.taken}</dt>
          <dd>{sayNumber(owned, language)}</dd>
        </div>
        {channels.value && <AgentsIn agents={channels.value.agents} />}
      </dl>
      {channels.value && <Channels channels={channels.value} zone={report.zone} />}
      <p class="as-of">
        {words.asOf(sayClock(report.to < Date.now() - 60_000 ? Date.now() : report.to, language, report.zone))}
      </p>
    </section>
  )
}

function AgentsIn({ agents }: { readonly agents: ChannelsReport['agents'] }) {
  const { language } = useAsking()
  return (
    <div>
      <dt>
        <Term name="agentsIn" />
      </dt>
      <dd>
        {sayNumber(agents.in, language)}
        {agents.away > 0 && <span class="promise">{viewWords[language].away(sayNumber(agents.away, language))}</span>}
      </dd>
    </div>
  )
}

type PromiseAt = { readonly promiseAt: number; readonly now: number }

function PromiseLeft({ promiseAt, now }: PromiseAt) {
  const { language } = useAsking()
  const words = statsWords[language]
  const leftMs = promiseAt - now
  return leftMs >= 0 ? (
    <span class="promise">{words.promiseIn(sayWait(leftMs, language))}</span>
  ) : (
    <span class="promise past">{words.promisePast(sayWait(-leftMs, language))}</span>
  )
}

/** The promise of whoever waits longest, read with each report; only agents may see the list of cases. */
function useOldestPromise(report: FiguresReport, isAgent: boolean): PromiseAt | undefined {
  const [promise, setPromise] = useState<PromiseAt>()
  const wanted = isAgent && report.now.waiting > 0
  useEffect(() => {
    if (!wanted) {
      setPromise(undefined)
      return
    }
    const end = new AbortController()
    getJson<DeskCases>('/api/desk/cases', end.signal).then(
      ({ cases, now }) => {
        const waiting = cases.filter(({ state }) => state === 'waiting').sort((a, b) => a.openedAt - b.openedAt)
        setPromise(waiting[0] && { promiseAt: waiting[0].promiseAt, now })
      },
      // The wait itself still stands; the next report tries again.
      () => undefined,
    )
    return () => end.abort()
  }, [report, wanted])
  return promise
}
