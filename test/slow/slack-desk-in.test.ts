// The Slack desk inward, whole: races for a case, remarks that must stay inside, and scenes from take to the score.

import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Human } from '../../src/commands/simulated-slack/people.ts'
import { openSlackWorld, type SlackWorld } from '../adapters/slack-desk/heard-world.ts'
import { cardsIn, customer, nightdesk, soon, workspace } from './slack-desk-app.ts'

beforeAll(async () => (await openSlackWorld()).close(), 60_000)

const ours = { 'x-nightdesk': '1', 'content-type': 'application/json' }

/** Signs a person of the workspace in on the desk page by their private link; returns the headers of their calls. */
async function onThePage(person: Human, slack: Awaited<ReturnType<typeof workspace>>, url: string) {
  await person.commands('support', '/nightdesk', 'desk')
  const told = slack.roomNamed('support').ephemerals.findLast(({ user }) => user === person.id)?.text ?? ''
  const code = /#code=([\w-]+)/.exec(told.replaceAll('&amp;', '&'))?.[1] ?? ''
  const response = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: ours,
    body: JSON.stringify({ code }),
  })
  const me = (await response.json()) as { id: string; name: string }
  expect(me.id).toBe(`slack:${slack.world.team.id}:${person.id}`)
  return { ...ours, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' }
}

describe('a hundred people who take one case at once, half of them on the desk page', () => {
  it('get one owner, and all the others are told who it is', async () => {
    const slack = await workspace()
    const perMinute = { points: 1_000, perMs: 60_000 }
    const app = await nightdesk(slack, { between: { limits: { signInsPerAddress: perMinute } } })
    const people = Array.from({ length: 100 }, (_, at) =>
      slack.person(`p${at}`, { realName: `Person${at} Berg`, rooms: ['support'] }),
    )
    const [inSlack, onPage] = [people.slice(0, 50), people.slice(50)]
    const pages = await Promise.all(onPage.map((person) => onThePage(person, slack, app.url)))
    const before = slack.roomNamed('support').ephemerals.length
    const kari = await customer(app.url)
    await kari.asksForPerson()
    await soon(() => cardsIn(slack).length).toBe(1)
    const [card] = cardsIn(slack)
    if (!card) throw new Error('There is no card.')
    const [presses, answers] = await Promise.all([
      Promise.all(inSlack.map((person) => person.presses(card, 'Take'))),
      Promise.all(
        pages.map(async (headers) => {
          const body = JSON.stringify({ id: 'take', action: { kind: 'take' } })
          const response = await fetch(`${app.url}/api/desk/cases/1001/actions`, { method: 'POST', headers, body })
          return ((await response.json()) as { outcome: { kind: string; ownerName?: string } }).outcome
        }),
      ),
    ])
    expect(presses.every(({ ok }) => ok)).toBe(true)
    await soon(() => cardsIn(slack)[0]?.text).toContain('Taken by')
    const owner = /Taken by (\w+)/.exec(cardsIn(slack)[0]?.text ?? '')?.[1]
    const whispers = () =>
      slack
        .roomNamed('support')
        .ephemerals.slice(before)
        .map(({ text }) => text)
    const lost = answers.filter(({ kind }) => kind === 'refused')
    const winners = 50 - lost.length
    expect(winners).toBeLessThanOrEqual(1)
    await soon(() => whispers().length).toBe(50 - (1 - winners))
    expect(new Set(whispers())).toEqual(new Set([`Not done: ${owner} has case 1001.`]))
    expect(lost.every(({ ownerName }) => ownerName === owner)).toBe(true)
    expect((await kari.sees()).filter(({ text }) => text.includes('has taken your case'))).toHaveLength(1)
  })
})

// --- remarks ---

const names = ['ida', 'bo', 'kim'] as const
type Name = (typeof names)[number]

