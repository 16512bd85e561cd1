// Filling in a modal as a person does: values by label, action or block, held to what each field takes.

import { elementsOf, inner, isFields, listOf, textOf } from './fields.ts'
import { initialValue } from './payloads.ts'
import type { Block, Fields } from './world.ts'

/** What a person puts into a field: a text, an option's value or label (several for lists), or a raw state value. */
export type FieldValue = string | readonly string[] | Fields

/** The `state.values` of a view with these fields filled in. Throws, as the client would hold a person back. */
export function filledIn(blocks: readonly Block[], given: Readonly<Record<string, FieldValue>>): Fields {
  const used = new Set<string>()
  const values: Record<string, Record<string, unknown>> = {}
  for (const { block, element } of elementsOf(blocks)) {
    if (element['type'] === 'button' || element['type'] === 'overflow') continue
    const label = textOf(inner(block, 'label'), 'text')
    const key = [textOf(element, 'action_id'), block.block_id ?? '', label].find((name) => name && name in given)
    const wanted = key === undefined ? undefined : given[key]
    if (key !== undefined) used.add(key)
    const value = wanted === undefined ? initialValue(element) : stateOf(element, wanted)
    held(block, element, value, label)
    values[block.block_id ?? ''] = { ...values[block.block_id ?? ''], [textOf(element, 'action_id')]: value }
  }
  const unknown = Object.keys(given).filter((key) => !used.has(key))
  if (unknown.length > 0) throw new Error(`The view has no field ${unknown.join(', ')}.`)
  return values
}

function stateOf(element: Fields, wanted: FieldValue): Fields {
  if (isFields(wanted)) return wanted
  const type = textOf(element, 'type')
  const initial = initialValue(element)
  const field = Object.keys(initial).find((name) => name !== 'type') ?? 'value'
  if (field === 'selected_option') return { type, [field]: optionOf(element, String(wanted)) }
  if (field === 'selected_options') return { type, [field]: [wanted].flat().map((one) => optionOf(element, one)) }
  return { type, [field]: field === 'selected_date_time' ? Number(wanted) : wanted }
}

/** The option of a menu by value or label. An external menu's options are the app's: pass them as they came. */
export function optionOf(element: Fields, wanted: string): Fields {
  const options = [
    ...listOf(element, 'options'),
    ...listOf(element, 'option_groups').flatMap((group) => listOf(group, 'options')),
  ]
  const found = options.find((option) => option['value'] === wanted || textOf(inner(option, 'text'), 'text') === wanted)
  if (!found) throw new Error(`The menu has no option "${wanted}".`)
  return found
}

/** The client does not let a person send an empty or too long field. */
function held(block: Block, element: Fields, value: Fields, label: string): void {
  if (block.type !== 'input') return
  const content = Object.entries(value).find(([name]) => name !== 'type')?.[1]
  const isEmpty =
    content === null || content === undefined || content === '' || (Array.isArray(content) && content.length === 0)
  if (isEmpty && block['optional'] !== true) throw new Error(`"${label}" must be filled in.`)
  if (typeof content !== 'string' || isEmpty) return
  if (content.length > Number(element['max_length'] ?? 3000)) throw new Error(`"${label}" is too long.`)
  if (content.length < Number(element['min_length'] ?? 0)) throw new Error(`"${label}" is too short.`)
}
