// What figures hang on besides events: hours, targets, definitions; named, so that a change of them is noticed.

import type { Shop } from '../model/shop.ts'
import type { Target } from '../model/stats.ts'
import { businessTimeOf } from './business-time.ts'
import { definitionVersion } from './definitions.ts'
import type { Ground } from './evidence.ts'
import { targetsId } from './tally.ts'

const minuteMs = 60_000

/** The ground of a shop's figures at `now`: its hours, its teams' targets and its own. */
export function groundOf(shop: Pick<Shop, 'calendar' | 'teams' | 'targets'>, now: number): Ground {
  return { time: businessTimeOf(shop, now), targets: [...teamTargets(shop), ...(shop.targets ?? [])] }
}

/** Each team's own word: a person answers within so many minutes of open time from the handoff. */
function teamTargets({ teams }: Pick<Shop, 'teams'>): readonly Target[] {
  return teams.map(({ name, humanReplyMinutes }) => ({
    name,
    clock: 'handoffReply',
    time: 'business',
    withinMs: humanReplyMinutes * minuteMs,
    team: name,
  }))
}

/** Changes with anything that figures hang on besides events. */
export function rulesOf({ time, targets }: Ground): string {
  return `${definitionVersion} ${time.fingerprint} ${targetsId(targets)}`
}
