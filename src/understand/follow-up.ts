// Reads a message that leans on the one before it: "and to Finland?", "och på lördag?", "entä Suomeen?".

import type { Language } from '../model/language.ts'
import type { UnderstandingContext } from '../model/understanding.ts'
import type { Classified } from './classify.ts'
import type { Recognise } from './recognise.ts'
import { normalise, tokenise } from './text.ts'

/** A longer message has a wish of its own. */
const longestFollowUp = 9
/** A question of so few words, with nothing before it, stands on what was said. */
const shortestQuestion = 4

/** Words of which so much belongs to nothing that a shop answers begin another matter. */
const mostOffTopic = 0.4

/** How a follow-up begins, in any of the languages. */
const leads = (
  'and what about|how about|and what if|what if|but what if|and if|and|but|also|or|' +
  'hva med|hva om|hva hvis|men hva med|men hvis|og hvis|og|men|kva med|kva om|enn|eller|' +
  'hur är det med|vad händer om|vad gäller|tänk om|men om|och om|och|' +
  'hvad med|hvad hvis|hvad nu hvis|hvad så med|men hvad med|' +
  'entä jos|entäs|entä|mitä jos|ja jos|mutta jos|mutta|tai'
)
  .split('|')
  .map((lead) => lead.split(' '))

/** "ja" begins a Finnish follow-up, and is a yes elsewhere. */
const finnishLead = ['ja']

/** The words after the longest lead that the message begins with; undefined when it begins with none. */
const afterLead = (tokens: readonly string[], language: Language): readonly string[] | undefined => {
  const found = [...leads, ...(language === 'fi' ? [finnishLead] : [])].filter(
    (lead) => tokens.length > lead.length && lead.every((word, at) => tokens[at] === word),
  )
  return found.length === 0 ? undefined : tokens.slice(Math.max(...found.map((lead) => lead.length)))
}

/** What a follow-up says of its own; undefined for a message that is none. */
const ownPart = (text: string, language: Language): string | undefined => {
  const tokens = tokenise(normalise(text.slice(0, 300)))
  if (tokens.length === 0 || tokens.length > longestFollowUp) return undefined
  const rest = afterLead(tokens, language)
  if (rest !== undefined) return rest.join(' ')
  return tokens.length <= shortestQuestion && text.trimEnd().endsWith('?') ? tokens.join(' ') : undefined
}

/** Probability that the text is nothing a shop answers: what the intents leave of 1. */
const offTopicShare = ({ intents }: Classified): number =>
  1 - intents.reduce((sum, { confidence }) => sum + confidence, 0)

/**
 * The message read together with what was said before, where alone it is not sure; otherwise as it was. Sure only where
 * both together are, and the message by itself speaks of nothing else.
 */
export const leanOnPrevious = (
  text: string,
  language: Language,
  previous: UnderstandingContext['previous'],
  alone: Classified,
  recognise: Recognise,
): Classified => {
  const own = previous === undefined || alone.zone === 'sure' ? undefined : ownPart(text, language)
  if (previous === undefined || own === undefined) return alone
  const said = recognise(own, Number.POSITIVE_INFINITY)
  if (said.intents.length > 0 && offTopicShare(said) > mostOffTopic) return alone
  const together = recognise(`${previous.text} ${text}`)
  const [first] = together.intents
  if (first === undefined || together.zone === 'far') return alone
  const isLinked = first.name === previous.intent || alone.intents.slice(0, 3).some(({ name }) => name === first.name)
  const isPlain = together.zone === 'sure' && isLinked && said.zone !== 'far'
  return { ...together, zone: isPlain ? 'sure' : 'near' }
}
