// The words of the sign-in page in five languages.

import type { ByLanguage } from '../../model/language.ts'

export type SignInWords = {
  readonly title: string
  readonly welcome: string
  readonly name: string
  readonly nameHelp: string
  readonly nameMissing: string
  readonly signIn: string
  readonly signInAs: (name: string) => string
  readonly noLink: string
  readonly noLinkHelp: string
  readonly used: string
  readonly usedHelp: string
  readonly notReached: string
  readonly tooMany: string
}

export const signInWords: ByLanguage<SignInWords> = {
  en: {
    title: 'Sign in',
    welcome: 'Welcome to the desk',
    name: 'Your first name',
    nameHelp: 'Customers see it when you answer them.',
    nameMissing: 'Write your name, 2 to 40 characters.',
    signIn: 'Sign in',
    signInAs: (name) => `Sign in as ${name}`,
    noLink: 'You sign in with a link',
    noLinkHelp: 'There is no password. Whoever runs nightdesk makes a link for you with this command. It works once.',
    used: 'This link no longer works',
    usedHelp: 'A link works once and for a short while. Whoever runs nightdesk makes you a new one with this command.',
    notReached: 'The server was not reached. Your link still works; try again.',
    tooMany: 'Too many attempts. Wait a minute and try again.',
  },
  nb: {
    title: 'Logg inn',
    welcome: 'Velkommen',
    name: 'Fornavnet ditt',
    nameHelp: 'Kundene ser det når du svarer dem.',
    nameMissing: 'Skriv navnet ditt, 2 til 40 tegn.',
    signIn: 'Logg inn',
    signInAs: (name) => `Logg inn som ${name}`,
    noLink: 'Du logger inn med en lenke',
    noLinkHelp:
      'Det finnes ikke noe passord. Den som drifter nightdesk, lager en lenke til deg med denne kommandoen. Den virker én gang.',
    used: 'Denne lenken virker ikke lenger',
    usedHelp:
      'En lenke virker én gang og bare en kort stund. Den som drifter nightdesk, lager en ny til deg med denne kommandoen.',
    notReached: 'Fikk ikke kontakt med serveren. Lenken virker fortsatt; prøv igjen.',
    tooMany: 'For mange forsøk. Vent et minutt og prøv igjen.',
  },
  sv: {
    title: 'Logga in',
    welcome: 'Välkommen',
    name: 'Ditt förnamn',
    nameHelp: 'Kunderna ser det när du svarar dem.',
    nameMissing: 'Skriv ditt namn, 2 till 40 tecken.',
    signIn: 'Logga in',
    signInAs: (name) => `Logga in som ${name}`,
    noLink: 'Du loggar in med en länk',
    noLinkHelp:
      'Det finns inget lösenord. Den som driftar nightdesk gör en länk till dig med det här kommandot. Den fungerar en gång.',
    used: 'Den här länken fungerar inte längre',
    usedHelp:
      'En länk fungerar en gång och bara en kort stund. Den som driftar nightdesk gör en ny till dig med det här kommandot.',
    notReached: 'Servern gick inte att nå. Din länk fungerar fortfarande; försök igen.',
    tooMany: 'För många försök. Vänta en minut och försök igen.',
  },
  da: {
    title: 'Log ind',
    welcome: 'Velkommen',
    name: 'Dit fornavn',
    nameHelp: 'Kunderne ser det, når du svarer dem.',
    nameMissing: 'Skriv dit navn, 2 til 40 tegn.',
    signIn: 'Log ind',
    signInAs: (name) => `Log ind som ${name}`,
    noLink: 'Du logger ind med et link',
    noLinkHelp:
      'Der er ingen adgangskode. Den, der driver nightdesk, laver et link til dig med denne kommando. Det virker én gang.',
    used: 'Dette link virker ikke længere',
    usedHelp:
      'Et link virker én gang og kun kort tid. Den, der driver nightdesk, laver et nyt til dig med denne kommando.',
    notReached: 'Serveren kunne ikke nås. Dit link virker stadig; prøv igen.',
    tooMany: 'For mange forsøg. Vent et minut, og prøv igen.',
  },
  fi: {
    title: 'Kirjaudu sisään',
    welcome: 'Tervetuloa',
    name: 'Etunimesi',
    nameHelp: 'Asiakkaat näkevät sen, kun vastaat heille.',
    nameMissing: 'Kirjoita nimesi, 2–40 merkkiä.',
    signIn: 'Kirjaudu sisään',
    signInAs: (name) => `Kirjaudu nimellä ${name}`,
    noLink: 'Sisään kirjaudutaan linkillä',
    noLinkHelp: 'Salasanaa ei ole. nightdeskin ylläpitäjä tekee sinulle linkin tällä komennolla. Se toimii kerran.',
    used: 'Tämä linkki ei enää toimi',
    usedHelp: 'Linkki toimii kerran ja vain hetken. nightdeskin ylläpitäjä tekee sinulle uuden tällä komennolla.',
    notReached: 'Palvelimeen ei saatu yhteyttä. Linkkisi toimii yhä; yritä uudelleen.',
    tooMany: 'Liian monta yritystä. Odota minuutti ja yritä uudelleen.',
  },
}
