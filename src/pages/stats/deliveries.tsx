// Replies that failed or are in doubt: when, where, why, and the way to the case.

import type { FiguresReport } from '../../model/stats.ts'
import type { DeliveriesReport, TroubledDelivery } from '../../model/views.ts'
import { channelName } from '../parts/channel-names.ts'
import { sayClock, sayDate, sayNumber } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { CaseLink } from './case-link.tsx'
import { CellButton } from './cell-button.tsx'
import type { FigureName } from './definitions.ts'
import { viewCsvPath } from './question.ts'
import { Term } from './term.tsx'
import { useNewest } from './use-newest.ts'
import { ViewPanel } from './view-panel.tsx'
import { statsWords } from './words/by-language.ts'
import { viewWords } from './words/view-words.ts'

export function Deliveries({ report }: { readonly report: FiguresReport }) {
  const { language, question } = useAsking()
  const words = viewWords[language]
  const state = useNewest<DeliveriesReport>('deliveries', report, question.filters)
  return (
    <ViewPanel title={words.deliveries} csv={viewCsvPath('deliveries', report, question.filters)} state={state}>
      {({ failed, inDoubt, deliveries }) =>
        failed + inDoubt === 0 ? (
          <p class="tile-under">✓ {words.noTrouble}</p>
        ) : (
          <>
            <p class="troubles">
              <Count term="repliesInDoubt" n={inDoubt} /> <Count term="repliesFailed" n={failed} />
            </p>
            <p class="tile-under">{words.deliveriesHelp}</p>
            <DeliveryTable deliveries={deliveries} zone={report.zone} />
            {state.more && deliveries.length < failed + inDoubt && (
              <button type="button" class="quiet" onClick={state.more}>
                {statsWords[language].more}
              </button>
            )}
          </>
        )
      }
    </ViewPanel>
  )
}

function Count({ term, n }: { readonly term: FigureName & ('repliesFailed' | 'repliesInDoubt'); readonly n: number }) {
  const { language } = useAsking()
  const name = statsWords[language].figures[term]
  return (
    <span>
      <Term name={term} />: <CellButton cell={{ figure: term }} name={name} n={n} text={sayNumber(n, language)} />
    </span>
  )
}

type TableProps = { readonly deliveries: readonly TroubledDelivery[]; readonly zone: string }

function DeliveryTable({ deliveries, zone }: TableProps) {
  const { language } = useAsking()
  const words = viewWords[language]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard.
    <section class="scroll-sideways" tabIndex={0} aria-label={words.deliveriesHelp}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.why}</th>
            <th scope="col">{statsWords[language].channel}</th>
            <th scope="col">{statsWords[language].conversation}</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map(({ at, eventId, state, code, channel, caseNumber, conversationId }) => (
            <tr key={eventId}>
              <td>
                {sayDate(at, language, zone)} {sayClock(at, language, zone)}
              </td>
              <td>{state === 'failed' ? `✗ ${words.failed}` : `? ${words.doubt}`}</td>
              <td>{words.codes[code ?? 'doubt'] ?? code}</td>
              <td>{channelName(channel, language)}</td>
              <td>
                <CaseLink caseNumber={caseNumber} conversationId={conversationId} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
