// One message on the desk: who, when, the text, the buttons that were shown, and how far it has come.

import { useState } from 'preact/hooks'
import type { DeskMessage, Me } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { sayClock } from '../parts/locale.ts'
import { foldText } from './conversation-rows.ts'
import { MessageFiles } from './message-files.tsx'
import { deskWords } from './words/by-language.ts'
import type { DeskWords } from './words/desk-words.ts'
import { deskFileWords } from './words/file-words.ts'

type Props = {
  readonly message: DeskMessage
  /** The shop's, an IANA name; the day's heading names it where the browser's differs. */
  readonly zone: string
  readonly caseNumber: number
  /** The first of a run says who speaks; the rest say it to screen readers only. */
  readonly opensRun: boolean
  readonly seen: boolean
  readonly me: Me
  readonly language: Language
}

export function MessageLine({ message, zone, caseNumber, opensRun, seen, me, language }: Props) {
  const words = deskWords[language]
  return (
    <div class="message">
      <p class={opensRun ? 'message-head' : 'message-head unseen'}>
        <span class="message-who">
          {message.author !== 'customer' && <span class="mark" aria-hidden="true" />}
          {voiceOf(message, me, words)}
        </span>{' '}
        <time dateTime={new Date(message.at).toISOString()}>{sayClock(message.at, language, zone)}</time>
      </p>
      {message.note && <p class="seal">{words.noteSeal}</p>}
      {(message.text !== '' || !message.attachments) && <FoldedText message={message} words={words} />}
      <MessageFiles message={message} caseNumber={caseNumber} language={language} />
      {message.choices && message.choices.length > 0 && (
        <ul class="shown-buttons" aria-label={words.buttonsShown}>
          {message.choices.map((choice) => (
            <li key={choice.value} lang={message.language}>
              {choice.label}
            </li>
          ))}
        </ul>
      )}
      {message.change && <p class="delivery">{words.change[message.change]}</p>}
      <Delivery message={message} seen={seen} language={language} />
    </div>
  )
}

/** "Kari · Agent", "Bot", "Customer": never a colour alone. */
function voiceOf({ author, name }: DeskMessage, me: Me, words: DeskWords): string {
  if (author === 'bot') return words.bot
  const kind = author === 'agent' ? words.agent : words.customer
  if (!name) return kind
  return author === 'agent' && name === me.name ? `${name} (${words.you})` : `${name} · ${kind}`
}

function FoldedText({ message, words }: { readonly message: DeskMessage; readonly words: DeskWords }) {
  const [all, setAll] = useState(false)
  const folded = foldText(message.text)
  const cut = !all && folded.length < message.text.length
  return (
    <div class="bubble">
      <p class="text" dir="auto" lang={message.language}>
        {cut ? `${folded} …` : message.text}
      </p>
      {cut && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          {words.showAll}
        </button>
      )}
    </div>
  )
}

type DeliveryProps = Pick<Props, 'message' | 'seen' | 'language'>

/** Each agent's line shows its state; of the bot's only what went wrong. */
function Delivery({ message, seen, language }: DeliveryProps) {
  const words = deskWords[language]
  const { delivery, author, note, inPlace } = message
  if (note || author === 'customer' || !delivery) return null
  if (author === 'bot' && delivery !== 'failed' && delivery !== 'doubt') return null
  if (inPlace) return <p class="delivery">{`✓ ${words.inPlace[inPlace]}`}</p>
  if (delivery === 'delivered' && message.deliveryError === 'file-not-shown')
    return <p class="delivery">{`✓ ${words.delivery.delivered}: ${deskFileWords[language].notShown}`}</p>
  if (delivery === 'delivered') {
    return <p class="delivery">{seen ? `✓✓ ${words.seen}` : `✓ ${words.delivery.delivered}`}</p>
  }
  const reason = delivery === 'failed' ? `: ${failureOf(message.deliveryError, words)}` : ''
  return (
    <p class={`delivery ${delivery}`}>
      {words.delivery[delivery]}
      {reason}
    </p>
  )
}

function failureOf(code: string | undefined, words: DeskWords): string {
  const known: Readonly<Record<string, string>> = words.failure
  return code !== undefined && Object.hasOwn(known, code) ? (known[code] ?? words.failure.other) : words.failure.other
}
