// Modals, menus, reactions, App Home, the command and the shortcut, as people use them.

import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { renderMessage } from '../../../src/commands/simulated-slack/mrkdwn.ts'
import type { Block } from '../../../src/commands/simulated-slack/world.ts'
import { openSlackWorld, type SlackWorld } from './heard-world.ts'

// Learning the shop's words takes a while.
beforeAll(async () => (await openSlackWorld()).close(), 60_000)

const open: SlackWorld[] = []
afterEach(async () => {
  for (const world of open.splice(0)) await world.close()
})

async function scene(options: Parameters<typeof openSlackWorld>[0] = {}) {
  const world = await openSlackWorld(options)
  open.push(world)
  const [ida, bo] = [world.agent('ida'), world.agent('bo')]
  return { ...world, ida, bo, ...(await world.opensCase()) }
}

async function taken(options: Parameters<typeof openSlackWorld>[0] = {}) {
  const made = await scene(options)
  await made.ida.presses(made.card, 'Take')
  await made.calm()
  return made
}

const shown = (blocks: readonly Block[] = []): string => renderMessage({ text: '', blocks }).shown

describe('Pass on', () => {
  it('to a team brings the case to its room with a word that stays inside', async () => {
    const { ida, card, number, held, calm, thread, sent, slack, cardOf } = await taken()
    await ida.presses(card, 'Pass on')
    expect(await ida.submits({ team: 'team sales', word: 'wants ten tents' })).toEqual({ kind: 'closed' })
    await calm()
    expect(await held(number)).toMatchObject({ state: 'waiting', team: 'sales' })
    expect(cardOf(number).room).toBe(slack.roomNamed('sales').id)
    expect(sent.map(({ text }) => text).join()).not.toContain('ten tents')
    expect([...thread(card), ...thread(cardOf(number))].join('\n')).toContain('wants ten tents')
  })

  it('to a person gives it to them and calls them; one of the two must be chosen', async () => {
    const { ida, bo, card, number, held, calm, thread, slack } = await taken()
    const eve = slack.person('eve')
    await ida.presses(card, 'Pass on')
    expect((await ida.submits({})).kind).toBe('errors')
    expect((await ida.submits({ team: 'team sales', person: bo.id })).kind).toBe('errors')
    expect((await ida.submits({ person: eve.id })).kind).toBe('errors')
    expect(await ida.submits({ person: bo.id })).toEqual({ kind: 'closed' })
    await calm()
    expect((await held(number)).owner).toEqual({ id: `slack:${slack.world.team.id}:${bo.id}`, name: 'Bo' })
    expect(thread(card).join('\n')).toContain(`passed case ${number} on to you`)
  })

  it('to a colleague who works on the desk page alone', async () => {
    const { ida, card, number, held, calm, store } = await taken()
    await store.saveAgent({ id: 'a_siri', name: 'Siri Dahl', roles: ['agent'] })
    await store.saveAgent({ id: 'a_boss', name: 'Bente', roles: ['manager'] })
    await ida.presses(card, 'Pass on')
    expect(shown(ida.modal()?.blocks)).toContain('Siri Dahl')
    expect(shown(ida.modal()?.blocks)).not.toContain('Bente')
    expect(await ida.submits({ page: 'agent a_siri' })).toEqual({ kind: 'closed' })
    await calm()
    expect((await held(number)).owner).toEqual({ id: 'a_siri', name: 'Siri' })
  })

  it('by a colleague who does not have it is refused in the modal', async () => {
    const { bo, card, number, held } = await taken()
    await bo.presses(card, 'Pass on')
    expect(await bo.submits({ team: 'team sales' })).toEqual({ kind: 'updated' })
    expect(shown(bo.modal()?.blocks)).toBe(`Not done: Ida has case ${number}.`)
    expect((await held(number)).owner?.name).toBe('Ida')
  })
})

