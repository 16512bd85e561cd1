// Block Kit as HTML for the page: cards, buttons, menus, and the fields of a modal.

import { inner, isFields, listOf, textOf } from './fields.ts'
import { escapeHtml, mrkdwnHtml, richHtml, textHtml } from './page-text.ts'
import { initialValue } from './payloads.ts'
import type { Block, Fields, World } from './world.ts'

/** Faults that the app named, by block_id. */
export type FieldFaults = Readonly<Record<string, string>>

/** Blocks as HTML. Buttons and menus send the form that they stand in; fields carry their block_id as name. */
export function blocksHtml(world: World, blocks: readonly Block[], faults: FieldFaults = {}): string {
  return blocks
    .map((block) => `<div class="block ${escapeHtml(block.type)}">${blockHtml(world, block, faults)}</div>`)
    .join('')
}

function blockHtml(world: World, block: Block, faults: FieldFaults): string {
  switch (block.type) {
    case 'header':
      return `<h3>${textHtml(world, inner(block, 'text'))}</h3>`
    case 'divider':
      return '<hr>'
    case 'section':
      return sectionHtml(world, block)
    case 'context':
      return `<small>${listOf(block, 'elements')
        .map((element) => (element['type'] === 'image' ? imageHtml(element) : textHtml(world, element)))
        .join(' ')}</small>`
    case 'actions':
      return listOf(block, 'elements')
        .map((element) => elementHtml(element))
        .join('')
    case 'rich_text':
      return richHtml(world, block)
    case 'markdown':
      return mrkdwnHtml(world, textOf(block, 'text'))
    case 'image':
      return imageHtml(block)
    case 'input':
      return inputHtml(world, block, faults[block.block_id ?? ''])
    default:
      return `<small>${escapeHtml(block.type)}</small>`
  }
}

function sectionHtml(world: World, block: Block): string {
  const text = isFields(block['text']) ? `<div>${textHtml(world, inner(block, 'text'))}</div>` : ''
  const fields = listOf(block, 'fields').map((field) => `<div>${textHtml(world, field)}</div>`)
  const grid = fields.length > 0 ? `<div class="fields">${fields.join('')}</div>` : ''
  const accessory = isFields(block['accessory']) ? `<div>${elementHtml(inner(block, 'accessory'))}</div>` : ''
  return `<div>${text}${grid}</div>${accessory}`
}

/** Pictures stay words: the page loads nothing from elsewhere. */
function imageHtml(image: Fields): string {
  return `<span class="picture">${escapeHtml(textOf(image, 'alt_text') || 'Picture')}</span>`
}

/** A button, or a menu with a button of its own. */
function elementHtml(element: Fields): string {
  const action = escapeHtml(textOf(element, 'action_id'))
  const type = textOf(element, 'type')
  if (type === 'button') {
    const style = escapeHtml(textOf(element, 'style'))
    const label = escapeHtml(textOf(inner(element, 'text'), 'text'))
    return `<button class="${style}" name="press" value="${action}">${label}</button>`
  }
  if (type === 'image') return imageHtml(element)
  const label = escapeHtml(textOf(inner(element, 'placeholder'), 'text') || 'More')
  return `<span class="menu"><label><span class="unseen">${label}</span>${choiceHtml(element, `option ${action}`, label)}</label><button name="pick" value="${action}">Choose</button></span>`
}

function choiceHtml(element: Fields, name: string, label: string): string {
  if (textOf(element, 'type').includes('external')) return searchHtml(element, name, label)
  const options = [
    ...listOf(element, 'options'),
    ...listOf(element, 'option_groups').flatMap((group) => listOf(group, 'options')),
  ]
  if (options.length === 0) return `<input name="${name}" placeholder="${label}">`
  const chosen = isFields(element['initial_option']) ? textOf(inner(element, 'initial_option'), 'value') : ''
  const items = options.map((option) => {
    const value = textOf(option, 'value')
    const shown = escapeHtml(textOf(inner(option, 'text'), 'text'))
    return `<option value="${escapeHtml(value)}"${value === chosen ? ' selected' : ''}>${shown}</option>`
  })
  return `<select name="${name}"><option value="">${label}</option>${items.join('')}</select>`
}

function searchHtml(element: Fields, name: string, label: string): string {
  const action = escapeHtml(textOf(element, 'action_id'))
  const least = Number(element['min_query_length'] ?? 3)
  return `<input name="${name}" placeholder="${label}" list="list ${action}" data-search="${action}" data-least="${least}" autocomplete="off"><datalist id="list ${action}"></datalist>`
}

function inputHtml(world: World, block: Block, fault: string | undefined): string {
  const element = inner(block, 'element')
  const name = `field ${escapeHtml(block.block_id ?? '')}`
  const label = textHtml(world, inner(block, 'label'))
  const optional = block['optional'] === true ? ' <small>(optional)</small>' : ''
  const hint = isFields(block['hint']) ? `<small>${textHtml(world, inner(block, 'hint'))}</small>` : ''
  const wrong = fault ? `<strong class="fault">${escapeHtml(fault)}</strong>` : ''
  return `<label>${label}${optional}${fieldHtml(element, name)}</label>${hint}${wrong}`
}

const inputTypes: Record<string, string> = {
  datepicker: 'date',
  timepicker: 'time',
  number_input: 'number',
  email_text_input: 'email',
  url_text_input: 'url',
}

function fieldHtml(element: Fields, name: string): string {
  const type = textOf(element, 'type')
  const hint = escapeHtml(textOf(inner(element, 'placeholder'), 'text'))
  if (type.endsWith('select') || type === 'radio_buttons' || type === 'checkboxes')
    return choiceHtml(element, name, hint)
  const start = Object.entries(initialValue(element)).find(([key]) => key !== 'type')?.[1]
  const value = escapeHtml(typeof start === 'string' ? start : '')
  if (element['multiline'] === true)
    return `<textarea name="${name}" rows="5" placeholder="${hint}">${value}</textarea>`
  return `<input name="${name}" type="${inputTypes[type] ?? 'text'}" value="${value}" placeholder="${hint}">`
}
