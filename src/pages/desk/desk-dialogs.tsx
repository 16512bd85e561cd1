// The desk's dialogs: solve, hand back, pass on, keys.

import { useState } from 'preact/hooks'
import type { DeskCases, DeskCaseView, Me } from '../../model/api.ts'
import type { AgentAction } from '../../model/case.ts'
import type { Language } from '../../model/language.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useShopNames } from '../parts/shop-names.tsx'
import { staffWords } from '../parts/staff-words.ts'
import type { DeskDialog } from './desk-keys.ts'
import { draftText } from './drafts.ts'
import type { LetterKeys } from './use-desk-keys.ts'
import { deskWords } from './words/by-language.ts'
import type { DeskWords } from './words/desk-words.ts'

type Props = {
  readonly dialog: DeskDialog
  readonly view: DeskCaseView | undefined
  readonly desk: DeskCases | undefined
  readonly me: Me
  readonly language: Language
  readonly keys: LetterKeys
  readonly onAct: (action: AgentAction) => void
  readonly onClose: () => void
}

/** The dialog that is open. One about a case shows only while that case is known. */
export function DeskDialogs({ dialog, view, desk, ...props }: Props) {
  const words = deskWords[props.language]
  if (dialog === 'keys') return <KeysDialog {...props} />
  if (!view) return null
  if (dialog === 'pass-on') return desk ? <PassOnDialog desk={desk} view={view} {...props} /> : null
  const { number } = view.case
  const unsent = dialog === 'solve' && draftText(number, 'answer').trim() !== ''
  return (
    <ConfirmDialog
      title={dialog === 'solve' ? words.solveTitle(number) : words.handBackTitle}
      help={dialog === 'solve' ? words.solveHelp : words.handBackHelp}
      warning={unsent ? words.solveWithDraft : undefined}
      confirm={dialog === 'solve' ? words.solve : words.handBack}
      action={{ kind: dialog }}
      {...props}
    />
  )
}

type ConfirmProps = Pick<Props, 'language' | 'onAct' | 'onClose'> & {
  readonly title: string
  readonly help: string
  readonly warning: string | undefined
  readonly confirm: string
  readonly action: AgentAction
}

function ConfirmDialog({ title, help, warning, confirm, action, language, onAct, onClose }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{help}</p>
      {warning && <p class="warning">{warning}</p>}
      <div class="row-end">
        <button type="button" onClick={onClose}>
          {staffWords[language].cancel}
        </button>
        <button type="button" class="main" data-first onClick={() => onAct(action)}>
          {confirm}
        </button>
      </div>
    </Dialog>
  )
}

type PassOnProps = Pick<Props, 'language' | 'me' | 'onAct' | 'onClose'> & { desk: DeskCases; view: DeskCaseView }

function PassOnDialog({ desk, view, me, language, onAct, onClose }: PassOnProps) {
  const words = deskWords[language]
  const names = useShopNames(language)
  const teams = desk.teams.filter((team) => team.name !== view.case.team || view.case.state === 'owned')
  const agents = desk.agents.filter((agent) => agent.id !== me.id)
  const passTo = (to: Extract<AgentAction, { kind: 'pass-on' }>['to']) => onAct({ kind: 'pass-on', to })
  return (
    <Dialog title={words.passOnTitle} onClose={onClose}>
      <h3>{words.toTeam}</h3>
      <ul class="choices">
        {teams.map((team, index) => (
          <li key={team.name}>
            <button type="button" data-first={index === 0 || undefined} onClick={() => passTo({ team: team.name })}>
              {names.team(team.name)}
            </button>
          </li>
        ))}
      </ul>
      {agents.length > 0 && <h3>{words.toAgent}</h3>}
      <ul class="choices">
        {agents.map((agent) => (
          <li key={agent.id}>
            <button type="button" onClick={() => passTo({ agent: { id: agent.id, name: agent.name } })}>
              {agent.name}
            </button>
          </li>
        ))}
      </ul>
      <div class="row-end">
        <button type="button" class="quiet" onClick={onClose}>
          {staffWords[language].cancel}
        </button>
      </div>
    </Dialog>
  )
}

const keyRows: readonly (readonly [keys: readonly string[], help: keyof DeskWords['keyHelp']])[] = [
  [['j', 'k'], 'move'],
  [['Enter'], 'open'],
  [['t'], 'take'],
  [['r'], 'answer'],
  [['n'], 'note'],
  [['s'], 'solve'],
  [['p'], 'passOn'],
  [['Ctrl', 'Enter'], 'send'],
  [['Esc'], 'back'],
  [['?'], 'help'],
]

function KeysDialog({ language, keys, onClose }: Pick<Props, 'language' | 'keys' | 'onClose'>) {
  const words = deskWords[language]
  const [on, setOn] = useState(keys.on)
  return (
    <Dialog title={words.keysTitle} onClose={onClose}>
      <dl class="keys">
        {keyRows.map(([names, help]) => (
          <div key={help}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{words.keyHelp[help]}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => {
            setOn(event.currentTarget.checked)
            keys.set(event.currentTarget.checked)
          }}
        />
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
