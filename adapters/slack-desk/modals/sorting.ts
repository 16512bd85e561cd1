// The modals that move a case: pass on, later, solve.

import type { App } from '@slack/bolt'
import type { AgentAction, SolveReason } from '../../../src/model/case.ts'
import type { DeskAgent, House, LaterTime } from '../../../src/ports/desk.ts'
import { asked } from '../../slack-app/client.ts'
import { inZone } from '../blocks/elements.ts'
import type { Acting } from '../heard/acting.ts'
import { passedOn } from '../heard/agent-words.ts'
import { caseNumberIn } from '../heard/buttons.ts'
import { caseActions, modals } from '../names.ts'
import { caseOf, type Filed, files, opens } from './doors.ts'
import { aboutCase, type Modal, modal, option, plain, type Sent, textField, valueIn } from './forms.ts'

export function hearSorting(app: App, acting: Acting): void {
  const { house, clock } = acting.parts
  opens(app, acting, [caseActions.passOn], async (press) => {
    const people = (await house.agents()).filter(({ id }) => !id.startsWith('slack:'))
    return passOnModal(aboutCase(caseNumberIn(press.value), press.ear), house.teams(), people)
  })
  opens(app, acting, [caseActions.later], async (press) =>
    laterModal(aboutCase(caseNumberIn(press.value), press.ear), house, clock.now()),
  )
  opens(app, acting, [caseActions.solve], async (press) => solveModal(aboutCase(caseNumberIn(press.value), press.ear)))
  files(app, acting, modals.passOn, 'Pass on', (sent, agent) => passOn(acting, sent, agent))
  files(app, acting, modals.later, 'Later', (sent, agent) => later(acting, sent, agent))
  files(app, acting, modals.solve, 'Solve', (sent, agent) => {
    const reason = reasons.find(({ value }) => value === valueIn(sent, 'reason'))?.value
    return filed(acting, sent, agent, { kind: 'solve', ...(reason ? { reason } : {}) })
  })
}

function filed(acting: Acting, sent: Sent, agent: DeskAgent, action: AgentAction, text = ''): Promise<Filed> {
  return acting.act(agent, { id: acting.sentId(sent.id, sent.values), caseNumber: caseOf(sent), action, text })
}

// --- pass on ---

type Named = { readonly name: string; readonly label: string }

function passOnModal(
  about: ReturnType<typeof aboutCase>,
  teams: readonly Named[],
  people: readonly DeskAgent[],
): Modal {
  // A menu takes a hundred.
  const colleagues = people.slice(0, 100).map(({ id, name }) => option({ value: `agent ${id}`, label: name }))
  const menu = (id: string, label: string, options: ReturnType<typeof option>[]) => ({
    ...{ type: 'input' as const, block_id: id, label: plain(label), optional: true },
    element: { type: 'static_select' as const, action_id: 'choice', options },
  })
  return modal({
    callbackId: modals.passOn,
    title: `Pass on case ${about.case}`,
    submit: 'Pass on',
    about,
    blocks: [
      menu(
        'team',
        'To a team',
        teams.slice(0, 100).map(({ name, label }) => option({ value: `team ${name}`, label })),
      ),
      {
        type: 'input',
        block_id: 'person',
        label: plain('Or to a person'),
        optional: true,
        element: { type: 'users_select', action_id: 'choice' },
      },
      ...(colleagues.length > 0 ? [menu('page', 'Or to a colleague on the desk page', colleagues)] : []),
      textField({
        id: 'word',
        label: 'A word to whoever gets it',
        hint: 'It stays inside: the customer never sees it.',
        optional: true,
      }),
    ],
  })
}

async function passOn(acting: Acting, sent: Sent, agent: DeskAgent): Promise<Filed> {
  const [team, person, page] = [valueIn(sent, 'team'), valueIn(sent, 'person'), valueIn(sent, 'page')]
  if ([team, person, page].filter(Boolean).length !== 1)
    return fault('person', 'Choose a team or a person: one of them alone.')
  const to = person ? await personIn(acting, person) : await chosenIn(acting.parts.house, team || page)
  if (!to && person) return fault('person', 'They are in none of the rooms that cases come to.')
  if (!to) return fault(team ? 'team' : 'page', 'It is not there any more. Choose another.')
  const done = await filed(acting, sent, agent, { kind: 'pass-on', to }, valueIn(sent, 'word'))
  if (done.isDone && person && person !== sent.user) void call(acting, person, agent, sent)
  return done
}

type Target = Extract<AgentAction, { kind: 'pass-on' }>['to']

