// The words of the closed widget: its button. Apart from the rest, for the loader must stay small.

import type { ByLanguage } from '../../../src/model/language.ts'

export type ButtonWords = { readonly chat: string; readonly unread: (count: number) => string; readonly failed: string }

export const buttonWords: ByLanguage<ButtonWords> = {
  en: {
    chat: 'Chat with us',
    unread: (n) => (n === 1 ? '1 new message' : `${n} new messages`),
    failed: 'The chat could not be opened. Try again',
  },
  nb: {
    chat: 'Chat med oss',
    unread: (n) => (n === 1 ? '1 ny melding' : `${n} nye meldinger`),
    failed: 'Fikk ikke åpnet chatten. Prøv igjen',
  },
  sv: {
    chat: 'Chatta med oss',
    unread: (n) => (n === 1 ? '1 nytt meddelande' : `${n} nya meddelanden`),
    failed: 'Chatten gick inte att öppna. Försök igen',
  },
  da: {
    chat: 'Chat med os',
    unread: (n) => (n === 1 ? '1 ny besked' : `${n} nye beskeder`),
    failed: 'Chatten kunne ikke åbnes. Prøv igen',
  },
  fi: {
    chat: 'Avaa chat',
    unread: (n) => (n === 1 ? '1 uusi viesti' : `${n} uutta viestiä`),
    failed: 'Chatin avaaminen ei onnistunut. Yritä uudelleen',
  },
}
