// The way to another channel: a link and a code to scan, for whoever wants to go on there; once they do, the way back.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChatCarryOn } from '../../../src/model/api.ts'
import type { Chat } from './chat.ts'
import type { View } from './view.ts'
import type { Words } from './words.ts'

type Props = { readonly chat: Chat; readonly view: View; readonly words: Words }

/** Nothing where no channel is connected, and nothing before anything was said. */
export function CarryOn({ chat, view, words }: Props) {
  const [way] = view.profile?.carryOn ?? []
  const carriedOn = view.state?.carriedOn
  if (carriedOn !== undefined) {
    const name = way?.name ?? carriedOn.join(', ')
    return (
      <div class="carry-on">
        <span>{words.carriedOn(name)}</span>
        <button type="button" class="carry-button" onClick={() => chat.press('part', words.undo)}>
          {words.undo}
        </button>
      </div>
    )
  }
  if (way === undefined || view.lines.length === 0) return null
  return <Offer {...{ chat, words, ...way }} asked={view.state?.asked} />
}

type WayProps = Omit<Props, 'view'> & { readonly channel: string; readonly name: string }
type OfferProps = WayProps & { readonly asked: number | undefined }

function Offer({ chat, words, channel, name, asked }: OfferProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  // The link was used: it is good for nothing any more, and the log asks who it was.
  useEffect(() => {
    if (asked === undefined) return
    if (button.current?.closest('.carry-on')?.matches(':focus-within')) button.current.focus()
    setOpen(false)
  }, [asked])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes the offer from whatever in it has focus
    <div
      class="carry-on"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        event.preventDefault()
        setOpen(false)
        button.current?.focus()
      }}
    >
      <button type="button" class="carry-button" ref={button} aria-expanded={open} onClick={() => setOpen(!open)}>
        {words.carryOn(name)}
      </button>
      {open && <Way {...{ chat, words, channel, name }} />}
    </div>
  )
}

/** One link at a time; where it has ended, another is one tap away. */
function Way({ chat, words, channel, name }: WayProps) {
  const [way, setWay] = useState<ChatCarryOn | 'ended' | 'failed'>()
  const link = useRef<HTMLAnchorElement>(null)
  const make = () => {
    setWay(undefined)
    chat.carryOn(channel).then(setWay, () => setWay('failed'))
  }
  useEffect(make, [channel])
  // With the link and not a frame later, which a page in the background may never draw: then it would not end either.
  useLayoutEffect(() => {
    if (typeof way !== 'object') return
    link.current?.focus()
    const timer = setTimeout(() => setWay('ended'), way.lastsMs)
    return () => clearTimeout(timer)
  }, [way])
  if (typeof way !== 'object')
    return (
      <div class="way" role="status">
        {way === 'failed' && <p>{words.failed}</p>}
        {way !== undefined && (
          <button type="button" class="carry-button" onClick={make}>
            {way === 'ended' ? words.newLink : words.tryAgain}
          </button>
        )}
      </div>
    )
  return (
    <div class="way">
      <div>
        <p>{words.carryOnHow}</p>
        <a ref={link} href={way.url} target="_blank" rel="noopener noreferrer">
          {words.openIn(name)}
        </a>
      </div>
      <svg viewBox={`0 0 ${way.qr.size} ${way.qr.size}`} role="img" aria-label={words.qrCode(name)}>
        <path d={way.qr.path} />
      </svg>
    </div>
  )
}
