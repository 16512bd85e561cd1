// What agents say: the shop's ready answers to customers, remarks to each other, and the news of an incident.

import type { ByLanguage } from '../../model/language.ts'
import type { Content } from '../../model/shop.ts'

export type AgentWords = {
  readonly answers: ByLanguage<readonly string[]>
  readonly remarks: readonly string[]
  readonly incident: ByLanguage<string>
}

const remarks = [
  'she has written three times now, be kind',
  'same carrier as last week, ask them first',
  'give him the discount if he asks',
  'I know this one, the shelf label was wrong',
  'do not promise a date here',
] as const

const incident: ByLanguage<string> = {
  en: 'Card payments fail at the moment. We are on it, and nothing is charged twice.',
  nb: 'Kortbetaling feiler akkurat nå. Vi jobber med saken, og ingenting trekkes to ganger.',
  sv: 'Kortbetalningar fungerar inte just nu. Vi arbetar på det, och inget dras två gånger.',
  da: 'Kortbetaling fejler lige nu. Vi arbejder på det, og intet trækkes to gange.',
  fi: 'Korttimaksut eivät juuri nyt onnistu. Selvitämme asiaa, eikä mitään veloiteta kahdesti.',
}

/** Ready answers that need nothing filled in. */
export function wordsOf({ shop }: Content): AgentWords {
  const plain = (language: keyof ByLanguage<string>): readonly string[] => {
    const found = shop.cannedAnswers.map(({ text }) => text[language].trim()).filter((text) => !text.includes('{'))
    return found.length > 0 ? found : ['OK']
  }
  return {
    answers: { en: plain('en'), nb: plain('nb'), sv: plain('sv'), da: plain('da'), fi: plain('fi') },
    remarks,
    incident,
  }
}
