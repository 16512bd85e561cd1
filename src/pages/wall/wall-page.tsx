// The wall screen: who waits, against what was promised, and today's figures, to be read from across the room.

import { useEffect } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { WallView } from '../../model/wall.ts'
import { sayDuration, sayWait } from '../parts/duration.ts'
import { useLanguage } from '../parts/language-choice.ts'
import { sayMoment, sayNumber, sayPercent } from '../parts/locale.ts'
import { useWall } from './wall-data.ts'
import { type WallWords, wallWords } from './wall-words.ts'

/** The whole page. */
export function WallPage() {
  const [language] = useLanguage()
  const words = wallWords[language]
  const state = useWall()
  useEffect(() => {
    document.title = `${words.title} · nightdesk`
  }, [words.title])
  return (
    <main class="wall">
      <h1 class="unseen">{words.title}</h1>
      {state.kind === 'loading' && <p class="message">{words.loading}</p>}
      {state.kind === 'no-key' && (
        <div class="message" role="alert">
          <p>{words.noKey}</p>
          <p class="quiet">{words.noKeyHelp}</p>
        </div>
      )}
      {state.kind === 'known' && <Board view={state.view} old={state.old} language={language} words={words} />}
    </main>
  )
}

/** A figure of fewer says little and is grey. */
const enough = 10

/** Where there is nothing to say a figure of. */
const nothing = '–'

type Shown = { readonly view: WallView; readonly language: Language; readonly words: WallWords }

function Board({ old, ...shown }: Shown & { readonly old: boolean }) {
  const { view, language, words } = shown
  const at = sayMoment(view.now, view.now, language, view.zone)
  return (
    <>
      <section class="now" aria-label={words.waiting}>
        <Waiting {...shown} />
        <Oldest {...shown} />
      </section>
      <section class="today" aria-label={words.today}>
        <h2>{words.today}</h2>
        <Today {...shown} />
      </section>
      <p class={old ? 'as-of old' : 'as-of'} role="status">
        {old ? words.old(at) : words.updated(at)}
      </p>
    </>
  )
}

function Waiting({ view, language, words }: Shown) {
  const { waiting, overdue, owned } = view
  return (
    <div class={overdue > 0 ? 'big late' : 'big'}>
      <h2>{words.waiting}</h2>
      <p class="figure">{sayNumber(waiting, language)}</p>
      <p class="beside">
        {overdue > 0 ? `▲ ${words.overdue(sayNumber(overdue, language))}` : words.owned(sayNumber(owned, language))}
      </p>
    </div>
  )
}

function Oldest({ view, language, words }: Shown) {
  const { oldest, now, zone } = view
  if (!oldest)
    return (
      <div class="big">
        <h2>{words.oldest}</h2>
        <p class="figure calm">{words.nobody}</p>
      </div>
    )
  const { waitMs, promiseAt } = oldest
  const time = sayMoment(promiseAt, now, language, zone)
  const left = sayWait(Math.abs(promiseAt - now), language)
  const isLate = promiseAt < now
  return (
    <div class={isLate ? 'big late' : 'big'}>
      <h2>{words.oldest}</h2>
      <p class="figure time">{sayWait(waitMs, language)}</p>
      <p class="beside">{isLate ? `▲ ${words.passed(time, left)}` : words.promised(time, left)}</p>
    </div>
  )
}

function Today({ view: { today }, language, words }: Shown) {
  const { episodes, solvedByBot, handoffs, humanReply, promises } = today
  const count = (value: number) => sayNumber(value, language)
  const figures: readonly (readonly [name: string, value: string, of?: string, n?: number])[] = [
    [words.episodes, count(episodes)],
    [words.solvedByBot, count(solvedByBot)],
    [words.handoffs, count(handoffs)],
    [
      words.humanReply,
      humanReply.p50Ms === undefined ? nothing : sayDuration(humanReply.p50Ms, language),
      `n = ${count(humanReply.n)}`,
      humanReply.n,
    ],
    [
      words.promises,
      promises.percent === undefined ? nothing : sayPercent(promises.percent, language),
      `${count(promises.hits)} / ${count(promises.n)}`,
      promises.n,
    ],
  ]
  return (
    <dl>
      {figures.map(([name, value, of, n = enough]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class={n < enough ? 'calm' : ''}>{value}</dd>
          {of !== undefined && <dd class="of">{of}</dd>}
        </div>
      ))}
    </dl>
  )
}