describe('Later', () => {
  it('puts a case off to a usual time or to any by the shop’s clock, never to the past', async () => {
    const { ida, card, number, held, calm, clock } = await taken()
    await ida.presses(card, 'Later')
    expect(shown(ida.modal()?.blocks)).toContain('This afternoon: Wed 25 Nov 14:00')
    expect((await ida.submits({ when: 'own', date: '2026-11-25', time: '09:00' })).kind).toBe('errors')
    expect((await ida.submits({ when: 'own', date: '2026-03-29', time: '02:30' })).kind).toBe('errors')
    expect(await ida.submits({ when: 'own', date: '2026-12-01', time: '08:30' })).toEqual({ kind: 'closed' })
    await calm()
    expect((await held(number)).laterUntil).toBe(Date.UTC(2026, 11, 1, 7, 30))
    await ida.presses(card, 'Later')
    await ida.submits({})
    await calm()
    expect((await held(number)).laterUntil).toBeLessThanOrEqual(clock.now() + 3_600_000)
  })
})

describe('Solve, hand back, raise and note', () => {
  it('solve a case with a reason, and ask the customer how easy it was', async () => {
    const { ida, card, number, held, calm, sent, store } = await taken()
    await ida.presses(card, 'Solve')
    expect(await ida.submits({ reason: 'sent-again' })).toEqual({ kind: 'closed' })
    await calm()
    expect((await held(number)).state).toBe('solved')
    expect(sent.at(-1)?.kind).toBe('survey')
    const solved = (await store.events({})).filter(({ name }) => name === 'case.solved')
    expect(solved.map(({ data }) => data)).toMatchObject([{ reason: 'sent-again' }])
  })

  it('hand it back to the bot, raise it, and keep a note among colleagues', async () => {
    const { ida, bo, card, number, held, calm, sent, thread } = await taken()
    const menu = 'case:more'
    await ida.picks(card, menu, 'Raise')
    await bo.picks(card, menu, 'Note')
    expect(await bo.submits({ note: 'paid twice' })).toEqual({ kind: 'closed' })
    await calm()
    expect((await held(number)).priority).not.toBe('normal')
    expect(thread(card).at(-1)).toContain('paid twice')
    expect(sent.map(({ text }) => text).join()).not.toContain('paid twice')
    await ida.presses(card, 'Hand back')
    await calm()
    expect((await held(number)).state).toBe('handed-back')
  })
})

describe('ready answers and the bot’s draft', () => {
  it('are searched, read in the customer’s language, changed, and sent by a click alone', async () => {
    const { ida, card, number, calm, relayed, thread, slack } = await taken()
    await ida.presses(card, 'Canned answers')
    expect(await ida.submits({}).catch((error: Error) => error.message)).toContain('must be filled in')
    expect((await ida.searches('modal', 'field:canned', 'warehouse')).length).toBe(1)
    expect((await ida.searches('modal', 'field:canned', '')).length).toBeGreaterThan(2)
    await ida.picks('modal', 'field:canned', 'checking-with-warehouse')
    expect(shown(ida.modal()?.blocks)).not.toContain('Choose one')
    await ida.picks('modal', 'field:canned', 'photo-please')
    await calm()
    expect(relayed()).toEqual([])
    expect(await ida.submits({ canned: 'photo-please' })).toEqual({ kind: 'closed' })
    await calm()
    expect(relayed()).toEqual([expect.stringContaining(`Write ${number} in the subject line`)])
    expect(thread(card).at(-1)).toContain(`Write ${number} in the subject line`)
    const brought = slack.roomNamed('support').messages.at(-1)
    expect(brought?.reactions.map(({ name }) => name)).toEqual(['incoming_envelope'])
    await ida.presses(card, 'Canned answers')
    await ida.picks('modal', 'field:canned', 'hello')
    await ida.submits({ canned: 'hello', 'answer hello': 'Hi Kari, it is me.' })
    await calm()
    expect(relayed().at(-1)).toBe('Hi Kari, it is me.')
  })

  it('are not opened by who does not have the case', async () => {
    const { bo, card, number, told, calm } = await taken()
    await bo.presses(card, 'Canned answers')
    await calm()
    expect(bo.modal()).toBeUndefined()
    expect(told(bo)).toEqual([`Not done: Ida has case ${number}.`])
  })

  it('draft what the bot would answer to the last question, where it is sure', async () => {
    const { ida, card, calm, relayed, customer, told } = await taken()
    await ida.picks(card, 'case:more', "The bot's draft")
    await calm()
    expect(told(ida)).toEqual(['The bot has no answer to this that it is sure of.'])
    await customer('How long does delivery take?')
    await ida.picks(card, 'case:more', "The bot's draft")
    const draft = ida.modal()?.blocks.find(({ block_id }) => block_id === 'draft')
    expect(JSON.stringify(draft)).toMatch(/business days/)
    await calm()
    expect(relayed()).toEqual([])
    await ida.submits({ draft: 'Two to four days, Kari.' })
    await calm()
    expect(relayed()).toEqual(['Two to four days, Kari.'])
  })
})

