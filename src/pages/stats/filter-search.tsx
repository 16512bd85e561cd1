// Finds a channel, language, intent or team by its name and filters by it; opened by "/".

import { useState } from 'preact/hooks'
import type { FiguresReport } from '../../model/stats.ts'
import { Dialog } from '../parts/dialog.tsx'
import { sayNumber } from '../parts/locale.ts'
import { useShopNames } from '../parts/shop-names.tsx'
import { useAsking } from './asking.tsx'
import { listOf } from './breakdown.tsx'
import { matches } from './find-words.ts'
import { filterNames, toggleFilter } from './question.ts'
import { rowName } from './row-names.ts'
import { statsWords } from './words/by-language.ts'

const shownMost = 12

type Props = { readonly report: FiguresReport; readonly onClose: () => void }

export function FilterSearch({ report, onClose }: Props) {
  const { language, question, ask } = useAsking()
  const words = statsWords[language]
  const names = useShopNames(language)
  const [typed, setTyped] = useState('')
  const found = filterNames
    .flatMap((name) =>
      report[listOf[name]].map(({ key, figures }) => ({
        ...{ name, key, episodes: figures.counts.episodes },
        label: rowName(name, key, names, language),
      })),
    )
    .filter(({ label, name }) => matches(`${label} ${words[name]}`, typed))
    .slice(0, shownMost)
  const [first] = found
  return (
    <Dialog title={words.findFilter} onClose={onClose}>
      <form
        class="find"
        onSubmit={(event) => {
          event.preventDefault()
          if (!first) return
          onClose()
          ask(toggleFilter(question, first.name, first.key))
        }}
      >
        <label>
          {words.findHint}
          <input
            type="search"
            data-first
            autocomplete="off"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <p class="unseen" role="status">
          {words.count(String(found.length))}
        </p>
        {found.length === 0 && <p>{words.nothingFound}</p>}
        <ul>
          {found.map(({ name, key, label, episodes }) => (
            <li key={`${name} ${key}`}>
              <button
                type="button"
                aria-pressed={question.filters[name] === key}
                onClick={() => {
                  onClose()
                  ask(toggleFilter(question, name, key))
                }}
              >
                <span>{label}</span> <span class="n">{words[name]}</span>{' '}
                <span class="n">{words.count(sayNumber(episodes, language))}</span>
              </button>
            </li>
          ))}
        </ul>
      </form>
    </Dialog>
  )
}
