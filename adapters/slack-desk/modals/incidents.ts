// The modals of an incident: confirming it with what customers are told, and the all-clear. Dismissing needs none.

import type { App } from '@slack/bolt'
import type { Incident } from '../../../src/model/desk.ts'
import { type Language, languages } from '../../../src/model/language.ts'
import type { Acting, Deed } from '../heard/acting.ts'
import { onPress } from '../heard/presses.ts'
import { incidentActions, modals } from '../names.ts'
import { files, opens } from './doors.ts'
import { type Modal, modal, type Sent, textField, valueIn } from './forms.ts'

const names: Readonly<Record<Language, string>> = {
  en: 'English',
  nb: 'Norwegian',
  sv: 'Swedish',
  da: 'Danish',
  fi: 'Finnish',
}

const gone: Deed = { isDone: false, text: 'Not done: that incident is not there any more, or somebody was faster.' }

export function hearIncidents(app: App, acting: Acting): void {
  const { house } = acting.parts
  opens(app, acting, [incidentActions.confirm, incidentActions.over], async ({ action, value }) => {
    const incident = await house.incident(value)
    const isOver = action === incidentActions.over
    if (incident?.state !== (isOver ? 'known' : 'suspected')) return gone.text ?? ''
    return noteModal(incident, isOver ? 'over' : 'confirm', served(acting))
  })
  onPress(app, [incidentActions.dismiss], async ({ user, value, ear }) => {
    const { text } = await acting.attempt(user, async (agent) =>
      (await house.settleIncident(value, agent, { kind: 'dismiss' }))?.state === 'dismissed' ? { isDone: true } : gone,
    )
    if (text !== undefined) void acting.tell(ear, text)
  })
  files(app, acting, modals.incident, 'Incident', async (sent, agent) => {
    const [kind, id] = splitOnce(sent.about.incident ?? '')
    const note = noteIn(sent, served(acting))
    const change = kind === 'over' ? ({ kind: 'over', note } as const) : ({ kind: 'confirm', note } as const)
    const settled = await house.settleIncident(id, agent, change)
    if (!settled) return gone
    // Of two who confirm, the words of the first are what customers are told.
    const wasFaster = kind === 'over' ? settled.state !== 'over' : settled.confirmedBy?.id !== agent.id
    return wasFaster ? gone : { isDone: true }
  })
}

/** The languages that the shop serves, its first one first. */
function served({ parts }: Acting): readonly Language[] {
  return parts.house.languages().filter((one): one is Language => languages.some((known) => known === one))
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(' ')
  return [text.slice(0, at), text.slice(at + 1)]
}

function noteModal({ id, note = {} }: Incident, kind: 'confirm' | 'over', shown: readonly Language[]): Modal {
  const isOver = kind === 'over'
  const hint = isOver
    ? 'Left empty, customers get the shop’s own words for it.'
    : 'Left empty, customers with this language get the first one.'
  return modal({
    callbackId: modals.incident,
    title: isOver ? 'All clear' : 'Confirm the incident',
    submit: isOver ? 'Tell everyone' : 'Confirm',
    about: { incident: `${kind} ${id}` },
    blocks: shown.map((language, at) =>
      textField({
        id: language,
        label: `What customers are told, in ${names[language]}`,
        optional: isOver || at > 0,
        ...(at === 0 && !isOver ? {} : { hint }),
        ...(!isOver && note[language] ? { initial: note[language] } : {}),
      }),
    ),
  })
}

function noteIn(sent: Sent, shown: readonly Language[]): NonNullable<Incident['note']> {
  return Object.fromEntries(
    shown.map((language) => [language, valueIn(sent, language)] as const).filter(([, text]) => text !== ''),
  )
}
