// Posts in the rooms of a desk outside, each exactly once: noted before it is sent, read back after a crash, paced for
// each room, and changed only when it would show something else.

import { createHash } from 'node:crypto'
import type { OutgoingFile } from '../model/attachment.ts'
import type { DeskPost } from '../model/desk.ts'
import { ChannelError } from '../ports/channel.ts'
import type { Desk, DeskPlace } from '../ports/desk.ts'
import type { Clock, Log } from '../ports/outside.ts'
import type { DeskPosted, Store } from '../ports/store.ts'

export type PostingParts = {
  readonly store: Pick<Store, 'deskPosted' | 'deskPostedAt' | 'saveDeskPosted'>
  readonly desk: Desk
  readonly clock: Clock
  readonly log: Log
}

export type Postings = {
  /**
   * Posts it unless it stands there already. Undefined: the far side will never take it. Throws while it is away, and
   * `gone` where the thread is no more.
   */
  postOnce(place: DeskPlace, key: string, post: DeskPost): Promise<DeskPosted | undefined>
  /**
   * Posts it, or changes what stands there; `later` when it was changed only just now, `gone` when it stands there no
   * more. Throws as `postOnce`.
   */
  show(place: DeskPlace, key: string, post: DeskPost): Promise<DeskPosted | 'later' | 'gone' | undefined>
  /**
   * Shows a file unless it is shown already; `read` gives it, where it is there. `later`: it is tried again, and words
   * do not wait for it. Throws `gone` where the thread is no more.
   */
  showFile(
    place: Required<DeskPlace>,
    key: string,
    by: { readonly name: string },
    read: () => Promise<OutgoingFile | undefined>,
  ): Promise<'done' | 'later'>
  /** Shows a line's way, once for each state. */
  mark(line: string, fate: Parameters<Desk['mark']>[1]): Promise<void>
}

/** A room that is free only after this is left for now: others do not wait for it. */
const longestWaitMs = 5_000

/** Marks stand at lines of any room; a far side may count them for all rooms together. */
const marks = 'marks'

/** What the far side refused for good. */
const refused = 'refused'

/** The name of a post is free for a new one. */
export const free = 'free'

/** What is said to be there no more; a change tells whether that is so. */
export const lost = 'lost'

/** A file that has been begun; how often stands behind it. */
const begun = 'begun '
const shown = 'shown'
/** A file that the far side forgets so often is left out. */
const mostUploads = 3
/** A far side that takes no file now is not asked at every look. */
const filesRestMs = 15_000

