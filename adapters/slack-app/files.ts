// Files in Slack, both ways: uploaded in three steps, shown exactly once, and fetched with the bot's token.

import type { WebClient } from '@slack/web-api'
import type { OutgoingFile } from '../../src/model/attachment.ts'
import { ChannelError } from '../../src/ports/channel.ts'
import type { Clock } from '../../src/ports/outside.ts'
import { asked, handedOver, limited, slackWord } from './client.ts'

/** Where a file shall stand. */
export type FilePlace = { readonly room: string; readonly thread?: string }

export type SlackFiles = {
  /** Sends the bytes; gives Slack's id of the file, which nobody sees yet. Throws ChannelError. */
  upload(file: OutgoingFile): Promise<string>
  /**
   * Completes an upload so that the room shows it, and resolves when it does. What may have been done already is
   * looked up first, so that twice is once. Throws ChannelError: `refused` when Slack knows no such upload any more,
   * `gone` when it knows no such thread.
   */
  show(fileId: string, place: FilePlace, comment: string): Promise<void>
  /** The same for a fresh upload, which is not asked for: `doubtful` where it may stand there. Throws ChannelError. */
  showNew(fileId: string, place: FilePlace): Promise<void>
  /** Takes a file back wherever it is shown; one that is gone already is no error. Throws ChannelError. */
  remove(fileId: string): Promise<void>
  /** The bytes of a file by its id. See `Channel.fetch`. */
  fetch(fileId: string, limitBytes: number): Promise<Uint8Array>
}

type FilesParts = {
  readonly client: WebClient
  readonly botToken: string
  readonly apiUrl: string
  readonly clock: Clock
  readonly fetch?: typeof globalThis.fetch | undefined
}

/** A transfer of bytes is given up after so long. */
const transferWithinMs = 30_000
/** Slack shows a completed file only when its own checks are done: it is looked for after these waits. */
const lookAfterMs = [0, 500, 1_000, 2_000, 4_000]
/** A completed file that is shown nowhere after so long never will be: Slack lets some fall. */
const lostAfterMs = 60_000

/** What Slack knows of an upload: nothing, that it was deleted, or where it is shown and since when it is there. */
type Known = 'nothing' | 'deleted' | { readonly rooms: readonly string[]; readonly createdAt: number }

export function slackFiles({ client, botToken, apiUrl, clock, fetch: call = fetch }: FilesParts): SlackFiles {
  async function known(fileId: string): Promise<Known> {
    try {
      const { file } = await asked(client.files.info({ file: fileId }))
      const { public: open = {}, private: closed = {} } = file?.shares ?? {}
      return { rooms: [...Object.keys(open), ...Object.keys(closed)], createdAt: (file?.created ?? 0) * 1000 }
    } catch (error) {
      const word = slackWord(error)
      if (word === 'file_not_found') return 'nothing'
      if (word === 'file_deleted') return 'deleted'
      throw error
    }
  }

  function complete(fileId: string, { room, thread }: FilePlace, comment = '') {
    const place = { channel_id: room, ...(thread === undefined ? {} : { thread_ts: thread }) }
    const said = comment === '' ? {} : { initial_comment: comment }
    return client.files.completeUploadExternal({ files: [{ id: fileId }], ...place, ...said })
  }

  async function isShownSoon(fileId: string, room: string): Promise<boolean> {
    for (const waitMs of lookAfterMs) {
      if (waitMs > 0) await new Promise<void>((resolve) => void clock.after(waitMs, resolve))
      if (isIn(await known(fileId), room)) return true
    }
    return false
  }

  return {
    async upload({ name, bytes }) {
      const begun = await asked(client.files.getUploadURLExternal({ filename: name, length: bytes.length }))
      const body = Buffer.from(bytes)
      const response = await transferred(call(begun.upload_url ?? '', { method: 'POST', body, signal: deadline() }))
      if (!response.ok) throw new ChannelError('unreachable', 'Slack did not take the bytes of a file.')
      return begun.file_id ?? ''
    },

    async show(fileId, place, comment) {
      const before = await known(fileId)
      if (isIn(before, place.room)) return
      const isLost = typeof before === 'object' && clock.now() - before.createdAt > lostAfterMs
      if (before === 'nothing' || isLost) await begunStill(asked(complete(fileId, place, comment)))
      if (!(await isShownSoon(fileId, place.room)))
        throw new ChannelError('unreachable', 'Slack has not shown a file yet; it is looked for again.')
    },

    async showNew(fileId, place) {
      try {
        await handedOver(complete(fileId, place))
      } catch (error) {
        if (!(error instanceof ChannelError) || error.code !== 'doubtful') throw error
      }
      const isShown = await isShownSoon(fileId, place.room).catch(() => false)
      if (!isShown) throw new ChannelError('doubtful', 'Slack took a file and did not say that it is shown.')
    },

    async remove(fileId) {
      try {
        await asked(client.files.delete({ file: fileId }))
      } catch (error) {
        if (!['file_not_found', 'file_deleted'].includes(slackWord(error) ?? '')) throw error
      }
    },

    async fetch(fileId, limitBytes) {
      const { file = {} } = await asked(client.files.info({ file: fileId }))
      const { size = 0, mimetype = '', url_private: page = '', url_private_download: url = page, mode = '' } = file
      // What is kept elsewhere has an address that is not Slack's: our token is nobody else's.
      if (!isOurs(url, apiUrl) || ['tombstone', 'hidden_by_limit'].includes(mode)) throw gone()
      if (size > limitBytes) throw tooLarge()
      const headers = { authorization: `Bearer ${botToken}` }
      const response = await transferred(call(url, { headers, signal: deadline() }))
      if (response.status === 404 || response.status === 410) throw gone()
      if (isSignIn(response, mimetype)) throw notAllowed()
      if (!response.ok) throw new ChannelError('unreachable', 'Slack did not give a file.')
      return bytesOf(response, limitBytes)
    },
  }
}

