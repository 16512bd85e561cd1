// The desk's words about files, in five languages.

import type { AttachmentProblem } from '../../../model/attachment.ts'
import type { ByLanguage } from '../../../model/language.ts'

export type DeskFileWords = {
  readonly files: string
  readonly attach: string
  readonly limits: string
  readonly uploading: string
  readonly remove: (name: string) => string
  readonly open: (name: string) => string
  readonly waiting: string
  /** Why a file is not there. `failed`: an upload did not get through. */
  readonly problems: Readonly<Record<AttachmentProblem | 'failed', string>>
  readonly notShown: string
}

export const deskFileWords: ByLanguage<DeskFileWords> = {
  en: {
    files: 'Files',
    attach: 'Add files',
    limits: 'JPEG, PNG, WebP, GIF, HEIC, PDF or MP4; at most 10 MB each, 5 at a time',
    uploading: 'Uploading',
    remove: (name) => `Remove ${name}`,
    open: (name) => `Save ${name}`,
    waiting: 'on its way here',
    problems: {
      'too-large': 'not taken: larger than 10 MB',
      type: 'not taken: this kind of file is not allowed',
      empty: 'not taken: it is empty',
      gone: 'could not be fetched',
      'too-many': 'not taken: too many files at once',
      failed: 'not uploaded: remove it and try again',
    },
    notShown: 'the file cannot be shown there; the customer was told',
  },
  nb: {
    files: 'Filer',
    attach: 'Legg ved filer',
    limits: 'JPEG, PNG, WebP, GIF, HEIC, PDF eller MP4; høyst 10 MB hver, 5 om gangen',
    uploading: 'Laster opp',
    remove: (name) => `Fjern ${name}`,
    open: (name) => `Lagre ${name}`,
    waiting: 'på vei hit',
    problems: {
      'too-large': 'ikke tatt imot: større enn 10 MB',
      type: 'ikke tatt imot: denne filtypen er ikke tillatt',
      empty: 'ikke tatt imot: den er tom',
      gone: 'kunne ikke hentes',
      'too-many': 'ikke tatt imot: for mange filer på én gang',
      failed: 'ikke lastet opp: fjern den og prøv igjen',
    },
    notShown: 'filen kan ikke vises der; kunden har fått vite det',
  },
  sv: {
    files: 'Filer',
    attach: 'Bifoga filer',
    limits: 'JPEG, PNG, WebP, GIF, HEIC, PDF eller MP4; högst 10 MB var, 5 åt gången',
    uploading: 'Laddar upp',
    remove: (name) => `Ta bort ${name}`,
    open: (name) => `Spara ${name}`,
    waiting: 'på väg hit',
    problems: {
      'too-large': 'inte mottagen: större än 10 MB',
      type: 'inte mottagen: filtypen är inte tillåten',
      empty: 'inte mottagen: den är tom',
      gone: 'kunde inte hämtas',
      'too-many': 'inte mottagen: för många filer på en gång',
      failed: 'inte uppladdad: ta bort den och försök igen',
    },
    notShown: 'filen kan inte visas där; kunden har fått veta det',
  },
  da: {
    files: 'Filer',
    attach: 'Vedhæft filer',
    limits: 'JPEG, PNG, WebP, GIF, HEIC, PDF eller MP4; højst 10 MB hver, 5 ad gangen',
    uploading: 'Uploader',
    remove: (name) => `Fjern ${name}`,
    open: (name) => `Gem ${name}`,
    waiting: 'på vej hertil',
    problems: {
      'too-large': 'ikke modtaget: større end 10 MB',
      type: 'ikke modtaget: filtypen er ikke tilladt',
      empty: 'ikke modtaget: den er tom',
      gone: 'kunne ikke hentes',
      'too-many': 'ikke modtaget: for mange filer på én gang',
      failed: 'ikke uploadet: fjern den, og prøv igen',
    },
    notShown: 'filen kan ikke vises der; kunden har fået det at vide',
  },
  fi: {
    files: 'Tiedostot',
    attach: 'Liitä tiedostoja',
    limits: 'JPEG, PNG, WebP, GIF, HEIC, PDF tai MP4; kukin enintään 10 Mt, 5 kerrallaan',
    uploading: 'Ladataan',
    remove: (name) => `Poista ${name}`,
    open: (name) => `Tallenna ${name}`,
    waiting: 'matkalla tänne',
    problems: {
      'too-large': 'ei vastaanotettu: yli 10 Mt',
      type: 'ei vastaanotettu: tiedostotyyppi ei ole sallittu',
      empty: 'ei vastaanotettu: se on tyhjä',
      gone: 'ei saatu haettua',
      'too-many': 'ei vastaanotettu: liian monta tiedostoa kerralla',
      failed: 'ei ladattu: poista se ja yritä uudelleen',
    },
    notShown: 'tiedostoa ei voi näyttää siellä; asiakkaalle on kerrottu',
  },
}
