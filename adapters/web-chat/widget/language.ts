// Which language the widget begins in: what the tag says, else the page, else the browser.

import { type Language, languages } from '../../../src/model/language.ts'

/** The languages by their own names. */
export const nativeNames: Readonly<Record<Language, string>> = {
  en: 'English',
  nb: 'Norsk',
  sv: 'Svenska',
  da: 'Dansk',
  fi: 'Suomi',
}

/** The first tag that is spoken here; every Norwegian is `nb`; English when none is. */
export function chooseLanguage(tags: readonly (string | null | undefined)[]): Language {
  for (const tag of tags) {
    const base = tag?.trim().toLowerCase().split(/[-_]/)[0]
    const code = base === 'no' || base === 'nn' ? 'nb' : base
    const found = languages.find((language) => language === code)
    if (found !== undefined) return found
  }
  return 'en'
}