describe('reactions', () => {
  it('on the card are commands of people in the rooms; taking one off undoes nothing', async () => {
    const { ida, bo, card, number, held, calm, told, slack } = await scene()
    ida.reacts(card, 'eyes')
    await calm()
    expect((await held(number)).owner?.name).toBe('Ida')
    ida.unreacts(card, 'eyes')
    bo.reacts(card, 'eyes')
    bo.reacts(card, 'heart')
    await calm()
    expect((await held(number)).owner?.name).toBe('Ida')
    expect(told(bo)).toEqual([`Not done: Ida has case ${number}.`])
    ida.reacts(card, 'triangular_flag_on_post')
    ida.reacts(card, 'zzz')
    await calm()
    expect(await held(number)).toMatchObject({ priority: 'high', laterUntil: expect.any(Number) })
    expect(told(ida)).toEqual([expect.stringContaining(`Case ${number} comes back`)])
    slack.faults.repeat('new-id')
    ida.reacts(card, 'white_check_mark')
    await calm()
    expect((await held(number)).state).toBe('solved')
  })

  it('have the names that the shop gave them', async () => {
    const reactions = { take: 'raising_hand', solve: 'tada', later: 'zzz', raise: 'fire' }
    const { ida, card, number, held, calm } = await scene({ rules: { reactions } })
    ida.reacts(card, 'eyes')
    await calm()
    expect((await held(number)).owner).toBeUndefined()
    ida.reacts(card, 'raising_hand')
    await calm()
    expect((await held(number)).owner?.name).toBe('Ida')
  })
})

