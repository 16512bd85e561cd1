// The card of an incident: the same trouble of several customers, confirmed or dismissed by one click.

import type { Incident } from '../../../src/model/desk.ts'
import { clamp, clean, escaped } from '../../slack-app/safe-text.ts'
import { incidentActions } from '../names.ts'
import { type Block, type Button, button, type Drawn, says, whenAndHowFar, words } from './elements.ts'

const longestNote = 600

type Post = { readonly incident: Incident; readonly now: number; readonly zone: string }

export function incident({ incident: trouble, now, zone }: Post): Drawn {
  const { conversations, label, state, since, confirmedBy } = trouble
  const customers = conversations.length === 1 ? '1 customer' : `${conversations.length} customers`
  const title = `${titles[state]}: ${escaped(clamp(clean(label), 150))}`
  const by = confirmedBy === undefined ? '' : `\nConfirmed by ${escaped(clamp(confirmedBy.name, 80))}`
  const buttons = buttonsFor(trouble)
  return {
    text: `${title} (${customers})`,
    blocks: [
      says(`*${title}*\n${customers} since ${whenAndHowFar(since, { zone, now })}${by}`),
      ...notesOf(trouble),
      ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: buttons }] : []),
    ],
  }
}

const titles: Readonly<Record<Incident['state'], string>> = {
  suspected: 'Incident suspected',
  known: 'Incident',
  over: 'Incident over',
  dismissed: 'No incident',
}

function notesOf({ note = {} }: Incident): readonly Block[] {
  return Object.entries(note).map(([language, text]) => words(`Customers are told (${language})`, text, longestNote))
}

function buttonsFor({ id, state }: Incident): Button[] {
  if (state === 'known') return [button('All clear', incidentActions.over, id, 'primary')]
  if (state !== 'suspected') return []
  return [button('Confirm', incidentActions.confirm, id, 'primary'), button('Dismiss', incidentActions.dismiss, id)]
}
