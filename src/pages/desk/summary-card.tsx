// What an agent must know at a glance: wish, facts, what the bot tried, mood, promise.

import { useEffect, useState } from 'preact/hooks'
import type { DeskCase, DeskCaseView, DeskMessage } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { channelName } from '../parts/channel-names.ts'
import { capital, languageName, sayMoment, zoneMark } from '../parts/locale.ts'
import { useShopNames } from '../parts/shop-names.tsx'
import { foldText } from './conversation-rows.ts'
import { deskWords } from './words/by-language.ts'
import { factName, factValue } from './words/fact-names.ts'

type Props = {
  readonly view: DeskCaseView
  readonly language: Language
  readonly now: number
}

const roomForBoth = '(min-width: 1100px)'

/** Open where there is room beside the conversation; folded where it would stand on top of it, until it is asked for. */
export function SummaryCard({ view, language, now }: Props) {
  const { case: one, messages, zone } = view
  const words = deskWords[language]
  const names = words.summary
  const [open, setOpen] = useOpenWithRoom()
  const mood = one.summary.mood.map((each) => words.mood[each]).join(', ')
  const { intent, team } = useShopNames(language)
  return (
    <details class="summary" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{names.heading}</summary>
      <dl>
        <dt>{names.wants}</dt>
        <dd class="summary-wish" dir="auto" lang={one.language}>
          {foldText(one.summary.wish, 400, 8)}
        </dd>
        <dt>{names.facts}</dt>
        <dd>
          <Facts one={one} messages={messages} language={language} />
        </dd>
        <dt>{names.tried}</dt>
        <dd>{one.summary.tried.map(intent).join(', ') || words.nothingTried}</dd>
        <dt>{names.reason}</dt>
        <dd>
          {words.reason[one.reason]}
          {one.intent && `: ${intent(one.intent)}`}
        </dd>
        <dt>{names.mood}</dt>
        <dd>{mood || words.calm}</dd>
        <dt>{names.promise}</dt>
        <dd>
          {sayMoment(one.promiseAt, now, language, zone)}
          {zoneMark(one.promiseAt, zone)}
        </dd>
        <dt>{names.language}</dt>
        <dd>{capital(languageName(one.language, language), language)}</dd>
        <dt>{names.channel}</dt>
        <dd>{channelName(one.channel, language)}</dd>
        <dt>{names.team}</dt>
        <dd>{team(one.team)}</dd>
        {one.owner && <dt>{names.owner}</dt>}
        {one.owner && <dd>{one.owner.name}</dd>}
      </dl>
    </details>
  )
}

/** Follows the window as it is made narrow or wide, a telephone's turn included. */
function useOpenWithRoom() {
  const [open, setOpen] = useState(() => matchMedia(roomForBoth).matches)
  useEffect(() => {
    const room = matchMedia(roomForBoth)
    const follow = () => setOpen(room.matches)
    room.addEventListener('change', follow)
    return () => room.removeEventListener('change', follow)
  }, [])
  return [open, setOpen] as const
}

type FactsProps = {
  readonly one: DeskCase
  readonly messages: readonly DeskMessage[]
  readonly language: Language
}

function Facts({ one, messages, language }: FactsProps) {
  const words = deskWords[language]
  const facts = Object.entries(one.summary.facts)
  if (facts.length === 0) return <>{words.nothingGiven}</>
  return (
    <ul class="facts">
      {facts.map(([name, kept]) => {
        const label = factName(name, language)
        const value = labelOf(kept, messages) ?? factValue(name, kept, language)
        return (
          <li key={name}>
            <span class="fact-name">{label}</span>
            <span class="fact-value">{value}</span>
            <CopyButton label={words.copy(label)} done={words.copied} text={value} />
          </li>
        )
      })}
    </ul>
  )
}

/** What a pressed button said to the customer. */
function labelOf(value: string, messages: readonly DeskMessage[]): string | undefined {
  const shown = messages.flatMap(({ choices }) => choices ?? [])
  return shown.findLast((choice) => choice.value === `option:${value}`)?.label
}

function CopyButton({ label, done, text }: { readonly label: string; readonly done: string; readonly text: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      setTimeout(() => setCopied(false), 2_000)
    } catch {
      // The browser keeps the clipboard shut (no https): the value stays selectable beside the button.
    }
  }
  return (
    <button type="button" class="quiet copy" aria-label={label} title={label} onClick={() => void copy()}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path
          d={copied ? 'M3 8.5l3.5 3.5L13 4.5' : 'M5.5 5.5h8v8h-8zM2.5 10.5v-8h8'}
          fill="none"
          stroke="currentColor"
          stroke-width="1.5"
        />
      </svg>
      <span class="unseen" role="status">
        {copied && done}
      </span>
    </button>
  )
}
