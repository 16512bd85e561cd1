// Binds the keys of the stats to what they do.

import { useEffect, useState } from 'preact/hooks'
import { readStored, writeStored } from '../parts/browser-storage.ts'
import { type Question, readQuestion } from './question.ts'
import { commandOf, keyPressOf, type StatsCommand } from './stats-keys.ts'

// The same switch as the desk's: whoever needs letters off needs them off everywhere.
const storageKey = 'nightdesk.letterKeys'

export type StatsDialog = 'find' | 'keys'

type Bindings = {
  readonly ask: (question: Question) => void
  readonly onDialog: (dialog: StatsDialog) => void
}

export type LetterKeys = { readonly on: boolean; readonly set: (on: boolean) => void }

/** Listens on the document; returns the switch for single-letter keys, which is remembered. */
export function useStatsKeys(bindings: Bindings): LetterKeys {
  const [on, setOn] = useState(() => readStored('local', storageKey) !== 'off')
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return
      const command = commandOf(keyPressOf(event), on)
      if (!command) return
      event.preventDefault()
      run(command, bindings)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  const set = (next: boolean) => {
    writeStored('local', storageKey, next ? undefined : 'off')
    setOn(next)
  }
  return { on, set }
}

function run(command: StatsCommand, { ask, onDialog }: Bindings): void {
  // From the address, which is ahead of the page while keys follow each other fast.
  const question = readQuestion(location.search)
  switch (command) {
    case 'next':
      return step(1)
    case 'previous':
      return step(-1)
    case 'find':
      return onDialog('find')
    case 'help':
      return onDialog('keys')
    case 'clear':
      return ask({ ...question, filters: {} })
    case 'time':
      return ask({ ...question, time: question.time === 'wall' ? 'business' : 'wall' })
    case 'compare':
      return ask({ ...question, compare: !question.compare })
    default:
      return ask({ ...question, period: { kind: 'last', name: command } })
  }
}

/** Moves the focus along figures and rows, in the order of the page. */
function step(by: 1 | -1): void {
  const stops = [...document.querySelectorAll<HTMLElement>('[data-step]')].filter((stop) => stop.checkVisibility())
  const at = document.activeElement instanceof HTMLElement ? stops.indexOf(document.activeElement) : -1
  const next = stops[at < 0 ? 0 : Math.max(0, Math.min(stops.length - 1, at + by))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
