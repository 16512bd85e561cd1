// The open case: its head with the actions, the conversation, the summary and the composer.

import { useEffect, useRef } from 'preact/hooks'
import type { DeskCaseView, Me } from '../../model/api.ts'
import type { AgentAction } from '../../model/case.ts'
import type { Language } from '../../model/language.ts'
import { PageLoading } from '../parts/page-states.tsx'
import { Composer } from './composer.tsx'
import type { ModeRequest } from './composer-mode.ts'
import { Conversation } from './conversation.tsx'
import type { OpenCase } from './desk-data.ts'
import type { DeskDialog } from './desk-keys.ts'
import type { ComposerMode } from './drafts.ts'
import { PromiseBadge } from './promise-badge.tsx'
import { SummaryCard } from './summary-card.tsx'
import { deskWords } from './words/by-language.ts'

export type CaseProps = {
  readonly me: Me
  readonly language: Language
  /** Server time, epoch ms. */
  readonly now: number
  readonly mode: ModeRequest
  readonly onMode: (mode: ComposerMode) => void
  /** Why the last action was refused, in words. */
  readonly refusal: string | undefined
  readonly onAct: (action: AgentAction) => void
  readonly onDialog: (dialog: DeskDialog) => void
  /** Something was said: read again. */
  readonly onSent: () => void
}

/** Shows the case, or why there is none to show. */
export function CaseView({ open, ...props }: CaseProps & { readonly open: OpenCase }) {
  const words = deskWords[props.language]
  if (open.kind === 'loading') return <PageLoading language={props.language} />
  if (open.kind === 'known') return <KnownCase key={open.view.case.number} view={open.view} {...props} />
  return (
    <div class="middle">
      <h2>{open.kind === 'none' ? words.nothingOpen : words.noSuchCase}</h2>
      {open.kind === 'none' && <p>{words.nothingOpenHelp}</p>}
      {open.kind === 'missing' && <a href="#list">{words.backToList}</a>}
    </div>
  )
}

function KnownCase({ view, ...props }: CaseProps & { readonly view: DeskCaseView }) {
  const { language, me, now } = props
  const words = deskWords[language]
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever opens a case by keyboard goes on reading there, not in the list.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <article class="case" aria-labelledby="case-heading">
      <header class="case-head">
        <a class="case-back" href="#list">
          ‹ {words.backToList}
        </a>
        <h2 id="case-heading" ref={heading} tabIndex={-1}>
          {words.caseLabel(view.case.number)}
        </h2>
        <PromiseBadge one={view.case} language={language} now={now} />
        <CaseActions view={view} {...props} />
        {props.refusal && (
          <p class="refusal" role="alert">
            {props.refusal}
          </p>
        )}
      </header>
      <SummaryCard view={view} language={language} now={now} />
      <Conversation view={view} me={me} language={language} now={now} />
      <Composer
        key={`composer ${view.case.number}`}
        one={view.case}
        me={me}
        language={language}
        request={props.mode}
        onMode={props.onMode}
        onTake={() => props.onAct({ kind: 'take' })}
        onSent={props.onSent}
      />
    </article>
  )
}

function CaseActions({ view, me, language, onAct, onDialog }: CaseProps & { readonly view: DeskCaseView }) {
  const words = deskWords[language]
  const { state, owner } = view.case
  if (state === 'solved') return null
  if (state !== 'owned') {
    return (
      <div class="case-actions">
        <button type="button" class="quiet" aria-keyshortcuts="p" onClick={() => onDialog('pass-on')}>
          {words.passOn}
        </button>
        <button type="button" class="main" aria-keyshortcuts="t" onClick={() => onAct({ kind: 'take' })}>
          {words.take}
        </button>
      </div>
    )
  }
  if (owner?.id !== me.id) return <p class="case-actions owned">{words.ownedBy(owner?.name ?? words.somebody)}</p>
  return (
    <div class="case-actions">
      <button type="button" class="quiet" onClick={() => onDialog('hand-back')}>
        {words.handBack}
      </button>
      <button type="button" class="quiet" aria-keyshortcuts="p" onClick={() => onDialog('pass-on')}>
        {words.passOn}
      </button>
      <button type="button" aria-keyshortcuts="s" onClick={() => onDialog('solve')}>
        {words.solve}
      </button>
    </div>
  )
}
