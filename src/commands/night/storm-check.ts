// Whether everyone who had the trouble was told of it once, and once that it is over; and whether the brief is right.

import type { Event } from '../../model/event.ts'
import type { CustomersLog } from './customers.ts'
import type { Scene } from './scene.ts'
import type { Check, Side } from './side.ts'

export async function theyKnow(
  { store, knowledge }: Scene,
  sides: readonly Side[],
  { inStorm }: CustomersLog,
  events: readonly Event[],
): Promise<Check> {
  const incidents = (await store.incidents(0)).filter(({ state }) => state === 'known' || state === 'over')
  const { storm } = knowledge.content.shop.desk
  const beginnings = sides.flatMap(({ who, visible }) => (inStorm.has(who) ? (visible[0]?.receivedAt ?? []) : []))
  const wereEnough = beginnings.some(
    (at) => beginnings.filter((one) => one > at - storm.withinMs && one <= at).length >= storm.customers,
  )
  const faults: string[] = wereEnough && incidents.length === 0 ? ['nobody noticed the storm'] : []
  const whoIs = new Map(sides.map(({ who, conversation }) => [conversation.id, who]))
  let count = 0
  for (const { id, state, conversations } of incidents)
    for (const conversationId of conversations) {
      const own = events.filter((event) => event.conversationId === conversationId)
      const told = own.filter((event) => event.name === 'incident.told' && event.data.incident === id).length
      const cleared = own.filter((event) => event.name === 'incident.cleared' && event.data.incident === id).length
      const who = whoIs.get(conversationId) ?? 'somebody unknown'
      if (told !== 1) faults.push(`${who} was told of the incident ${told} times`)
      if (state === 'over' && cleared !== 1) faults.push(`${who} got the all-clear ${cleared} times`)
      count += 1
    }
  return { what: 'everyone in the storm was told once what it is, and once that it is over', count, faults }
}

/** The brief's own numbers, against the events of the night. */
export function briefIsTrue(brief: string, events: readonly Event[], opensAt: number): Check {
  const what = 'the morning brief adds up'
  const [, ...digits] =
    /(\d+) came = (\d+) solved \+ (\d+) waiting \+ (\d+) with a person \+ (\d+) with the bot/.exec(brief) ?? []
  const [came = Number.NaN, ...places] = digits.map(Number)
  const began = events.filter(
    ({ name, at }) => (name === 'episode.opened' || name === 'episode.reopened') && at < opensAt,
  ).length
  const faults = [
    ...(came === began ? [] : [`it says that ${came} came, and ${began} did`]),
    ...(places.reduce((sum, one) => sum + one, 0) === came ? [] : ['its sum is another']),
  ]
  return { what, count: Number.isNaN(came) ? 0 : came, faults }
}
