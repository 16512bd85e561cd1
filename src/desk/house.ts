// What the house offers a desk outside: its acts become messages through the door of everybody, and it reads what agents
// may see. See ports/desk.ts.

import { dateAt } from '../calendar/zone.ts'
import type { Attachment } from '../model/attachment.ts'
import type { Case } from '../model/case.ts'
import type { Outcome } from '../model/decision.ts'
import type { CaseCard } from '../model/desk.ts'
import type { IncomingMessage } from '../model/message.ts'
import type { DeskAgent, DeskCommand, DeskQueue, House } from '../ports/desk.ts'
import type { Clock } from '../ports/outside.ts'
import type { Agent } from '../ports/route.ts'
import type { Added, Store } from '../ports/store.ts'
import { byUrgency, type CardParts, cardLine, cardOf, labelsIn, linesOf } from './cards.ts'
import { cardKey } from './case-keeper.ts'
import { laterTimes, momentOf } from './later.ts'
import { lost } from './postings.ts'
import { roomsOf } from './rooms.ts'

export type HouseParts = CardParts & {
  readonly store: Store
  readonly clock: Clock
  /** Stores a message durably and wakes its conversation. */
  readonly receive: (message: IncomingMessage, language: Case['language']) => Promise<Added>
  /** Resolves when nothing is being decided in the conversation. */
  readonly settled: (conversationId: string) => Promise<void>
  /** The shop's ready answers, filled for a case. */
  readonly cannedAnswers: (
    held: Case,
    now: number,
  ) => Promise<readonly { readonly name: string; readonly text: string }[]>
  /** What the bot would answer to a case's wish, where it is sure. */
  readonly draft: (held: Case) => Promise<string | undefined>
  readonly incidents: { readonly incident: House['incident']; readonly settle: House['settleIncident'] }
  /** What stands in a conversation's rooms may be other than what was posted. */
  readonly lookAgain: (conversationId: string) => void
  readonly signInLink: (agent: DeskAgent) => Promise<string>
  readonly addToAnswers: (agent: DeskAgent, question: string, answer: string) => Promise<string>
}

/** How long an act may take to be decided before its outcome is told later. */
const settleMs = 2_000
const mostFound = 20
/** Cases looked through for a word. */
const searched = 1_000

