// The night hour by hour, counted from its events.

import { hourMs } from '../../calendar/zone.ts'
import type { Event, EventName } from '../../model/event.ts'
import { clockAt, type NightPlan } from './plan.ts'

export type Hour = {
  /** "20:00", by the shop's clock. */
  readonly clock: string
  readonly at: number
  readonly began: number
  readonly messages: number
  readonly answers: number
  readonly handoffs: number
  readonly solvedByBot: number
  readonly solvedByAgents: number
}

export function hoursOf(events: readonly Event[], { from, until, zone }: NightPlan): readonly Hour[] {
  const hours: Hour[] = []
  for (let at = from; at < until; at += hourMs) {
    const within = events.filter((event) => event.at >= at && event.at < at + hourMs)
    const count = (name: EventName): number => within.filter((event) => event.name === name).length
    const solved = (by: 'bot' | 'agent'): number =>
      within.filter((event) => event.name === 'episode.resolved' && event.data.by === by).length
    hours.push({
      ...{ clock: clockAt(zone, at), at },
      began: count('episode.opened') + count('episode.reopened'),
      messages: within.filter(
        ({ name, data }) => name === 'message.received' && 'author' in data && data.author === 'customer',
      ).length,
      answers: within.filter((event) => event.name === 'reply.delivered' && event.data.author === 'bot').length,
      handoffs: count('case.opened'),
      solvedByBot: solved('bot'),
      solvedByAgents: solved('agent'),
    })
  }
  return hours
}
