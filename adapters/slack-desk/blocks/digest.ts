// The week in a room: five lines, bars for the days, one thing to look at.

import type { Digest } from '../../../src/model/digest.ts'
import { clamp, clean, escaped } from '../../slack-app/safe-text.ts'
import { caseActions } from '../names.ts'
import { type Drawn, inZone, link, says } from './elements.ts'

const bars = '▁▂▃▄▅▆▇█'

export function digest({ digest: week }: { readonly digest: Digest }): Drawn {
  const { from, to, zone, lines, look, url } = week
  // The end is the first moment that is no longer in it.
  const title = `The week: ${dayIn(from, zone)} to ${dayIn(to - 1, zone)}`
  return {
    text: `${title}. ${escaped(lines[0] ?? '')}`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clamp(title, 150), emoji: false } },
      says(lines.map((line) => `• ${escaped(clean(line))}`).join('\n')),
      says(`\`\`\`${pictureOf(week)}\`\`\``),
      says(`*Look at this:* ${escaped(clamp(clean(look), 600))}`, link('Open the stats', caseActions.open, url)),
    ],
  }
}

/** Three rows of the same width: bars, days, episodes. */
function pictureOf({ days }: Digest): string {
  const most = days.reduce((max, { episodes }) => Math.max(max, episodes), 1)
  const width = days.reduce((max, { episodes }) => Math.max(max, String(episodes).length), 3) + 1
  const row = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(width))
      .join('')
      .trimEnd()
  return [
    row(days.map(({ episodes }) => (bars[Math.round((episodes / most) * (bars.length - 1))] ?? '').repeat(3))),
    row(days.map(({ name }) => name)),
    row(days.map(({ episodes }) => String(episodes))),
  ].join('\n')
}

/** `Mon 16 Nov`. */
function dayIn(at: number, zone: string): string {
  return inZone(at, zone).replace(/ \S+$/, '')
}
