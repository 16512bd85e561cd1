// Brings files here that messages named and that stand at a far side still: asks, checks by content, notes the end.
// Beside the message's way: neither its 2xx nor its turn waits for this.

import { largestAttachmentBytes } from '../model/attachment.ts'
import { ChannelError } from '../ports/channel.ts'
import type { Clock, Log } from '../ports/outside.ts'
import type { AttachmentEnd, DueAttachment, Store } from '../ports/store.ts'
import { checkFile } from './content.ts'

/** Gives the bytes of a file by its reference. As `Channel.fetch`. */
export type FileSource = (reference: string, limitBytes: number) => Promise<Uint8Array>

export type FetchingParts = {
  readonly store: Pick<Store, 'dueAttachments' | 'endAttachment'>
  /** Where files are asked for, by `DueAttachment.from`; undefined where nothing of that name gives files. */
  readonly sourceOf: (from: string) => FileSource | undefined
  readonly clock: Clock
  readonly log: Log
  /** A file of the conversation is here, or will never be. */
  readonly ended: (conversationId: string) => void
}

export type Fetching = {
  /** Looks at once for what is due. */
  wake(): void
  start(): void
  /** Leaves what is not here yet for the next start. */
  stop(): Promise<void>
}

const sweepEveryMs = 1000

/** Each may hold as many bytes as a file has. */
const atOnce = 4

/** A far side that has not given a file by then is asked again later. */
export const fetchWithinMs = 60_000

/** A customer's file is asked for so long; an agent's line waits for its files, so not as long. */
export const askForMs = 6 * 3_600_000
export const askForAgentMs = 2 * 60_000

/** 2 s, 4 s, 8 s ... at most 10 minutes. */
export function askAgainMs(tries: number): number {
  return Math.min(1000 * 2 ** tries, 10 * 60_000)
}

export function createFetching(parts: FetchingParts): Fetching {
  const { store, clock, log } = parts
  const running = new Map<string, Promise<void>>()
  let cancelSweep = () => {}
  let looking: Promise<void> = Promise.resolve()
  let stopped = false
  const { promise: halted, resolve: halt } = Promise.withResolvers<undefined>()

  async function look(): Promise<void> {
    if (stopped) return
    // Those under way stay due until they end.
    const due = await store.dueAttachments(clock.now(), 2 * atOnce)
    for (const file of due) {
      if (running.size >= atOnce) return
      if (!running.has(file.id)) running.set(file.id, bring(file))
    }
  }

  async function bring(file: DueAttachment): Promise<void> {
    try {
      const end = await Promise.race([ask(file, parts), halted])
      if (!end) return
      await store.endAttachment(file.id, end)
      if (end.kind !== 'kept')
        log.warn({ conversationId: file.conversationId, from: file.from, end: end.kind }, 'a file was not fetched')
      if (end.kind !== 'retry') parts.ended(file.conversationId)
    } catch (error) {
      log.warn({ error, conversationId: file.conversationId }, 'a fetched file could not be kept; it is tried again')
    } finally {
      running.delete(file.id)
    }
  }

  function wake(): void {
    looking = looking.then(look).catch((error: unknown) => {
      log.warn({ error }, 'due files could not be read; it is tried again')
    })
  }

  function sweep(): void {
    wake()
    if (!stopped) cancelSweep = clock.after(sweepEveryMs, sweep)
  }

  return {
    wake,
    start: sweep,
    async stop() {
      stopped = true
      cancelSweep()
      halt(undefined)
      await looking
      await Promise.allSettled(running.values())
    },
  }
}

async function ask(file: DueAttachment, { sourceOf, clock }: FetchingParts): Promise<AttachmentEnd> {
  const source = sourceOf(file.from)
  if (!source) return { kind: 'refused', problem: 'gone' }
  try {
    const checked = await checkFile(await within(clock, source(file.reference, largestAttachmentBytes)))
    return checked.kind === 'taken' ? { ...checked, kind: 'kept' } : checked
  } catch (error) {
    return endOf(error, file, clock.now())
  }
}

function endOf(error: unknown, { since, attempts, from }: DueAttachment, now: number): AttachmentEnd {
  const known = error instanceof ChannelError ? error : undefined
  if (known?.code === 'too-large') return { kind: 'refused', problem: 'too-large' }
  if (known?.code === 'refused' || known?.code === 'gone') return { kind: 'refused', problem: 'gone' }
  const atMs = now + (known?.retryAfterMs ?? askAgainMs(attempts + 1))
  const until = since + (from === 'desk' ? askForAgentMs : askForMs)
  return atMs > until ? { kind: 'refused', problem: 'gone' } : { kind: 'retry', atMs }
}

/** A far side that never ends would hold its place among the few. */
function within<T>(clock: Clock, asking: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new ChannelError('unreachable', 'A file was not given in time.'))
    const cancel = clock.after(fetchWithinMs, late)
    asking.then(resolve, reject).finally(cancel)
  })
}
