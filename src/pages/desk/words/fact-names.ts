// What the desk calls the things that a customer has given: the slots of the shop's questions.

import type { ByLanguage, Language } from '../../../model/language.ts'
import { readable } from '../../parts/channel-names.ts'
import { sayDate } from '../../parts/locale.ts'

/** By the slot as intent files and understanding write it. */
const factNames: ReadonlyMap<string, ByLanguage<string>> = new Map(
  Object.entries({
    order_number: {
      en: 'Order number',
      nb: 'Bestillingsnummer',
      sv: 'Ordernummer',
      da: 'Ordrenummer',
      fi: 'Tilausnumero',
    },
    email: { en: 'E-mail', nb: 'E-post', sv: 'E-post', da: 'E-mail', fi: 'Sähköposti' },
    phone: { en: 'Phone', nb: 'Telefon', sv: 'Telefon', da: 'Telefon', fi: 'Puhelin' },
    date: { en: 'Date', nb: 'Dato', sv: 'Datum', da: 'Dato', fi: 'Päivä' },
    part_of_day: {
      en: 'Time of day',
      nb: 'Tid på dagen',
      sv: 'Tid på dagen',
      da: 'Tid på dagen',
      fi: 'Vuorokaudenaika',
    },
    money: { en: 'Amount', nb: 'Beløp', sv: 'Belopp', da: 'Beløb', fi: 'Summa' },
    product: { en: 'Product', nb: 'Vare', sv: 'Vara', da: 'Vare', fi: 'Tuote' },
    size: { en: 'Size', nb: 'Størrelse', sv: 'Storlek', da: 'Størrelse', fi: 'Koko' },
    order_change: {
      en: 'Change wanted',
      nb: 'Ønsket endring',
      sv: 'Önskad ändring',
      da: 'Ønsket ændring',
      fi: 'Toivottu muutos',
    },
    refund_reason: {
      en: 'Reason for the refund',
      nb: 'Grunn til refusjon',
      sv: 'Skäl till återbetalning',
      da: 'Grund til refundering',
      fi: 'Hyvityksen syy',
    },
    return_items: {
      en: 'To be returned',
      nb: 'Skal returneres',
      sv: 'Ska returneras',
      da: 'Skal returneres',
      fi: 'Palautettavat tuotteet',
    },
    fault: { en: 'Fault', nb: 'Feil', sv: 'Fel', da: 'Fejl', fi: 'Vika' },
    damage: { en: 'Damage', nb: 'Skade', sv: 'Skada', da: 'Skade', fi: 'Vaurio' },
    missing_items: {
      en: 'What is missing',
      nb: 'Hva som mangler',
      sv: 'Vad som saknas',
      da: 'Hvad der mangler',
      fi: 'Mitä puuttuu',
    },
    received_item: {
      en: 'What came instead',
      nb: 'Hva som kom i stedet',
      sv: 'Vad som kom i stället',
      da: 'Hvad der kom i stedet',
      fi: 'Mitä tuli sen sijaan',
    },
    wrong_item_wish: {
      en: 'Preferred solution',
      nb: 'Ønsket løsning',
      sv: 'Önskad lösning',
      da: 'Ønsket løsning',
      fi: 'Toivottu ratkaisu',
    },
    new_address: { en: 'New address', nb: 'Ny adresse', sv: 'Ny adress', da: 'Ny adresse', fi: 'Uusi osoite' },
    call_topic: {
      en: 'What the call is about',
      nb: 'Hva samtalen gjelder',
      sv: 'Vad samtalet gäller',
      da: 'Hvad samtalen handler om',
      fi: 'Puhelun aihe',
    },
  } satisfies Record<string, ByLanguage<string>>),
)

const partsOfDay: ReadonlyMap<string, ByLanguage<string>> = new Map(
  Object.entries({
    morning: { en: 'Morning', nb: 'Morgen', sv: 'Morgon', da: 'Morgen', fi: 'Aamu' },
    midday: { en: 'Midday', nb: 'Midt på dagen', sv: 'Mitt på dagen', da: 'Midt på dagen', fi: 'Keskipäivä' },
    afternoon: { en: 'Afternoon', nb: 'Ettermiddag', sv: 'Eftermiddag', da: 'Eftermiddag', fi: 'Iltapäivä' },
    evening: { en: 'Evening', nb: 'Kveld', sv: 'Kväll', da: 'Aften', fi: 'Ilta' },
  } satisfies Record<string, ByLanguage<string>>),
)

/** A slot's name in words; one that nobody named here is made readable. */
export function factName(slot: string, language: Language): string {
  return factNames.get(slot)?.[language] ?? readable(slot)
}

/** What was given, as people write it: days and parts of the day in words, all else as the customer gave it. */
export function factValue(slot: string, value: string, language: Language): string {
  if (slot === 'part_of_day') return partsOfDay.get(value)?.[language] ?? value
  const at = slot === 'date' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? value : sayDate(at, language, 'UTC')
}
