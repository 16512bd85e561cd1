// The open case stands in the address (#1042), so that a reload, a link and the back button keep it.

import { useEffect, useState } from 'preact/hooks'

/** The case number of a fragment, or undefined. */
export function numberInHash(hash: string): number | undefined {
  return /^#\d{1,15}$/.test(hash) ? Number(hash.slice(1)) : undefined
}

/** The number of the open case, if one is. */
export function useOpenNumber(): number | undefined {
  const [number, setNumber] = useState(() => numberInHash(location.hash))
  useEffect(() => {
    const onHash = () => setNumber(numberInHash(location.hash))
    window.addEventListener('hashchange', onHash)
    return () => window.removeEventListener('hashchange', onHash)
  }, [])
  return number
}

/** Opens a case, or closes the open one. */
export function goToCase(number: number | undefined): void {
  location.hash = number === undefined ? 'list' : String(number)
}
