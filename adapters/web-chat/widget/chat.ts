// The conversation behind the panel: one view value, changed by what the server says and what the visitor does.

import type { ChatCarryOn, ChatMessage, ChatOpened, ChatState } from '../../../src/model/api.ts'
import type { Language } from '../../../src/model/language.ts'
import { AnswerError } from './answer-error.ts'
import type { ChatApi } from './api.ts'
import { newChosenFiles } from './chosen-files.ts'
import type { Keeping } from './keeping.ts'
import { nativeNames } from './language.ts'
import type { LiveDeps } from './live.ts'
import { newOutbox, postOf } from './outbox.ts'
import { type Pending, type View, withAccepted, withLines } from './view.ts'

export type ChatDeps = {
  readonly api: ChatApi
  readonly keeping: Keeping
  readonly follow: (deps: LiveDeps) => () => void
  readonly pause: (ms: number) => Promise<void>
  readonly newId: () => string
  readonly language: Language
}

export type Chat = {
  view(): View
  /** Calls back after every change; the returned function ends it. */
  subscribe(heard: () => void): () => void
  /** Loads profile and history and follows from there; also the way to try again after a failure. */
  start(): Promise<void>
  /** Asks again for what changes with the hour; without an answer all stays as it is. */
  refresh(): void
  /** With the files that are chosen and here; the text may be empty then. */
  say(text: string): void
  attach(files: readonly File[]): void
  detach(key: string): void
  /** The bytes of a file that a line shows. */
  file(id: string): Promise<Blob>
  /** Presses a button; `label` is what the line shows. */
  press(choice: string, label: string): void
  /** Sends again what was not sent, in order, under the same ids. */
  retry(): void
  chooseLanguage(language: Language): void
  /** A new link to another channel; the one before is no good any more. */
  carryOn(channel: string): Promise<ChatCarryOn>
  /** The visitor has read up to the last line. */
  markSeen(): void
  stop(): void
}

