// Brings events to the app, again and again when it does not answer, and in other orders when told to.

import type { FaultState } from './faults.ts'
import { textOf } from './fields.ts'
import type { Carrier, Parcel, Receipt } from './parcel.ts'
import type { Fields, World } from './world.ts'

/** After a failed try: at once, after a minute, after five. */
const retriesAfterMs = [0, 60_000, 300_000]

/** One try of one parcel, as the tests read it. */
export type Try = {
  readonly kind: Parcel['kind']
  readonly type: string
  readonly eventId: string
  readonly at: number
  readonly retry: number
  readonly outcome: string
}

export type Delivery = {
  readonly tries: readonly Try[]
  /** Sends what a person did; tried once. */
  carry(parcel: Parcel): Promise<Receipt>
  /** Holds events back until they are released, in the order given or backwards. */
  hold(): void
  release(order?: 'as-held' | 'backwards'): void
  /** Sends an event of the caller's making, such as app_rate_limited or one of another app. */
  event(event: Fields, eventId?: string): void
  /** Asks the app's events address to prove itself; true when it gave the challenge back. */
  verifyUrl(): Promise<boolean>
  /** Resolves when nothing is on its way; tries that wait for their time do not count. */
  settled(): Promise<void>
}

export function newDelivery(world: World, state: FaultState, carrier: () => Carrier): Delivery {
  const tries: Try[] = []
  const underWay = new Set<Promise<unknown>>()
  let held: (() => void)[] | undefined

  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work)
    return work.finally(() => underWay.delete(work))
  }

  const carry = async (parcel: Parcel): Promise<Receipt> => {
    const at = world.clock.now()
    const receipt = await carrier()(parcel)
    const type = textOf(parcel.payload, 'type') || textOf(parcel.payload, 'command')
    const outcome = receipt.ok ? 'ok' : receipt.status ? `${receipt.reason} ${receipt.status}` : receipt.reason
    const eventId = textOf(parcel.payload, 'event_id')
    tries.push({ kind: parcel.kind, type, eventId, at, retry: parcel.retry?.num ?? 0, outcome })
    return receipt
  }

  const attempt = async (body: Fields, num: number, reason: string): Promise<void> => {
    if (state.awayNow()) return state.whenBack(() => void track(attempt(body, num, reason)))
    const retry = num > 0 ? { retry: { num, reason } } : {}
    const receipt = await carry({ kind: 'events_api', payload: body, takesAnswer: false, ...retry })
    const waitMs = retriesAfterMs[num]
    if (receipt.ok || receipt.final || waitMs === undefined) return
    const again = () => void track(attempt(body, num + 1, receipt.reason))
    if (waitMs === 0) again()
    else world.clock.after(waitMs, again)
  }

  const event = (content: Fields, eventId = world.nextId('Ev')) => {
    const go = () => void track(attempt(wrapped(world, content, eventId), 0, ''))
    const twice = state.repeatedNow()
    const all = twice === 'same' ? [go, go] : twice ? [go, () => event(content, world.nextId('Ev'))] : [go]
    for (const each of all) {
      if (held) held.push(each)
      else each()
    }
  }
  world.publish = event

  return {
    tries,
    carry: (parcel) => track(carry(parcel)),
    hold() {
      held ??= []
    },
    release(order = 'as-held') {
      const waiting = held ?? []
      held = undefined
      for (const go of order === 'backwards' ? waiting.reverse() : waiting) go()
    },
    event,
    async verifyUrl() {
      const challenge = `challenge-${world.nextId('')}`
      const payload = { token: world.app.verificationToken, challenge, type: 'url_verification' }
      const receipt = await track(carry({ kind: 'events_api', payload, takesAnswer: true }))
      if (!receipt.ok) return false
      const given = receipt.answer as Fields | string
      return (typeof given === 'string' ? given : given?.['challenge']) === challenge
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}

/** The outer event. */
function wrapped(world: World, event: Fields, eventId: string): Fields {
  const { app, team } = world
  return {
    token: app.verificationToken,
    ...{ team_id: team.id, context_team_id: team.id, context_enterprise_id: null, api_app_id: app.id },
    ...{ event, type: 'event_callback', event_id: eventId, event_time: Math.floor(world.clock.now() / 1000) },
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: app.botUser, is_bot: true, is_enterprise_install: false },
    ],
    ...{ is_ext_shared_channel: false, event_context: `4-${eventId}` },
  }
}
