// Every word of the widget itself, in five languages. What the bot says comes from the server.

import type { ByLanguage, Language } from '../../../src/model/language.ts'

export type Words = {
  /** The panel's name. */
  readonly title: (shop: string) => string
  readonly close: string
  readonly language: string
  /** Permanent: nobody may take the bot for a person. */
  readonly automatic: string
  readonly bot: string
  readonly you: string
  readonly talkToPerson: string
  readonly withPerson: (name: string) => string
  readonly aPerson: string
  readonly waiting: (caseNumber: string) => string
  readonly welcome: string
  readonly conversation: string
  readonly suggestions: string
  readonly placeholder: string
  readonly send: string
  readonly left: (characters: string) => string
  readonly tooLong: string
  readonly sending: string
  readonly sent: string
  readonly notSent: string
  readonly tryAgain: string
  readonly working: string
  readonly loading: string
  readonly offline: string
  readonly reconnecting: string
  readonly failed: string
  readonly restarted: string
  readonly newBelow: string
  readonly carryOn: (channel: string) => string
  readonly carryOnHow: string
  readonly openIn: (channel: string) => string
  readonly qrCode: (channel: string) => string
  readonly newLink: string
  readonly carriedOn: (channel: string) => string
  readonly undo: string
}

const en: Words = {
  title: (shop) => `Chat with ${shop}`,
  close: 'Close the chat',
  language: 'Language',
  automatic: 'I am an automatic assistant',
  bot: 'Automatic assistant',
  you: 'You',
  talkToPerson: 'Talk to a person',
  withPerson: (name) => `You are talking with ${name}`,
  aPerson: 'customer service',
  waiting: (number) => `A person will answer you here. Case number ${number}`,
  welcome: 'Hi. Ask about your order, delivery, returns or anything else, in your own words.',
  conversation: 'Conversation',
  suggestions: 'Suggested answers',
  placeholder: 'Write a message',
  send: 'Send',
  left: (characters) => `${characters} characters left`,
  tooLong: 'Too long. Please send it in parts.',
  sending: 'Sending',
  sent: 'Sent',
  notSent: 'Not sent',
  tryAgain: 'Try again',
  working: 'The assistant is writing',
  loading: 'Opening the conversation',
  offline: 'You are offline. What you write is sent when you are back.',
  reconnecting: 'Connecting again',
  failed: 'The chat cannot be reached just now.',
  restarted: 'The earlier conversation has ended here, so this is a new one. Just write what you need.',
  newBelow: 'New message',
  carryOn: (name) => `Carry on in ${name}`,
  carryOnHow:
    'Open the link on this device, or scan the code with your phone. It works once, for 15 minutes. Then say here that it was you.',
  openIn: (name) => `Open ${name}`,
  qrCode: (name) => `QR code that opens ${name}`,
  newLink: 'The link has ended. Make a new one',
  carriedOn: (name) => `You also carry on in ${name}`,
  undo: 'Undo',
}

const nb: Words = {
  title: (shop) => `Chat med ${shop}`,
  close: 'Lukk chatten',
  language: 'Språk',
  automatic: 'Jeg er en automatisk assistent',
  bot: 'Automatisk assistent',
  you: 'Du',
  talkToPerson: 'Snakk med et menneske',
  withPerson: (name) => `Du snakker med ${name}`,
  aPerson: 'kundeservice',
  waiting: (number) => `Et menneske svarer deg her. Saksnummer ${number}`,
  welcome: 'Hei. Spør om bestillingen din, levering, retur eller noe annet, med dine egne ord.',
  conversation: 'Samtale',
  suggestions: 'Forslag til svar',
  placeholder: 'Skriv en melding',
  send: 'Send',
  left: (characters) => `${characters} tegn igjen`,
  tooLong: 'For langt. Del det gjerne opp i flere meldinger.',
  sending: 'Sender',
  sent: 'Sendt',
  notSent: 'Ikke sendt',
  tryAgain: 'Prøv igjen',
  working: 'Assistenten skriver',
  loading: 'Åpner samtalen',
  offline: 'Du er uten nett. Det du skriver, sendes når du er tilbake.',
  reconnecting: 'Kobler til igjen',
  failed: 'Vi får ikke kontakt med chatten akkurat nå.',
  restarted: 'Den forrige samtalen er avsluttet her, så dette er en ny. Bare skriv hva du trenger.',
  newBelow: 'Ny melding',
  carryOn: (name) => `Fortsett i ${name}`,
  carryOnHow:
    'Åpne lenken på denne enheten, eller skann koden med telefonen. Den virker én gang, i 15 minutter. Bekreft så her at det var deg.',
  openIn: (name) => `Åpne ${name}`,
  qrCode: (name) => `QR-kode som åpner ${name}`,
  newLink: 'Lenken er utløpt. Lag en ny',
  carriedOn: (name) => `Du fortsetter også i ${name}`,
  undo: 'Angre',
}

