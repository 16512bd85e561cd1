// What the desk calls a case's tags: those of the shop's requests, and those that mood adds.

import type { ByLanguage, Language } from '../../../model/language.ts'
import { readable } from '../../parts/channel-names.ts'

/** By the tag as intent files write it. */
const tagNames: ReadonlyMap<string, ByLanguage<string>> = new Map(
  Object.entries({
    'call-back': { en: 'Call back', nb: 'Ring opp', sv: 'Ring upp', da: 'Ring op', fi: 'Soittopyyntö' },
    cancel: { en: 'Cancel', nb: 'Avbestilling', sv: 'Avbeställning', da: 'Annullering', fi: 'Peruutus' },
    'change-address': {
      en: 'New address',
      nb: 'Ny adresse',
      sv: 'Ny adress',
      da: 'Ny adresse',
      fi: 'Uusi osoite',
    },
    'change-order': {
      en: 'Change of order',
      nb: 'Endret bestilling',
      sv: 'Ändrad beställning',
      da: 'Ændret ordre',
      fi: 'Tilauksen muutos',
    },
    complaint: { en: 'Complaint', nb: 'Klage', sv: 'Klagomål', da: 'Klage', fi: 'Valitus' },
    damaged: { en: 'Damaged', nb: 'Skadet', sv: 'Skadad', da: 'Beskadiget', fi: 'Vahingoittunut' },
    delayed: { en: 'Delayed', nb: 'Forsinket', sv: 'Försenad', da: 'Forsinket', fi: 'Myöhässä' },
    delivery: { en: 'Delivery', nb: 'Levering', sv: 'Leverans', da: 'Levering', fi: 'Toimitus' },
    missing: { en: 'Missing', nb: 'Mangler', sv: 'Saknas', da: 'Mangler', fi: 'Puuttuu' },
    person: { en: 'A person', nb: 'Et menneske', sv: 'En person', da: 'Et menneske', fi: 'Ihminen' },
    receipt: { en: 'Receipt', nb: 'Kvittering', sv: 'Kvitto', da: 'Kvittering', fi: 'Kuitti' },
    refund: { en: 'Refund', nb: 'Refusjon', sv: 'Återbetalning', da: 'Refundering', fi: 'Hyvitys' },
    return: { en: 'Return', nb: 'Retur', sv: 'Retur', da: 'Retur', fi: 'Palautus' },
    safety: { en: 'Safety', nb: 'Sikkerhet', sv: 'Säkerhet', da: 'Sikkerhed', fi: 'Turvallisuus' },
    subscription: { en: 'Subscription', nb: 'Abonnement', sv: 'Prenumeration', da: 'Abonnement', fi: 'Kestotilaus' },
    technical: { en: 'Technical', nb: 'Teknisk', sv: 'Tekniskt', da: 'Teknisk', fi: 'Tekninen vika' },
    'wrong-item': { en: 'Wrong item', nb: 'Feil vare', sv: 'Fel vara', da: 'Forkert vare', fi: 'Väärä tuote' },
  } satisfies Record<string, ByLanguage<string>>),
)

/** A tag in words; one that nobody named here is made readable. */
export function tagName(tag: string, language: Language): string {
  return tagNames.get(tag)?.[language] ?? readable(tag)
}
