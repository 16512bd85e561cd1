// What was promised and aimed at, and how much of it was reached, with how sure that is.

import type { FigureSet, FiguresReport, Target } from '../../model/stats.ts'
import { sayDuration } from '../parts/duration.ts'
import { sayNumber, sayPercent } from '../parts/locale.ts'
import { useShopNames } from '../parts/shop-names.tsx'
import { useAsking } from './asking.tsx'
import { CellButton } from './cell-button.tsx'
import { ChangeMark } from './change-mark.tsx'
import type { FigureName } from './definitions.ts'
import { isFew } from './few.ts'
import { shareOf } from './headline.ts'
import { Bar } from './outcomes.tsx'
import { rowName } from './row-names.ts'
import { Term } from './term.tsx'
import { statsWords } from './words/by-language.ts'

type Props = { readonly report: FiguresReport; readonly before: FiguresReport | undefined }

const fixed = ['promises', 'answeredIn24h', 'firstContact'] as const

export function Pledges({ report, before }: Props) {
  const { language } = useAsking()
  const words = statsWords[language]
  const sayTarget = useTargetNames()
  const { counts, shares } = report.total
  // A target that nothing in the period was measured by says nothing; under a filter most of them are.
  const targets = report.targets.filter(({ name }) => (shares[`target:${name}`]?.n ?? 0) > 0)
  return (
    <section class="panel" aria-label={words.pledges}>
      <table class="bars">
        <thead>
          <tr>
            <th scope="col">
              <h2>{words.pledges}</h2>
            </th>
            <th scope="col" class="number" colSpan={2}>
              <Term name="promisesRenewed" />{' '}
              <CellButton
                cell={{ figure: 'promisesRenewed' }}
                name={words.figures.promisesRenewed}
                n={counts.promisesRenewed}
                text={sayNumber(counts.promisesRenewed, language)}
              />
              {counts.promisesReleased > 0 && (
                <>
                  {' · '}
                  <Term name="promisesReleased" />{' '}
                  <CellButton
                    cell={{ figure: 'promisesReleased' }}
                    name={words.figures.promisesReleased}
                    n={counts.promisesReleased}
                    text={sayNumber(counts.promisesReleased, language)}
                  />
                </>
              )}
            </th>
          </tr>
        </thead>
        <tbody>
          {fixed.map((name) => (
            <ShareRow key={name} figure={name} term={name} name={words.figures[name]} report={report} before={before} />
          ))}
        </tbody>
        {targets.length > 0 && (
          <tbody>
            {targets.map((target) => (
              <ShareRow
                key={target.name}
                figure={`target:${target.name}`}
                term="target"
                name={sayTarget(target)}
                report={report}
                before={before}
                {...(target.share !== undefined && { aim: target.share })}
              />
            ))}
          </tbody>
        )}
      </table>
    </section>
  )
}

type RowProps = Props & {
  readonly figure: string
  readonly term: FigureName
  readonly name: string
  /** Percent that is aimed at. */
  readonly aim?: number
}

function ShareRow({ figure, term, name, aim, report, before }: RowProps) {
  const { language } = useAsking()
  const words = statsWords[language]
  const share = report.total.shares[figure] ?? { n: 0, hits: 0 }
  const read = ({ shares }: FigureSet) => shareOf(shares[figure])
  const percent = (value: number) => sayPercent(value, language)
  const missed = aim !== undefined && share.percent !== undefined && share.percent < aim
  return (
    <tr class={isFew(share.n) ? 'few' : ''}>
      <th scope="row">
        <Term name={term}>{name}</Term>
        {aim !== undefined && (
          <span class={missed ? 'aim missed' : 'aim'}>{`${missed ? '✗' : '✓'} ${words.aim(percent(aim))}`}</span>
        )}
        <Bar percent={share.percent ?? 0} />
      </th>
      <td class="number">
        <CellButton
          cell={{ figure }}
          name={name}
          n={share.n}
          text={words.outOf(sayNumber(share.hits, language), sayNumber(share.n, language))}
        />
      </td>
      <td class="number">
        {share.percent === undefined ? '–' : percent(share.percent)}{' '}
        <ChangeMark now={read(report.total)} before={before?.total} read={read} />
        {share.low !== undefined && share.high !== undefined && (
          <span class="interval">{words.range(percent(share.low), percent(share.high))}</span>
        )}
      </td>
    </tr>
  )
}

/** "Care · Reply after handoff within 2 h · business time" */
export function useTargetNames(): (target: Target) => string {
  const { language } = useAsking()
  const words = statsWords[language]
  const names = useShopNames(language)
  return ({ clock, time, withinMs, team, channel }) =>
    [
      team && rowName('team', team, names, language),
      channel && rowName('channel', channel, names, language),
      words.within(words.figures[clock], sayDuration(withinMs, language)),
      words.figures[time].toLowerCase(),
    ]
      .filter(Boolean)
      .join(' · ')
}
