// The opened widget. Loaded by the loader on the first opening; draws itself into the loader's shadow root.

import { render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../../src/model/language.ts'
import theme from '../../../src/pages/theme.css?inline'
import { accentShades } from './accent.ts'
import { connectApi } from './api.ts'
import { filesIn } from './attach.tsx'
import { CarryOn } from './carry-on.tsx'
import { type Chat, newChat } from './chat.ts'
import { Composer } from './composer.tsx'
import { Header, LanguageList, OtherSide } from './header.tsx'
import { keepInBrowser } from './keeping.ts'
import { follow } from './live.ts'
import { Log } from './log.tsx'
import css from './panel.css?inline'
import { unreadCount, type View } from './view.ts'
import { words } from './words.ts'

/** What loader and panel say to each other. */
export type PanelHost = {
  readonly root: ShadowRoot
  /** Where the API is. */
  readonly base: string
  readonly language: Language
  readonly unread: (count: number) => void
  readonly closed: () => void
}

export type PanelHandle = { open(focus: boolean): void }

/** A phone, or a page zoomed until it is like one: the panel covers the screen and is a modal dialog. */
const narrowScreen = '(max-width: 540px), (max-height: 420px)'

/** Prepares the chat; nothing is visible before `open`. */
export function mount(host: PanelHost): PanelHandle {
  // The whole theme in place of the loader's few tokens.
  host.root.adoptedStyleSheets = [sheetOf(theme), ...host.root.adoptedStyleSheets.slice(1), sheetOf(css)]
  const place = document.createElement('div')
  host.root.append(place)
  const keeping = keepInBrowser()
  const chat = newChat({
    api: connectApi(host.base),
    keeping,
    follow,
    pause,
    newId: () => crypto.randomUUID(),
    language: host.language,
  })
  chat.subscribe(() => host.unread(unreadCount(chat.view())))
  void chat.start()
  addEventListener('online', () => {
    if (chat.view().phase === 'failed') void chat.start()
    else chat.retry()
  })

  let opened: { focus: boolean } | undefined
  const draw = () => render(<Panel chat={chat} opened={opened} onClose={close} />, place)
  function close(): void {
    opened = undefined
    keeping.keepOpen(false)
    draw()
    host.closed()
  }
  draw()
  return {
    open(focus) {
      opened = { focus }
      keeping.keepOpen(true)
      draw()
    },
  }
}

/** While there is no network, waiting costs no try: what was written goes out when it is back. */
async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
  if (!navigator.onLine) await new Promise((resolve) => addEventListener('online', resolve, { once: true }))
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  return sheet
}

type PanelProps = {
  readonly chat: Chat
  readonly opened: { readonly focus: boolean } | undefined
  readonly onClose: () => void
}

function Panel({ chat, opened, onClose }: PanelProps) {
  const view = useView(chat)
  const dialog = useDialog(opened)
  const own = words[view.language]
  const shop = view.profile?.shopName ?? ''
  const served = view.profile?.languages ?? []
  useAccent(dialog, view.profile?.accent)
  useFreshProfile(chat, opened !== undefined)
  const language = { words: own, language: view.language, served, onLanguage: chat.chooseLanguage }
  const close = () => {
    // At once, not with the next drawing: behind an open dialog the button could not take the focus back.
    dialog.current?.close()
    onClose()
  }
  const title = shop === '' ? own.conversation : own.title(shop)
  return (
    <dialog
      class="panel"
      ref={dialog}
      lang={view.language}
      aria-labelledby="title"
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        chat.attach(filesIn(event.dataTransfer))
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close()
        // A shop's own keys must not answer to what is typed here.
        event.stopPropagation()
      }}
    >
      <Header {...language} title={title} onClose={close} />
      <OtherSide
        words={own}
        state={view.state}
        people={view.profile?.people?.[view.language]}
        onPerson={() => chat.press('person', own.talkToPerson)}
      />
      <CarryOn chat={chat} view={view} words={own} />
      <Log
        chat={chat}
        view={view}
        words={own}
        open={opened !== undefined}
        onPressed={() => focusAfterPress(dialog.current)}
      >
        <div class="welcome">
          {view.restarted && <p class="notice">{own.restarted}</p>}
          <p>{own.welcome}</p>
          {served.length > 1 && <LanguageList {...language} />}
        </div>
      </Log>
      <Notice view={view} onRetry={chat.start} />
      <Composer
        words={own}
        language={view.language}
        longestText={view.profile?.longestText ?? 4000}
        chosen={view.chosen}
        onSend={chat.say}
        onFiles={chat.attach}
        onRemove={chat.detach}
      />
    </dialog>
  )
}

/** What stands between the visitor and the shop just now, if anything does. */
function Notice({ view, onRetry }: { view: View; onRetry: () => void }) {
  const own = words[view.language]
  const offline = useOffline()
  const text = offline ? own.offline : view.phase === 'ready' && !view.connected ? own.reconnecting : undefined
  return (
    <div class="notices" role="status">
      {view.phase === 'loading' && <p class="notice quiet">{own.loading}</p>}
      {text !== undefined && <p class="notice">{text}</p>}
      {view.phase === 'failed' && !offline && (
        <p class="notice">
          {own.failed}
          <button type="button" onClick={onRetry}>
            {own.tryAgain}
          </button>
        </p>
      )}
    </div>
  )
}

function useView(chat: Chat): View {
  const [view, setView] = useState(chat.view)
  useEffect(() => {
    setView(chat.view())
    return chat.subscribe(() => setView(chat.view()))
  }, [chat])
  return view
}

/** How soon people answer changes with the hour. */
function useFreshProfile(chat: Chat, isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return
    chat.refresh()
    const timer = setInterval(chat.refresh, 5 * 60_000)
    return () => clearInterval(timer)
  }, [chat, isOpen])
}

function useOffline(): boolean {
  const [offline, setOffline] = useState(!navigator.onLine)
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine)
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  return offline
}

/** Shows and closes the dialog: modal where it covers the screen, a plain one beside the page where it does not. */
function useDialog(opened: PanelProps['opened']) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element === null || opened === undefined) return
    const narrow = matchMedia(narrowScreen)
    const show = (focus: boolean) => {
      const before = (element.getRootNode() as ShadowRoot).activeElement
      element.close()
      if (narrow.matches) element.showModal()
      else element.show()
      // On a phone the keyboard would hide the conversation; there the title gets the focus.
      const target = narrow.matches ? element.querySelector('h2') : element.querySelector('textarea')
      if (focus) target?.focus()
      else if (before instanceof HTMLElement) before.focus()
    }
    show(opened.focus)
    const turned = () => show(false)
    narrow.addEventListener('change', turned)
    return () => {
      narrow.removeEventListener('change', turned)
      element.close()
    }
  }, [opened])
  return dialog
}

/** The pressed button goes away; whoever pressed it goes on writing, or reading where a keyboard would cover it all. */
function focusAfterPress(dialog: HTMLElement | null): void {
  dialog?.querySelector<HTMLElement>(matchMedia(narrowScreen).matches ? '.log' : 'textarea')?.focus()
}

function useAccent(dialog: { readonly current: HTMLElement | null }, colour: string | undefined): void {
  useEffect(() => {
    const shades = colour === undefined ? undefined : accentShades(colour)
    const host = (dialog.current?.getRootNode() as ShadowRoot | undefined)?.host
    if (shades === undefined || !(host instanceof HTMLElement)) return
    host.style.setProperty('--accent-light', shades.light)
    host.style.setProperty('--accent-dark', shades.dark)
  }, [colour])
}