const sv: Words = {
  title: (shop) => `Chatt med ${shop}`,
  close: 'Stäng chatten',
  language: 'Språk',
  automatic: 'Jag är en automatisk assistent',
  bot: 'Automatisk assistent',
  you: 'Du',
  talkToPerson: 'Prata med en person',
  withPerson: (name) => `Du pratar med ${name}`,
  aPerson: 'kundtjänst',
  waiting: (number) => `En person svarar dig här. Ärendenummer ${number}`,
  welcome: 'Hej. Fråga om din beställning, leverans, retur eller något annat, med egna ord.',
  conversation: 'Samtal',
  suggestions: 'Förslag på svar',
  placeholder: 'Skriv ett meddelande',
  send: 'Skicka',
  left: (characters) => `${characters} tecken kvar`,
  tooLong: 'För långt. Dela gärna upp det i flera meddelanden.',
  sending: 'Skickar',
  sent: 'Skickat',
  notSent: 'Inte skickat',
  tryAgain: 'Försök igen',
  working: 'Assistenten skriver',
  loading: 'Öppnar samtalet',
  offline: 'Du är offline. Det du skriver skickas när du är tillbaka.',
  reconnecting: 'Ansluter igen',
  failed: 'Chatten går inte att nå just nu.',
  restarted: 'Det förra samtalet är avslutat här, så det här är ett nytt. Skriv bara vad du behöver.',
  newBelow: 'Nytt meddelande',
  carryOn: (name) => `Fortsätt i ${name}`,
  carryOnHow:
    'Öppna länken på den här enheten eller skanna koden med telefonen. Den fungerar en gång, i 15 minuter. Bekräfta sedan här att det var du.',
  openIn: (name) => `Öppna ${name}`,
  qrCode: (name) => `QR-kod som öppnar ${name}`,
  newLink: 'Länken gäller inte längre. Gör en ny',
  carriedOn: (name) => `Du fortsätter också i ${name}`,
  undo: 'Ångra',
}

const da: Words = {
  title: (shop) => `Chat med ${shop}`,
  close: 'Luk chatten',
  language: 'Sprog',
  automatic: 'Jeg er en automatisk assistent',
  bot: 'Automatisk assistent',
  you: 'Dig',
  talkToPerson: 'Tal med et menneske',
  withPerson: (name) => `Du taler med ${name}`,
  aPerson: 'kundeservice',
  waiting: (number) => `Et menneske svarer dig her. Sagsnummer ${number}`,
  welcome: 'Hej. Spørg om din ordre, levering, retur eller noget andet, med dine egne ord.',
  conversation: 'Samtale',
  suggestions: 'Forslag til svar',
  placeholder: 'Skriv en besked',
  send: 'Send',
  left: (characters) => `${characters} tegn tilbage`,
  tooLong: 'For langt. Del det gerne op i flere beskeder.',
  sending: 'Sender',
  sent: 'Sendt',
  notSent: 'Ikke sendt',
  tryAgain: 'Prøv igen',
  working: 'Assistenten skriver',
  loading: 'Åbner samtalen',
  offline: 'Du er offline. Det, du skriver, bliver sendt, når du er tilbage.',
  reconnecting: 'Opretter forbindelse igen',
  failed: 'Vi kan ikke få forbindelse til chatten lige nu.',
  restarted: 'Den forrige samtale er afsluttet her, så det her er en ny. Skriv bare, hvad du har brug for.',
  newBelow: 'Ny besked',
  carryOn: (name) => `Fortsæt i ${name}`,
  carryOnHow:
    'Åbn linket på denne enhed, eller scan koden med telefonen. Det virker én gang, i 15 minutter. Bekræft så her, at det var dig.',
  openIn: (name) => `Åbn ${name}`,
  qrCode: (name) => `QR-kode, der åbner ${name}`,
  newLink: 'Linket er udløbet. Lav et nyt',
  carriedOn: (name) => `Du fortsætter også i ${name}`,
  undo: 'Fortryd',
}

const fi: Words = {
  // A compound with a name of several words takes a space before its hyphen.
  title: (shop) => (shop.includes(' ') ? `${shop} -chat` : `${shop}-chat`),
  close: 'Sulje chat',
  language: 'Kieli',
  automatic: 'Olen automaattinen avustaja',
  bot: 'Automaattinen avustaja',
  you: 'Sinä',
  talkToPerson: 'Juttele ihmisen kanssa',
  withPerson: (name) => `Asiakaspalvelija: ${name}`,
  aPerson: 'asiakaspalvelu',
  waiting: (number) => `Ihminen vastaa sinulle täällä. Asian numero ${number}`,
  welcome: 'Hei. Kysy tilauksestasi, toimituksesta, palautuksesta tai muusta omin sanoin.',
  conversation: 'Keskustelu',
  suggestions: 'Vastausehdotukset',
  placeholder: 'Kirjoita viesti',
  send: 'Lähetä',
  left: (characters) => `${characters} merkkiä jäljellä`,
  tooLong: 'Liian pitkä. Lähetä viesti osissa.',
  sending: 'Lähetetään',
  sent: 'Lähetetty',
  notSent: 'Ei lähetetty',
  tryAgain: 'Yritä uudelleen',
  working: 'Avustaja kirjoittaa',
  loading: 'Avataan keskustelua',
  offline: 'Verkkoyhteyttä ei ole. Viestisi lähetetään, kun yhteys palaa.',
  reconnecting: 'Yhdistetään uudelleen',
  failed: 'Chattiin ei saada juuri nyt yhteyttä.',
  restarted: 'Edellinen keskustelu on päättynyt, joten tämä on uusi. Kerro vain, mitä tarvitset.',
  newBelow: 'Uusi viesti',
  carryOn: (name) => `Jatka: ${name}`,
  carryOnHow:
    'Avaa linkki tällä laitteella tai skannaa koodi puhelimella. Se toimii kerran, 15 minuutin ajan. Vahvista sitten tässä, että se olit sinä.',
  openIn: (name) => `Avaa ${name}`,
  qrCode: (name) => `QR-koodi: ${name}`,
  newLink: 'Linkki on vanhentunut. Tee uusi',
  carriedOn: (name) => `Jatkat myös täällä: ${name}`,
  undo: 'Kumoa',
}

export const words: ByLanguage<Words> = { en, nb, sv, da, fi }

/** The tag that gives people's own way to write times and dates; English as in Europe. */
export const localeOf: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  nb: 'nb-NO',
  sv: 'sv-SE',
  da: 'da-DK',
  fi: 'fi-FI',
}
