// How a case stands against its promise: a word, a shape and a colour, and the time that is left.

import type { DeskCase } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { sayWait } from '../parts/duration.ts'
import { promiseState, warnedOf } from './promise-state.ts'
import { alarmWords } from './words/alarm-words.ts'
import { deskWords } from './words/by-language.ts'

type Props = { readonly one: DeskCase; readonly language: Language; readonly now: number }

/** A case that is over, or with the bot, says that; so does one whose customer wrote again after the first reply. */
export function PromiseBadge({ one, language, now }: Props) {
  const words = deskWords[language]
  if (one.state === 'solved' || one.state === 'handed-back') {
    return <span class="badge">{words.state[one.state]}</span>
  }
  const state = promiseState(one, now)
  if (state === 'answered' && one.unanswered) {
    const how = { none: 'wrote', soon: 'soon', overdue: 'late' }[warnedOf(one) ?? 'none']
    return <span class={`badge ${how}`}>{words.writtenAgo(sayWait(now - one.lastLineAt, language))}</span>
  }
  const warned = warnedOf(one)
  // A promise given anew may be on time while the first one is not.
  if (warned && state !== 'late' && (warned === 'overdue' || state === 'on-time')) {
    return <span class={`badge ${warned === 'soon' ? 'soon' : 'late'}`}>{alarmWords[language].warned[warned]}</span>
  }
  const leftMs = one.promiseAt - now
  return (
    <span class={`badge ${state}`}>
      {words.promiseStates[state]}
      {state !== 'answered' && (
        <span class="badge-time">
          {leftMs >= 0 ? words.left(sayWait(leftMs, language)) : words.over(sayWait(-leftMs, language))}
        </span>
      )}
    </span>
  )
}
