// The agents, who see nothing but Slack: they take cards, answer in threads, make remarks that stay inside, pass on, put
// off, solve; one goes away; and the one on call deals with a storm at night.

import { isFields } from '../simulated-slack/fields.ts'
import type { Human, Upload } from '../simulated-slack/people.ts'
import type { Message } from '../simulated-slack/world.ts'
import type { Chance } from '../simulation/chance.ts'
import { type AgentWords, wordsOf } from './agent-words.ts'
import { type FilesLog, paper } from './files.ts'
import type { Scene } from './scene.ts'

const minuteMs = 60_000

/** What agents did, for whoever compares it with what customers have. */
export type AgentsLog = {
  /** Words that must never reach a customer. */
  readonly inside: string[]
  /** What owners said in threads: the external id of the line, and its words. */
  readonly outside: { readonly line: string; readonly caseNumber: number; readonly text: string }[]
}

type Desk = {
  readonly scene: Scene
  readonly files: FilesLog
  /** Whether somebody sends a document with what they say. */
  readonly papers: Chance
  readonly log: AgentsLog
  readonly words: AgentWords
}

type Agent = { readonly human: Human; readonly firstName: string; readonly rooms: readonly string[]; isAway: boolean }

/** Has the team come to work at the opening, one of them on call in the night. */
export function openDesk(scene: Scene, files: FilesLog): AgentsLog {
  const { plan, slack } = scene
  const log: AgentsLog = { inside: [], outside: [] }
  const papers = scene.chanceOf('papers')
  const desk: Desk = { scene, files, papers, log, words: wordsOf(scene.knowledge.content) }
  const rooms = scene.knowledge.content.shop.desk.rooms.map(({ room }) => room)
  const hire = (name: string, realName: string): Agent => ({
    human: slack.person(name, { realName, rooms }),
    ...{ firstName: realName.split(' ')[0] ?? realName, rooms, isAway: false },
  })
  const ida = hire('ida', 'Ida Berg')
  const team = [ida, hire('jonas', 'Jonas Dahl'), hire('aino', 'Aino Laine')]
  onCall(desk, ida)
  for (const [index, agent] of team.entries()) {
    const chance = scene.chanceOf(`agent ${agent.firstName}`)
    scene.at(plan.opensAt + (1 + index) * 40_000, () => work(desk, agent, team, chance))
  }
  leaves(desk, team[1] ?? ida)
  return log
}

// --- a case ---

/** Works off the queue, card by card, until the night is told. */
async function work(desk: Desk, agent: Agent, team: readonly Agent[], chance: Chance): Promise<void> {
  const { scene } = desk
  while (scene.time.now() < scene.plan.lastWordAt && !agent.isAway) {
    const card = waitingCards(scene, agent)[0]
    if (card && (await takes(scene, agent, card))) await handles(desk, agent, team, card, chance)
    await scene.pause(chance.between(15, 50) * 1000)
  }
}

/** Cards that nobody has, those that wait longest first. */
function waitingCards({ slack }: Scene, { rooms }: Agent): readonly Message[] {
  return rooms
    .flatMap((room) => slack.roomNamed(room).messages)
    .filter(({ text, deleted }) => !deleted && /^Case \d+: Waiting/.test(text))
    .sort((one, other) => Number(one.ts) - Number(other.ts))
}

/** True when the card then says so. */
async function takes(scene: Scene, { human, firstName }: Agent, card: Message): Promise<boolean> {
  await human.presses(card, 'Take').catch(() => undefined)
  await scene.pause(5_000)
  return card.text.includes(`Taken by ${firstName}`)
}

async function handles(desk: Desk, agent: Agent, team: readonly Agent[], card: Message, chance: Chance): Promise<void> {
  const { scene, words } = desk
  const number = numberIn(card)
  await scene.pause(chance.between(45, 300) * 1000)
  if (agent.isAway || scene.time.now() > scene.plan.lastWordAt) return
  if (chance.happens(0.35)) remarks(desk, agent, card, chance.pick(words.remarks))
  if (chance.happens(0.1) && (await passesOn(desk, agent, card, chance))) return
  if (chance.happens(0.06) && (await putsOff(agent, card))) return
  if (!owns(agent, card)) return
  says(desk, agent, card, number, chance.pick(words.answers[await languageOf(scene, number)]))
  const colleague = team.find((one) => one !== agent && !one.isAway)
  if (colleague && chance.happens(0.3)) chimesIn(desk, colleague, card, chance.pick(words.remarks))
  // Others get their first answer meanwhile; this case is solved when its customer had time to read.
  scene.at(scene.time.now() + chance.between(2, 9) * minuteMs, () => solves(desk, agent, card, chance))
}

/** The card's own words are all that an agent has. */
function owns({ firstName, isAway }: Agent, card: Message): boolean {
  return !isAway && card.text.includes(`Taken by ${firstName}`)
}

function says({ scene, log, files, papers }: Desk, { human }: Agent, card: Message, caseNumber: number, text: string) {
  const name = `letter ${files.toCustomers.length + 1}.pdf`
  const hasPaper = papers.happens(0.2)
  const { ts, room } = human.says(card.room, text, { thread: card.ts, files: hasPaper ? [paper(name)] : [] })
  if (hasPaper) files.toCustomers.push({ caseNumber, name })
  log.outside.push({ line: `slack:${scene.slack.world.team.id}:${room}:${ts}`, caseNumber, text })
}

