// Whether the night adds up: what customers and agents did, against what the shop has and what each of them got.

import type { Case } from '../../model/case.ts'
import type { Event } from '../../model/event.ts'
import type { AgentsLog } from './agents.ts'
import { apart, arrived } from './chats-check.ts'
import type { CustomersLog } from './customers.ts'
import { filesStand } from './files.ts'
import type { Scene } from './scene.ts'
import type { Check, Side } from './side.ts'
import { theyKnow } from './storm-check.ts'

export async function reconcile(scene: Scene, customers: CustomersLog, agents: AgentsLog): Promise<readonly Check[]> {
  const { store } = scene
  const events = await store.events({ limit: 1_000_000 })
  const sides: Side[] = []
  for (const who of customers.sent.keys()) sides.push(await sideOf(scene, who))
  return [
    answered(sides, customers),
    counted(sides, events),
    promised(events, scene.plan.until),
    await relayed(scene, agents),
    stayedInside(sides, customers, agents),
    onceEach(scene, sides),
    arrived(scene, sides),
    apart(scene),
    await shownTruly(scene, sides),
    await theyKnow(scene, sides, customers, events),
    await filesStand(scene, sides, customers.files),
  ]
}

async function sideOf({ store, time }: Scene, who: string): Promise<Side> {
  const [channel = '', address = ''] = who.split(' ')
  const conversation = await store.conversationAt(channel, address, { language: 'en', now: time.now() })
  const { id } = conversation
  return {
    ...{ who, conversation },
    lines: await store.deskTranscript(id, 0, 1000),
    visible: await store.transcript(id, 0, 1000),
    cases: await store.cases({ conversationId: id }),
  }
}

/** Nothing a customer said is lost or doubled, and nothing is left lying. */
function answered(sides: readonly Side[], { sent }: CustomersLog): Check {
  const faults: string[] = []
  let count = 0
  for (const { who, visible, cases } of sides) {
    const said = sent.get(who) ?? []
    const stored = visible.filter(({ author }) => author.kind === 'customer')
    count += said.length
    if (said.length !== stored.length)
      faults.push(`${who} said ${said.length} lines, and the shop has ${stored.length}`)
    for (const { position, receivedAt } of stored) {
      const hasReply = visible.some((line) => line.position > position && line.author.kind !== 'customer')
      const isInCase = cases.some(
        ({ openedAt, solvedAt = Infinity }) => openedAt <= receivedAt && receivedAt <= solvedAt,
      )
      if (!hasReply && !isInCase) faults.push(`line ${position} of ${who} is neither answered nor in a case`)
    }
  }
  return { what: 'every message of a customer is kept once, and is answered or in a case', count, faults }
}

/** came = solved + waiting + with a person + with the bot, each counted from another source. */
function counted(sides: readonly Side[], events: readonly Event[]): Check {
  const began = events.filter(({ name }) => name === 'episode.opened' || name === 'episode.reopened')
  const ended = new Set(events.flatMap(({ name, episodeId }) => (name === 'episode.resolved' ? [episodeId] : [])))
  const newest = new Map<string, Case>()
  for (const { cases } of sides)
    for (const held of [...cases].sort((one, other) => one.number - other.number)) newest.set(held.episodeId, held)
  const running = new Set(
    sides.flatMap(({ conversation: { episode } }) => (episode && episode.resolvedAt === undefined ? [episode.id] : [])),
  )
  const places = { solved: 0, waiting: 0, withPerson: 0, withBot: 0 }
  const faults: string[] = []
  for (const { episodeId, at } of began) {
    const state = newest.get(episodeId)?.state
    const isRunning = running.has(episodeId)
    const found = [
      ...(ended.has(episodeId) && !isRunning ? (['solved'] as const) : []),
      ...(isRunning && state === 'waiting' ? (['waiting'] as const) : []),
      ...(isRunning && state === 'owned' ? (['withPerson'] as const) : []),
      ...(isRunning && (state === undefined || state === 'handed-back') ? (['withBot'] as const) : []),
    ]
    if (found.length !== 1) faults.push(`an episode of ${new Date(at).toISOString()} is in ${found.length} places`)
    for (const place of found) places[place] += 1
  }
  const { solved, waiting, withPerson, withBot } = places
  if (solved + waiting + withPerson + withBot !== began.length) faults.push('the sum is another')
  const sum = `${began.length} came = ${solved} solved + ${waiting} waiting + ${withPerson} with a person + ${withBot} with the bot`
  return { what: sum, count: began.length, faults }
}

type Promised = {
  readonly caseNumber: number
  readonly conversationId: string
  readonly at: number
  readonly promiseAt: number
}

