// One group of unanswered questions: how often, how long, how they said it, what agents answered, what was picked.

import { useId } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { MarkState, UnansweredGroup } from '../../model/workbench-api.ts'
import { readable } from '../parts/channel-names.ts'
import { sayWait } from '../parts/duration.ts'
import { sayWhen } from './say-when.ts'
import { workbenchWords } from './words/by-language.ts'

type Props = {
  readonly group: UnansweredGroup
  readonly now: number
  /** The shop's. */
  readonly zone: string
  readonly language: Language
  readonly onDraft: () => void
  readonly onMark: (state: MarkState) => void
}

export function GroupCard({ group, now, zone, language, onDraft, onMark }: Props) {
  const words = workbenchWords[language]
  const titleId = useId()
  const { meanWaitMs, longestWaitMs, stillWaiting } = group
  const facts = [
    words.asked(group.messages, group.conversations),
    ...(meanWaitMs === undefined || longestWaitMs === undefined
      ? []
      : [words.waited(sayWait(meanWaitMs, language), sayWait(longestWaitMs, language))]),
    words.lastAsked(sayWhen(group.lastAt, language, zone, now)),
  ]
  return (
    <li class="tile group" aria-labelledby={titleId}>
      <h2 id={titleId} lang={group.wordings[0]?.language}>
        {group.wordings[0]?.text}
      </h2>
      <p class="quiet-line">{facts.join(' · ')}</p>
      <p class="group-marks">
        {stillWaiting > 0 && <span class="mark warning">{words.stillWaiting(stillWaiting)}</span>}
        {group.again && <span class="mark warning">{words.again}</span>}
      </p>
      <div class="group-parts">
        <Lines title={words.wordings} lines={group.wordings} empty="" language={language} />
        <div>
          <Lines title={words.agentsSaid} lines={group.replies} empty={words.noAgentSaid} language={language} />
          <Picked group={group} language={language} />
        </div>
      </div>
      <div class="row-end">
        {group.state === 'open' ? (
          <>
            <button type="button" class="quiet" onClick={() => onMark('ignored')}>
              {words.ignore}
            </button>
            <button type="button" onClick={() => onMark('done')}>
              {words.markDone}
            </button>
          </>
        ) : (
          <button type="button" onClick={() => onMark('open')}>
            {words.reopen}
          </button>
        )}
        <button type="button" class="main" onClick={onDraft}>
          {words.draftIntent}
        </button>
      </div>
    </li>
  )
}

function Lines({
  title,
  lines,
  empty,
  language,
}: {
  readonly title: string
  readonly lines: UnansweredGroup['wordings']
  readonly empty: string
  readonly language: Language
}) {
  const words = workbenchWords[language]
  return (
    <section>
      <h3>{title}</h3>
      {lines.length === 0 && empty !== '' && <p class="quiet-line">{empty}</p>}
      <ul class="wordings">
        {lines.map((line) => (
          <li key={`${line.language} ${line.text}`}>
            <span lang={line.language}>{line.text}</span> <span class="figure">{line.language}</span>{' '}
            {line.times > 1 && <span class="figure">{words.times(line.times)}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Picked({ group, language }: Pick<Props, 'group' | 'language'>) {
  const words = workbenchWords[language]
  if (group.picked.length === 0) return null
  return (
    <section>
      <h3>{words.picked}</h3>
      <ul class="wordings">
        {group.picked.map(({ intent, times }) => (
          <li key={intent ?? ''}>
            {intent === undefined ? words.noneOfThese : readable(intent)}{' '}
            <span class="figure">{words.times(times)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