const marks = ['// ', '🔒 ', ' //', '*// ', '• // ', 'Dear customer\n// '] as const
const who = fc.constantFrom(...names)
const marked = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 2, arbitrary: fc.constantFrom(...marks) })

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('say' as const), who, mark: marked }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), which: fc.nat(20), mark: marked }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), which: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('take' as const), who, by: fc.constantFrom('button', 'reaction') }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('race' as const), who, other: who, first: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('pass' as const, 'give' as const, 'back' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('note' as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('hold' as const, 'release' as const, 'backwards' as const) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('twice' as const),
      how: fc.constantFrom('same' as const, 'new-id' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forge' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 500, 4_000) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

type Line = {
  readonly ts: string
  readonly room: string
  readonly who: Name
  /** Said by whoever owned the case then: it may go out. */
  readonly isOwners: boolean
  /** What the file that came with it is called, where one did. */
  readonly file?: string
  /** Its latest words are a remark that the desk has heard. */
  isInside: boolean
  isGone: boolean
}

/** Plays a random thread; returns the words that may have reached the customer. */
async function playThread(
  world: SlackWorld,
  people: Readonly<Record<Name, Human>>,
  steps: readonly Step[],
  name: string,
) {
  const { slack, clock, calm, held } = world
  const opened = await world.opensCase(name)
  const { number } = opened
  let shown = opened.card
  const lines: Line[] = []
  const mayGoOut = new Set<string>()
  let holding = false
  let words = 0
  /** On its way from one room to another a case has no card for a moment: people go on in the thread they see. */
  const card = () => {
    shown = world.cardNow(number) ?? shown
    return shown
  }
  const newWords = () => `w${number}n${++words}x`
  const fileOf = (nth: number) => `w${number}n${nth}f`
  const ownerNow = async () => (await held(number)).owner?.id
  const idOf = (one: Name) => `slack:${slack.world.team.id}:${people[one].id}`
  const settled = async () => {
    await slack.settled()
    await world.engine.settled((await held(number)).conversationId)
  }
  const say = async (one: Name, mark: string, isOwners: boolean): Promise<Line> => {
    const said = newWords()
    // Every third line comes with a file.
    const file = words % 3 === 0 ? { file: fileOf(words) } : {}
    const files = Object.values(file).map((name) => ({ name: `${name}.pdf`, bytes: Buffer.from(`%PDF-1.4 ${name}`) }))
    const { ts, room } = people[one].says(card().room, `${mark}${said}`, { thread: card().ts, files })
    if (isOwners && mark === '') for (const word of [said, ...Object.values(file)]) mayGoOut.add(word)
    const line = { ts, room, who: one, isOwners, isInside: mark !== '' && !holding, isGone: false, ...file }
    lines.push(line)
    return line
  }
  const press = async (one: Name, label: string): Promise<void> => {
    await people[one].presses(card(), label).catch(() => undefined)
  }

  async function run(one: Step): Promise<void> {
    switch (one.do) {
      case 'say':
        await say(one.who, one.mark, (await ownerNow()) === idOf(one.who))
        return
      case 'edit': {
        const line = lines[one.which % Math.max(1, lines.length)]
        if (!line || line.isGone) return
        const said = newWords()
        people[line.who].edits(line, `${one.mark}${said}`)
        // What the desk knows as a remark stays inside, whatever becomes of its words.
        if (line.isOwners && one.mark === '' && !line.isInside)
          for (const word of [said, ...(line.file ? [line.file] : [])]) mayGoOut.add(word)
        return
      }
      case 'delete': {
        const line = lines[one.which % Math.max(1, lines.length)]
        if (!line || line.isGone) return
        line.isGone = true
        people[line.who].deletes(line)
        return
      }
      case 'take':
        if (one.by === 'button' || holding) await press(one.who, 'Take')
        else people[one.who].reacts(card(), 'eyes')
        return settled()
      case 'race':
        return race(one.who, one.other, one.first)
      case 'pass':
      case 'give':
        await press(one.who, 'Pass on')
        if (!people[one.who].modal()) return
        await people[one.who].submits({
          ...(one.do === 'pass' ? { team: 'team sales' } : { person: people.bo.id }),
          word: newWords(),
        })
        await people[one.who].closes().catch(() => undefined)
        await settled()
        return calm(3_000)
      case 'back':
        await press(one.who, 'Hand back')
        return settled()
      case 'note':
        await people[one.who].picks(card(), 'case:more', 'Note').catch(() => undefined)
        if (people[one.who].modal()) await people[one.who].submits({ note: newWords() })
        return
      case 'hold':
        holding = true
        return slack.delivery.hold()
      case 'release':
      case 'backwards':
        holding = false
        slack.delivery.release(one.do === 'backwards' ? 'backwards' : 'as-held')
        return settled()
      case 'twice':
        return slack.faults.repeat(one.how)
      case 'forge':
        return slack.faults.forge('signature')
      case 'wait':
        await clock.move(one.ms)
        return slack.settled()
    }
  }

  /** Two press Take while one of them writes: before the press it is among colleagues, after it only if they won. */
  async function race(one: Name, other: Name, first: boolean): Promise<void> {
    const before = (await ownerNow()) === idOf(one)
    if (first) await say(one, '', before)
    const pressing = Promise.all([press(other, 'Take'), press(one, 'Take')])
    const at = words
    const late = first ? undefined : await say(one, '', before)
    await pressing
    await settled()
    if (late && (await ownerNow()) === idOf(one))
      for (const word of [`w${number}n${at + 1}x`, fileOf(at + 1)]) mayGoOut.add(word)
    if (late) lines[lines.indexOf(late)] = { ...late, isOwners: (await ownerNow()) === idOf(one) }
  }

  for (const one of steps) {
    // Slack's clock and ours agree to the millisecond here, and no two deeds share one.
    await clock.move(1)
    await run(one)
  }
  slack.delivery.release()
  await calm(20_000)
  await endsWith(world, number)
  return { mayGoOut, wordsOf: new RegExp(`w${number}n\\d+[xf]`, 'g') }
}

/** A case left open would fill the room with warnings of its own. */
async function endsWith({ house, held }: SlackWorld, caseNumber: number): Promise<void> {
  const agent = (await held(caseNumber)).owner ?? { id: 'slack:T1:UEND', name: 'End' }
  const externalId = `end:${caseNumber}`
  await house.act({ externalId: `${externalId}:take`, caseNumber, agent, action: { kind: 'take' } })
  await house.act({ externalId, caseNumber, agent, action: { kind: 'solve' } })
}

describe('remarks among colleagues', () => {
  it('never reach a customer, through signed requests, Bolt and the store, whatever is late, doubled or changed', async () => {
    let threads = 0
    let out = 0
    let filesOut = 0
    for (const holdMs of [0, 3_000]) {
      const world = await openSlackWorld({ rules: { holdMs } })
      const people = { ida: world.agent('ida'), bo: world.agent('bo'), kim: world.agent('kim') }
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
          threads += 1
          const sentBefore = world.sent.length
          const { mayGoOut, wordsOf } = await playThread(world, people, steps, `kari ${holdMs} ${threads}`)
          const reached = world.sent
            .slice(sentBefore)
            .flatMap(({ text, file }) => `${text} ${file?.name ?? ''}`.match(wordsOf) ?? [])
          out += reached.length
          filesOut += reached.filter((word) => word.endsWith('f')).length
          for (const word of reached) expect([...mayGoOut], word).toContain(word)
        }),
        { numRuns: 500, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false },
      )
      await world.close()
    }
    expect(threads).toBeGreaterThan(20)
    expect(out).toBeGreaterThan(threads / 4)
    expect(filesOut).toBeGreaterThan(threads / 20)
  })
})
