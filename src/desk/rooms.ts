// Which room a case belongs to.

import type { Case } from '../model/case.ts'
import type { DeskRules } from '../model/shop.ts'

/** The first rule that fits by team, language and tag; undefined: it stays on the desk page. */
export function roomFor({ team, language, tags }: Pick<Case, 'team' | 'language' | 'tags'>, rules: DeskRules) {
  return rules.rooms.find(
    (rule) =>
      (rule.team === undefined || rule.team === team) &&
      (rule.language === undefined || rule.language === language) &&
      (rule.tag === undefined || tags.includes(rule.tag)),
  )?.room
}

/** Every room named, each once. */
export function roomsOf({ rooms, briefRoom }: DeskRules): readonly string[] {
  return [...new Set([...rooms.map(({ room }) => room), ...(briefRoom ? [briefRoom] : [])])]
}