describe('App Home', () => {
  it('shows what waits, what is mine and my day, takes a case, and gives mine back when I am away', async () => {
    const { ida, slack, number, held, calm, opensCase } = await scene()
    const home = () => shown(slack.world.homes.get(ida.id)?.blocks)
    const second = await opensCase('ola')
    ida.opensHome()
    await calm()
    expect(home()).toContain('Waiting, oldest promise first (2)')
    await ida.presses('home', 'Take')
    await calm()
    expect((await held(number)).owner?.name).toBe('Ida')
    expect(home()).toContain(`Case ${number} is yours`)
    expect(home()).toContain('Mine (1)')
    await ida.presses('home', 'I am away')
    await calm()
    expect(home()).toContain('You are away')
    expect((await held(number)).state).toBe('waiting')
    expect((await held(second.number)).state).toBe('waiting')
    await ida.presses('home', 'I am back')
    await calm()
    expect(home()).toContain('Welcome back')
    await ida.presses('home', 'The desk page')
    expect(JSON.stringify(ida.modal()?.blocks)).toContain('https://desk.example/sign-in#code=')
  })

  it('of a hundred cases has pages; to a stranger it says nothing of customers', async () => {
    const { ida, slack, customer, calm } = await scene()
    for (let at = 0; at < 60; at++) await customer('I want to talk to a person', `customer ${at}`)
    ida.opensHome()
    await calm()
    const home = () => shown(slack.world.homes.get(ida.id)?.blocks)
    expect(slack.world.homes.get(ida.id)?.blocks.length).toBeLessThanOrEqual(100)
    expect(home()).toContain('(61)')
    await ida.presses('home', 'Next page')
    await ida.presses('home', 'Next page')
    await calm()
    expect(home()).not.toContain('Case 1001')
    const eve = slack.person('eve')
    eve.opensHome()
    await calm()
    expect(shown(slack.world.homes.get(eve.id)?.blocks)).toMatch(/^Cases of customers come to #sales, #support/)
  })
})

describe('/nightdesk', () => {
  it('answers privately, and only people who work here', async () => {
    const { ida, bo, slack, number, told, held, calm, card } = await taken()
    await ida.commands('lunch', '/nightdesk', 'queue').catch(() => undefined)
    const asked = async (who: typeof ida, text: string) => {
      await who.commands('support', '/nightdesk', text)
      return told(who).at(-1)
    }
    expect(await asked(ida, 'queue')).toContain('Nobody is waiting')
    expect(await asked(ida, 'status')).toContain('1 taken')
    expect(await asked(bo, `find ${number}`)).toContain(`1 case with “${number}”`)
    expect(await asked(bo, 'find <!channel> *x*')).toContain('No case has “&lt;!channel&gt; ∗x∗” in it')
    expect(await asked(bo, 'find')).toContain('/nightdesk queue')
    expect(await asked(bo, '')).toContain('/nightdesk queue')
    expect(await asked(bo, 'desk')).toContain('https://desk.example/sign-in#code=')
    expect(await asked(ida, 'away')).toContain('You are away')
    await calm()
    expect((await held(number)).state).toBe('waiting')
    expect(await asked(ida, 'back')).toContain('Welcome back')
    const eve = slack.person('eve', { rooms: ['lunch'] })
    await eve.commands('lunch', '/nightdesk', `find ${number}`)
    expect(told(eve).at(-1)).toContain('only people who are in one of the rooms')
    expect(card.room).toBe(slack.roomNamed('support').id)
  })
})

describe('Add to answers', () => {
  it('keeps what the customer asked and what was answered, for the editor', async () => {
    const { ida, card, customer, calm, slack, suggested } = await taken()
    await customer('Do you rent out bikes?')
    await calm()
    const line = ida.says('support', 'No, but *Sykkelbua* does.', { thread: card.ts })
    await calm()
    await ida.shortcut(line, 'add-to-answers')
    expect(JSON.stringify(ida.modal()?.blocks)).toContain('Do you rent out bikes?')
    expect(await ida.submits({})).toEqual({ kind: 'updated' })
    expect(suggested).toEqual([{ question: 'Do you rent out bikes?', answer: 'No, but Sykkelbua does.' }])
    const eve = slack.person('eve', { rooms: ['lunch'] })
    await eve.shortcut(eve.says('lunch', 'soup?'), 'add-to-answers')
    expect(eve.modal()).toBeUndefined()
  })
})

describe('an incident', () => {
  it('is confirmed with a note, told to those who have it, and ended with an all-clear, each once', async () => {
    const storm = { customers: 2, withinMs: 600_000 }
    const { ida, bo, slack, calm, customer, sent, told } = await scene({ rules: { storm, briefRoom: 'support' } })
    const trouble = 'My payment failed, the card was refused'
    await customer(trouble, 'one')
    await customer(trouble, 'two')
    await calm(20_000)
    const post = slack.roomNamed('support').messages.findLast(({ text }) => text.startsWith('Incident suspected'))
    if (!post) throw new Error('There is no incident.')
    await ida.presses(post, 'Confirm')
    await bo.presses(post, 'Confirm')
    await expect(ida.submits({})).rejects.toThrow('must be filled in')
    const note = 'Cards are refused just now. We are on it.'
    expect(await ida.submits({ en: note })).toEqual({ kind: 'closed' })
    expect(await bo.submits({ en: 'something else' })).toEqual({ kind: 'updated' })
    await calm(20_000)
    expect(sent.filter(({ text }) => text.includes(note))).toHaveLength(2)
    expect(sent.filter(({ text }) => text.includes('something else'))).toEqual([])
    const before = sent.length
    await bo.presses(post, 'All clear')
    expect(await bo.submits({})).toEqual({ kind: 'closed' })
    await calm(20_000)
    expect(sent.length - before).toBe(2)
    await expect(ida.presses(post, 'Dismiss')).rejects.toThrow('no "Dismiss"')
    expect(told(ida)).toEqual([])
  })
})
