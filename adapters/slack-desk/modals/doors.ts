// Opening modals and hearing what was filled in: the modal stays until its act is stored, and says what went wrong.

import type { App, ViewSubmitAction } from '@slack/bolt'
import type { DeskAgent } from '../../../src/ports/desk.ts'
import { asked } from '../../slack-app/client.ts'
import type { Acting, Deed } from '../heard/acting.ts'
import { onPress, type Press } from '../heard/presses.ts'
import { aboutOf, type Modal, type Sent, saying } from './forms.ts'

/** Opens a modal for whoever pressed one of these; a text in its place is told them privately. */
export function opens(
  app: App,
  acting: Acting,
  actions: readonly string[],
  draw: (press: Press, agent: DeskAgent) => Promise<Modal | string>,
): void {
  onPress(app, actions, async (press) => {
    const { text } = await acting.attempt(press.user, async (agent) => {
      const drawn = await draw(press, agent)
      if (typeof drawn === 'string') return { isDone: false, text: drawn }
      await openModal(acting, press.trigger, drawn)
      return { isDone: true }
    })
    if (text !== undefined) void acting.tell(press.ear, text)
  })
}

/** Throws ChannelError; a trigger opens one modal within 3 s. */
export async function openModal({ parts }: Acting, trigger: string, view: Modal): Promise<void> {
  await asked(parts.client.views.open({ trigger_id: trigger, view }))
}

/** What came of a sent modal; `fault`: words at one of its fields, which stays open to be mended. */
export type Filed = Deed & { readonly fault?: Readonly<Record<string, string>> }

/** Does what a modal was sent for. Whatever is not done takes the modal's place in words; nothing is ever silent. */
export function files(
  app: App,
  acting: Acting,
  callbackId: string,
  title: string,
  work: (sent: Sent, agent: DeskAgent) => Promise<Filed>,
): void {
  app.view<ViewSubmitAction>(callbackId, async ({ ack, body, view }) => {
    const filed: Filed = await acting.attempt(body.user.id, (agent) => {
      const sent: Sent = { id: view.id, user: body.user.id, about: aboutOf(view), values: view.state.values }
      return work(sent, agent)
    })
    if (filed.fault) await ack({ response_action: 'errors', errors: filed.fault })
    else if (filed.text !== undefined) await ack({ response_action: 'update', view: saying(title, filed.text) })
    else await ack()
  })
}

/** The case that a modal is about. */
export function caseOf({ about }: Sent): number {
  return about.case ?? 0
}
