// The widget's words about files, in five languages.

import type { AttachmentProblem } from '../../../src/model/attachment.ts'
import type { ByLanguage } from '../../../src/model/language.ts'

export type FileWords = {
  readonly attach: string
  /** Said before anything is chosen. */
  readonly limits: (size: string, most: number) => string
  readonly files: string
  readonly uploading: string
  readonly remove: (name: string) => string
  readonly save: (name: string) => string
  readonly waiting: string
  /** Why a file will not go or come, with the remedy. `failed`: it did not get through. */
  readonly problems: Readonly<Record<AttachmentProblem | 'failed', string>>
}

export const fileWords: ByLanguage<FileWords> = {
  en: {
    attach: 'Add files',
    limits: (size, most) => `Photos, PDF and MP4. At most ${size} each, ${most} at a time.`,
    files: 'Files',
    uploading: 'Uploading',
    remove: (name) => `Remove ${name}`,
    save: (name) => `Save ${name}`,
    waiting: 'On its way',
    problems: {
      'too-large': 'Too large. Choose a smaller one.',
      type: 'This kind cannot be sent. Choose a photo, PDF or MP4.',
      empty: 'This file is empty. Choose another one.',
      gone: 'Could not be fetched. Please send it again.',
      'too-many': 'Too many at once. Send it in the next message.',
      failed: 'Did not get through. Remove it and add it again.',
    },
  },
  nb: {
    attach: 'Legg ved filer',
    limits: (size, most) => `Bilder, PDF og MP4. Høyst ${size} hver, ${most} om gangen.`,
    files: 'Filer',
    uploading: 'Laster opp',
    remove: (name) => `Fjern ${name}`,
    save: (name) => `Lagre ${name}`,
    waiting: 'På vei',
    problems: {
      'too-large': 'For stor. Velg en mindre.',
      type: 'Denne typen kan ikke sendes. Velg et bilde, en PDF eller MP4.',
      empty: 'Filen er tom. Velg en annen.',
      gone: 'Kunne ikke hentes. Send den gjerne på nytt.',
      'too-many': 'For mange på én gang. Send den i neste melding.',
      failed: 'Kom ikke fram. Fjern den og legg den ved på nytt.',
    },
  },
  sv: {
    attach: 'Bifoga filer',
    limits: (size, most) => `Bilder, PDF och MP4. Högst ${size} var, ${most} åt gången.`,
    files: 'Filer',
    uploading: 'Laddar upp',
    remove: (name) => `Ta bort ${name}`,
    save: (name) => `Spara ${name}`,
    waiting: 'På väg',
    problems: {
      'too-large': 'För stor. Välj en mindre.',
      type: 'Den här typen kan inte skickas. Välj en bild, PDF eller MP4.',
      empty: 'Filen är tom. Välj en annan.',
      gone: 'Kunde inte hämtas. Skicka den gärna igen.',
      'too-many': 'För många på en gång. Skicka den i nästa meddelande.',
      failed: 'Kom inte fram. Ta bort den och bifoga den igen.',
    },
  },
  da: {
    attach: 'Vedhæft filer',
    limits: (size, most) => `Billeder, PDF og MP4. Højst ${size} hver, ${most} ad gangen.`,
    files: 'Filer',
    uploading: 'Uploader',
    remove: (name) => `Fjern ${name}`,
    save: (name) => `Gem ${name}`,
    waiting: 'På vej',
    problems: {
      'too-large': 'For stor. Vælg en mindre.',
      type: 'Denne type kan ikke sendes. Vælg et billede, en PDF eller MP4.',
      empty: 'Filen er tom. Vælg en anden.',
      gone: 'Kunne ikke hentes. Send den gerne igen.',
      'too-many': 'For mange på én gang. Send den i næste besked.',
      failed: 'Kom ikke frem. Fjern den, og vedhæft den igen.',
    },
  },
  fi: {
    attach: 'Liitä tiedostoja',
    limits: (size, most) => `Kuvat, PDF ja MP4. Kukin enintään ${size}, ${most} kerrallaan.`,
    files: 'Tiedostot',
    uploading: 'Ladataan',
    remove: (name) => `Poista ${name}`,
    save: (name) => `Tallenna ${name}`,
    waiting: 'Tulossa',
    problems: {
      'too-large': 'Liian suuri. Valitse pienempi.',
      type: 'Tällaista ei voi lähettää. Valitse kuva, PDF tai MP4.',
      empty: 'Tiedosto on tyhjä. Valitse toinen.',
      gone: 'Ei saatu haettua. Lähetä se uudelleen.',
      'too-many': 'Liian monta kerralla. Lähetä se seuraavassa viestissä.',
      failed: 'Ei mennyt perille. Poista se ja liitä uudelleen.',
    },
  },
}
