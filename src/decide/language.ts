// Which language the conversation goes on in: by evidence until the customer chooses one, then as chosen. And by whose
// clock it hears times.

import { zoneNamed } from '../calendar/zone.ts'
import type { Conversation } from '../model/conversation.ts'
import { type Language, languages } from '../model/language.ts'
import type { Message } from '../model/message.ts'
import type { Understanding } from '../model/understanding.ts'
import { type Draft, note, update, updateCase, type World } from './draft.ts'
import { caseIsOpen } from './episode.ts'

/** Sets the language that was tapped or asked for in words, if the shop serves it; undefined if none was. */
export function choosesLanguage(
  draft: Draft,
  world: World,
  choice: string | undefined,
  meaning: Understanding,
): Language | undefined {
  const wanted = languages.find((language) => choice === `language:${language}`) ?? meaning.language.asked
  if (!wanted || !world.content.shop.languages.includes(wanted)) return undefined
  setLanguage(draft, world, wanted, true)
  return wanted
}

/** Evidence moves the language only until the customer has chosen one. */
export function adoptLanguage(draft: Draft, world: World, meaning: Understanding): void {
  update(draft, { languageEvidence: meaning.language.evidence })
  const { languageChosen, language } = draft.conversation
  if (!languageChosen && meaning.language.best !== language) setLanguage(draft, world, meaning.language.best, false)
}

/** The customer's own zone: as the message's device or platform says, else as it was; a name of no zone is none. */
export function zoneOf({ zone }: Conversation, { zoneHint }: Message): string | undefined {
  return zoneHint === undefined || zoneHint === zone ? zone : (zoneNamed(zoneHint) ?? zone)
}

function setLanguage(draft: Draft, world: World, to: Language, chosen: boolean): void {
  const from = draft.conversation.language
  update(draft, { language: to, languageChosen: chosen })
  if (from === to) return
  if (draft.conversation.episode) note(draft, world.now, 'language.changed', { from, to, chosen })
  if (caseIsOpen(draft)) updateCase(draft, { language: to })
}