/** Every time a customer was told is kept, renewed before it passed, not yet come, or its case was over before. */
function promised(events: readonly Event[], until: number): Check {
  const promises = events.flatMap((event): Promised[] => {
    const { conversationId, at } = event
    if (event.name === 'promise.renewed')
      return [{ ...{ conversationId, at, promiseAt: event.data.to }, caseNumber: event.data.caseNumber }]
    const isGiven = event.name === 'case.opened' || event.name === 'case.reopened' || event.name === 'case.passed-on'
    if (!isGiven || event.data.promiseAt === undefined) return []
    return [{ conversationId, at, promiseAt: event.data.promiseAt, caseNumber: event.data.caseNumber }]
  })
  const ends = { kept: 0, renewed: 0, over: 0, open: 0 }
  const faults: string[] = []
  for (const one of promises) {
    const end = endOf(one, events, until)
    if (end === undefined) faults.push(`case ${one.caseNumber} was promised an answer and nothing came of it`)
    else ends[end] += 1
  }
  const said = `${ends.kept} kept, ${ends.renewed} renewed, ${ends.over} over before, ${ends.open} open`
  return { what: `every promise has an outcome: ${said}`, count: promises.length, faults }
}

/** A turn that renews may come a moment after the time itself. */
const moment = 5_000

function endOf({ caseNumber, conversationId, at, promiseAt }: Promised, events: readonly Event[], until: number) {
  const later = events.filter((event) => event.conversationId === conversationId && event.at >= at)
  const isBefore = (event: Event): boolean => event.at <= promiseAt + moment
  const of = (event: Event): boolean => 'caseNumber' in event.data && event.data.caseNumber === caseNumber
  const isKept = later.some(
    (event) =>
      event.name === 'reply.delivered' &&
      event.data.author === 'agent' &&
      event.data.kind === 'relay' &&
      isBefore(event),
  )
  if (isKept) return 'kept'
  const isRenewed = later.some(
    (event) =>
      of(event) &&
      ((event.name === 'promise.renewed' && event.data.from === promiseAt) ||
        (event.name === 'case.passed-on' && event.at > at && event.data.promiseAt !== undefined)) &&
      isBefore(event),
  )
  if (isRenewed) return 'renewed'
  const over = ['case.solved', 'case.handed-back']
  if (later.some((event) => of(event) && over.includes(event.name) && isBefore(event))) return 'over'
  return promiseAt > until ? 'open' : undefined
}

async function relayed({ store }: Scene, { outside }: AgentsLog): Promise<Check> {
  const faults: string[] = []
  for (const { line, caseNumber } of outside) {
    const [held] = await store.cases({ number: caseNumber })
    const carriers = held ? await store.deliveredAs(held.conversationId, line) : []
    const arrived = carriers.filter(({ state }) => state === 'delivered')
    if (arrived.length !== 1) faults.push(`an owner's line in case ${caseNumber} arrived ${arrived.length} times`)
  }
  return { what: "every line of a case's owner reached the customer once", count: outside.length, faults }
}

function stayedInside(sides: readonly Side[], { seen }: CustomersLog, { inside }: AgentsLog): Check {
  const faults = sides.flatMap(({ who, visible }) => {
    const read = [...visible, ...(seen.get(who) ?? [])].map(({ text }) => text)
    return inside.filter((words) => read.some((text) => text.includes(words))).map(() => `${who} got words from inside`)
  })
  return { what: 'no remark among agents got out', count: inside.length, faults }
}

/** What stands in a room stands there once; of a case that moved on, the old room keeps a card that says so. */
function onceEach({ slack }: Scene, sides: readonly Side[]): Check {
  const keys = [...slack.world.rooms.values()].flatMap(({ name, messages }) =>
    messages.flatMap(({ metadata, deleted }) =>
      metadata && !deleted ? [`${metadata.event_payload['key']} in ${name}`] : [],
    ),
  )
  const doubled = [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))]
  const faults = doubled.map((key) => `${key} was posted twice`)
  for (const { who, lines } of sides) {
    const ids = lines.map(({ externalId }) => externalId).filter(Boolean)
    if (new Set(ids).size !== ids.length) faults.push(`${who} has a line twice`)
  }
  return { what: 'nothing stands in Slack twice', count: keys.length, faults }
}

/** Every open case has its card, and the card says how the case stands. */
async function shownTruly({ slack, store }: Scene, sides: readonly Side[]): Promise<Check> {
  const faults: string[] = []
  const open = sides.flatMap(({ cases }) => cases).filter(({ state }) => state !== 'solved')
  for (const { number, state, owner } of open) {
    const posted = await store.deskPosted(`case:${number}`)
    const card = posted?.externalId && slack.message(posted.room, posted.externalId)
    const says = {
      waiting: 'Waiting',
      owned: `Taken by ${owner?.name}`,
      'handed-back': 'With the bot',
      solved: 'Solved',
    }
    if (!card) faults.push(`case ${number} has no card`)
    else if (!card.text.startsWith(`Case ${number}: ${says[state]}`))
      faults.push(`the card of case ${number}, which is ${state}, says: ${card.text}`)
  }
  return { what: 'every open case has its card, and the card is true', count: open.length, faults }
}
