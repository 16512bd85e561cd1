// A press of a button or menu, read from Slack's payload once for all listeners.

import type { App, BlockAction } from '@slack/bolt'
import type { Ear } from './acting.ts'

/** A press of a button, or a choice in a menu. */
export type Press = {
  readonly action: string
  /** Slack's time of the press, as a ts: its identity, and its place in the order of things. */
  readonly ts: string
  readonly value: string
  readonly user: string
  readonly ear: Ear
  /** The message it was pressed on; undefined in modals and App Home. */
  readonly message?: { readonly room: string; readonly ts: string }
  readonly viewId?: string
  readonly trigger: string
  /** Replaces the private message that the button stands in, or takes it away. */
  readonly replace: (text: string | undefined) => Promise<void>
}

/**
 * Calls back for presses of one of these action ids. Slack is answered when it has resolved, so what it stores is
 * durable by then.
 */
export function onPress(app: App, actions: readonly string[], heard: (press: Press) => Promise<void>): void {
  for (const action of actions) {
    app.action<BlockAction>(action, async ({ ack, body, payload, respond }) => {
      const { container } = body
      const room = body.channel?.id
      const ts: unknown = container['message_ts']
      const thread: unknown = container['thread_ts']
      const isInThread = typeof thread === 'string' && thread !== ts
      await heard({
        action,
        ts: payload.action_ts,
        value: valueIn(payload),
        user: body.user.id,
        ear: {
          user: body.user.id,
          ...(room === undefined ? {} : { room }),
          ...(isInThread ? { thread } : {}),
        },
        ...(room !== undefined && typeof ts === 'string' ? { message: { room, ts } } : {}),
        ...(body.view ? { viewId: body.view.id } : {}),
        trigger: body.trigger_id,
        async replace(text) {
          await respond(text === undefined ? { delete_original: true } : { replace_original: true, text })
        },
      })
      await ack()
    })
  }
}

function valueIn(payload: object): string {
  if ('value' in payload && typeof payload.value === 'string') return payload.value
  const chosen = 'selected_option' in payload ? payload.selected_option : undefined
  const isOption = typeof chosen === 'object' && chosen !== null && 'value' in chosen
  return isOption && typeof chosen.value === 'string' ? chosen.value : ''
}
