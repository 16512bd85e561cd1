// A person's presses: buttons, menus and searched menus, on messages, in modals and on App Home.

import type { Carry, Outcome, Surface } from './deeds.ts'
import { optionsFaults } from './element-checks.ts'
import { elementsOf, inner, isFields, listOf, textOf } from './fields.ts'
import { optionOf } from './filled-in.ts'
import { pressPayload, type Stand, suggestionPayload } from './payloads.ts'
import { type Block, type Fields, findMessage, type Room, type World } from './world.ts'

export type Presses = {
  /** Presses the button with this action_id or label. Throws when there is none. */
  presses(on: Surface, button: string): Promise<Outcome>
  /**
   * Picks the option (value or label) of the menu with this action_id or placeholder; a searched menu is searched for
   * it first. Throws when there is none.
   */
  picks(on: Surface, menu: string, option: string | Fields): Promise<Outcome>
  /** Types into a searched menu; the options that the app offers. Throws when they are none that the client shows. */
  searches(on: Surface, menu: string, typed: string): Promise<readonly Fields[]>
}

export function pressing(world: World, user: string, carry: Carry, roomNamed: (name: string) => Room): Presses {
  const standOf = (on: Surface): { stand: Stand; blocks: readonly Block[] } => {
    if (typeof on === 'string') {
      const open = world.openModals.get(user)?.at(-1) ?? ''
      const view = on === 'home' ? world.homes.get(user) : world.views.get(open)
      if (!view) throw new Error(`They have no ${on} open.`)
      return { stand: { kind: 'view', view, values: {} }, blocks: view.blocks }
    }
    const room = roomNamed(on.room)
    const message = findMessage(room, on.ts)
    if (message) return { stand: { kind: 'message', room, message }, blocks: message.blocks }
    const ephemeral = room.ephemerals.find((one) => one.ts === on.ts && one.user === user && !one.deleted)
    if (!ephemeral) throw new Error('There is no such message.')
    return { stand: { kind: 'ephemeral', room, message: ephemeral }, blocks: ephemeral.blocks }
  }
  const find = (on: Surface, name: string, isIt: (type: string) => boolean) => {
    const { stand, blocks } = standOf(on)
    const found = elementsOf(blocks).find(
      ({ element }) => isIt(textOf(element, 'type')) && namesOf(element).includes(name),
    )
    if (!found) throw new Error(`There is no "${name}" to press there.`)
    return { stand, ...found }
  }
  const press = (stand: Stand, block: Block, element: Fields, chosen: Fields): Promise<Outcome> =>
    carry({
      kind: 'interactive',
      payload: pressPayload(world, user, stand, block, element, chosen),
      takesAnswer: false,
    })

  const searches: Presses['searches'] = async (on, menu, typed) => {
    const { stand, block, element } = find(on, menu, (type) => type.includes('external_select'))
    if (typed.length < Number(element['min_query_length'] ?? 3)) return []
    const payload = suggestionPayload(world, user, stand, block, element, typed)
    const outcome = await carry({ kind: 'interactive', payload, takesAnswer: true })
    if (!outcome.ok) throw new Error(`The menu stays empty: ${outcome.why}.`)
    return offered(outcome.answer)
  }

  return {
    async presses(on, button) {
      const { stand, block, element } = find(on, button, (type) => type === 'button')
      return press(stand, block, element, {})
    },
    async picks(on, menu, option) {
      const { stand, block, element } = find(on, menu, (type) => type !== 'button')
      const isSearched = typeof option === 'string' && textOf(element, 'type').includes('external')
      const picked = isSearched ? chosenFrom(await searches(on, menu, option), option) : option
      return press(stand, block, element, chosenOf(element, picked))
    },
    searches,
  }
}

/** The offered option with this label or value. Throws when it is not among them. */
export function chosenFrom(options: readonly Fields[], wanted: string): Fields {
  const found = options.find((option) => option['value'] === wanted || textOf(inner(option, 'text'), 'text') === wanted)
  if (!found) throw new Error(`The menu does not offer "${wanted}".`)
  return found
}

/** A name that a person or a test may use for an element. */
function namesOf(element: Fields): string[] {
  return [
    textOf(element, 'action_id'),
    textOf(inner(element, 'text'), 'text'),
    textOf(inner(element, 'placeholder'), 'text'),
  ]
}

function chosenOf(element: Fields, option: string | Fields): Fields {
  const type = textOf(element, 'type')
  if (isFields(option)) return { selected_option: option }
  if (type === 'users_select') return { selected_user: option }
  if (type === 'conversations_select') return { selected_conversation: option }
  if (type === 'channels_select') return { selected_channel: option }
  if (type === 'datepicker') return { selected_date: option }
  if (type === 'timepicker') return { selected_time: option }
  if (type === 'datetimepicker') return { selected_date_time: Number(option) }
  const picked = optionOf(element, option)
  return type === 'checkboxes' || type.startsWith('multi_')
    ? { selected_options: [picked] }
    : { selected_option: picked }
}

/** The options of an answer to a search, held to what the client takes. */
function offered(answer: unknown): readonly Fields[] {
  if (!isFields(answer)) throw new Error('The menu stays empty: the app answered without options.')
  const groups = Array.isArray(answer['option_groups']) ? listOf(answer, 'option_groups') : [answer]
  const faults = groups.flatMap((group) => optionsFaults(group, 0, 100, 150, ''))
  if (faults.length > 0) throw new Error(`The menu stays empty: ${faults.join('; ')}.`)
  return groups.flatMap((group) => listOf(group, 'options'))
}
