// One line of the conversation: who said it, when, its text, and the buttons that still count.

import type { ChatMessage } from '../../../src/model/api.ts'
import type { Language } from '../../../src/model/language.ts'
import type { Picture } from '../../../src/model/reply.ts'
import { Initial } from './header.tsx'
import { MoonIcon } from './icons.tsx'
import { textParts } from './links.ts'
import { type LoadFile, ShownFiles } from './shown-files.tsx'
import type { Pending } from './view.ts'
import { localeOf, type Words } from './words.ts'

type LineProps = {
  readonly line: ChatMessage
  /** What a pressed button said, for a line without text. */
  readonly shown: string
  /** The line before has the same author: the name need not be said again. */
  readonly continued: boolean
  readonly words: Words
  readonly language: Language
  readonly load: LoadFile
  /** Its buttons may be pressed. */
  readonly live: boolean
  /** The last thing in the conversation: its state is worth a word. */
  readonly last: boolean
  readonly onPress: (choice: string, label: string) => void
}

export function Line({ line, shown, continued, words, language, load, live, last, onPress }: LineProps) {
  const own = line.author === 'customer'
  return (
    // What one has written oneself is not read out again.
    <li class={`line ${line.author}${continued ? ' continued' : ''}`} aria-live={own ? 'off' : undefined}>
      <p class={continued ? 'who unseen' : 'who'}>
        {line.author === 'bot' && (
          <span class="mark">
            <MoonIcon />
          </span>
        )}
        {line.author === 'agent' && <Initial name={line.name ?? words.aPerson} />}
        <span class={own ? 'unseen' : undefined}>{nameOf(line, words)}</span>
        <time dateTime={new Date(line.at).toISOString()}>{timeOf(line.at, language)}</time>
      </p>
      {/* What a customer wrote may be in any language; only ours is known. */}
      {(shown !== '' || line.picture || !line.attachments) && (
        <Bubble text={shown} {...(own ? {} : { lang: line.language })} picture={line.picture} />
      )}
      {line.attachments && <ShownFiles files={line.attachments} {...{ language, load }} />}
      {live && line.choices !== undefined && <Choices {...{ line, words, onPress }} />}
      {own && last && <p class="delivery">{words.sent}</p>}
    </li>
  )
}

type PendingProps = { readonly own: Pending; readonly words: Words; readonly onRetry: () => void }

/** Something said that the server does not have yet. */
export function PendingLine({ own, words, onRetry }: PendingProps) {
  return (
    <li class={`line customer ${own.state}`} aria-live="off">
      <p class="who unseen">{words.you}</p>
      {(own.shown !== '' || !own.attachments) && <Bubble text={own.shown} />}
      {own.attachments && (
        <ul class="files">
          {own.attachments.map(({ id, name }) => (
            <li key={id} class="file">
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
      {own.state === 'sending' && <p class="delivery">{words.sending}</p>}
      {own.state === 'refused' && (
        <p class="delivery bad" role="alert">
          {words.notSent}
        </p>
      )}
      {own.state === 'failed' && (
        <p class="delivery bad" role="alert">
          {words.notSent}
          <button type="button" onClick={onRetry}>
            {words.tryAgain}
          </button>
        </p>
      )}
    </li>
  )
}

/** Text as text: parts become text nodes and links, never markup. */
function Bubble({ text, lang, picture }: { text: string; lang?: Language; picture?: Picture | undefined }) {
  return (
    <div class="bubble" lang={lang} dir="auto">
      {picture && <Shown {...picture} />}
      {textParts(text).map((part) =>
        part.href === undefined ? (
          part.text
        ) : (
          <a key={part.at} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ),
      )}
    </div>
  )
}

/** Where this file comes from: a path in a picture's address is there, not on the shop's page. */
const home = import.meta.url

/** Fetched when it is seen, and without a word on whose page; one that does not come leaves no gap. */
function Shown({ address, alt }: Picture) {
  const { href } = new URL(address, home)
  const vanish = (event: Event) => event.currentTarget instanceof HTMLElement && event.currentTarget.remove()
  return <img src={href} alt={alt} loading="lazy" decoding="async" referrerpolicy="no-referrer" onError={vanish} />
}

function Choices({ line, words, onPress }: Pick<LineProps, 'line' | 'words' | 'onPress'>) {
  const choices = line.choices ?? []
  const effort = choices.length > 0 && choices.every((choice) => choice.value.startsWith('survey:'))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a frame; this is a row of buttons
    <div class={effort ? 'choices effort' : 'choices'} role="group" aria-label={words.suggestions} lang={line.language}>
      {choices.map(({ label, value }) => (
        <button type="button" key={value} onClick={() => onPress(value, label)}>
          {effort && <strong>{value.slice('survey:'.length)} </strong>}
          <span>{effort ? label.replace(/^\d\s*[-–:.]?\s*/, '') : label}</span>
        </button>
      ))}
    </div>
  )
}

function nameOf(line: ChatMessage, words: Words): string {
  if (line.author === 'customer') return words.you
  return line.author === 'bot' ? words.bot : (line.name ?? words.aPerson)
}

function timeOf(at: number, language: Language): string {
  const hour = language === 'da' || language === 'fi' ? 'numeric' : '2-digit'
  const clock = new Date(at).toLocaleTimeString(localeOf[language], { hour, minute: '2-digit' })
  // Intl has the colon of forms and timetables; in running text Swedes write a full stop.
  return language === 'sv' ? clock.replace(':', '.') : clock
}