/** The owner's own remark: marked, so it stays inside. */
function remarks(desk: Desk, { human }: Agent, card: Message, text: string): void {
  const { log } = desk
  const words = `${text} (inside ${log.inside.length + 1})`
  log.inside.push(words)
  human.says(card.room, `// ${words}`, { thread: card.ts, files: insidePapers(desk) })
}

/** What colleagues show each other, now and then. */
function insidePapers({ files, papers }: Desk): readonly Upload[] {
  if (!papers.happens(0.3)) return []
  const name = `inside ${files.inside.length + 1}.pdf`
  files.inside.push(name)
  return [paper(name)]
}

/** A colleague's line: not marked, and inside all the same. */
function chimesIn(desk: Desk, { human }: Agent, card: Message, text: string): void {
  const { log } = desk
  const words = `${text} (inside ${log.inside.length + 1})`
  log.inside.push(words)
  human.says(card.room, words, { thread: card.ts, files: insidePapers(desk) })
}

async function passesOn({ words, log }: Desk, { human }: Agent, card: Message, chance: Chance): Promise<boolean> {
  const word = `${chance.pick(words.remarks)} (inside ${log.inside.length + 1})`
  const pressed = await human.presses(card, 'Pass on').catch(() => undefined)
  if (!pressed?.ok || !human.modal()) return false
  log.inside.push(word)
  return (await human.submits({ team: 'team warehouse', word })).kind === 'closed'
}

async function putsOff({ human }: Agent, card: Message): Promise<boolean> {
  const pressed = await human.presses(card, 'Later').catch(() => undefined)
  if (!pressed?.ok || !human.modal()) return false
  return (await human.submits()).kind === 'closed'
}

async function solves({ scene }: Desk, agent: Agent, card: Message, chance: Chance): Promise<void> {
  if (!owns(agent, card) || scene.time.now() > scene.plan.lastWordAt) return
  const pressed = await agent.human.presses(card, 'Solve').catch(() => undefined)
  if (!pressed?.ok || !agent.human.modal()) return
  await agent.human.submits({ reason: chance.pick(['answered', 'sent-again', 'refunded']) })
}

// --- away ---

/** Takes a case, answers nothing, and goes: the case comes back to the others. */
function leaves({ scene }: Desk, agent: Agent): void {
  scene.at(scene.plan.opensAt + 22 * minuteMs, async () => {
    const [card] = waitingCards(scene, agent)
    const took = card !== undefined && (await takes(scene, agent, card))
    agent.isAway = true
    await agent.human.commands('support', '/nightdesk', 'away')
    scene.note(`${agent.firstName} goes away${took ? ` with case ${numberIn(card)}; it goes back to the queue` : ''}`)
  })
}

// --- on call ---

/** Whoever is on call looks at the rooms now and then in the storm, says what it is, and later that it is over. */
function onCall(desk: Desk, agent: Agent): void {
  const { scene } = desk
  const from = scene.plan.storm[0] ?? scene.plan.from
  const look = async (): Promise<void> => {
    if (scene.time.now() > from + 60 * minuteMs) return
    const card = incidentIn(scene, 'suspected')
    if (card && (await confirms(desk, agent, card))) {
      scene.note(`${agent.firstName}, on call, confirms the incident and says in five languages what it is`)
      scene.at(scene.time.now() + 40 * minuteMs, () => givesAllClear(desk, agent))
    } else scene.at(scene.time.now() + minuteMs, look)
  }
  scene.at(from + 3 * minuteMs, look)
}

function incidentIn({ slack }: Scene, state: 'suspected' | 'known'): Message | undefined {
  const opening = state === 'suspected' ? /^Incident suspected:/ : /^Incident:/
  return [...slack.world.rooms.values()]
    .flatMap(({ messages }) => messages)
    .find(({ text, deleted, blocks }) => !deleted && opening.test(text) && blocks.some(isFields))
}

async function confirms({ words }: Desk, { human }: Agent, card: Message): Promise<boolean> {
  const pressed = await human.presses(card, 'Confirm').catch(() => undefined)
  if (!pressed?.ok || !human.modal()) return false
  return (await human.submits(words.incident)).kind === 'closed'
}

async function givesAllClear(desk: Desk, agent: Agent): Promise<void> {
  const card = incidentIn(desk.scene, 'known')
  const pressed = card && (await agent.human.presses(card, 'All clear').catch(() => undefined))
  if (pressed?.ok && agent.human.modal() && (await agent.human.submits({})).kind === 'closed')
    desk.scene.note(`${agent.firstName} gives the all-clear`)
}

function numberIn({ text }: Message): number {
  return Number(/^Case (\d+)/.exec(text)?.[1] ?? 0)
}

/** The card says it in words; a person reads it at a glance. */
async function languageOf({ store }: Scene, number: number) {
  const [held] = await store.cases({ number })
  return held?.language ?? 'en'
}
