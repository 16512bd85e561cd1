// A wait with an end.

import type { Clock } from '../ports/outside.ts'

/** The promise's own end, or `late` once the time is up; what it still does is then nobody's business. */
export function within<T, L>(clock: Clock, limitMs: number, promise: Promise<T>, late: L): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => resolve(late))
    promise.then(resolve, reject).finally(cancel)
  })
}