/** Slack forgets what was begun and not completed in time. */
async function begunStill<T>(completing: Promise<T>): Promise<T> {
  try {
    return await completing
  } catch (error) {
    if (slackWord(error) !== 'file_not_found') throw error
    throw new ChannelError('refused', 'Slack has forgotten an upload.')
  }
}

/** Whoever deleted it has seen it. */
function isIn(known: Known, room: string): boolean {
  return known === 'deleted' || (typeof known === 'object' && known.rooms.includes(room))
}

function deadline(): AbortSignal {
  return AbortSignal.timeout(transferWithinMs)
}

async function transferred(calling: Promise<Response>): Promise<Response> {
  const response = await calling.catch(() => {
    // The fault may name the address, and with it the file.
    throw new ChannelError('unreachable', 'Slack cannot be reached for a file; it is tried again.')
  })
  if (response.status === 429) throw limited(Number(response.headers.get('retry-after') ?? 30) * 1000)
  if (response.status >= 500) throw new ChannelError('unreachable', 'Slack is in trouble with files.')
  return response
}

/** Slack's own: the host of its API, and whatever lies below the same domain. */
function isOurs(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false
  const [file, api] = [new URL(address), new URL(apiUrl)]
  if (file.origin === api.origin) return true
  return file.protocol === 'https:' && file.hostname.endsWith(`.${api.hostname.replace(/^www\./, '')}`)
}

/** Without the right to read it, Slack gives its page to sign in, with the status 200. */
function isSignIn({ status, headers }: Response, mimetype: string): boolean {
  const isPage = (headers.get('content-type') ?? '').startsWith('text/html') && mimetype !== 'text/html'
  return isPage || status === 401 || status === 403 || (status >= 300 && status < 400)
}

async function bytesOf({ body, headers }: Response, limitBytes: number): Promise<Uint8Array> {
  if (Number(headers.get('content-length') ?? 0) > limitBytes) {
    await body?.cancel()
    throw tooLarge()
  }
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of body ?? []) {
      length += chunk.length
      if (length > limitBytes) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof ChannelError) throw error
    throw new ChannelError('unreachable', 'The connection to Slack ended within a file.')
  }
  return Buffer.concat(chunks)
}

function gone(): ChannelError {
  return new ChannelError('gone', 'Slack does not give the file any more.')
}

function tooLarge(): ChannelError {
  return new ChannelError('too-large', 'The file is larger than what is taken.')
}

function notAllowed(): ChannelError {
  return new ChannelError(
    'unauthorized',
    'Slack does not let the bot read files: paste the manifest anew ("slack manifest" prints it) and install the app again.',
  )
}
