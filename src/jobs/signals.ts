// Signals within one process.

import { EventEmitter } from 'node:events'
import type { Signals } from '../ports/outside.ts'

export function createSignals(): Signals {
  const emitter = new EventEmitter()
  // One listener for each open page: thousands are normal.
  emitter.setMaxListeners(0)
  return {
    publish: (topic) => void emitter.emit(topic),
    subscribe(topic, heard) {
      emitter.on(topic, heard)
      return () => void emitter.off(topic, heard)
    },
  }
}
