// The desk's words for what must not be overlooked: troubles of many customers, and warnings about promises.

import type { ByLanguage } from '../../../model/language.ts'

export type AlarmWords = {
  readonly suspected: string
  readonly known: string
  readonly customers: (count: number) => string
  /** `time` is a duration that is already said. */
  readonly since: (time: string) => string
  readonly confirm: string
  readonly confirmHelp: string
  readonly dismiss: string
  readonly allClear: string
  readonly allClearHelp: string
  readonly note: (language: string) => string
  readonly otherLanguages: string
  readonly tellCustomers: string
  readonly toldBy: (name: string) => string
  readonly notDone: string
  readonly warned: Readonly<Record<'soon' | 'overdue', string>>
}

export const alarmWords: ByLanguage<AlarmWords> = {
  en: {
    suspected: 'The same from several customers',
    known: 'Known issue',
    customers: (count) => `${count} customers`,
    since: (time) => `for ${time}`,
    confirm: 'Confirm',
    confirmHelp: 'Everyone who has it gets this once, and so does everyone who asks from now on.',
    dismiss: 'Dismiss',
    allClear: 'All clear',
    allClearHelp: 'Everyone who was told hears that it is over. You can add a sentence.',
    note: (language) => `Note in ${language}`,
    otherLanguages: 'In other languages',
    tellCustomers: 'Tell customers',
    toldBy: (name) => `Told by ${name}`,
    notDone: 'Not done. Try again.',
    warned: { soon: 'Soon due', overdue: 'Overdue' },
  },
  nb: {
    suspected: 'Det samme fra flere kunder',
    known: 'Kjent feil',
    customers: (count) => `${count} kunder`,
    since: (time) => `i ${time}`,
    confirm: 'Bekreft',
    confirmHelp: 'Alle som har problemet, får dette én gang, og alle som spør fra nå av.',
    dismiss: 'Avvis',
    allClear: 'Over',
    allClearHelp: 'Alle som har fått beskjed, får vite at det er over. Du kan legge til en setning.',
    note: (language) => `Beskjed på ${language}`,
    otherLanguages: 'På andre språk',
    tellCustomers: 'Si det til kundene',
    toldBy: (name) => `Meldt av ${name}`,
    notDone: 'Ikke utført. Prøv igjen.',
    warned: { soon: 'Snart frist', overdue: 'Over fristen' },
  },
  sv: {
    suspected: 'Samma sak från flera kunder',
    known: 'Känt fel',
    customers: (count) => `${count} kunder`,
    since: (time) => `i ${time}`,
    confirm: 'Bekräfta',
    confirmHelp: 'Alla som har problemet får detta en gång, och alla som frågar från och med nu.',
    dismiss: 'Avfärda',
    allClear: 'Över',
    allClearHelp: 'Alla som har fått veta får höra att det är över. Du kan lägga till en mening.',
    note: (language) => `Meddelande på ${language}`,
    otherLanguages: 'På andra språk',
    tellCustomers: 'Berätta för kunderna',
    toldBy: (name) => `Meddelat av ${name}`,
    notDone: 'Inte gjort. Försök igen.',
    warned: { soon: 'Snart dags', overdue: 'Över tiden' },
  },
  da: {
    suspected: 'Det samme fra flere kunder',
    known: 'Kendt fejl',
    customers: (count) => `${count} kunder`,
    since: (time) => `i ${time}`,
    confirm: 'Bekræft',
    confirmHelp: 'Alle, der har problemet, får dette én gang, og alle, der spørger fra nu af.',
    dismiss: 'Afvis',
    allClear: 'Overstået',
    allClearHelp: 'Alle, der har fået besked, får at vide, at det er overstået. Du kan tilføje en sætning.',
    note: (language) => `Besked på ${language}`,
    otherLanguages: 'På andre sprog',
    tellCustomers: 'Sig det til kunderne',
    toldBy: (name) => `Meldt af ${name}`,
    notDone: 'Ikke udført. Prøv igen.',
    warned: { soon: 'Snart frist', overdue: 'Over fristen' },
  },
  fi: {
    suspected: 'Sama asia usealta asiakkaalta',
    known: 'Tunnettu ongelma',
    customers: (count) => `${count} asiakasta`,
    since: (time) => `kesto ${time}`,
    confirm: 'Vahvista',
    confirmHelp: 'Jokainen, jota ongelma koskee, saa tämän kerran, samoin jokainen, joka tästä lähtien kysyy.',
    dismiss: 'Hylkää',
    allClear: 'Ohi',
    allClearHelp: 'Jokainen, jolle kerrottiin, saa tietää, että ongelma on ohi. Voit lisätä virkkeen.',
    note: (language) => `Viesti, kieli: ${language}`,
    otherLanguages: 'Muilla kielillä',
    tellCustomers: 'Kerro asiakkaille',
    toldBy: (name) => `Ilmoittanut ${name}`,
    notDone: 'Ei onnistunut. Yritä uudelleen.',
    warned: { soon: 'Määräaika lähellä', overdue: 'Myöhässä' },
  },
}
