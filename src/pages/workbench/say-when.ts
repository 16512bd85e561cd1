// Moments as the shop's clock shows them, with its place where the reader's clock shows another time.

import type { Language } from '../../model/language.ts'
import { sayMoment, zoneMark } from '../parts/locale.ts'

/** "Oslo" of "Europe/Oslo". */
export function placeOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** "14:30", "Fri 27 Nov 14:30", "14:30 (Oslo)". `zone`: the shop's. `now`: the server's, where it was told. */
export function sayWhen(at: number, language: Language, zone: string, now = Date.now()): string {
  return sayMoment(at, now, language, zone) + zoneMark(at, zone)
}