export function createPostings({ store, desk, clock, log }: PostingParts): Postings {
  const freeAt = new Map<string, number>()
  /** Why files rest, and until when. */
  let filesRest = { why: '', until: 0 }

  /** Waits for the room's turn; a far side that asks to be left alone for long is not waited for, but left. */
  async function inTurn<T>(room: string, call: () => Promise<T>, everyMs = desk.postEveryMs): Promise<T> {
    const turnAt = Math.max(freeAt.get(room) ?? 0, clock.now())
    const waitMs = turnAt - clock.now()
    if (waitMs > longestWaitMs)
      throw new ChannelError('rate-limited', 'A room asks to be left alone for a while.', { retryAfterMs: waitMs })
    freeAt.set(room, turnAt + everyMs)
    if (waitMs > 0) await new Promise<void>((resolve) => clock.after(waitMs, resolve))
    try {
      return await call()
    } catch (error) {
      if (error instanceof ChannelError && error.retryAfterMs !== undefined)
        freeAt.set(room, Math.max(freeAt.get(room) ?? 0, clock.now() + error.retryAfterMs))
      throw error
    }
  }

  async function send(place: DeskPlace, key: string, post: DeskPost, known: DeskPosted | undefined) {
    const noted = { key, ...place, hash: hashOf(post), updatedAt: clock.now() }
    try {
      // Noted and without an id: it was sent when the process died, or never; the far side knows.
      const wasBegun = known !== undefined && known.hash !== free
      const arrived = wasBegun ? await inTurn(place.room, () => desk.find(place, key)) : undefined
      if (!wasBegun) await store.saveDeskPosted(noted)
      const externalId = arrived ?? (await inTurn(place.room, () => desk.post(place, key, post))).externalId
      const posted = { ...noted, externalId, updatedAt: clock.now() }
      await store.saveDeskPosted(posted)
      return posted
    } catch (error) {
      if (!isFinal(error)) throw error
      if (isGone(error) && place.thread !== undefined) {
        await loseThread({ room: place.room, thread: place.thread })
        throw error
      }
      log.warn({ desk: desk.name, key, code: (error as ChannelError).code }, 'a post was refused and is left out')
      await store.saveDeskPosted({ ...noted, hash: refused })
      return undefined
    }
  }

  async function loseThread({ room, thread }: Required<DeskPlace>): Promise<void> {
    const root = await store.deskPostedAt(room, thread)
    if (root) await store.saveDeskPosted({ ...root, hash: lost })
  }

  async function showFile(...[place, key, by, read]: Parameters<Postings['showFile']>): Promise<'done' | 'later'> {
    const known = await store.deskPosted(key)
    if (known?.hash === shown || known?.hash === refused) return 'done'
    if (clock.now() < filesRest.until) return 'later'
    let uploads = Number(known?.hash.slice(begun.length) ?? 0)
    const note = (hash: string, externalId?: string): Promise<void> =>
      store.saveDeskPosted({ key, ...place, hash, ...(externalId ? { externalId } : {}), updatedAt: clock.now() })
    try {
      let fileId = known?.externalId
      if (fileId === undefined) {
        const file = await read()
        if (!file) return 'done'
        uploads += 1
        fileId = await inTurn(place.room, () => desk.upload(file))
        // Kept before it is shown: after a crash the far side is asked whether it is, by this very id.
        await note(`${begun}${uploads}`, fileId)
      }
      await inTurn(place.room, () => desk.showFile(place, fileId, by))
      await note(shown, fileId)
      filesRest = { why: '', until: 0 }
      return 'done'
    } catch (error) {
      if (isGone(error)) await loseThread(place)
      if (isGone(error) || !(error instanceof ChannelError)) throw error
      if (!isFinal(error)) return restFiles(error)
      const isOver = uploads >= mostUploads
      log.warn({ desk: desk.name, key, code: error.code, isOver }, 'a file was refused')
      await note(isOver ? refused : `${begun}${uploads}`)
      return isOver ? 'done' : 'later'
    }
  }

  /** A right that is missing, or a host that a firewall keeps away, must not cost the rooms their words. */
  function restFiles({ message: why, retryAfterMs = filesRestMs }: ChannelError): 'later' {
    if (why !== filesRest.why) log.warn({ desk: desk.name, why }, 'files cannot be shown now; it is tried again')
    filesRest = { why, until: clock.now() + retryAfterMs }
    return 'later'
  }

  async function postOnce(place: DeskPlace, key: string, post: DeskPost): Promise<DeskPosted | undefined> {
    const known = await store.deskPosted(key)
    if (known?.hash === refused) return undefined
    return known?.externalId === undefined ? send(place, key, post, known) : known
  }

  return {
    postOnce,
    showFile,
    async show(place, key, post) {
      const known = await postOnce(place, key, post)
      const hash = hashOf(post)
      if (known?.externalId === undefined || known.hash === hash) return known
      const ageMs = clock.now() - known.updatedAt
      // Below nothing when the clock was set back: then it is not waited till the clock is there again.
      if (ageMs >= 0 && ageMs < desk.changeEveryMs) return 'later'
      const { room, externalId } = known
      let isThere = true
      try {
        await inTurn(room, () => desk.change(room, externalId, key, post))
      } catch (error) {
        if (!isFinal(error)) throw error
        isThere = !isGone(error) && known.hash !== lost
        if (isThere) log.warn({ desk: desk.name, key }, 'a post could not be changed; it stays as it was')
      }
      const changed = { ...known, hash, updatedAt: clock.now() }
      await store.saveDeskPosted(changed)
      return isThere ? changed : 'gone'
    },
    async mark(line, fate) {
      const key = `fate:${line}`
      if ((await store.deskPosted(key))?.hash === fate) return
      try {
        await inTurn(marks, () => desk.mark(line, fate), 0)
      } catch (error) {
        if (!isFinal(error)) throw error
      }
      await store.saveDeskPosted({ key, room: '', hash: fate, updatedAt: clock.now() })
    },
  }
}

/** The far side will not take it however often it is tried. */
function isFinal(error: unknown): boolean {
  return error instanceof ChannelError && ['refused', 'gone', 'malformed', 'too-large'].includes(error.code)
}

function isGone(error: unknown): boolean {
  return error instanceof ChannelError && error.code === 'gone'
}

/** Names what a post shows. The moment at which a card was made is nothing that it shows. */
function hashOf(post: DeskPost): string {
  const shown = JSON.stringify(post, (key, value) => (key === 'now' ? undefined : value))
  return createHash('sha256').update(shown).digest('base64url').slice(0, 22)
}
