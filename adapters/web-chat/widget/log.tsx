// The conversation itself: a log that announces what others add, once, and stays at its end unless one reads back.

import type { ComponentChildren } from 'preact'
import { Fragment } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChatMessage } from '../../../src/model/api.ts'
import type { Language } from '../../../src/model/language.ts'
import type { Chat } from './chat.ts'
import { DownIcon, MoonIcon } from './icons.tsx'
import { nativeNames } from './language.ts'
import { Line, PendingLine } from './line.tsx'
import { labelOf, liveChoices, unreadCount, type View } from './view.ts'
import { localeOf, type Words } from './words.ts'

/** So near to the end, the reader is at the end. */
const nearPx = 64

type LogProps = {
  readonly chat: Chat
  readonly view: View
  readonly words: Words
  readonly open: boolean
  /** A button in a line was pressed, and goes away with it. */
  readonly onPressed: () => void
  /** What stands before the first line. */
  readonly children: ComponentChildren
}

export function Log({ chat, view, words, open, onPressed, children }: LogProps) {
  const box = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const working = useSlowly(view.state?.working === true || view.pending.some((own) => own.state === 'sending'), 300)
  const announcing = useSlowly(view.phase === 'ready', 100)
  const size = view.lines.length + view.pending.length

  // Zoomed far in, it is the panel that scrolls.
  const toEnd = () => {
    for (const part of [box.current, box.current?.closest('dialog')]) part?.scrollTo({ top: part.scrollHeight })
  }
  useLayoutEffect(() => {
    if (atEnd) toEnd()
  }, [size, working, open, view.phase, view.connected])
  useLayoutEffect(toEnd, [view.pending.length])
  useEffect(() => {
    if (!atEnd || box.current === null) return
    // A keyboard that comes up, a turned phone: the end stays in view.
    const observer = new ResizeObserver(toEnd)
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [atEnd])
  useEffect(() => {
    const look = () => {
      if (open && atEnd && !document.hidden) chat.markSeen()
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [size, open, atEnd])

  return (
    <div class="log-frame">
      <div
        class="log"
        ref={box}
        role="log"
        aria-label={words.conversation}
        // The history is there before the region speaks: only what comes now is read out.
        aria-live={announcing ? 'polite' : 'off'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has only a keyboard must be able to scroll back
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setAtEnd(scrollHeight - scrollTop - clientHeight < nearPx)
        }
      >
        {children}
        <Lines {...{ chat, view, words, onPressed }} />
      </div>
      <div class="status" role="status">
        {working && view.state?.working && (
          <p class="working">
            <span class="mark">
              <MoonIcon />
            </span>
            <span class="unseen">{words.working}</span>
            <i aria-hidden="true" />
          </p>
        )}
      </div>
      {!atEnd && unreadCount(view) > 0 && (
        <button type="button" class="to-end" onClick={toEnd}>
          <DownIcon />
          {words.newBelow}
        </button>
      )}
    </div>
  )
}

function Lines({ chat, view, words, onPressed }: Pick<LogProps, 'chat' | 'view' | 'words' | 'onPressed'>) {
  const live = liveChoices(view)
  return (
    <ol class="lines">
      {view.lines.map((line, index) => {
        const before = view.lines[index - 1]
        const day = newDay(line, before, view.language)
        return (
          <Fragment key={line.position}>
            {day !== undefined && <li class="day">{day}</li>}
            <Line
              line={line}
              shown={shownText(line, view, words)}
              continued={day === undefined && isContinued(line, before)}
              words={words}
              language={view.language}
              load={chat.file}
              live={live.has(line.position)}
              last={index === view.lines.length - 1 && view.pending.length === 0}
              onPress={(choice, label) => {
                chat.press(choice, label)
                onPressed()
              }}
            />
          </Fragment>
        )
      })}
      {view.pending.map((own) => (
        <PendingLine key={own.clientId} own={own} words={words} onRetry={chat.retry} />
      ))}
    </ol>
  )
}

/** A pressed button is shown by its label, also after a reload. */
function shownText(line: ChatMessage, view: View, words: Words): string {
  if (line.choice === undefined || line.text !== '') return line.text
  const label = labelOf(view.lines, line.choice, line.position)
  if (label !== undefined) return label
  if (line.choice === 'person') return words.talkToPerson
  const value = line.choice.slice(line.choice.indexOf(':') + 1)
  return line.choice.startsWith('language:') ? nativeNames[value as Language] : value
}

const groupMs = 5 * 60_000

function isContinued(line: ChatMessage, before: ChatMessage | undefined): boolean {
  return before?.author === line.author && before.name === line.name && line.at - before.at < groupMs
}

/** The date, where a line begins another day than the one before; today's first lines need none. */
function newDay(line: ChatMessage, before: ChatMessage | undefined, language: Language): string | undefined {
  const date = new Date(line.at)
  const day = date.toDateString()
  const previous = before === undefined ? new Date().toDateString() : new Date(before.at).toDateString()
  if (day === previous) return undefined
  return date.toLocaleDateString(localeOf[language], { weekday: 'long', day: 'numeric', month: 'long' })
}

/** True once the condition has held for so long; false at once. What flickers would only unsettle. */
function useSlowly(condition: boolean, delayMs: number): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (!condition) return setHeld(false)
    const timer = setTimeout(() => setHeld(true), delayMs)
    return () => clearTimeout(timer)
  }, [condition])
  return condition && held
}
