// The night as text: hour by hour, the brief as agents saw it, the figures, and whether it adds up.

import { hourMs } from '../../calendar/zone.ts'
import type { ClockFigures } from '../../model/api.ts'
import type { Hour } from './hours.ts'
import { clockAt, dateAt } from './plan.ts'
import type { NightTold } from './play.ts'
import type { Note } from './scene.ts'
import type { Check } from './side.ts'

export function nightText(told: NightTold): string {
  const { shop, zone, from, until, seed, customers, byChannel, hours, notes, brief, report, checks } = told
  const title = `A night at ${shop}: ${dateAt(zone, from)} ${clockAt(zone, from)} to ${dateAt(zone, until)} ${clockAt(zone, until)}`
  return [
    `${title} · ${customers} customers (${channelsText(byChannel)}) · seed ${seed}`,
    '',
    '              came  wrote  answers  to people  solved by the bot  by people',
    ...folded(hours, notes).flatMap((stretch) => hourLines(stretch, notes, zone)),
    '',
    'The morning brief, as it stands in Slack',
    '',
    ...indented(brief || 'None was given.'),
    '',
    'The report',
    '',
    ...reportLines(report.total),
    '',
    'Does it add up?',
    '',
    ...checks.map(checkLine),
  ].join('\n')
}

function channelsText(counts: NightTold['byChannel']): string {
  const names: Readonly<Record<string, string>> = { web: 'web chat', telegram: 'Telegram', slack: 'Slack' }
  return Object.entries(counts)
    .map(([channel, count]) => `${count} ${names[channel] ?? channel}`)
    .join(', ')
}

type Stretch = Hour & { readonly to: number }

/** Hours in which nothing happened are told as one. */
function folded(hours: readonly Hour[], notes: readonly Note[]): readonly Stretch[] {
  const isStill = ({ at, messages, answers, handoffs, solvedByBot, solvedByAgents }: Hour): boolean =>
    messages + answers + handoffs + solvedByBot + solvedByAgents === 0 &&
    !notes.some((note) => note.at >= at && note.at < at + hourMs)
  const stretches: Stretch[] = []
  for (const hour of hours) {
    const last = stretches.at(-1)
    if (last && isStill(last) && isStill(hour)) stretches.splice(-1, 1, { ...last, to: hour.at + hourMs })
    else stretches.push({ ...hour, to: hour.at + hourMs })
  }
  return stretches
}

function hourLines(hour: Stretch, notes: readonly Note[], zone: string): string[] {
  const { began, messages, answers, handoffs, solvedByBot, solvedByAgents, clock, at, to } = hour
  const cells = [
    [began, 6],
    [messages, 7],
    [answers, 9],
    [handoffs, 11],
    [solvedByBot, 19],
    [solvedByAgents, 11],
  ] as const
  const row = `${clock}–${clockAt(zone, to)} ${cells.map(([count, width]) => String(count || '·').padStart(width)).join('')}`
  const told = notes.filter((note) => note.at >= at && note.at < to)
  return [row, ...told.map((note) => `   ${clockAt(zone, note.at)} ${note.text}`)]
}

function indented(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `  ${line}`)
}

function reportLines({ touch, answer, humanReply, ces, promises, ...total }: NightTold['report']['total']): string[] {
  const row = (name: string, { n, p50Ms, p90Ms }: ClockFigures): string =>
    `  ${name.padEnd(13)}${String(n).padStart(5)}${duration(p50Ms).padStart(10)}${duration(p90Ms).padStart(10)}`
  const effort = ces.score === undefined ? 'nobody rated' : `${ces.score.toFixed(0)} of 100 (n = ${ces.n})`
  return [
    '                   n    median       p90',
    row('Touch', touch),
    row('Answer', answer),
    row('Human reply', humanReply),
    `  Episodes ${total.episodes} · solved by the bot ${total.solvedByBot} · handoffs ${total.handoffs} · CES ${effort}`,
    `  Promises kept ${promises.kept} of ${promises.n}`,
    '  In fast time only people take time: nightdesk itself answers within 0 ms.',
  ]
}

function checkLine({ what, count, faults }: Check): string {
  const shown = faults.slice(0, 5).map((fault) => `\n      ${fault}`)
  const more = faults.length > 5 ? `\n      and ${faults.length - 5} more` : ''
  return `  ${faults.length === 0 ? 'yes' : 'NO '}  ${what} (${count})${shown.join('')}${more}`
}

/** "320 ms", "4.2 s", "12 min", "3.5 h". */
function duration(ms: number | undefined): string {
  if (ms === undefined) return '–'
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`
  return `${(ms / 3_600_000).toFixed(1)} h`
}
