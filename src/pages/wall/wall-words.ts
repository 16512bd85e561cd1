// The wall screen's words in five languages; names of figures are those of the stats.

import type { ByLanguage } from '../../model/language.ts'

export type WallWords = {
  readonly title: string
  readonly waiting: string
  readonly owned: (count: string) => string
  readonly oldest: string
  readonly nobody: string
  /** The promise to whoever has waited longest. */
  readonly promised: (time: string, left: string) => string
  readonly passed: (time: string, ago: string) => string
  readonly overdue: (count: string) => string
  readonly today: string
  readonly episodes: string
  readonly solvedByBot: string
  readonly handoffs: string
  /** The median, in open time. */
  readonly humanReply: string
  readonly promises: string
  readonly updated: (time: string) => string
  readonly old: (time: string) => string
  readonly noKey: string
  readonly noKeyHelp: string
  readonly loading: string
}

export const wallWords: ByLanguage<WallWords> = {
  en: {
    title: 'Wall screen',
    waiting: 'Waiting',
    owned: (count) => `${count} taken`,
    oldest: 'Longest wait',
    nobody: 'Nobody is waiting',
    promised: (time, left) => `promised by ${time}, ${left} left`,
    passed: (time, ago) => `promised by ${time}, ${ago} ago`,
    overdue: (count) => `${count} past the promise`,
    today: 'Today',
    episodes: 'Episodes',
    solvedByBot: 'Solved by bot',
    handoffs: 'Handoffs',
    humanReply: 'Human reply, median, open time',
    promises: 'Promises kept',
    updated: (time) => `Updated ${time}`,
    old: (time) => `No connection. As of ${time}.`,
    noKey: 'This link opens nothing',
    noKeyHelp: 'It was revoked or is not whole. A manager makes a new one.',
    loading: 'Loading',
  },
  nb: {
    title: 'Veggskjerm',
    waiting: 'Venter',
    owned: (count) => `${count} tatt`,
    oldest: 'Lengste ventetid',
    nobody: 'Ingen venter',
    promised: (time, left) => `lovet innen ${time}, ${left} igjen`,
    passed: (time, ago) => `lovet innen ${time}, for ${ago} siden`,
    overdue: (count) => `${count} over løftet`,
    today: 'I dag',
    episodes: 'Episoder',
    solvedByBot: 'Løst av boten',
    handoffs: 'Overleveringer',
    humanReply: 'Svar fra menneske, median, åpningstid',
    promises: 'Holdte løfter',
    updated: (time) => `Oppdatert ${time}`,
    old: (time) => `Ingen forbindelse. Slik det var ${time}.`,
    noKey: 'Denne lenken åpner ingenting',
    noKeyHelp: 'Den er trukket tilbake eller ikke hel. En leder lager en ny.',
    loading: 'Laster',
  },
  sv: {
    title: 'Väggskärm',
    waiting: 'Väntar',
    owned: (count) => `${count} tagna`,
    oldest: 'Längsta väntan',
    nobody: 'Ingen väntar',
    promised: (time, left) => `utlovat senast ${time}, ${left} kvar`,
    passed: (time, ago) => `utlovat senast ${time}, för ${ago} sedan`,
    overdue: (count) => `${count} över löftet`,
    today: 'I dag',
    episodes: 'Episoder',
    solvedByBot: 'Löst av boten',
    handoffs: 'Överlämningar',
    humanReply: 'Svar från person, median, öppettid',
    promises: 'Hållna löften',
    updated: (time) => `Uppdaterat ${time}`,
    old: (time) => `Ingen anslutning. Så som det var ${time}.`,
    noKey: 'Den här länken öppnar ingenting',
    noKeyHelp: 'Den är återkallad eller inte hel. En chef gör en ny.',
    loading: 'Laddar',
  },
  da: {
    title: 'Vægskærm',
    waiting: 'Venter',
    owned: (count) => `${count} taget`,
    oldest: 'Længste ventetid',
    nobody: 'Ingen venter',
    promised: (time, left) => `lovet senest ${time}, ${left} tilbage`,
    passed: (time, ago) => `lovet senest ${time}, for ${ago} siden`,
    overdue: (count) => `${count} over løftet`,
    today: 'I dag',
    episodes: 'Episoder',
    solvedByBot: 'Løst af botten',
    handoffs: 'Overdragelser',
    humanReply: 'Svar fra menneske, median, åbningstid',
    promises: 'Holdte løfter',
    updated: (time) => `Opdateret ${time}`,
    old: (time) => `Ingen forbindelse. Som det var ${time}.`,
    noKey: 'Dette link åbner ingenting',
    noKeyHelp: 'Det er trukket tilbage eller ikke helt. En leder laver et nyt.',
    loading: 'Indlæser',
  },
  fi: {
    title: 'Seinänäyttö',
    waiting: 'Odottaa',
    owned: (count) => `${count} otettu`,
    oldest: 'Pisin odotus',
    nobody: 'Kukaan ei odota',
    promised: (time, left) => `luvattu ${time} mennessä, ${left} jäljellä`,
    passed: (time, ago) => `luvattu ${time} mennessä, ${ago} sitten`,
    overdue: (count) => `${count} yli luvatun`,
    today: 'Tänään',
    episodes: 'Jaksot',
    solvedByBot: 'Botin ratkaisemat',
    handoffs: 'Siirrot ihmiselle',
    humanReply: 'Ihmisen vastaus, mediaani, aukioloaika',
    promises: 'Pidetyt lupaukset',
    updated: (time) => `Päivitetty ${time}`,
    old: (time) => `Ei yhteyttä. Tilanne ${time}.`,
    noKey: 'Tämä linkki ei avaa mitään',
    noKeyHelp: 'Se on peruttu tai vajaa. Esihenkilö tekee uuden.',
    loading: 'Ladataan',
  },
}
