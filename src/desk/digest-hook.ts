// The digest by signed webhook: tried again within its day until it is taken; the id is the same when it comes twice.

import type { Digest } from '../model/digest.ts'
import type { Clock, Log } from '../ports/outside.ts'
import type { Store } from '../ports/store.ts'
import { type DigestParts, digestOf, weekToTell } from './digest.ts'
import { createLooking, type Looking } from './looking.ts'
import { postSigned } from './webhook.ts'

export type DigestHookParts = DigestParts & {
  readonly store: Pick<Store, 'getValue' | 'setValue'>
  readonly hook: { readonly url: string; readonly secret: string }
  readonly clock: Clock
  readonly log: Log
  /** Gives the status; rejects when nobody answers in time. */
  readonly post?: Parameters<typeof postSigned>[0]['post']
}

/** What is posted, as JSON, with a picture of the days as SVG. */
export type DigestBody = Digest & { readonly type: 'digest'; readonly at: number; readonly picture: string }

const everyMs = 60_000
/** Longer than the day on which it may be given. */
const keptForMs = 14 * 86_400_000

/** Looks each minute. */
export function createDigestHook(parts: DigestHookParts): Pick<Looking, 'look' | 'start' | 'stop'> {
  const { clock, log } = parts
  return createLooking({
    ...{ clock, afterHintMs: 0, restMs: () => everyMs, once: () => tell(parts) },
    failed: (error) =>
      log.warn({ error }, 'the weekly digest was not taken at NIGHTDESK_WEBHOOK_URL; it is sent again within its day'),
  })
}

async function tell(parts: DigestHookParts): Promise<'done'> {
  const { store, clock, content, hook, post } = parts
  const { calendar, desk } = content().shop
  const now = clock.now()
  const week = weekToTell(desk.digest, calendar.zone, now)
  if (!week || (await store.getValue(takenKey(week.id), now)) !== undefined) return 'done'
  const digest = await digestOf(week, now, parts)
  const body = JSON.stringify({ ...digest, type: 'digest', at: now, picture: pictureOf(digest) } satisfies DigestBody)
  await postSigned({ hook, id: week.id, body, now, ...(post ? { post } : {}) })
  await store.setValue(takenKey(week.id), 'taken', now + keptForMs)
  return 'done'
}

const takenKey = (id: string): string => `webhook:${id}`

const wide = 280
const high = 80

/** Bars of the week's days as an SVG that stands alone; the figures are in its text. */
export function pictureOf({ days }: Pick<Digest, 'days'>): string {
  const most = days.reduce((max, { episodes }) => Math.max(max, episodes), 1)
  const step = wide / Math.max(days.length, 1)
  const bars = days.map(({ name, episodes }, at) => {
    const height = Math.round((episodes / most) * (high - 30))
    const [x, y] = [Math.round(at * step) + 2, high - 15 - height]
    const middle = x + Math.round(step / 2) - 2
    return [
      `<rect x="${x}" y="${y}" width="${Math.round(step) - 4}" height="${height}" fill="#1d5c4b"/>`,
      `<text x="${middle}" y="${y - 3}">${episodes}</text><text x="${middle}" y="${high - 3}">${name}</text>`,
    ].join('')
  })
  const said = days.map(({ name, episodes }) => `${name} ${episodes}`).join(', ')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img">`,
    `<title>Episodes by day: ${said}</title>`,
    `<g font-family="sans-serif" font-size="10" text-anchor="middle" fill="#1c2126">${bars.join('')}</g></svg>`,
  ].join('')
}
