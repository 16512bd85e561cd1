// Recognises a bare "how long will it take?": whoever waits for a person means the person's answer.

import type { Language } from '../model/language.ts'
import { asWritten } from './spoken.ts'
import { normalise, tokenise } from './text.ts'

/** Longer messages say what they mean. */
const longestQuestion = 10

const asked: Readonly<Record<Language, RegExp>> = {
  en: /^(?:(?:and|so|but|ok|okay) )*(?:when|how (?:long|soon|fast|quickly)) /,
  nb: /^(?:(?:og|så|men|ok) )*(?:når|hvor (?:lenge|lang tid|fort|raskt|snart)) /,
  sv: /^(?:(?:och|så|men|ok) )*(?:när|hur (?:länge|lång tid|fort|snabbt|snart)) /,
  da: /^(?:(?:og|så|men|ok) )*(?:hvornår|hvor (?:længe|lang tid|hurtigt|snart)) /,
  fi: /^(?:(?:ja|mutta|no|ok) )*(?:milloin|koska|kauanko|kuinka (?:kauan|pian|nopeasti)|miten (?:kauan|pian)) /,
}

/** What may stand in it besides: waiting and answering, but nothing that is waited for otherwise. */
const beside = new Set(
  (
    'when how long soon fast quickly and so but ok okay will it take do does i we have need to wait you can get an a answer reply back hear from somebody someone person anyone me be there for now expect must roughly about is going that the this usually then until ' +
    'når hvor lenge lang tid fort raskt snart og så men tar det må jeg vi vente på svar svarer dere noen et menneske får kan du høre fra meg da nå før ca omtrent vanligvis skal blir ' +
    'när hur länge lång snabbt och dröjer jag få ni någon vänta en person hör av er mig då innan ungefär vanligtvis ska blir man det tar kan ' +
    'hvornår længe hurtigt tager i et hører nogen mig så inden ventetiden ventetid skal vil der går ' +
    'milloin koska kauanko kuinka kauan pian nopeasti miten ja mutta no kestää se tässä menee saan vastauksen vastaus tulee vastaatte joku vastaa pitää odottaa minun ihminen ihmiseltä sitten tämä jonkun'
  ).split(' '),
)

/** True for a question of when, in which nothing is named but waiting for an answer. */
export const asksWhen = (text: string, language: Language): boolean => {
  const tokens = asWritten(tokenise(normalise(text.slice(0, 200))), language)
  if (tokens.length < 2 || tokens.length > longestQuestion) return false
  return asked[language].test(tokens.join(' ')) && tokens.every((token) => beside.has(token))
}
