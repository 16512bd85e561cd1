// The days of a control chart as a table, with what each day's sign is.

import type { ControlReport } from '../../model/planning.ts'
import { sayNumber } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import { saySize } from './before-after.tsx'
import { figureName } from './control-names.ts'
import { isFew } from './few.ts'
import { markWords } from './mark-words/by-language.ts'
import { sayStep } from './steps.ts'
import { statsWords } from './words/by-language.ts'

type Props = { readonly drawn: Extract<ControlReport, { readonly state: 'drawn' }> }

export function ControlTable({ drawn: { chart, kind, name, zone } }: Props) {
  const { language } = useAsking()
  const words = markWords[language]
  const { asTable, day, count } = statsWords[language]
  const say = (value: number) => saySize(value, kind, language)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard.
    <section class="scroll-sideways twin" tabIndex={0} aria-label={`${words.control}: ${asTable}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{day}</th>
            {[figureName(name, language), words.mean, words.lower, words.upper].map((title) => (
              <th key={title} scope="col" class="number">
                {title}
              </th>
            ))}
            <th scope="col">{words.sign}</th>
          </tr>
        </thead>
        <tbody>
          {chart.points.map(({ at, value, n, low, high, signal }) => (
            <tr key={at}>
              <th scope="row">{sayStep(at, false, zone, language)}</th>
              <td class={isFew(n) && kind !== 'count' ? 'number few' : 'number'}>
                {say(value)} {kind !== 'count' && <span class="n">{count(sayNumber(n, language))}</span>}
              </td>
              <td class="number">{say(chart.centre)}</td>
              <td class="number">{say(low)}</td>
              <td class="number">{say(high)}</td>
              <td>{signal ? words[signal] : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
