// The server's clock in the browser, ticking slowly: waits and promises are said in minutes.

import { useEffect, useState } from 'preact/hooks'

const tickMs = 10_000

/** Server time now, epoch ms; the component renders again with each tick. */
export function useServerNow(offsetMs: number): number {
  const [, setTick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), tickMs)
    return () => clearInterval(timer)
  }, [])
  return Date.now() + offsetMs
}
