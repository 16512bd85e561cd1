// Reads a message that leans on the one before it: "and to Finland?", "och på lördag?", "entä Suomeen?".

import type { Language } from '../model/language.ts'
import type { UnderstandingContext } from '../model/understanding.ts'
import type { Classified } from './classify.ts'
import { isCountry } from './countries.ts'
import { findDate } from './dates.ts'
import type { Recognise } from './recognise.ts'
import { asWritten } from './spoken.ts'
import { normalise, tokenise } from './text.ts'

/** A longer message has a wish of its own. */
const longestFollowUp = 9
/** A question of so few words, with nothing before it, stands on what was said. */
const shortestQuestion = 4

/** Words of which so much belongs to nothing that a shop answers begin another matter, unless what was said leads them. */
const mostOffTopic = 0.4
/** And of which so much belongs to nothing begin it whatever was said. */
const plainlyOffTopic = 0.7

/** How a follow-up begins, in any of the languages. */
const leads = (
  'and what about|what about|how about|and what if|what if|but what if|and if|and|but|also|or|same for|does that also|does it also|does that|does it|is that also|' +
  'hva med|hva om|hva hvis|men hva med|men hvis|og hvis|og|men|kva med|kva om|enn|eller|samme for|gjelder det også|gjelder det|gjeld det|også|' +
  'hur är det med|vad händer om|vad gäller|tänk om|men om|och om|och|å om|å|o|samma för|gäller det också|gäller det även|gäller det|även|också|' +
  'hvad med|hvad hvis|hvad nu hvis|hvad så med|men hvad med|samme for|gælder det også|gælder det os|gælder det|også|' +
  'entä jos|entäs|entä|mitä jos|ja jos|mutta jos|mutta|tai|sama|koskeeko se|päteekö se|koskeeko|päteekö|myös'
)
  .split('|')
  .map((lead) => lead.split(' '))

/** How a question begins that its writer sets no sign behind. */
const questionWords = new Set(
  'how what when where which who why can is does do hvor hva når hvordan hvem hvorfor kan er kva kor korleis hur vad när var vilken varför är hvad hvornår hvorfor miten mitä milloin missä mihin paljonko kauanko onko voiko saako'.split(
    ' ',
  ),
)

/** What people sigh or nod before they go on; it says nothing of its own. */
const sighs = new Set(
  'ok okay okei oki ah oh øv aha ahaa nå jaha right cool fint fine bra hmm hm greit no nice'.split(' '),
)

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
  const said = tokenise(normalise(text.slice(0, 300)))
  const from = said.findIndex((token) => !sighs.has(token))
  const tokens = from === -1 ? [] : said.slice(from)
  if (tokens.length === 0 || tokens.length > longestFollowUp) return undefined
  const rest = afterLead(tokens, language)
  if (rest !== undefined) return rest.join(' ')
  const asks = text.trimEnd().endsWith('?') || questionWords.has(asWritten(tokens, language)[0] ?? '')
  return tokens.length <= shortestQuestion && asks ? tokens.join(' ') : undefined
}

/** A day or a country and hardly a word besides ("tomorrow?", "på søndag", "to Canada?") asks nothing of its own. */
const isBare = (own: string, { now, zone }: Pick<UnderstandingContext, 'now' | 'zone'>): boolean => {
  if (isCountry(own)) return true
  return (
    now !== undefined &&
    zone !== undefined &&
    own.split(' ').length <= 2 &&
    findDate(own, now, zone, false) !== undefined
  )
}

/** Whether a message is a day or a country alone, which leans wholly on what was asked before. */
export const isBareFollowUp = (text: string, language: Language, context: UnderstandingContext): boolean => {
  const own = context.previous && ownPart(text, language)
  return own !== undefined && isBare(own, context)
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
  { previous, now, zone }: Pick<UnderstandingContext, 'previous' | 'now' | 'zone'>,
  alone: Classified,
  recognise: Recognise,
): Classified => {
  const own = ownPart(text, language)
  if (previous === undefined || own === undefined) return alone
  // Whatever a day may be by itself ("i morgen?" is nearly a greeting), after a question it is of that.
  const bare = isBare(own, { now, zone })
  if (alone.zone === 'sure' && !bare) return alone
  const said = recognise(own, Number.POSITIVE_INFINITY)
  const strange = said.intents.length > 0 ? offTopicShare(said) : 0
  if (strange > plainlyOffTopic && !bare) return alone
  const together = recognise(`${previous.text} ${text}`)
  const [first] = together.intents
  if (first === undefined || together.zone === 'far') return alone
  const leads = first.name === previous.intent && said.intents[0]?.name === first.name
  const isLinked = first.name === previous.intent || alone.intents.slice(0, 3).some(({ name }) => name === first.name)
  if (strange > mostOffTopic && !isLinked) return alone
  const saysOwn = said.zone !== 'far' && (strange <= mostOffTopic || leads)
  const isPlain = together.zone === 'sure' && isLinked && (bare || saysOwn)
  return { ...together, zone: isPlain ? 'sure' : 'near' }
}
