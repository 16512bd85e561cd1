// What the stats call a channel, a language, an intent or a team.

import { type Language, languages } from '../../model/language.ts'
import { channelName } from '../parts/channel-names.ts'
import { capital, languageName } from '../parts/locale.ts'
import type { NamesOf } from '../parts/shop-names.tsx'
import type { FilterName } from './question.ts'
import { statsWords } from './words/by-language.ts'

/** A row's key in words; an empty key, or `none`, is what had no intent or no team. */
export function rowName(name: FilterName, key: string, names: NamesOf, language: Language): string {
  const words = statsWords[language]
  if (name === 'channel') return channelName(key, language)
  if (name === 'intent') return key === '' || key === 'none' ? words.noIntent : names.intent(key)
  if (name === 'team') return key === '' || key === 'none' ? words.noTeam : names.team(key)
  const code = languages.find((one) => one === key)
  return code ? capital(languageName(code, language), language) : key
}