async function personIn({ parts }: Acting, user: string): Promise<Target | undefined> {
  if (!(await parts.isAgent(user))) return undefined
  const colleague = await parts.agentOf(user)
  await parts.house.welcome(colleague)
  return { agent: { id: colleague.id, name: firstName(colleague.name) } }
}

async function chosenIn(house: House, chosen: string): Promise<Target | undefined> {
  const name = chosen.slice(chosen.indexOf(' ') + 1)
  if (chosen.startsWith('team ')) return house.teams().some((team) => team.name === name) ? { team: name } : undefined
  const found = (await house.agents()).find(({ id }) => id === name)
  return found && { agent: { id: found.id, name: firstName(found.name) } }
}

/** What customers see of an agent's name. */
function firstName(name: string): string {
  return name.split(' ', 1)[0] ?? name
}

/** Calls whoever got the case to its thread; their own wish, so it is no ping of ours. */
async function call({ parts, tell }: Acting, user: string, by: DeskAgent, sent: Sent): Promise<void> {
  const text = passedOn(user, by.name, caseOf(sent))
  try {
    const place = await parts.house.placeOf(caseOf(sent))
    if (!place) return await tell({ user }, text)
    await asked(parts.client.chat.postMessage({ channel: place.room, thread_ts: place.thread, text }))
  } catch {
    await tell({ user }, text)
  }
}

// --- later ---

const laterNames: Readonly<Record<LaterTime['name'], string>> = {
  hour: 'In 1 hour',
  afternoon: 'This afternoon',
  opening: 'At the next day’s opening',
}

function laterModal(about: ReturnType<typeof aboutCase>, house: House, now: number): Modal {
  const zone = house.zone()
  const usual = house
    .laterTimes()
    .map(({ name, at }) => option({ value: String(at), label: `${laterNames[name]}: ${inZone(at, zone)}` }))
  const own = option({ value: 'own', label: 'At the time below' })
  const [today = ''] = isoIn(zone, now).split('T')
  return modal({
    callbackId: modals.later,
    title: `Case ${about.case} later`,
    submit: 'Put off',
    about,
    blocks: [
      {
        type: 'input',
        block_id: 'when',
        label: plain('It comes back'),
        element: {
          type: 'radio_buttons',
          action_id: 'choice',
          options: [...usual, own],
          initial_option: usual[0] ?? own,
        },
      },
      {
        type: 'input',
        block_id: 'date',
        label: plain('Date'),
        optional: true,
        element: { type: 'datepicker', action_id: 'choice', initial_date: today },
      },
      {
        type: 'input',
        block_id: 'time',
        label: plain('Time'),
        hint: plain(`By the shop’s clock (${zone}).`),
        optional: true,
        element: { type: 'timepicker', action_id: 'choice', initial_time: '09:00' },
      },
    ],
  })
}

/** A moment as the zone's clock shows it: `2026-11-25T13:00`. */
function isoIn(zone: string, at: number): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone })
    .format(at)
    .replace(' ', 'T')
}

async function later(acting: Acting, sent: Sent, agent: DeskAgent): Promise<Filed> {
  const { house, clock } = acting.parts
  const chosen = valueIn(sent, 'when')
  const until = chosen === 'own' ? house.momentOf(valueIn(sent, 'date'), valueIn(sent, 'time')) : Number(chosen)
  if (until === undefined) return fault('date', 'Choose a date and a time that the shop’s clock shows.')
  if (until <= clock.now())
    return fault(chosen === 'own' ? 'time' : 'when', 'That time has passed. Choose a later one.')
  return filed(acting, sent, agent, { kind: 'later', until })
}

function fault(field: string, text: string): Filed {
  return { isDone: false, fault: { [field]: text } }
}

// --- solve ---

const reasons: readonly { readonly value: SolveReason; readonly label: string }[] = [
  { value: 'answered', label: 'Answered' },
  { value: 'refunded', label: 'Refunded' },
  { value: 'sent-again', label: 'Sent again' },
  { value: 'no-answer', label: 'The customer did not answer' },
  { value: 'mistake', label: 'Opened by mistake' },
  { value: 'other', label: 'Something else' },
]

function solveModal(about: ReturnType<typeof aboutCase>): Modal {
  const options = reasons.map(option)
  return modal({
    callbackId: modals.solve,
    title: `Solve case ${about.case}`,
    submit: 'Solve',
    about,
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: plain('How did it end?'),
        hint: plain('The customer is told that it is solved, and asked how easy it was.'),
        element: {
          type: 'radio_buttons',
          action_id: 'choice',
          options,
          initial_option: options[0] as (typeof options)[0],
        },
      },
    ],
  })
}
