// The payloads of what people do with the app's elements: presses, menus, modals, shortcuts.

import { textOf } from './fields.ts'
import { shownMessage } from './messages.ts'
import { newTrigger, shownView } from './views.ts'
import type { Block, Ephemeral, Fields, Message, Room, View, World } from './world.ts'

/** A response_url lives so long. */
const responseLivesMs = 30 * 60_000

/** Where an element stands. */
export type Stand =
  | { readonly kind: 'message'; readonly room: Room; readonly message: Message }
  | { readonly kind: 'ephemeral'; readonly room: Room; readonly message: Ephemeral }
  | { readonly kind: 'view'; readonly view: View; readonly values: Fields }

/** A press of a button or a choice in a menu. `chosen` is what the element's kind adds, such as selected_option. */
export function pressPayload(
  world: World,
  user: string,
  stand: Stand,
  block: Block,
  element: Fields,
  chosen: Fields,
): Fields {
  const view = stand.kind === 'view' ? stand.view : undefined
  const { type, action_id, text, value, style, placeholder } = element
  const parts = Object.entries({ type, action_id, text, value, style, placeholder, ...chosen })
  const given = Object.fromEntries(parts.filter(([, part]) => part !== undefined))
  return {
    type: 'block_actions',
    ...whoAndWhere(world, user),
    ...standFields(world, stand),
    trigger_id: newTrigger(world, user, view?.id),
    ...(stand.kind === 'view'
      ? {}
      : { response_url: responseUrl(world, user, stand.room, stand.message), state: { values: {} } }),
    actions: [{ ...given, block_id: block.block_id, action_ts: world.nextTs() }],
  }
}

/** Typing in an external menu. */
export function suggestionPayload(
  world: World,
  user: string,
  stand: Stand,
  block: Block,
  element: Fields,
  typed: string,
): Fields {
  return {
    type: 'block_suggestion',
    ...whoAndWhere(world, user),
    ...standFields(world, stand),
    ...{ action_id: element['action_id'], block_id: block.block_id, value: typed },
  }
}

export function submissionPayload(world: World, user: string, view: View, values: Fields): Fields {
  return {
    type: 'view_submission',
    ...whoAndWhere(world, user),
    trigger_id: newTrigger(world, user, view.id),
    view: shownView(world, view, values),
    response_urls: [],
  }
}

export function closedPayload(world: World, user: string, view: View, isCleared: boolean): Fields {
  return { type: 'view_closed', ...whoAndWhere(world, user), view: shownView(world, view), is_cleared: isCleared }
}

/** A shortcut on a message. */
export function shortcutPayload(world: World, user: string, callbackId: string, room: Room, message: Message): Fields {
  return {
    type: 'message_action',
    ...whoAndWhere(world, user),
    ...{ callback_id: callbackId, trigger_id: newTrigger(world, user), action_ts: world.nextTs() },
    ...{ response_url: responseUrl(world, user, room, message), message_ts: message.ts },
    ...{ channel: roomFields(room), message: shownMessage(world, message, false) },
  }
}

export function commandPayload(world: World, user: string, room: Room, command: string, text: string): Fields {
  const { app, team } = world
  return {
    ...{ token: app.verificationToken, team_id: team.id, team_domain: team.domain, api_app_id: app.id },
    ...{ channel_id: room.id, channel_name: room.kind === 'im' ? 'directmessage' : room.name },
    ...{ user_id: user, user_name: world.people.get(user)?.name ?? '', command, text, is_enterprise_install: 'false' },
    ...{ response_url: responseUrl(world, user, room), trigger_id: newTrigger(world, user) },
  }
}

function whoAndWhere(world: World, user: string): Fields {
  const { app, team } = world
  const name = world.people.get(user)?.name ?? ''
  return {
    user: { id: user, username: name, name, team_id: team.id },
    ...{ api_app_id: app.id, token: app.verificationToken, team: { id: team.id, domain: team.domain } },
    ...{ enterprise: null, is_enterprise_install: false },
  }
}

function standFields(world: World, stand: Stand): Fields {
  if (stand.kind === 'view') {
    const { view, values } = stand
    return { container: { type: 'view', view_id: view.id }, view: shownView(world, view, values) }
  }
  const { message, room } = stand
  const thread = message.threadTs ? { thread_ts: message.threadTs } : {}
  const isEphemeral = stand.kind === 'ephemeral'
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: room.id, is_ephemeral: isEphemeral, ...thread },
    channel: roomFields(room),
    ...(stand.kind === 'message' ? { message: shownMessage(world, stand.message, false) } : {}),
  }
}

function roomFields(room: Room): Fields {
  const names = { channel: room.name, group: 'privategroup', im: 'directmessage' }
  return { id: room.id, name: names[room.kind] }
}

/** A new response_url for the room, about the message when there is one. */
function responseUrl(world: World, user: string, room: Room, message?: Message | Ephemeral): string {
  const id = world.nextId('R')
  world.responseUrls.set(id, {
    ...{ room: room.id, user, uses: 0, expiresAt: world.clock.now() + responseLivesMs },
    ...(message ? { ts: message.ts } : {}),
    ...(message?.threadTs ? { threadTs: message.threadTs } : {}),
  })
  return `${world.address}/actions/${world.team.id}/${id}`
}

/** The value that a field of a modal starts with. */
export function initialValue(element: Fields): Fields {
  const type = textOf(element, 'type')
  const pick = (from: string, to: string) => ({ type, [to]: element[from] ?? null })
  if (type.startsWith('multi_')) return { type, selected_options: element['initial_options'] ?? [] }
  if (type === 'checkboxes') return pick('initial_options', 'selected_options')
  if (type === 'users_select') return pick('initial_user', 'selected_user')
  if (type === 'conversations_select') return pick('initial_conversation', 'selected_conversation')
  if (type === 'channels_select') return pick('initial_channel', 'selected_channel')
  if (type === 'datepicker') return pick('initial_date', 'selected_date')
  if (type === 'timepicker') return pick('initial_time', 'selected_time')
  if (type === 'datetimepicker') return pick('initial_date_time', 'selected_date_time')
  if (type.endsWith('_select') || type === 'radio_buttons') return pick('initial_option', 'selected_option')
  return pick('initial_value', 'value')
}
