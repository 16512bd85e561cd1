// The words around a conversation that is read from the stats, in five languages.

import type { ByLanguage } from '../../../model/language.ts'

export type ReadingWords = {
  readonly title: string
  readonly help: string
  /** The way to it; `which`: a case, or the conversation's last letters. */
  readonly read: (which: string) => string
  readonly author: Readonly<Record<'customer' | 'bot' | 'agent', string>>
  readonly files: (count: string) => string
  readonly cut: string
  readonly nothing: string
  readonly gone: string
  readonly latest: (count: string) => string
}

export const readingWords: ByLanguage<ReadingWords> = {
  en: {
    title: 'The conversation',
    help: 'As the customer saw it. What identifies them is hidden.',
    read: (which) => `Read the conversation ${which}`,
    author: { customer: 'Customer', bot: 'Bot', agent: 'Agent' },
    files: (count) => `Files: ${count}`,
    cut: 'It goes on; only its beginning is shown.',
    nothing: 'Nothing was said.',
    gone: 'This conversation is not kept any more.',
    latest: (count) => `Latest conversations (${count})`,
  },
  nb: {
    title: 'Samtalen',
    help: 'Slik kunden så den. Det som identifiserer kunden, er skjult.',
    read: (which) => `Les samtalen ${which}`,
    author: { customer: 'Kunde', bot: 'Bot', agent: 'Medarbeider' },
    files: (count) => `Filer: ${count}`,
    cut: 'Den fortsetter; bare begynnelsen vises.',
    nothing: 'Ingenting ble sagt.',
    gone: 'Denne samtalen er ikke bevart lenger.',
    latest: (count) => `Siste samtaler (${count})`,
  },
  sv: {
    title: 'Samtalet',
    help: 'Så som kunden såg det. Det som identifierar kunden är dolt.',
    read: (which) => `Läs samtalet ${which}`,
    author: { customer: 'Kund', bot: 'Bot', agent: 'Medarbetare' },
    files: (count) => `Filer: ${count}`,
    cut: 'Det fortsätter; bara början visas.',
    nothing: 'Ingenting sades.',
    gone: 'Samtalet finns inte kvar.',
    latest: (count) => `Senaste samtalen (${count})`,
  },
  da: {
    title: 'Samtalen',
    help: 'Som kunden så den. Det, der identificerer kunden, er skjult.',
    read: (which) => `Læs samtalen ${which}`,
    author: { customer: 'Kunde', bot: 'Bot', agent: 'Medarbejder' },
    files: (count) => `Filer: ${count}`,
    cut: 'Den fortsætter; kun begyndelsen vises.',
    nothing: 'Der blev ikke sagt noget.',
    gone: 'Samtalen er ikke gemt længere.',
    latest: (count) => `Seneste samtaler (${count})`,
  },
  fi: {
    title: 'Keskustelu',
    help: 'Sellaisena kuin asiakas näki sen. Asiakkaan tunnistetiedot on piilotettu.',
    read: (which) => `Lue keskustelu ${which}`,
    author: { customer: 'Asiakas', bot: 'Botti', agent: 'Asiakaspalvelija' },
    files: (count) => `Tiedostoja: ${count}`,
    cut: 'Keskustelu jatkuu; siitä näkyy vain alku.',
    nothing: 'Mitään ei sanottu.',
    gone: 'Keskustelua ei ole enää tallessa.',
    latest: (count) => `Viimeisimmät keskustelut (${count})`,
  },
}
