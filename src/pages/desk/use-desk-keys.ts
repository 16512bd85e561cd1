// Binds the desk's keys to what they do.

import { useEffect, useState } from 'preact/hooks'
import { readStored, writeStored } from '../parts/browser-storage.ts'
import { commandOf, type DeskCommand, type DeskDialog, keyPressOf } from './desk-keys.ts'
import type { ComposerMode } from './drafts.ts'
import { goToCase } from './open-case.ts'

const storageKey = 'nightdesk.letterKeys'

type Bindings = {
  readonly openNumber: number | undefined
  /** `own`: the open case is mine. `write`: there is an open case that takes notes. */
  readonly can: { readonly take: boolean; readonly own: boolean; readonly passOn: boolean; readonly write: boolean }
  readonly onTake: () => void
  readonly onMode: (mode: ComposerMode) => void
  readonly onDialog: (dialog: DeskDialog) => void
  readonly dialogOpen: boolean
}

export type LetterKeys = { readonly on: boolean; readonly set: (on: boolean) => void }

/** Listens on the document; returns the switch for single-letter keys, which is remembered. */
export function useDeskKeys(bindings: Bindings): LetterKeys {
  const [on, setOn] = useState(() => readStored('local', storageKey) !== 'off')
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (bindings.dialogOpen || event.defaultPrevented) return
      const command = commandOf(keyPressOf(event), on)
      if (command && runCommand(command, bindings)) event.preventDefault()
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

/** Returns false where the command does not apply just now, so that the key stays the browser's. */
function runCommand(command: DeskCommand, { can, ...bindings }: Bindings): boolean {
  const runs: Readonly<Record<DeskCommand, readonly [applies: boolean, run: () => void]>> = {
    next: [true, () => moveInList(1, bindings.openNumber)],
    previous: [true, () => moveInList(-1, bindings.openNumber)],
    take: [can.take, bindings.onTake],
    answer: [can.own, () => bindings.onMode('answer')],
    note: [can.write, () => bindings.onMode('note')],
    solve: [can.own, () => bindings.onDialog('solve')],
    'pass-on': [can.passOn, () => bindings.onDialog('pass-on')],
    back: [bindings.openNumber !== undefined, () => backToList(bindings.openNumber)],
    help: [true, () => bindings.onDialog('keys')],
  }
  const [applies, run] = runs[command]
  if (applies) run()
  return applies
}

function caseLinks(): readonly HTMLElement[] {
  // Links inside a closed group are not reachable: offsetParent is null there.
  return [...document.querySelectorAll<HTMLElement>('[data-case-list] a')].filter((link) => link.offsetParent !== null)
}

function moveInList(step: 1 | -1, openNumber: number | undefined): void {
  const links = caseLinks()
  const focused = links.indexOf(document.activeElement as HTMLElement)
  const from = focused >= 0 ? focused : links.findIndex((link) => link.getAttribute('href') === `#${openNumber}`)
  const to = from < 0 ? 0 : Math.min(Math.max(from + step, 0), links.length - 1)
  links[to]?.focus()
}

function backToList(openNumber: number | undefined): void {
  goToCase(undefined)
  requestAnimationFrame(() => {
    caseLinks()
      .find((link) => link.getAttribute('href') === `#${openNumber}`)
      ?.focus()
  })
}
