// The conversation of the open case: days, voices, notes, and how far each answer has come.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { DeskCaseView, DeskMessage, Me } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { sayDay, zoneMark } from '../parts/locale.ts'
import { conversationRows } from './conversation-rows.ts'
import { MessageLine } from './message-line.tsx'
import { deskWords } from './words/by-language.ts'

type Props = {
  readonly view: DeskCaseView
  readonly me: Me
  readonly language: Language
  readonly now: number
}

/** Stays at the newest message unless the agent has scrolled up to read; new customer messages are read aloud once. */
export function Conversation({ view, me, language, now }: Props) {
  const words = deskWords[language]
  const { box, atEnd, toEnd, onScroll } = useEndOfScroll(view.messages.length)
  const news = useNews(view.messages)
  return (
    <section class="conversation" aria-label={words.conversation}>
      <div
        class="conversation-scroll"
        ref={box}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
      >
        <ol class="lines">
          {conversationRows(view.messages, view.zone).map(({ message, opensDay, opensRun }) => (
            <li key={message.id} class={lineClass(message)}>
              {opensDay && (
                <h3 class="day">
                  {sayDay(message.at, now, language, view.zone)}
                  {zoneMark(message.at, view.zone)}
                </h3>
              )}
              <MessageLine
                message={message}
                zone={view.zone}
                caseNumber={view.case.number}
                opensRun={opensRun}
                seen={message.position <= view.seenPosition}
                me={me}
                language={language}
              />
            </li>
          ))}
        </ol>
      </div>
      {!atEnd && (
        <button type="button" class="to-end" onClick={toEnd}>
          {words.newBelow} ↓
        </button>
      )}
      <p class="unseen" role="status">
        {news !== undefined && words.newFromCustomer(news)}
      </p>
    </section>
  )
}

function lineClass(message: DeskMessage): string {
  return `line ${message.note ? 'from-note' : `from-${message.author}`}`
}

const nearEndPx = 80

function useEndOfScroll(count: number) {
  const box = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  const [atEnd, setAtEnd] = useState(true)
  const toEnd = () => {
    const element = box.current
    if (element) element.scrollTop = element.scrollHeight
    following.current = true
    setAtEnd(true)
  }
  useEffect(() => {
    if (following.current) toEnd()
    else setAtEnd(false)
  }, [count])
  useEffect(() => {
    // The composer below grows and shrinks; the newest message stays in sight.
    const watch = new ResizeObserver(() => {
      if (following.current) toEnd()
    })
    if (box.current) watch.observe(box.current)
    return () => watch.disconnect()
  }, [])
  const onScroll = () => {
    const element = box.current
    if (!element) return
    following.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx
    if (following.current) setAtEnd(true)
  }
  return { box, atEnd, toEnd, onScroll }
}

/** The newest customer message that came while the case was open; never the history. */
function useNews(messages: readonly DeskMessage[]): string | undefined {
  const newest = messages.reduce((highest, message) => Math.max(highest, message.position), 0)
  const known = useRef(newest)
  const [news, setNews] = useState<string>()
  useEffect(() => {
    const fresh = messages.filter((message) => message.position > known.current && message.author === 'customer')
    known.current = newest
    const last = fresh.at(-1)
    const names = last?.attachments?.map(({ name }) => name).join(', ') ?? ''
    if (last) setNews((last.text || names).slice(0, 300))
  }, [newest])
  return news
}
