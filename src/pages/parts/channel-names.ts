// What the staff's pages call a channel and an intent, whose own names are made for code.

import type { ByLanguage, Language } from '../../model/language.ts'

const webChat: ByLanguage<string> = {
  en: 'Web chat',
  nb: 'Nettchat',
  sv: 'Webbchatt',
  da: 'Webchat',
  fi: 'Verkkochat',
}

const known: Readonly<Record<string, ByLanguage<string>>> = {
  web: webChat,
  'web-chat': webChat,
  webchat: webChat,
  email: { en: 'E-mail', nb: 'E-post', sv: 'E-post', da: 'E-mail', fi: 'Sähköposti' },
  terminal: { en: 'Terminal', nb: 'Terminal', sv: 'Terminal', da: 'Terminal', fi: 'Pääte' },
}

/** The channel's name in words; a channel nobody named here keeps its own with a capital letter. */
export function channelName(channel: string, language: Language): string {
  return known[channel]?.[language] ?? readable(channel)
}

/** `order-status` as "Order status": an intent's file name made readable. */
export function readable(name: string): string {
  const text = name.replaceAll(/[-_]+/g, ' ').trim()
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
