// The customers: each says what they came for, answers what is asked back, perhaps thanks, perhaps rates.

import type { Chance } from '../simulation/chance.ts'
import { type FilesLog, photo } from './files.ts'
import { directly, inHelpRoom } from './in-slack.ts'
import { browser, type Medium, type Said, type Seen } from './media.ts'
import { phone } from './phone.ts'
import type { Scene } from './scene.ts'
import { type Script, type ScriptLine, scriptOf, stormScript, thanks } from './scripts.ts'

/** What the customers did, for whoever compares it with what the shop has. */
export type CustomersLog = {
  /** By channel and address: every message in order, and every line seen. */
  readonly sent: Map<string, Said[]>
  readonly seen: Map<string, Seen[]>
  /** Those whom the storm brought. */
  readonly inStorm: Set<string>
  readonly files: FilesLog
}

/** Longest talk: more only repeats itself. */
const mostLines = 9
/** Where customers write, and how many of a hundred. */
const media = [
  [browser, 55],
  [phone, 25],
  [directly, 12],
  [inHelpRoom, 8],
] as const
const orders = ['10432', '10433', '10434', '10435', '10436']

/** Has all customers of the night come at their times. */
export function sendCustomers(scene: Scene, files: FilesLog): CustomersLog {
  const log: CustomersLog = { sent: new Map(), seen: new Map(), inStorm: new Set(), files }
  const { plan, knowledge } = scene
  const come = (moment: number, name: string, of: typeof scriptOf): void => {
    const chance = scene.chanceOf(name)
    scene.at(moment, async () => {
      const script = of(knowledge.content, chance)
      const medium = await chance.weighed(media)(scene, name, script.language)
      await talk({ scene, chance, name, medium, script, isInStorm: of === stormScript, log })
    })
  }
  for (const [index, moment] of plan.arrivals.entries()) come(moment, `customer-${index + 1}`, scriptOf)
  for (const [index, moment] of plan.storm.entries()) come(moment, `in-trouble-${index + 1}`, stormScript)
  return log
}

type Visit = {
  readonly scene: Scene
  readonly chance: Chance
  readonly name: string
  readonly medium: Medium
  readonly script: Script
  readonly isInStorm: boolean
  readonly log: CustomersLog
}

async function talk({ scene, chance, name, medium, script, isInStorm, log }: Visit): Promise<void> {
  const sent: Said[] = []
  const seen: Seen[] = []
  const left = [...script.lines]
  let isBusy = false
  let hasRated = false
  let looksAt: number | undefined

  async function say(said: Said): Promise<void> {
    if (scene.time.now() > scene.plan.lastWordAt) return
    const picture = sent.length === 0 && 'text' in said ? pictureToShow() : undefined
    sent.push(said)
    const saying = picture && medium.shows && 'text' in said ? medium.shows(said.text, picture) : medium.says(said)
    // Some have an address only now that they speak.
    const who = `${medium.channel} ${medium.address}`
    log.sent.set(who, sent)
    log.seen.set(who, seen)
    if (isInStorm) log.inStorm.add(who)
    if (picture) log.files.fromCustomers.push({ who, name: picture.name })
    await saying
  }

  function pictureToShow() {
    const file = `photo of ${name}.png`
    return medium.shows && scene.chanceOf(file).happens(0.15) ? photo(file) : undefined
  }

  /** News are read a moment later, and several at once. */
  function glance(): void {
    if (looksAt !== undefined) return
    looksAt = scene.time.now() + 1_500
    scene.at(looksAt, look)
  }

  async function look(): Promise<void> {
    looksAt = undefined
    const fresh = await medium.sees()
    seen.push(...fresh)
    if (fresh.length === 0 || isBusy) return
    const answer = sent.length < mostLines ? answerTo(fresh) : undefined
    if (answer === undefined) return
    isBusy = true
    await scene.pause(chance.between(6, 70) * 1000)
    await say(answer)
    isBusy = false
    glance()
  }

  function answerTo(fresh: readonly Seen[]): Said | undefined {
    const choices = fresh.flatMap((one) => one.choices)
    const scores = choices.filter(({ value }) => /^survey:\d$/.test(value))
    if (scores.length > 0) return hasRated ? undefined : rating(scores)
    const next = left.shift()
    if (next) return lineFrom(next, seen)
    if (!script.goesOn) return undefined
    return answerBack(fresh, choices)
  }

  function rating(scores: Seen['choices']): Said | undefined {
    hasRated = true
    if (!chance.happens(0.55)) return undefined
    const mood = chance.weighed([[1, 1] as const, [2, 1] as const, [3, 2] as const, [4, 5] as const, [5, 6] as const])
    const score = scores.find(({ value }) => value === `survey:${mood}`)
    return score && { choice: score.value, label: score.label }
  }

  function answerBack(fresh: readonly Seen[], choices: Seen['choices']): Said | undefined {
    const last = fresh.at(-1)
    if (last?.by === 'agent') return chance.happens(0.4) ? { text: chance.pick(thanks[script.language]) } : undefined
    const [first] = choices
    if (first) return chance.happens(0.8) ? { choice: first.value, label: first.label } : undefined
    if (last?.kind === 'question') return chance.happens(0.9) ? { text: chance.pick(orders) } : undefined
    return chance.happens(0.4) ? { text: chance.pick(thanks[script.language]) } : undefined
  }

  medium.onNews(glance)
  const first = left.shift()
  if (first && 'text' in first) await say(first)
  // Some do not wait for the answer to the first half.
  const second = left[0]
  if (script.goesOn && second && 'text' in second) {
    left.shift()
    await scene.pause(chance.between(1, 4) * 1000)
    await say(second)
  }
  glance()
}

/** The line to say; a button that is not there is typed, as people do. */
function lineFrom(line: ScriptLine, seen: readonly Seen[]): Said {
  if ('text' in line) return line
  const found = seen.flatMap(({ choices }) => choices).findLast(({ label }) => label === line.press)
  return found ? { choice: found.value, label: found.label } : { text: line.press }
}
