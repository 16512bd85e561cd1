// What was understood of a tried message, why, and what the customer would get on each channel.

import { useId, useState } from 'preact/hooks'
import type { Language } from '../../model/language.ts'
import type { Tried, TriedReply } from '../../model/workbench-api.ts'
import { channelName, readable } from '../parts/channel-names.ts'
import { capital, languageName, sayPercent } from '../parts/locale.ts'
import { writePlace } from './place.ts'
import { workbenchWords } from './words/by-language.ts'

type Props = { readonly tried: Tried; readonly language: Language }

/** Shares below it say nothing. */
const leastShare = 0.005
/** Words with less weight are not listed. */
const leastWeight = 0.005
const mostWords = 12

export function TryResult({ tried, language }: Props) {
  const words = workbenchWords[language]
  const { marks, zone } = tried
  return (
    <div class="tried" aria-live="polite">
      <section class="tile" aria-label={words.understood}>
        <h2>
          <span class={`zone ${zone}`}>{words.zones[zone]}</span> {words.zoneHelp[zone]}
        </h2>
        <p class="quiet-line">
          {words.certainty(sayPercent(marks.certainty * 100, language), sayPercent(marks.sureFrom * 100, language))}
          {' · '}
          {words.scope(sayPercent(marks.scope * 100, language), sayPercent(marks.nearFrom * 100, language))}
        </p>
        <h3>{words.intents}</h3>
        <Intents tried={tried} language={language} />
        <h3>{words.words}</h3>
        <DecidingWords tried={tried} language={language} />
      </section>
      <section class="tile" aria-label={words.replies}>
        <h2>{words.replies}</h2>
        <Replies tried={tried} language={language} />
        <Details tried={tried} language={language} />
      </section>
    </div>
  )
}

function Intents({ tried, language }: Props) {
  const words = workbenchWords[language]
  if (tried.intents.length === 0) return <p>{words.noIntents}</p>
  return (
    <ol class="bars">
      {tried.intents.map(({ name, label, confidence }) => (
        <li key={name}>
          <a href={writePlace({ view: 'intents', file: name })}>{label}</a>
          <meter min={0} max={1} value={confidence} aria-label={label} />
          <span class="figure">{sayPercent(confidence * 100, language)}</span>
        </li>
      ))}
    </ol>
  )
}

function DecidingWords({ tried, language }: Props) {
  const words = workbenchWords[language]
  const telling = tried.words.filter(({ weight }) => Math.abs(weight) >= leastWeight).slice(0, mostWords)
  if (telling.length === 0) return <p class="quiet-line">{words.none}</p>
  return (
    <>
      <ul class="deciding">
        {telling.map(({ token, weight }, at) => (
          <li key={at} class={weight > 0 ? 'for' : 'against'}>
            <span>{token}</span>{' '}
            <span class="figure">{`${weight > 0 ? '+' : '−'}${sayPercent(Math.abs(weight) * 100, language)}`}</span>
          </li>
        ))}
      </ul>
      <p class="quiet-line">{words.wordsHelp}</p>
    </>
  )
}

function Details({ tried, language }: Props) {
  const words = workbenchWords[language]
  const shares = tried.language.shares.filter(({ share }) => share >= leastShare)
  const said = shares.map(
    ({ language: code, share }) =>
      `${capital(languageName(code, language), language)} ${sayPercent(share * 100, language)}`,
  )
  const moods = (['angry', 'urgent', 'safety'] as const).filter((name) => tried.mood[name])
  const slots = Object.entries(tried.slots)
  const asks = tried.language.asked && words.asksLanguage(languageName(tried.language.asked, language))
  return (
    <dl class="facts">
      <dt>{words.language}</dt>
      <dd>{[...said, ...(asks ? [asks] : [])].join(' · ')}</dd>
      <dt>{words.slots}</dt>
      <dd>{slots.map(([name, value]) => `${readable(name)}: ${value}`).join(' · ') || words.none}</dd>
      <dt>{words.mood}</dt>
      <dd>{moods.map((name) => words.moods[name]).join(' · ') || words.none}</dd>
    </dl>
  )
}

function Replies({ tried, language }: Props) {
  const words = workbenchWords[language]
  const [at, setAt] = useState(0)
  const id = useId()
  const shown = tried.channels[at] ?? tried.channels[0]
  const nameOf = (name: string) => (name === 'plain text' ? words.plainText : channelName(name, language))
  return (
    <>
      <fieldset class="segments">
        <legend class="unseen">{words.channel}</legend>
        {tried.channels.map(({ name }, index) => (
          <label key={name}>
            <input type="radio" name={id} checked={index === at} onChange={() => setAt(index)} />
            <span>{nameOf(name)}</span>
          </label>
        ))}
      </fieldset>
      {shown?.replies.length === 0 && <p>{words.noReplies}</p>}
      <ol class="replies" lang={tried.language.best}>
        {shown?.replies.map((reply, index) => (
          <Reply key={index} reply={reply} />
        ))}
      </ol>
      {tried.case && <p class="opens-case">{words.opensCase(readable(tried.case.team), tried.case.priority)}</p>}
    </>
  )
}

function Reply({ reply }: { readonly reply: TriedReply }) {
  return (
    <li>
      <p class="said">{reply.text}</p>
      {reply.choices && (
        <ul class="buttons">
          {reply.choices.map(({ label, value }) => (
            <li key={value}>{label}</li>
          ))}
        </ul>
      )}
    </li>
  )
}
