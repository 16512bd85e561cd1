// A reply as Slack shows it. All words stand in rich text, where nothing pings, links under other words or is a mark.

import type { types } from '@slack/bolt'
import type { Choice } from '../../src/model/reply.ts'
import type { FittedReply } from '../../src/ports/channel.ts'
import { clamp, clean } from '../slack-app/safe-text.ts'
import { pressed } from './told.ts'

export type Drawn = { readonly text: string; readonly blocks: types.KnownBlock[] }

/** Slack's limits: characters of a button, buttons of a row, characters of a picture's words. */
const longestLabel = 75
const mostInRow = 25
const longestAlt = 2000

/** Addresses in a text, without the sign that ends the sentence around them. */
const address = /https?:\/\/[^\s<>"']+[^\s<>"'.,:;!?)\]]/g

/** `text` is what notifications show: safe where Slack reads marks. */
export function drawn({ text, picture, choices = [] }: FittedReply): Drawn {
  const words = text || picture?.alt || ''
  return {
    text: notice(words),
    blocks: [
      ...(picture
        ? [{ type: 'image' as const, image_url: picture.address, alt_text: clamp(picture.alt, longestAlt) }]
        : []),
      ...(text || !picture ? [paragraph(words)] : []),
      ...rows(choices),
    ],
  }
}

function paragraph(text: string): types.RichTextBlock {
  const elements: types.RichTextElement[] = []
  const said = clean(text)
  let at = 0
  for (const { 0: url, index } of said.matchAll(address)) {
    if (index > at) elements.push({ type: 'text', text: said.slice(at, index) })
    elements.push({ type: 'link', url })
    at = index + url.length
  }
  if (at < said.length) elements.push({ type: 'text', text: said.slice(at) })
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }
}

function rows(choices: readonly Choice[]): types.ActionsBlock[] {
  const buttons = choices.map(
    ({ label, value }, at): types.Button => ({
      type: 'button',
      text: { type: 'plain_text', text: clamp(clean(label), longestLabel) },
      action_id: `${pressed}${at}`,
      value,
    }),
  )
  const starts = buttons.flatMap((_, at) => (at % mostInRow === 0 ? [at] : []))
  return starts.map((at) => ({ type: 'actions', elements: buttons.slice(at, at + mostInRow) }))
}

function notice(text: string): string {
  const safe = clamp(clean(text), 1000).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return safe.replaceAll('>', '&gt;')
}
