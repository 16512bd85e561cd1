// What customers asked without an answer, in groups: read, draft, put aside.

import { useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { MarkPost, MarkState, Unanswered, UnansweredGroup } from '../../model/workbench-api.ts'
import { postJson } from '../parts/api-client.ts'
import { PageFailed, PageLoading } from '../parts/page-states.tsx'
import { base, useRead } from './bench-calls.ts'
import { GroupCard } from './group-card.tsx'
import { NewIntent } from './new-intent.tsx'
import { workbenchWords } from './words/by-language.ts'

const periods = [7, 30, 90] as const
const states = ['open', 'done', 'ignored'] as const

type Props = { readonly language: Language; readonly zone: string; readonly taken: readonly string[] }

export function UnansweredView({ language, zone, taken }: Props) {
  const words = workbenchWords[language]
  const [days, setDays] = useState<number>(30)
  const [state, setState] = useState<MarkState>('open')
  const [drafting, setDrafting] = useState<UnansweredGroup>()
  const [trouble, setTrouble] = useState(false)
  const { value, failed, again } = useRead<Unanswered>(`unanswered?days=${days}`)
  const mark = async (group: string, next: MarkState) => {
    const post: MarkPost = { group, days, state: next }
    const kept = await postJson<void>(`${base}/unanswered/mark`, post).then(
      () => true,
      () => false,
    )
    setTrouble(!kept)
    again()
  }
  const count = (one: MarkState) => value?.groups.filter((group) => group.state === one).length
  return (
    <div class="unanswered">
      <p class="quiet-line">{words.unansweredHelp}</p>
      <div class="unanswered-bar">
        <fieldset class="segments">
          <legend class="unseen">{words.views.unanswered}</legend>
          {states.map((one) => (
            <button key={one} type="button" aria-pressed={state === one} onClick={() => setState(one)}>
              {words.states[one]} {value && <span class="figure">{count(one)}</span>}
            </button>
          ))}
        </fieldset>
        <label class="inline">
          {words.period}
          <select value={days} onChange={(event) => setDays(Number(event.currentTarget.value))}>
            {periods.map((n) => (
              <option key={n} value={n}>
                {words.days(n)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {trouble && (
        <p class="refusal" role="alert">
          {words.markFailed}
        </p>
      )}
      {!value && failed === undefined && <PageLoading language={language} />}
      {!value && failed !== undefined && <PageFailed language={language} again={again} />}
      {value && (
        <Groups value={value} state={state} zone={zone} language={language} onDraft={setDrafting} onMark={mark} />
      )}
      {drafting && (
        <NewIntent
          language={language}
          taken={taken}
          suggested={drafting.suggestedName}
          from={{ group: drafting.id, days }}
          onClose={() => setDrafting(undefined)}
        />
      )}
    </div>
  )
}

function Groups({
  value,
  state,
  zone,
  language,
  onDraft,
  onMark,
}: {
  readonly value: Unanswered
  readonly state: MarkState
  readonly zone: string
  readonly language: Language
  readonly onDraft: (group: UnansweredGroup) => void
  readonly onMark: (group: string, state: MarkState) => Promise<void>
}) {
  const words = workbenchWords[language]
  const shown = value.groups.filter((group) => group.state === state)
  if (shown.length === 0)
    return (
      <div class="middle">
        <h2>{words.nothingOpen}</h2>
        {state === 'open' && <p>{words.nothingOpenHelp}</p>}
      </div>
    )
  return (
    <>
      {value.more && <p class="quiet-line">{words.more}</p>}
      <ol class="groups">
        {shown.map((group) => (
          <GroupCard
            key={group.id}
            group={group}
            now={value.now}
            zone={zone}
            language={language}
            onDraft={() => onDraft(group)}
            onMark={(next) => void onMark(group.id, next)}
          />
        ))}
      </ol>
    </>
  )
}
