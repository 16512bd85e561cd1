// The week by hour as a table with shades and patterns; arrows move from cell to cell, a cell opens what is behind it.

import { useState } from 'preact/hooks'
import { capital, locales, sayNumber } from '../parts/locale.ts'
import { useAsking } from './asking.tsx'
import type { Cell } from './question.ts'
import { statsWords } from './words/by-language.ts'

export type MapCell = {
  readonly weekday: number
  readonly hour: number
  readonly text: string
  /** 0 (nothing) to 5. */
  readonly shade: number
  readonly title?: string
  /** It stands on too little. */
  readonly few?: boolean
  /** How many things it counts, shown beneath; and what opens. */
  readonly behind?: { readonly n: number; readonly cell: Cell; readonly name: string; readonly shown: boolean }
}

type Props = { readonly label: string; readonly cells: readonly MapCell[] }

const days = [0, 1, 2, 3, 4, 5, 6]
const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
}

export function MapTable({ label, cells }: Props) {
  const { language } = useAsking()
  const words = statsWords[language]
  // One stop for Tab: the cell that was used last, or else the first that opens.
  const [used, setUsed] = useState<string>()
  const opens = cells.filter(({ behind }) => (behind?.n ?? 0) > 0)
  const stop = opens.some((cell) => idOf(cell) === used) ? used : opens[0] && idOf(opens[0])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard.
    <section class="scroll-sideways" tabIndex={0} aria-label={label}>
      <table class="map" onKeyDown={moveBetween}>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">{words.weekday}</span>
            </th>
            {cells.slice(0, 24).map(({ hour }) => (
              <th key={hour} scope="col" class="number">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((weekday) => (
            <tr key={weekday}>
              <th scope="row">{sayWeekday(weekday, language)}</th>
              {cells
                .filter((cell) => cell.weekday === weekday)
                .map((cell) => (
                  <Square key={cell.hour} cell={cell} isStop={idOf(cell) === stop} onUse={() => setUsed(idOf(cell))} />
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const idOf = ({ weekday, hour }: Pick<MapCell, 'weekday' | 'hour'>) => `${weekday}.${hour}`

type SquareProps = { readonly cell: MapCell; readonly isStop: boolean; readonly onUse: () => void }

function Square({ cell, isStop, onUse }: SquareProps) {
  const { language, open } = useAsking()
  const { text, title, shade, few, behind, weekday, hour } = cell
  const words = statsWords[language]
  const said = behind && sayNumber(behind.n, language)
  return (
    <td class={`number shade-${few ? 0 : shade}${few ? ' few' : ''}`} title={title}>
      {behind && behind.n > 0 && said !== undefined ? (
        <button
          type="button"
          data-slot={idOf(cell)}
          tabIndex={isStop ? 0 : -1}
          aria-haspopup="dialog"
          onFocus={onUse}
          onClick={() => open(behind.cell)}
        >
          <span class="unseen">{`${sayWeekday(weekday, language)} ${hour}–${hour + 1}: `}</span>
          <span>{text}</span>
          {behind.shown && <small>{said}</small>}
          <span class="unseen">{words.openCell(behind.name, said)}</span>
        </button>
      ) : (
        <span>{text}</span>
      )}
    </td>
  )
}

/** To the next cell that opens, in the direction of the arrow. */
function moveBetween(event: KeyboardEvent & { readonly currentTarget: HTMLTableElement }): void {
  const [down, right] = moves[event.key] ?? []
  const from = event.target instanceof HTMLElement ? event.target.dataset['slot'] : undefined
  if (down === undefined || right === undefined || from === undefined) return
  event.preventDefault()
  let [weekday = 0, hour = 0] = from.split('.').map(Number)
  for (;;) {
    weekday += down
    hour += right
    if (weekday < 0 || weekday > 6 || hour < 0 || hour > 23) return
    const next = event.currentTarget.querySelector<HTMLElement>(`[data-slot="${weekday}.${hour}"]`)
    if (!next) continue
    next.focus()
    return
  }
}

/** Day 0 is a Monday, as everywhere where these five languages are at home. */
export function sayWeekday(weekday: number, language: keyof typeof statsWords): string {
  const monday = Date.UTC(2026, 0, 5)
  const form = new Intl.DateTimeFormat(locales[language], { weekday: 'short', timeZone: 'UTC' })
  return capital(form.format(monday + weekday * 86_400_000), language)
}
