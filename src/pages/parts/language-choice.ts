// Which of the five languages the staff's pages speak: the choice made here before, else the browser's.

import { useEffect, useState } from 'preact/hooks'
import { type ByLanguage, type Language, languages } from '../../model/language.ts'
import { readStored, writeStored } from './browser-storage.ts'

const storageKey = 'nightdesk.language'

/** The languages by their own names, as a switch lists them. */
export const ownNames: ByLanguage<string> = {
  en: 'English',
  nb: 'Norsk',
  sv: 'Svenska',
  da: 'Dansk',
  fi: 'Suomi',
}

/** The first of the preferred tags that is served; every form of Norwegian is `nb`; else English. */
export function chooseLanguage(stored: string | undefined, preferred: readonly string[]): Language {
  for (const tag of [stored ?? '', ...preferred]) {
    const base = tag.toLowerCase().split('-')[0] ?? ''
    if (base === 'no' || base === 'nn') return 'nb'
    const found = languages.find((language) => language === base)
    if (found) return found
  }
  return 'en'
}

/** The page's language and a way to change it; kept for the next visit and told to screen readers. */
export function useLanguage(): readonly [Language, (language: Language) => void] {
  const [language, setLanguage] = useState(() => chooseLanguage(readStored('local', storageKey), navigator.languages))
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const choose = (next: Language) => {
    writeStored('local', storageKey, next)
    setLanguage(next)
  }
  return [language, choose]
}
