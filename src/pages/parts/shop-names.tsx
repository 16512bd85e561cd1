// What the shop calls its teams and intents, read once for a page and known to all its parts.

import { type ComponentChildren, createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { ShopWords } from '../../model/api.ts'
import type { Language } from '../../model/language.ts'
import { getJson } from './api-client.ts'
import { readable } from './channel-names.ts'

const retryMs = 5_000

const noWords: ShopWords = { teams: {}, intents: {}, questions: {} }
const Words = createContext(noWords)

/** Stands around a signed-in page. Until the names are here, and while they cannot be read, the files' names do. */
export function ShopNames({ children }: { readonly children: ComponentChildren }) {
  const [words, setWords] = useState(noWords)
  useEffect(() => {
    const end = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      getJson<ShopWords>('/api/words', end.signal).then(setWords, () => {
        if (!end.signal.aborted) timer = setTimeout(read, retryMs)
      })
    }
    read()
    return () => {
      end.abort()
      clearTimeout(timer)
    }
  }, [])
  return <Words.Provider value={words}>{children}</Words.Provider>
}

export type NamesOf = {
  /** What customers call what they want; an intent that is gone keeps its file's name, made readable. */
  readonly intent: (name: string) => string
  readonly team: (name: string) => string
  /** What a flow asks for a value. */
  readonly question: (intent: string, slot: string) => string
}

/** The names in one language. */
export function useShopNames(language: Language): NamesOf {
  return namesIn(useContext(Words), language)
}

/** The same without a page. */
export function namesIn({ teams, intents, questions }: ShopWords, language: Language): NamesOf {
  return {
    intent: (name) => intents[name]?.[language] || readable(name),
    team: (name) => teams[name]?.[language] || readable(name),
    question: (intent, slot) => questions?.[intent]?.[slot]?.[language] || readable(slot),
  }
}
