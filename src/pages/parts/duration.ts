// Says how long something took or waits, as people write it: "4 min 10 s", "1 t 5 min", "2 pv 3 h".

import type { ByLanguage, Language } from '../../model/language.ts'
import { locales } from './locale.ts'

type Unit = 'd' | 'h' | 'min' | 's' | 'ms'

const units: ByLanguage<Readonly<Record<Unit, string>>> = {
  en: { d: 'd', h: 'h', min: 'min', s: 's', ms: 'ms' },
  nb: { d: 'd', h: 't', min: 'min', s: 's', ms: 'ms' },
  sv: { d: 'd', h: 'tim', min: 'min', s: 's', ms: 'ms' },
  da: { d: 'd', h: 't', min: 'min', s: 's', ms: 'ms' },
  fi: { d: 'pv', h: 'h', min: 'min', s: 's', ms: 'ms' },
}

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A measured time, at most two units: "85 ms", "4.2 s", "42 s", "4 min 10 s", "3 h 20 min", "2 d 4 h". */
export function sayDuration(ms: number, language: Language): string {
  const whole = Math.max(0, ms)
  if (Math.round(whole) < secondMs) return say(Math.round(whole), 'ms', language)
  if (whole < 9_950) return say(Math.round(whole / 100) / 10, 's', language)
  if (Math.round(whole / secondMs) < 60) return say(Math.round(whole / secondMs), 's', language)
  if (roundTo(whole, secondMs) < hourMs)
    return twoUnits(roundTo(whole, secondMs), minuteMs, 'min', secondMs, 's', language)
  return sayLong(whole, language)
}

/** A wait in a list, never finer than a minute: "< 1 min", "12 min", "3 h 20 min". */
export function sayWait(ms: number, language: Language): string {
  const whole = Math.max(0, ms)
  if (whole < minuteMs) return `<\u00a0${say(1, 'min', language)}`
  const floored = Math.floor(whole / minuteMs) * minuteMs
  return floored < hourMs ? say(floored / minuteMs, 'min', language) : sayLong(floored, language)
}

/** One unit, where there is room for little: "45 s", "12 min", "3.5 h", "2 d". */
export function sayRough(ms: number, language: Language): string {
  const { unit, unitMs } = unitFor(ms)
  const count = Math.max(0, ms) / unitMs
  return say(count < 9.95 && unitMs >= hourMs ? Math.round(count * 10) / 10 : Math.round(count), unit, language)
}

/** Two ends in the unit of the lower one: "15–60 s", "1–4 h". */
export function sayRange(fromMs: number, toMs: number, language: Language): string {
  const { unit, unitMs } = unitFor(fromMs)
  return `${new Intl.NumberFormat(locales[language]).format(fromMs / unitMs)}–${say(toMs / unitMs, unit, language)}`
}

function unitFor(ms: number): { readonly unit: Unit; readonly unitMs: number } {
  // As whole hours, which is how so many are said.
  if (roundTo(ms, hourMs) >= dayMs) return { unit: 'd', unitMs: dayMs }
  if (roundTo(ms, minuteMs) >= hourMs) return { unit: 'h', unitMs: hourMs }
  return roundTo(ms, secondMs) >= minuteMs ? { unit: 'min', unitMs: minuteMs } : { unit: 's', unitMs: secondMs }
}

function sayLong(ms: number, language: Language): string {
  const minutes = roundTo(ms, minuteMs)
  if (minutes < dayMs) return twoUnits(minutes, hourMs, 'h', minuteMs, 'min', language)
  return twoUnits(roundTo(ms, hourMs), dayMs, 'd', hourMs, 'h', language)
}

function twoUnits(ms: number, bigMs: number, big: Unit, smallMs: number, small: Unit, language: Language): string {
  const first = say(Math.floor(ms / bigMs), big, language)
  const rest = Math.round((ms % bigMs) / smallMs)
  return rest === 0 ? first : `${first} ${say(rest, small, language)}`
}

function say(count: number, unit: Unit, language: Language): string {
  return `${new Intl.NumberFormat(locales[language]).format(count)}\u00a0${units[language][unit]}`
}

function roundTo(ms: number, stepMs: number): number {
  return Math.round(ms / stepMs) * stepMs
}
