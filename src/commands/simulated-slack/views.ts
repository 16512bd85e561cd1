// Modals and App Homes: opening by a one-shot trigger, pushing, updating, closing.

import { type ApiMethod, ApiRefusal, needs, refusal } from './api-method.ts'
import { inner, isFields, textOf } from './fields.ts'
import { checkView } from './view-checks.ts'
import type { Block, Fields, View, World } from './world.ts'

/** A trigger_id opens one view, this long. */
const triggerLivesMs = 3000
/** Modals on top of each other. */
const highestStack = 3

export const viewMethods: Record<string, ApiMethod> = {
  'views.open': { perMinute: 100, scopes: needs(), call: open },
  'views.push': { perMinute: 100, scopes: needs(), call: push },
  'views.update': { perMinute: 100, scopes: needs(), call: update },
  'views.publish': { perMinute: 100, scopes: needs(), call: publish },
}

/** A new trigger_id for what this person has just done. */
export function newTrigger(world: World, user: string, view?: string): string {
  const id = `${world.nextId('')}.${world.team.id.toLowerCase()}`
  const trigger = { user, expiresAt: world.clock.now() + triggerLivesMs, used: false }
  world.triggers.set(id, { ...trigger, ...(view ? { view } : {}) })
  return id
}

function open(world: World, args: Fields): Fields {
  const checked = checkedView(args, 'modal')
  const trigger = useTrigger(world, args)
  const view = newView(world, trigger.user, checked, undefined)
  const stack = world.openModals.get(trigger.user) ?? []
  for (const old of stack) world.views.delete(old)
  world.openModals.set(trigger.user, [view.id])
  world.changed()
  return { view: shownView(world, view) }
}

function push(world: World, args: Fields): Fields {
  const checked = checkedView(args, 'modal')
  const trigger = useTrigger(world, args)
  return { view: shownView(world, pushView(world, trigger.user, checked)) }
}

/** Puts a modal on top of the person's open one. Throws push_limit_reached. */
export function pushView(world: World, user: string, checked: CheckedView): View {
  const stack = world.openModals.get(user) ?? []
  if (stack.length >= highestStack) throw new ApiRefusal('push_limit_reached')
  const view = newView(world, user, checked, stack.at(-1))
  world.openModals.set(user, [...stack, view.id])
  world.changed()
  return view
}

function update(world: World, args: Fields): Fields {
  const checked = checkedView(args, 'modal')
  const externalId = textOf(args, 'external_id')
  const wanted = textOf(args, 'view_id')
  const view = [...world.views.values()].find(
    (one) => one.id === wanted || (externalId && one.fields['external_id'] === externalId),
  )
  if (view?.kind !== 'modal') throw new ApiRefusal('not_found')
  const hash = textOf(args, 'hash')
  if (hash && hash !== view.hash) throw new ApiRefusal('hash_conflict')
  replaceView(world, view, checked)
  return { view: shownView(world, view) }
}

function publish(world: World, args: Fields): Fields {
  const checked = checkedView(args, 'home')
  const user = textOf(args, 'user_id')
  if (!world.people.has(user)) throw new ApiRefusal('user_not_found')
  const old = world.homes.get(user)
  const hash = textOf(args, 'hash')
  if (hash && hash !== old?.hash) throw new ApiRefusal('hash_conflict')
  if (old) replaceView(world, old, checked)
  const view = old ?? newView(world, user, checked, undefined)
  world.homes.set(user, view)
  world.changed()
  return { view: shownView(world, view) }
}

export type CheckedView = { readonly fields: Fields; readonly blocks: readonly Block[] }

/** The view of the arguments, checked. Throws invalid_arguments. */
export function checkedView(args: Fields, kind: 'modal' | 'home'): CheckedView {
  if (!isFields(args['view'])) throw refusal('invalid_arguments', ['[ERROR] missing required field: view'])
  const fields = inner(args, 'view')
  const verdict = checkView(fields)
  if (!verdict.ok) throw refusal('invalid_arguments', verdict.messages)
  if (fields['type'] !== kind) throw refusal('invalid_arguments', [`[ERROR] must be ${kind} [json-pointer:/view/type]`])
  return { fields, blocks: verdict.blocks }
}

function useTrigger(world: World, args: Fields): { readonly user: string } {
  const trigger = world.triggers.get(textOf(args, 'trigger_id'))
  if (!trigger) throw new ApiRefusal('invalid_trigger_id')
  if (trigger.used) throw new ApiRefusal('exchanged_trigger_id')
  if (trigger.expiresAt < world.clock.now()) throw new ApiRefusal('expired_trigger_id')
  trigger.used = true
  return trigger
}

function newView(world: World, user: string, { fields, blocks }: CheckedView, under: string | undefined): View {
  const view: View = {
    ...{ id: world.nextId('V'), user, kind: fields['type'] === 'home' ? 'home' : 'modal', fields },
    ...{ blocks: withIds(world, blocks), hash: world.nextTs(), ...(under ? { under } : {}) },
  }
  world.views.set(view.id, view)
  return view
}

export function replaceView(world: World, view: View, { fields, blocks }: CheckedView): void {
  view.fields = fields
  view.blocks = withIds(world, blocks)
  view.hash = world.nextTs()
  world.changed()
}

/** Takes the person's open modal away, or the whole stack. */
export function closeView(world: World, user: string, how: 'one' | 'all'): void {
  const stack = world.openModals.get(user) ?? []
  const gone = how === 'all' ? stack : stack.slice(-1)
  for (const id of gone) world.views.delete(id)
  world.openModals.set(user, stack.slice(0, stack.length - gone.length))
  world.changed()
}

/** A view as payloads and answers hold it. `values` are what the person has filled in. */
export function shownView(world: World, view: View, values: Fields = {}): Fields {
  const { app, team } = world
  const stack = world.openModals.get(view.user) ?? []
  const { fields } = view
  return {
    ...{ id: view.id, team_id: team.id, type: view.kind, blocks: view.blocks, hash: view.hash },
    ...{ callback_id: textOf(fields, 'callback_id'), private_metadata: textOf(fields, 'private_metadata') },
    ...{ external_id: textOf(fields, 'external_id'), state: { values } },
    ...{ title: fields['title'] ?? null, submit: fields['submit'] ?? null, close: fields['close'] ?? null },
    ...{ clear_on_close: fields['clear_on_close'] === true, notify_on_close: fields['notify_on_close'] === true },
    ...{ previous_view_id: view.under ?? null, root_view_id: stack[0] ?? view.id },
    ...{ app_id: app.id, bot_id: app.botId, app_installed_team_id: team.id },
  }
}

function withIds(world: World, blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => ({ ...block, block_id: block.block_id ?? world.nextId('b') }))
}
