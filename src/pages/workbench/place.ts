// What the page shows, as the address's fragment says it, so that back, reload and links work.

import { useEffect, useState } from 'preact/hooks'

export const views = ['try', 'intents', 'unanswered'] as const
export type Place = { readonly view: (typeof views)[number]; readonly file?: string }

/** `#intents/return-how` and the like; anything else is the first view. */
export function readPlace(hash: string): Place {
  const [name = '', file] = hash.replace(/^#/, '').split('/')
  const view = views.find((one) => one === name) ?? 'try'
  return view === 'intents' && file !== undefined && /^_?[a-z0-9-]{1,60}$/.test(file) ? { view, file } : { view }
}

export function writePlace({ view, file }: Place): string {
  return file === undefined ? `#${view}` : `#${view}/${file}`
}

export function usePlace(): Place {
  const [place, setPlace] = useState(() => readPlace(location.hash))
  useEffect(() => {
    const onHash = () => setPlace(readPlace(location.hash))
    window.addEventListener('hashchange', onHash)
    return () => window.removeEventListener('hashchange', onHash)
  }, [])
  return place
}
