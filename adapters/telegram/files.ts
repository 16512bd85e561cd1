// Fetches from Telegram what customers sent: asks where a file lies, then reads it, and no more of it than is wanted.

import { type Channel, ChannelError } from '../../src/ports/channel.ts'
import type { Call } from './client.ts'

/** A file that is not here by then is asked for anew. */
const withinMs = 55_000

/** `root`: where files lie, the token in it; it may stand in no error. */
export function telegramFiles(call: Call, root: string): Required<Pick<Channel, 'fetch'>> {
  return {
    async fetch(reference, limitBytes) {
      const { file_path = '', file_size = 0 } = await call('getFile', { file_id: reference })
      if (file_size > limitBytes) throw tooLarge()
      try {
        const response = await fetch(`${root}/${file_path}`, { signal: AbortSignal.timeout(withinMs) })
        if (response.ok && response.body) return await read(response.body, limitBytes)
      } catch (error) {
        if (error instanceof ChannelError) throw error
      }
      // Whatever it was: the path is good for an hour only, and asking again brings another.
      throw new ChannelError('unreachable', 'A file could not be fetched from Telegram; it is tried again.')
    },
  }
}

async function read(body: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > limitBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const tooLarge = () => new ChannelError('too-large', 'A file at Telegram is larger than what is taken.')
