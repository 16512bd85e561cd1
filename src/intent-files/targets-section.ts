// Reads "targets" of _shop.yaml: how long something may take, by the shop's own word.

import { z } from 'zod'
import type { ClockName, Target } from '../model/stats.ts'
import { didYouMean } from './nearest.ts'
import { closed, dashedName, hasAt, keysAt, readSection, said } from './sections.ts'
import type { YamlFile } from './yaml-file.ts'

/** What editors call the clocks that can have a target; a human reply is counted from the handoff. */
const clocks = {
  touch: 'touch',
  answer: 'answer',
  'human reply': 'handoffReply',
  'next reply': 'nextReply',
  resolution: 'resolution',
} as const satisfies Record<string, ClockName>

type ClockWord = keyof typeof clocks
const clockWords = Object.keys(clocks) as [ClockWord, ...ClockWord[]]

const unitMs = { s: 1000, min: 60_000, h: 3_600_000 } as const

const within = z
  .string()
  .regex(
    /^[1-9]\d{0,4} (s|min|h)$/,
    said('This is no time.', 'Write a whole number with s, min or h, such as "30 min".'),
  )
  .transform((text) => {
    const [count, unit] = text.split(' ')
    return Number(count) * unitMs[unit as keyof typeof unitMs]
  })

const percent = z
  .string()
  .regex(/^([1-9]\d?|100)$/, said('This is no share in percent.', 'Write a whole number from 1 to 100, such as 90.'))
  .transform(Number)

const target = closed({
  of: z.enum(clockWords),
  within,
  'open time': z.enum(['yes', 'no']).optional(),
  share: percent.optional(),
  team: dashedName.optional(),
  channel: dashedName.optional(),
})

/** The section's shape, as published for editors. */
export const targetsShape = z.record(dashedName, target)

/** The targets by name; what does not fit is told and left out. All of it may be left out. */
export function readTargets(file: YamlFile, teams: readonly string[]): readonly Target[] {
  if (!hasAt(file, ['targets'])) return []
  return keysAt(file, ['targets']).flatMap((name) => {
    const path = ['targets', name]
    if (!dashedName.safeParse(name).success || teams.includes(name)) {
      const remedy = 'Use small letters a-z, digits and single dashes, and no team’s name: teams have their own target.'
      file.report(path, `"${name}" cannot be a target’s name.`, remedy)
      return []
    }
    const found = readSection(file, path, target)
    if (found === undefined) return []
    const { of, team, channel, share } = found
    if (team !== undefined && !teams.includes(team)) {
      file.report([...path, 'team'], `There is no team "${team}".`, didYouMean(team, teams))
    }
    // People's time counts while they are there, unless the shop says otherwise.
    const open = found['open time'] ?? (of === 'human reply' || of === 'next reply' ? 'yes' : 'no')
    return [
      {
        name,
        clock: clocks[of],
        time: open === 'yes' ? 'business' : 'wall',
        withinMs: found.within,
        ...(share === undefined ? {} : { share }),
        ...(team === undefined ? {} : { team }),
        ...(channel === undefined ? {} : { channel }),
      } satisfies Target,
    ]
  })
}
