// By whose clock customers hear times: their own where their device or platform tells it, else the shop's; with a word
// behind them wherever one could be taken for the other.

import type { Language } from '../model/language.ts'
import { clockWords, sayOpening, sayPromise, sayTimeOfDay } from './say-times.ts'
import { dayMs, localMsAt } from './zone.ts'

/** Zones (IANA names): the shop's, and the customer's own where it is known. */
export type Clocks = { readonly shop: string; readonly own?: string | undefined }

/** Who reads Finnish lives by another clock than the rest of the north; where others are, their language does not tell. */
const homes: Readonly<Partial<Record<Language, string>>> = { fi: 'Europe/Helsinki' }

const yours: Readonly<Record<Language, string>> = {
  en: 'your time',
  nb: 'din tid',
  sv: 'din tid',
  da: 'din tid',
  fi: 'sinun aikaasi',
}

const finnish: Readonly<Record<string, string>> = {
  'Europe/Oslo': 'Norjan aikaa',
  'Europe/Stockholm': 'Ruotsin aikaa',
  'Europe/Copenhagen': 'Tanskan aikaa',
  'Europe/Helsinki': 'Suomen aikaa',
}

const cities: Readonly<Record<string, Readonly<Partial<Record<Language, string>>>>> = {
  'Europe/Copenhagen': { nb: 'København', da: 'København', sv: 'Köpenhamn' },
  'Europe/Helsinki': { sv: 'Helsingfors' },
}

const byCity: Readonly<Record<Language, (city: string) => string>> = {
  en: (city) => `${city} time`,
  nb: (city) => `tid i ${city}`,
  sv: (city) => `tid i ${city}`,
  da: (city) => `tid i ${city}`,
  fi: (city) => `aikavyöhyke: ${city}`,
}

/** "Oslo time", "Norjan aikaa". */
function shopTime(zone: string, language: Language): string {
  const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
  return (language === 'fi' ? finnish[zone] : undefined) ?? byCity[language](cities[zone]?.[language] ?? city)
}

/** Whether a moment has another time of day for the customer than for the shop. */
function differs({ shop, own }: Clocks, language: Language, at: number): boolean {
  const there = own ?? homes[language]
  return there !== undefined && localMsAt(there, at) !== localMsAt(shop, at)
}

/** What stands behind a time that could be taken for one of another clock: " your time", " Norjan aikaa". */
export function clockNote({ shop, own }: Clocks, language: Language): string {
  return ` ${own === undefined ? shopTime(shop, language) : yours[language]}`
}

/** Says a time of the given moment by the customer's clock, and whose it is where that could be mistaken. */
function by(clocks: Clocks, language: Language, at: number, say: (zone: string) => string): string {
  if (!differs(clocks, language, at)) return say(clocks.shop)
  return say(clocks.own ?? clocks.shop) + clockNote(clocks, language)
}

/** A promise as a customer hears it: "tomorrow by 9 am", "huomenna klo 10 mennessä Norjan aikaa". Epoch ms. */
export function tellPromise(at: number, now: number, clocks: Clocks, language: Language): string {
  return by(clocks, language, at, (zone) => sayPromise(at, now, zone, language))
}

/** An opening as a customer hears it: "tomorrow at 8 am your time". Epoch ms. */
export function tellOpening(at: number, now: number, clocks: Clocks, language: Language): string {
  return by(clocks, language, at, (zone) => sayOpening(at, now, zone, language))
}

/** A closing, to stand behind "until", which Finnish has in it: "5 pm", "kl. 16 din tid", "klo 16 asti". Epoch ms. */
export function tellClosing(at: number, clocks: Clocks, language: Language): string {
  return by(clocks, language, at, (zone) => {
    const local = localMsAt(zone, at) % dayMs
    const time = clockWords[language] + sayTimeOfDay(local === 0 ? dayMs : local, language)
    return language === 'fi' ? `${time} asti` : time
  })
}

/** Below the shop's hours, which stay by its own clock: "(Oslo time)"; empty where nobody could mistake them. */
export function hoursNote(now: number, clocks: Clocks, language: Language): string {
  return differs(clocks, language, now) ? `\n(${shopTime(clocks.shop, language)})` : ''
}
