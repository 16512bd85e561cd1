// A person at a modal: filling in and sending, or closing; and what the app's answer makes of it.

import { ApiRefusal } from './api-method.ts'
import type { Carry, Outcome } from './deeds.ts'
import { elementsOf, inner, isFields, textOf } from './fields.ts'
import { type FieldValue, filledIn } from './filled-in.ts'
import { closedPayload, submissionPayload } from './payloads.ts'
import { chosenFrom, type Presses } from './presses.ts'
import { checkedView, closeView, pushView, replaceView } from './views.ts'
import type { Fields, View, World } from './world.ts'

/**
 * What a person sees after sending a modal: it is gone, replaced, has another on top, shows faults at its fields, or
 * the client says that it had trouble with the app (no answer in time, or an answer that means nothing).
 */
export type Submitted =
  | { readonly kind: 'closed' | 'updated' | 'pushed' }
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'trouble'; readonly why: string }

export type Modals = {
  /** The modal on top, if any is open. */
  modal(): View | undefined
  /**
   * Fills in the open modal by label, action_id or block_id, and sends it. Throws as the client holds a person back:
   * no modal, a required field empty, a text too long, a choice that is not there.
   */
  submits(values?: Readonly<Record<string, FieldValue>>): Promise<Submitted>
  /** Closes the modal on top, or the whole stack. */
  closes(how?: 'one' | 'all'): Promise<void>
}

export function modalsOf(world: World, user: string, carry: Carry, searches: Presses['searches']): Modals {
  const modal = () => world.views.get(world.openModals.get(user)?.at(-1) ?? '')
  const open = () => {
    const view = modal()
    if (!view) throw new Error('They have no modal open.')
    return view
  }
  return {
    modal,
    async submits(values = {}) {
      const view = open()
      if (!view.fields['submit']) throw new Error('The modal has no button to send it.')
      const chosen = await searched(view, values, searches)
      const payload = submissionPayload(world, user, view, filledIn(view.blocks, chosen))
      const outcome = await carry({ kind: 'interactive', payload, takesAnswer: true })
      return answered(world, user, view, outcome)
    },
    async closes(how = 'one') {
      const view = open()
      const all = how === 'all' || view.fields['clear_on_close'] === true
      closeView(world, user, all ? 'all' : 'one')
      if (view.fields['notify_on_close'] !== true) return
      await carry({ kind: 'interactive', payload: closedPayload(world, user, view, all), takesAnswer: false })
    },
  }
}

/** Searched menus are searched for what the person wants of them. */
async function searched(
  view: View,
  values: Readonly<Record<string, FieldValue>>,
  searches: Presses['searches'],
): Promise<Readonly<Record<string, FieldValue>>> {
  const chosen: Record<string, FieldValue> = { ...values }
  for (const { block, element } of elementsOf(view.blocks)) {
    const type = textOf(element, 'type')
    const menu = textOf(element, 'action_id')
    const key = [menu, block.block_id ?? '', textOf(inner(block, 'label'), 'text')].find(
      (name) => name && name in values,
    )
    const wanted = key === undefined ? undefined : values[key]
    if (key === undefined || type !== 'external_select' || typeof wanted !== 'string') continue
    chosen[key] = { type, selected_option: chosenFrom(await searches('modal', menu, wanted), wanted) }
  }
  return chosen
}

function answered(world: World, user: string, view: View, outcome: Outcome): Submitted {
  if (!outcome.ok) return { kind: 'trouble', why: outcome.why }
  if (outcome.answer === '' || (isFields(outcome.answer) && Object.keys(outcome.answer).length === 0)) {
    closeView(world, user, 'one')
    return { kind: 'closed' }
  }
  if (!isFields(outcome.answer)) return { kind: 'trouble', why: 'the answer is no JSON object' }
  try {
    return carriedOut(world, user, view, outcome.answer)
  } catch (error) {
    if (error instanceof ApiRefusal) return { kind: 'trouble', why: `${error.code} ${JSON.stringify(error.more)}` }
    throw error
  }
}

function carriedOut(world: World, user: string, view: View, answer: Fields): Submitted {
  switch (textOf(answer, 'response_action')) {
    case 'clear':
      closeView(world, user, 'all')
      return { kind: 'closed' }
    case 'update':
      replaceView(world, view, checkedView(answer, 'modal'))
      return { kind: 'updated' }
    case 'push':
      pushView(world, user, checkedView(answer, 'modal'))
      return { kind: 'pushed' }
    case 'errors':
      return faultsAt(view, inner(answer, 'errors'))
    default:
      return { kind: 'trouble', why: 'the answer has no response_action' }
  }
}

/** Faults must stand at input blocks of the view; else the client can show nothing. */
function faultsAt(view: View, errors: Fields): Submitted {
  const inputs = view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id)
  const strangers = Object.keys(errors).filter((id) => !inputs.includes(id))
  const texts = Object.values(errors)
  if (texts.length === 0 || strangers.length > 0 || !texts.every((text) => typeof text === 'string' && text))
    return { kind: 'trouble', why: `errors must name input blocks: ${strangers.join(', ')}` }
  return { kind: 'errors', errors: errors as Readonly<Record<string, string>> }
}
