// What customers of the demo write after their score, by whether it was hard or easy.

import type { Language } from '../../model/language.ts'

type Remarks = Readonly<Record<Language, readonly string[]>>

/** After 1 to 3; the first is about the wait for a person. */
export const hardRemarks: Remarks = {
  en: [
    'I had to wait far too long for a person.',
    'It asked for my order number twice.',
    'Nobody told me what happens next. Regards, Emily Carter',
    'The answer was about delivery, I asked about a return.',
  ],
  nb: [
    'Det tok altfor lang tid før et menneske svarte.',
    'Måtte gi ordrenummeret to ganger.',
    'Skjønte ikke hva som skjer nå. Mvh Kari Nordmann',
    'Svaret handlet om frakt, jeg spurte om retur.',
  ],
  sv: [
    'Det tog alldeles för lång tid innan någon svarade.',
    'Jag fick skriva ordernumret två gånger.',
    'Fattar inte vad som händer nu. Mvh Anna Berg',
  ],
  da: [
    'Der gik alt for lang tid, før et menneske svarede.',
    'Jeg skulle skrive ordrenummeret to gange.',
    'Ved ikke, hvad der sker nu. Mvh Mette Holm',
  ],
  fi: [
    'Ihmisen vastausta sai odottaa aivan liian kauan.',
    'Piti antaa tilausnumero kahteen kertaan.',
    'En ymmärtänyt, mitä nyt tapahtuu. Terv. Aino Korhonen',
  ],
}

/** After 4 and 5. */
export const easyRemarks: Remarks = {
  en: ['Quick and clear.', 'Got my answer at midnight, great.', 'Ida was very helpful.'],
  nb: ['Raskt og greit.', 'Fikk svar midt på natten, supert.', 'Hyggelig og klar beskjed.'],
  sv: ['Snabbt och tydligt.', 'Fick svar mitt i natten, toppen.', 'Trevligt bemötande.'],
  da: ['Hurtigt og klart.', 'Fik svar midt om natten, super.', 'Venlig og tydelig besked.'],
  fi: ['Nopeaa ja selkeää.', 'Sain vastauksen keskellä yötä, hienoa.', 'Ystävällistä palvelua.'],
}
