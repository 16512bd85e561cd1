// Takes changed files without a restart: the last good content stays until a better one is there.

import { watch } from 'node:fs'
import type { Clock } from '../ports/outside.ts'
import { type ReadContent, readContent } from './read.ts'

// Editors write a file in several steps, and tools several files in a row.
const settleMs = 300

/**
 * Reads the folder again once its files have been quiet for a moment, and tells what it found: new content, or the
 * problems that keep it from being used. What comes out as before is not told. Returns the function that ends it.
 * Throws if the folder is not there to begin with.
 */
export function watchContent(folder: string, clock: Clock, onChange: (read: ReadContent) => void): () => void {
  let cancel = () => {}
  let reading = false
  let again = false
  let ended = false
  let last: string | undefined

  async function read() {
    if (reading) {
      again = true
      return
    }
    reading = true
    const found = await readContent(folder)
    reading = false
    if (ended) return
    const fingerprint = JSON.stringify([found.content?.hash, found.problems])
    if (fingerprint !== last) onChange(found)
    last = fingerprint
    if (again) settle()
    again = false
  }

  function settle() {
    cancel()
    cancel = clock.after(settleMs, () => void read())
  }

  const watcher = watch(folder, settle)
  // A folder that goes away ends the watching and nothing else: the content in use stays.
  watcher.on('error', () => watcher.close())
  return () => {
    ended = true
    cancel()
    watcher.close()
  }
}