export function createHouse(parts: HouseParts): House {
  const { store, clock, content } = parts
  const rules = () => content().shop.desk
  const known = new Map<string, string>()

  const caseOf = async (number: number): Promise<Case | undefined> => (await store.cases({ number }))[0]
  const cards = (cases: readonly Case[]): Promise<CaseCard[]> =>
    Promise.all(cases.map((held) => cardOf(held, clock.now(), parts)))

  async function accept({ externalId, caseNumber, agent, action, text = '', attachments }: DeskCommand) {
    const held = await caseOf(caseNumber)
    if (!held) return undefined
    await welcome(agent)
    const author = { kind: 'agent', id: agent.id, name: firstName(agent.name) } as const
    const files = attachments ? { attachments } : {}
    const message = { channel: 'desk', externalId, address: held.conversationId, author, text, ...files, action }
    const added = await parts.receive(message, held.language)
    return { messageId: added.id, conversationId: added.conversationId }
  }

  async function act(command: DeskCommand): Promise<Outcome | undefined> {
    const accepted = await accept(command)
    if (!accepted) return { kind: 'refused', why: 'no-case' }
    await Promise.race([parts.settled(accepted.conversationId), elapsed(clock, settleMs)])
    return store.outcomeOf(accepted.messageId)
  }

  /** Written only when it tells something new. */
  async function welcome(agent: DeskAgent): Promise<void> {
    if (known.get(agent.id) === agent.name) return
    const former = (await store.agents()).find(({ id }) => id === agent.id)
    if (former?.name !== agent.name) {
      const roles: Agent['roles'] = former ? former.roles : ['agent']
      await store.saveAgent({ id: agent.id, name: agent.name, roles })
    }
    known.set(agent.id, agent.name)
  }

  async function setAway(agent: DeskAgent, away: boolean): Promise<void> {
    await store.setValue(awayKey(agent), away ? 'yes' : 'no', undefined)
    if (!away) return
    const open = await store.cases({ state: 'open', limit: searched })
    for (const { number, team, owner, state, version } of await withVersions(open, store)) {
      if (state !== 'owned' || owner?.id !== agent.id) continue
      const externalId = `${agent.id}:away:${number}:${version}`
      await accept({ externalId, caseNumber: number, agent, action: { kind: 'pass-on', to: { team } } })
    }
  }

  async function sendAgain(caseNumber: number, line: string, agent: DeskAgent, externalId: string) {
    const held = await caseOf(caseNumber)
    const all = held ? await linesOf(store, held.conversationId) : []
    const said = all.findLast(({ reply }) => (reply?.relays ?? reply?.corrects) === line)
    if (!held || !said) return { kind: 'refused', why: 'no-case' } as const
    const attachments = await copied(said.attachments ?? [], held.conversationId)
    const files = attachments.length > 0 ? { attachments } : {}
    return act({ externalId, caseNumber, agent, action: { kind: 'say' }, text: said.text, ...files })
  }

  /** A file goes with one line; that which is said again brings its own. */
  async function copied(files: readonly Attachment[], conversationId: string): Promise<{ readonly id: string }[]> {
    const ids: { readonly id: string }[] = []
    for (const { id } of files) {
      const kept = await store.keptAttachment(conversationId, id, 'agent')
      if (kept) ids.push({ id: (await store.keepUpload(conversationId, kept, clock.now())).id })
    }
    return ids
  }

  return {
    accept,
    act,
    welcome,
    setAway,
    sendAgain,
    async caseAt(room, thread) {
      const posted = await store.deskPostedAt(room, thread)
      const [, number] = /^case:(\d+)/.exec(posted?.key ?? '') ?? []
      return number === undefined ? undefined : Number(number)
    },
    async postGone(room, externalId) {
      const posted = await store.deskPostedAt(room, externalId)
      const [, number] = /^case:(\d+)$/.exec(posted?.key ?? '') ?? []
      const held = number === undefined ? undefined : await caseOf(Number(number))
      if (!posted || !held) return
      await store.saveDeskPosted({ ...posted, hash: lost })
      parts.lookAgain(held.conversationId)
    },
    postedAt: (room, externalId) => store.deskPostedAt(room, externalId),
    async card(number) {
      const held = await caseOf(number)
      return held && cardOf(held, clock.now(), parts)
    },
    async placeOf(number) {
      const posted = await store.deskPosted(cardKey(number))
      return posted?.externalId === undefined ? undefined : { room: posted.room, thread: posted.externalId }
    },
    async lines(number, limit) {
      const held = await caseOf(number)
      const said = held ? await linesOf(store, held.conversationId) : []
      const labels = labelsIn(said)
      return said.slice(-limit).map((message) => cardLine(message, labels))
    },
    async queue(agent) {
      const open = await cards(await store.cases({ state: 'open', limit: searched }))
      const at = clock.now()
      const isLater = ({ laterUntil = 0 }: CaseCard) => laterUntil > at
      const isMine = ({ owner, state }: CaseCard) => state === 'owned' && owner?.id === agent.id
      return {
        mine: open.filter((card) => isMine(card) && !isLater(card)).sort(byUrgency),
        waiting: open.filter((card) => card.state === 'waiting' && !isLater(card)).sort(byUrgency),
        later: open.filter((card) => isLater(card) && (isMine(card) || card.state === 'waiting')),
        numbers: await numbersOf(agent, at, parts),
        away: (await store.getValue(awayKey(agent), at)) === 'yes',
      }
    },
    async find(words) {
      const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
      const all = await store.cases({ limit: searched })
      const found = all.filter((held) => {
        const inIt = searchable(held)
        return wanted.every((word) => inIt.includes(word.replace(/^#/, '')))
      })
      return cards(wanted.length === 0 ? [] : found.slice(0, mostFound))
    },
    async cannedAnswers(number) {
      const held = await caseOf(number)
      return held ? parts.cannedAnswers(held, clock.now()) : []
    },
    async draft(number) {
      const held = await caseOf(number)
      return held && parts.draft(held)
    },
    teams() {
      const { teams, languages } = content().shop
      return teams.map(({ name, label }) => ({ name, label: label[languages[0] ?? 'en'] }))
    },
    rooms: () => roomsOf(rules()),
    reactions: () => rules().reactions,
    whoSpeaks: () => rules().whoSpeaks,
    languages: () => content().shop.languages,
    zone: () => content().shop.calendar.zone,
    laterTimes: () => laterTimes(content().shop.calendar, clock.now()),
    momentOf: (date, time) => momentOf(content().shop.calendar.zone, date, time),
    async agents() {
      const people = (await store.agents()).filter(({ roles }) => roles.includes('agent'))
      return people.map(({ id, name }) => ({ id, name }))
    },
    incident: parts.incidents.incident,
    async settleIncident(id, agent, change) {
      await welcome(agent)
      return parts.incidents.settle(id, agent, change)
    },
    signInLink: parts.signInLink,
    addToAnswers: parts.addToAnswers,
  }
}

const awayKey = ({ id }: DeskAgent): string => `away:${id}`

/** The version of a conversation makes one act of giving back what is owned distinct from the next. */
async function withVersions(cases: readonly Case[], store: Pick<Store, 'conversation'>) {
  return Promise.all(
    cases.map(async (held) => ({ ...held, version: (await store.conversation(held.conversationId))?.version ?? 0 })),
  )
}

function searchable({ number, owner, summary, tags, team }: Case): string {
  return [String(number), owner?.name, summary.wish, ...Object.values(summary.facts), ...tags, team]
    .join(' ')
    .toLowerCase()
}

/** What customers see of an agent's name. */
function firstName(name: string): string {
  return name.split(' ', 1)[0] ?? name
}

/** What an agent has done since midnight in the shop's zone. */
async function numbersOf(agent: DeskAgent, now: number, { store, content }: HouseParts): Promise<DeskQueue['numbers']> {
  const { zone } = content().shop.calendar
  const today = dateAt(zone, now)
  const isToday = (at: number | undefined): boolean => at !== undefined && dateAt(zone, at) === today
  const mine = (await store.cases({ limit: searched })).filter(({ owner }) => owner?.id === agent.id)
  const answered = mine.filter(({ humanRepliedAt }) => isToday(humanRepliedAt))
  return {
    taken: mine.filter(({ takenAt }) => isToday(takenAt)).length,
    solved: mine.filter(({ solvedAt }) => isToday(solvedAt)).length,
    promises: answered.length,
    kept: answered.filter(({ humanRepliedAt = 0, promiseAt }) => humanRepliedAt <= promiseAt).length,
  }
}

function elapsed(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve))
}
