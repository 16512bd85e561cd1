// The list of keys, with the switch for single letters.

import { Dialog } from '../parts/dialog.tsx'
import { staffWords } from '../parts/staff-words.ts'
import { useAsking } from './asking.tsx'
import { keysOf, statsCommands } from './stats-keys.ts'
import type { LetterKeys } from './use-stats-keys.ts'
import { statsWords } from './words/by-language.ts'

type Props = { readonly letters: LetterKeys; readonly onClose: () => void }

export function KeysHelp({ letters, onClose }: Props) {
  const { language } = useAsking()
  const words = statsWords[language]
  return (
    <Dialog title={words.keys} onClose={onClose}>
      <dl class="key-list">
        {statsCommands.map((command) => (
          <div key={command}>
            <dt>
              {keysOf[command].map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words.keyDoes[command]}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={letters.on} onChange={(event) => letters.set(event.currentTarget.checked)} />{' '}
        {words.keysOn}
      </label>
      <div class="row-end">
        <button type="button" class="main" data-first onClick={onClose}>
          {staffWords[language].close}
        </button>
      </div>
    </Dialog>
  )
}
