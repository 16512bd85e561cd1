// Reads "desk" of _shop.yaml: rooms, who speaks, who is called when nobody answers.

import { z } from 'zod'
import { languages } from '../model/language.ts'
import type { DeskRules } from '../model/shop.ts'
import { didYouMean } from './nearest.ts'
import { closed, dashedName, hasAt, readSection, said, text } from './sections.ts'
import type { YamlFile } from './yaml-file.ts'

const minuteMs = 60_000

/** A whole number between two bounds, written in the file as text. */
const whole = (from: number, to: number, example: string) =>
  z
    .string()
    .refine(
      (value) => /^\d{1,5}$/.test(value) && Number(value) >= from && Number(value) <= to,
      said(`This is no whole number from ${from} to ${to}.`, `Write one such as ${example}.`),
    )
    .transform(Number)

const room = z
  .string()
  .regex(/^#?[^\s#@,.]{1,80}$/, said('This is no room.', 'Write its name, such as support, or its id.'))
const reaction = z
  .string()
  .regex(/^[a-z0-9_+'-]{1,100}$/, said('This is no reaction.', 'Write its name, such as eyes.'))

/** The section's shape, as published for editors. */
export const deskShape = closed({
  rooms: z
    .array(
      closed({
        room,
        team: dashedName.optional(),
        language: z.enum(languages).optional(),
        tag: dashedName.optional(),
      }),
    )
    .optional(),
  'who speaks': z.enum(['owner', 'everyone', 'ask']).optional(),
  'hold seconds': whole(0, 30, '10').optional(),
  'on call': z.array(closed({ 'after minutes': whole(0, 10_080, '15'), who: text })).optional(),
  storm: closed({ customers: whole(2, 1000, '5'), 'within minutes': whole(1, 1440, '10') }).optional(),
  'brief room': room.optional(),
  digest: z
    .string()
    .regex(
      /^(never|(mon|tues|wednes|thurs|fri|satur|sun)day ([01]\d|2[0-3]):[0-5]\d)$/,
      said('This is no time of the week.', 'Write one such as "monday 08:00", or never.'),
    )
    .optional(),
  reactions: closed({
    take: reaction.optional(),
    solve: reaction.optional(),
    later: reaction.optional(),
    raise: reaction.optional(),
  }).optional(),
})

const standardReactions = { take: 'eyes', solve: 'white_check_mark', later: 'zzz', raise: 'triangular_flag_on_post' }

/** The rules, or undefined with the problem told. All of it may be left out. */
export function readDeskRules(file: YamlFile, teams: readonly string[]): DeskRules | undefined {
  const found = hasAt(file, ['desk']) ? readSection(file, ['desk'], deskShape) : {}
  if (found === undefined) return undefined
  const { rooms = [], reactions = {}, storm } = found
  for (const [at, { team }] of rooms.entries())
    if (team !== undefined && !teams.includes(team))
      file.report(['desk', 'rooms', at, 'team'], `There is no team "${team}".`, didYouMean(team, teams))
  const briefRoom = found['brief room'] ?? rooms[0]?.room
  return {
    rooms: rooms.map(({ room: name, team, language, tag }) => ({
      room: bare(name),
      ...(team ? { team } : {}),
      ...(language ? { language } : {}),
      ...(tag ? { tag } : {}),
    })),
    whoSpeaks: found['who speaks'] ?? 'owner',
    holdMs: (found['hold seconds'] ?? 0) * 1000,
    onCall: (found['on call'] ?? [])
      .map(({ 'after minutes': minutes, who }) => ({ afterMs: minutes * minuteMs, who }))
      .sort((one, other) => one.afterMs - other.afterMs),
    storm: { customers: storm?.customers ?? 5, withinMs: (storm?.['within minutes'] ?? 10) * minuteMs },
    ...(briefRoom ? { briefRoom: bare(briefRoom) } : {}),
    ...digestTime(found.digest ?? 'monday 08:00'),
    reactions: {
      take: reactions.take ?? standardReactions.take,
      solve: reactions.solve ?? standardReactions.solve,
      later: reactions.later ?? standardReactions.later,
      raise: reactions.raise ?? standardReactions.raise,
    },
  }
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function digestTime(text: string): Pick<DeskRules, 'digest'> {
  const [day = '', clock = ''] = text.split(' ')
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return day === 'never' ? {} : { digest: { weekday: weekdays.indexOf(day), atMinute: hours * 60 + minutes } }
}

function bare(name: string): string {
  return name.replace(/^#/, '')
}