export function newChat(deps: ChatDeps): Chat {
  const { api, keeping } = deps
  const listeners = new Set<() => void>()
  /** The last position that history or stream brought, in order; an accepted post may lie beyond it. */
  let cursor = 0
  let unfollow: (() => void) | undefined
  let opening: Promise<ChatOpened> | undefined
  /** The token of the conversation that the view shows. */
  let token: string | undefined
  let view: View = {
    phase: 'loading',
    language: keeping.language() ?? deps.language,
    lines: [],
    // A page that was left in the middle of sending does not know whether it arrived; the same id makes asking safe.
    pending: keeping.pending().map((own) => ({ ...own, state: own.state === 'refused' ? own.state : 'sending' })),
    chosen: [],
    connected: true,
    restarted: false,
    seen: keeping.seen(),
  }

  function change(next: View): void {
    if (next === view) return
    if (next.pending !== view.pending) keeping.keepPending(next.pending)
    view = next
    for (const heard of listeners) heard()
  }

  /** The visitor's key, asking for one where there is none. Another tab may have moved on to a new conversation. */
  async function key(): Promise<ChatOpened> {
    let kept = keeping.key()
    if (kept === undefined) {
      opening ??= api.open(view.language).finally(() => {
        opening = undefined
      })
      kept = await opening
      keeping.keepKey(kept)
    }
    if (token !== undefined && token !== kept.token) beginAgain()
    token = kept.token
    return kept
  }

  /** The conversation is another one: nothing of the old one may be mixed in, unsent lines go to the new one. */
  function beginAgain(): void {
    cursor = 0
    change({ ...view, lines: [], state: undefined, seen: 0, restarted: view.lines.length > 0 || view.restarted })
    if (unfollow === undefined) return
    unfollow()
    unfollow = undefined
    followOn()
  }

  /** With a good token; one that is no longer good is replaced once, with a new and empty conversation. */
  async function authorized<T>(call: (token: string) => Promise<T>): Promise<T> {
    const { token: used } = await key()
    try {
      return await call(used)
    } catch (error) {
      if (!(error instanceof AnswerError) || error.status !== 401) throw error
      drop(used)
      return call((await key()).token)
    }
  }

  function drop(rejected: string): void {
    if (keeping.key()?.token !== rejected) return
    keeping.keepKey(undefined)
    keeping.keepSeen(0)
  }

  async function readHistory(): Promise<void> {
    for (let more = true; more; ) {
      const page = await authorized((token) => api.history(token, cursor))
      take(page.messages)
      takeState(page.state)
      more = page.more
    }
  }

  function take(lines: readonly ChatMessage[]): void {
    cursor = Math.max(cursor, lines.at(-1)?.position ?? 0)
    change(withLines(view, lines))
  }

  function takeState(state: ChatState): void {
    // The bot answers in the conversation's language; before the first line the visitor's page knows better.
    const language = view.lines.length > 0 ? state.language : view.language
    change({ ...view, state, language })
  }

  const flush = newOutbox({
    post: (own) => authorized((token) => api.post(token, { ...postOf(own), language: view.language })),
    pause: deps.pause,
    pending: () => view.pending,
    accepted: (own, answer) => change(withAccepted(view, own, answer)),
    changed: (pending) => change({ ...view, pending }),
  })

  function say(own: Pick<Pending, 'text' | 'choice' | 'attachments' | 'shown'>): void {
    change({ ...view, pending: [...view.pending, { ...own, clientId: deps.newId(), state: 'sending' }] })
    void flush()
  }

  const files = newChosenFiles({
    upload: (file, progress, gone) => authorized((token) => api.upload(token, file, progress, gone)),
    newId: deps.newId,
    chosen: () => view.chosen,
    changed: (chosen) => change({ ...view, chosen }),
  })

  function sayWithFiles(text: string): void {
    const attachments = files.take()
    say({ text, shown: text, ...(attachments.length > 0 && { attachments }) })
  }

  function retry(): void {
    change({
      ...view,
      pending: view.pending.map((own) => (own.state === 'failed' ? { ...own, state: 'sending' } : own)),
    })
    void flush()
  }

  function followOn(): void {
    unfollow ??= deps.follow({
      async open(signal) {
        const { token: used } = await key()
        return api.stream(used, cursor, signal).catch((error) => {
          if (error instanceof AnswerError && error.status === 401) drop(used)
          throw error
        })
      },
      message: (line) => take([line]),
      state: takeState,
      connected(connected) {
        if (connected !== view.connected) change({ ...view, connected })
        if (connected && view.pending.some((own) => own.state === 'failed')) retry()
      },
    })
  }

  async function start(): Promise<void> {
    change({ ...view, phase: 'loading' })
    try {
      const profile = await api.profile()
      const language = profile.languages.includes(view.language)
        ? view.language
        : (profile.languages[0] ?? view.language)
      change({ ...view, profile, language })
      await readHistory()
      change({ ...view, phase: 'ready' })
      followOn()
      void flush()
    } catch {
      change({ ...view, phase: 'failed' })
    }
  }

  function refresh(): void {
    if (view.phase !== 'ready') return
    api.profile().then(
      (profile) => change({ ...view, profile }),
      () => {},
    )
  }

  function chooseLanguage(language: Language): void {
    if (language === view.language) return
    keeping.keepLanguage(language)
    change({ ...view, language })
    // In an empty conversation there is nobody to tell yet; the first message carries it.
    if (view.lines.length + view.pending.length > 0)
      say({ choice: `language:${language}`, shown: nativeNames[language] })
  }

  function markSeen(): void {
    const position = view.lines.at(-1)?.position ?? 0
    if (position <= view.seen) return
    keeping.keepSeen(position)
    change({ ...view, seen: position })
    // A hint for the agent; when it is lost, the next one carries it.
    authorized((token) => api.seen(token, position)).catch(() => {})
  }

  const unhear = keeping.onSeenElsewhere((position) => change({ ...view, seen: Math.max(view.seen, position) }))

  return {
    view: () => view,
    subscribe(heard) {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    start,
    refresh,
    say: sayWithFiles,
    attach: files.add,
    detach: files.remove,
    file: (id) => authorized((token) => api.file(token, id)),
    press: (choice, label) => say({ choice, shown: label }),
    retry,
    chooseLanguage,
    carryOn: (channel) => authorized((token) => api.carryOn(token, channel)),
    markSeen,
    stop() {
      unhear()
      unfollow?.()
    },
  }
}
