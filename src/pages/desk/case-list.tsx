// The list of cases: who waits, since when, and how much of the promise is left.

import type { DeskCase, DeskIncident } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { channelName } from '../parts/channel-names.ts'
import { sayWait } from '../parts/duration.ts'
import { capital, languageName } from '../parts/locale.ts'
import { PageFailed, PageLoading } from '../parts/page-states.tsx'
import type { CaseGroups } from './case-groups.ts'
import { IncidentCards } from './incident-cards.tsx'
import { PromiseBadge } from './promise-badge.tsx'
import { isUnread, type SeenLines } from './seen-lines.ts'
import { deskWords } from './words/by-language.ts'
import { tagName } from './words/tag-names.ts'

type Shared = {
  readonly openNumber: number | undefined
  readonly language: Language
  /** Server time, epoch ms. */
  readonly now: number
  readonly seen: SeenLines
  readonly myId: string
}

type Props = Shared & {
  readonly groups: CaseGroups
  /** `loading` until the first answer of the server. */
  readonly state: 'loading' | 'failed' | 'loaded'
  readonly onAgain: () => void
  readonly incidents: readonly DeskIncident[]
  /** The languages that customers are served in. */
  readonly languages: readonly Language[]
  readonly onKeys: () => void
}

/** Rows are links to the case, so that Enter, a click and the back button do what they do everywhere. */
export function CaseList({ groups, incidents, languages, state, onAgain, onKeys, ...shared }: Props) {
  const words = deskWords[shared.language]
  const waiting = groups.waiting.length
  const loaded = state === 'loaded'
  return (
    <nav
      id={shared.openNumber === undefined ? 'content' : undefined}
      class="cases"
      aria-label={words.title}
      tabIndex={-1}
      data-case-list
    >
      <div class="cases-head">
        <h2>{words.title}</h2>
        <p class="unseen" role="status">
          {loaded && (waiting > 0 ? words.waitingCount(waiting) : words.nobodyWaiting)}
        </p>
        <button type="button" class="quiet" onClick={onKeys}>
          {words.keys} <kbd>?</kbd>
        </button>
      </div>
      <IncidentCards {...shared} incidents={incidents} languages={languages} onChange={onAgain} />
      {state === 'loading' && <PageLoading language={shared.language} />}
      {state === 'failed' && <PageFailed language={shared.language} again={onAgain} />}
      {loaded && waiting === 0 && (
        <div class="cases-empty">
          <strong>{words.nobodyWaiting}</strong>
          <p>{words.nobodyWaitingHelp}</p>
        </div>
      )}
      {waiting > 0 && <Group name="waiting" cases={groups.waiting} {...shared} />}
      {groups.mine.length > 0 && <Group name="mine" cases={groups.mine} {...shared} />}
      {groups.others.length > 0 && <Group name="others" cases={groups.others} {...shared} />}
      {groups.solved.length > 0 && (
        <details class="cases-solved">
          <summary>
            {words.groups.solved} <span class="count">{groups.solved.length}</span>
          </summary>
          <Rows cases={groups.solved} {...shared} />
        </details>
      )}
    </nav>
  )
}

function Group({ name, cases, ...shared }: Shared & { name: keyof CaseGroups; cases: readonly DeskCase[] }) {
  return (
    <section>
      <h3 class="cases-group">
        {deskWords[shared.language].groups[name]} <span class="count">{cases.length}</span>
      </h3>
      <Rows cases={cases} {...shared} />
    </section>
  )
}

function Rows({ cases, ...shared }: Shared & { cases: readonly DeskCase[] }) {
  return (
    <ul>
      {cases.map((one) => (
        <li key={one.number}>
          <Row one={one} {...shared} />
        </li>
      ))}
    </ul>
  )
}

function Row({ one, openNumber, language, now, seen, myId }: Shared & { one: DeskCase }) {
  const words = deskWords[language]
  const unread = one.number !== openNumber && isUnread(one, seen)
  return (
    <a class="case-row" href={`#${one.number}`} aria-current={one.number === openNumber ? 'true' : undefined}>
      <span class="case-row-top">
        <span class="case-number">{one.number}</span>
        {unread && (
          <span class="unread">
            <span class="unseen">{words.unread}</span>
          </span>
        )}
        <span class="case-row-wish" dir="auto" lang={one.language}>
          {one.summary.wish || one.lastLine}
        </span>
      </span>
      {one.lastLine !== one.summary.wish && one.state !== 'solved' && (
        <span class="case-row-line" dir="auto" lang={one.language}>
          {one.lastLine}
        </span>
      )}
      <span class="case-row-facts">
        <PromiseBadge one={one} language={language} now={now} />
        <span class="nowrap">{waitOf(one, now, language)}</span>
        <span>{capital(languageName(one.language, language), language)}</span>
        <span>{channelName(one.channel, language)}</span>
        {(one.priority === 'high' || one.priority === 'urgent') && (
          <span class="tag strong">{words.priority[one.priority]}</span>
        )}
        {one.tags.map((tag) => (
          <span key={tag} class="tag">
            {tagName(tag, language)}
          </span>
        ))}
        {one.owner && one.owner.id !== myId && <span class="owner">{one.owner.name}</span>}
      </span>
    </a>
  )
}

function waitOf(one: DeskCase, now: number, language: Language): string {
  const words = deskWords[language]
  return one.state === 'waiting' ? words.waited(sayWait(now - one.openedAt, language)) : ''
}
