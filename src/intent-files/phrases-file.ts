// Reads _phrases.yaml: every sentence of the bot that is no intent's answer.

import { type PhraseName, phraseNames, type Text } from '../model/shop.ts'
import { checkTopKeys, hasAt, inAllLanguages, readSection, text } from './sections.ts'
import { allOf, caseVariables, checkText, type Variables } from './texts.ts'
import type { YamlFile } from './yaml-file.ts'

export const phrasesFileName = '_phrases.yaml'

/** A handoff is always confirmed with its number and its time. */
const needed: Partial<Record<PhraseName, readonly string[]>> = {
  case_opened: ['case_number', 'promise'],
  case_opened_closed: ['case_number', 'promise'],
  promise_renewed: ['promise'],
  line_corrected: ['text'],
  file_too_large: ['files', 'megabytes'],
  file_wrong_type: ['files'],
  file_empty: ['files'],
  file_gone: ['files'],
  file_too_many: ['files', 'most'],
  file_not_shown: ['files'],
  known_issue: ['note'],
  all_clear: ['note'],
  carry_on_ask: ['place', 'name'],
  carry_on_here: ['began'],
  carry_on_case: ['case_number', 'promise'],
  carry_on_there: ['place'],
}

/** What single phrases may use besides. */
const own: Partial<Record<PhraseName, Variables>> = {
  line_corrected: new Map([['text', 'any']]),
  file_too_large: new Map([
    ['files', 'any'],
    ['megabytes', 'any'],
  ]),
  file_wrong_type: new Map([['files', 'any']]),
  file_empty: new Map([['files', 'any']]),
  file_gone: new Map([['files', 'any']]),
  file_too_many: new Map([
    ['files', 'any'],
    ['most', 'any'],
  ]),
  file_not_shown: new Map([['files', 'any']]),
  known_issue: new Map([['note', 'any']]),
  all_clear: new Map([['note', 'any']]),
  carry_on_ask: new Map([
    ['place', 'any'],
    ['name', 'any'],
  ]),
  carry_on_here: new Map([['began', 'any']]),
  carry_on_there: new Map([['place', 'any']]),
}

/** The phrases that fit, by name; one for each name if nothing was reported. */
export function readPhrases(file: YamlFile, shopVariables: Variables): Partial<Record<PhraseName, Text>> {
  const phrases: Partial<Record<PhraseName, Text>> = {}
  if (!checkTopKeys(file, phraseNames)) return phrases
  const variables = allOf(shopVariables, caseVariables)
  for (const name of phraseNames) {
    if (!hasAt(file, [name])) {
      file.report(1, `The phrase "${name}" is missing.`, 'Add it in all five languages: the bot has to say it.')
      continue
    }
    const phrase = readSection(file, [name], inAllLanguages(text))
    if (phrase === undefined) continue
    checkText(file, [name], phrase, allOf(variables, own[name] ?? new Map()), needed[name])
    phrases[name] = phrase
  }
  return phrases
}
