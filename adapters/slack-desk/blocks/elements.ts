// The few kinds of blocks that posts are made of.

import type { types } from '@slack/bolt'
import type { CaseCard } from '../../../src/model/desk.ts'
import type { Language } from '../../../src/model/language.ts'
import { clamp, clean, escaped } from '../../slack-app/safe-text.ts'

export type Block = types.KnownBlock
export type Button = types.Button

/** A post as Slack takes it. `text` stands in notifications. */
export type Drawn = {
  readonly text: string
  readonly blocks: readonly Block[]
  /** A line in a thread that stands in the room as well. */
  readonly broadcast?: boolean
}

/** A paragraph in our own words; what comes from elsewhere is escaped by the caller. */
export function says(mrkdwn: string, accessory?: Button): Block {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: clamp(mrkdwn, 3000), verbatim: true },
    ...(accessory ? { accessory } : {}),
  }
}

/** Small print in our own words. */
export function aside(mrkdwn: string): Block {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: clamp(mrkdwn, 3000), verbatim: true }] }
}

/** Somebody's own words, as they wrote them, under a heading of ours. */
export function words(heading: string, text: string, most: number): Block {
  return {
    type: 'rich_text',
    elements: [
      ...(heading ? [{ type: 'rich_text_section' as const, elements: [bold(heading)] }] : []),
      { type: 'rich_text_quote', elements: [{ type: 'text', text: clamp(clean(text), most) }] },
    ],
  }
}

/** Names and values, one below the other; the values are somebody's own words. */
export function pairs(heading: string, values: readonly (readonly [string, string])[]): Block {
  const lines = values.flatMap(([name, value], at) => [
    plain(`${at === 0 ? '' : '\n'}${clamp(clean(name), 60)}: `),
    plain(clamp(clean(value), 200)),
  ])
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [bold(`${heading}\n`), ...lines] }],
  }
}

function bold(text: string) {
  return { type: 'text' as const, text: clamp(text, 200), style: { bold: true } }
}

function plain(text: string) {
  return { type: 'text' as const, text }
}

type Look = 'primary' | 'danger'

export function button(label: string, actionId: string, value: string, look?: Look): Button {
  return {
    type: 'button',
    text: { type: 'plain_text', text: label },
    action_id: actionId,
    value: clamp(value, 2000),
    ...(look ? { style: look } : {}),
  }
}

/** A button that only opens an address. */
export function link(label: string, actionId: string, url: string): Button {
  return { type: 'button', text: { type: 'plain_text', text: label }, action_id: actionId, url }
}

/** A time as each reader's own clock shows it; where Slack cannot, in the shop's zone. */
export function when(at: number, zone: string): string {
  return `<!date^${seconds(at)}^{date_short_pretty} {time}|${inZone(at, zone)}>`
}

/** The same, and how far from now. */
export function whenAndHowFar(at: number, { zone, now }: Pick<CaseCard, 'zone' | 'now'>): string {
  return `<!date^${seconds(at)}^{date_short_pretty} {time}, {ago}|${inZone(at, zone)}, ${howFar(at - now)}>`
}

function seconds(at: number): number {
  return Math.floor(at / 1000)
}

/** `Fri 27 Nov 10:15`. */
export function inZone(at: number, zone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone })
  return `${day.format(at).replace(',', '')} ${clockTime(at, zone)}`
}

/** `10:15`. */
export function clockTime(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at)
}

function howFar(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  const [hours, days] = [Math.round(minutes / 60), Math.round(minutes / 1440)]
  const said = minutes < 60 ? `${minutes} min` : hours < 48 ? `${hours} h` : `${days} days`
  return ms < 0 ? `${said} ago` : `in ${said}`
}

const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  nb: 'Norwegian',
  sv: 'Swedish',
  da: 'Danish',
  fi: 'Finnish',
}

const channelNames: Readonly<Record<string, string>> = { web: 'web chat', telegram: 'Telegram', slack: 'Slack' }

/** `Sales · web chat · Norwegian`. */
export function whereFrom({ team, channel, language }: CaseCard): string {
  const parts = [team, channelNames[channel] ?? channel, languageNames[language]]
  return parts.filter(Boolean).map(escaped).join(' · ')
}
