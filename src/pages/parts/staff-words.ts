// The words that the desk, the stats and the sign-in page share, in five languages.

import type { ByLanguage } from '../../model/language.ts'

export type StaffWords = {
  readonly skip: string
  readonly desk: string
  readonly stats: string
  readonly workbench: string
  readonly pages: string
  readonly language: string
  readonly signOut: string
  readonly loading: string
  readonly retry: string
  readonly close: string
  readonly cancel: string
  /** The server cannot be reached; the page shows what it last knew and keeps trying. */
  readonly offline: string
  readonly serverTrouble: string
  readonly wrongRole: string
  readonly wrongRoleHelp: string
}

export const staffWords: ByLanguage<StaffWords> = {
  en: {
    skip: 'Skip to the content',
    desk: 'Desk',
    stats: 'Stats',
    workbench: 'Workbench',
    pages: 'Pages',
    language: 'Language',
    signOut: 'Sign out',
    loading: 'Loading',
    retry: 'Try again',
    close: 'Close',
    cancel: 'Cancel',
    offline: 'No connection. You see what was last known; trying again.',
    serverTrouble: 'The server could not answer.',
    wrongRole: 'This page is not open to you',
    wrongRoleHelp: 'Ask the operator for a link with the right role.',
  },
  nb: {
    skip: 'Hopp til innholdet',
    desk: 'Saker',
    stats: 'Statistikk',
    workbench: 'Verksted',
    pages: 'Sider',
    language: 'Språk',
    signOut: 'Logg ut',
    loading: 'Laster',
    retry: 'Prøv igjen',
    close: 'Lukk',
    cancel: 'Avbryt',
    offline: 'Ingen forbindelse. Du ser det som sist var kjent; prøver igjen.',
    serverTrouble: 'Serveren kunne ikke svare.',
    wrongRole: 'Du har ikke tilgang til denne siden',
    wrongRoleHelp: 'Be driftsansvarlig om en lenke med riktig rolle.',
  },
  sv: {
    skip: 'Hoppa till innehållet',
    desk: 'Ärenden',
    stats: 'Statistik',
    workbench: 'Verkstad',
    pages: 'Sidor',
    language: 'Språk',
    signOut: 'Logga ut',
    loading: 'Laddar',
    retry: 'Försök igen',
    close: 'Stäng',
    cancel: 'Avbryt',
    offline: 'Ingen anslutning. Du ser det som senast var känt; försöker igen.',
    serverTrouble: 'Servern kunde inte svara.',
    wrongRole: 'Du har inte tillgång till den här sidan',
    wrongRoleHelp: 'Be driftansvarig om en länk med rätt roll.',
  },
  da: {
    skip: 'Gå til indholdet',
    desk: 'Sager',
    stats: 'Statistik',
    workbench: 'Værksted',
    pages: 'Sider',
    language: 'Sprog',
    signOut: 'Log ud',
    loading: 'Indlæser',
    retry: 'Prøv igen',
    close: 'Luk',
    cancel: 'Annuller',
    offline: 'Ingen forbindelse. Du ser det senest kendte; prøver igen.',
    serverTrouble: 'Serveren kunne ikke svare.',
    wrongRole: 'Du har ikke adgang til denne side',
    wrongRoleHelp: 'Bed den driftsansvarlige om et link med den rigtige rolle.',
  },
  fi: {
    skip: 'Siirry sisältöön',
    desk: 'Asiat',
    stats: 'Tilastot',
    workbench: 'Verstas',
    pages: 'Sivut',
    language: 'Kieli',
    signOut: 'Kirjaudu ulos',
    loading: 'Ladataan',
    retry: 'Yritä uudelleen',
    close: 'Sulje',
    cancel: 'Peruuta',
    offline: 'Ei yhteyttä. Näet viimeksi tiedossa olleen tilanteen; yritetään uudelleen.',
    serverTrouble: 'Palvelin ei pystynyt vastaamaan.',
    wrongRole: 'Sinulla ei ole pääsyä tälle sivulle',
    wrongRoleHelp: 'Pyydä ylläpitäjältä linkki, jossa on oikea rooli.',
  },
}
