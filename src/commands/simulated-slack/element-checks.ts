// What Block Kit takes of interactive elements: buttons, menus, inputs; each with its documented sizes.

import { inner, isFields, listOf, textOf } from './fields.ts'
import { textFaults } from './text-checks.ts'
import type { Fields } from './world.ts'

export type Place = 'actions' | 'section' | 'input'

const everywhere = ['actions', 'section', 'input'] as const

/** Which element may stand where. */
const places: Record<string, readonly Place[]> = {
  button: ['actions', 'section'],
  image: ['section'],
  overflow: ['actions', 'section'],
  static_select: everywhere,
  external_select: everywhere,
  users_select: everywhere,
  conversations_select: everywhere,
  channels_select: everywhere,
  multi_static_select: ['section', 'input'],
  multi_external_select: ['section', 'input'],
  multi_users_select: ['section', 'input'],
  radio_buttons: everywhere,
  checkboxes: everywhere,
  datepicker: everywhere,
  timepicker: everywhere,
  datetimepicker: ['actions', 'input'],
  plain_text_input: ['input'],
  number_input: ['input'],
  email_text_input: ['input'],
  url_text_input: ['input'],
  rich_text_input: everywhere,
  file_input: ['input'],
}

/** Checks one element; returns its faults, each with its place. */
export function elementFaults(element: Fields, at: string, place: Place): string[] {
  const type = textOf(element, 'type')
  if (!places[type]?.includes(place)) return [`unsupported type: ${type} [json-pointer:${at}/type]`]
  if (type === 'image') return imageElementFaults(element, at)
  const actionId = element['action_id']
  const faults: string[] = []
  if (actionId !== undefined && (typeof actionId !== 'string' || actionId.length > 255 || actionId.length === 0))
    faults.push(`must be less than 256 characters [json-pointer:${at}/action_id]`)
  if (element['placeholder'] !== undefined)
    faults.push(...textFaults(element['placeholder'], 150, `${at}/placeholder`, 'plain_text'))
  if (element['confirm'] !== undefined) faults.push(...confirmFaults(inner(element, 'confirm'), `${at}/confirm`))
  return [...faults, ...ownFaults(type, element, at)]
}

function ownFaults(type: string, element: Fields, at: string): string[] {
  switch (type) {
    case 'button':
      return buttonFaults(element, at)
    case 'overflow':
      return optionsFaults(element, 1, 5, 75, at)
    case 'static_select':
    case 'multi_static_select':
      return 'option_groups' in element
        ? listOf(element, 'option_groups').flatMap((group, n) =>
            optionsFaults(group, 1, 100, 150, `${at}/option_groups/${n}`),
          )
        : optionsFaults(element, 1, 100, 150, at)
    case 'radio_buttons':
    case 'checkboxes':
      return optionsFaults(element, 1, 10, 150, at)
    case 'plain_text_input':
      return sizeFaults(element, at)
    default:
      return []
  }
}

function buttonFaults(button: Fields, at: string): string[] {
  const faults = textFaults(button['text'], 75, `${at}/text`, 'plain_text')
  const value = button['value']
  if (value !== undefined && (typeof value !== 'string' || value.length > 2000 || value.length === 0))
    faults.push(`must be less than 2001 characters [json-pointer:${at}/value]`)
  if (textOf(button, 'url').length > 3000) faults.push(`must be less than 3001 characters [json-pointer:${at}/url]`)
  if (button['style'] !== undefined && !['primary', 'danger'].includes(String(button['style'])))
    faults.push(`must be primary or danger [json-pointer:${at}/style]`)
  if (textOf(button, 'accessibility_label').length > 75)
    faults.push(`must be less than 76 characters [json-pointer:${at}/accessibility_label]`)
  return faults
}

/** Options as a menu holds them: 1 to 100 with texts of 75 characters and values of 150 (options of lists: 75). */
export function optionsFaults(holder: Fields, least: number, most: number, longestValue: number, at: string): string[] {
  const options = holder['options']
  if (!Array.isArray(options) || options.length < least)
    return [`no fewer than ${least} items allowed [json-pointer:${at}/options]`]
  if (options.length > most) return [`no more than ${most} items allowed [json-pointer:${at}/options]`]
  return options.flatMap((option: unknown, n) => {
    const where = `${at}/options/${n}`
    if (!isFields(option)) return [`must be an object [json-pointer:${where}]`]
    const value = option['value']
    const faults = textFaults(option['text'], 75, `${where}/text`)
    if (typeof value !== 'string' || value.length === 0 || value.length > longestValue)
      faults.push(`must be less than ${longestValue + 1} characters [json-pointer:${where}/value]`)
    if (option['description'] !== undefined)
      faults.push(...textFaults(option['description'], 75, `${where}/description`))
    return faults
  })
}

function confirmFaults(confirm: Fields, at: string): string[] {
  return [
    ...textFaults(confirm['title'], 100, `${at}/title`, 'plain_text'),
    ...textFaults(confirm['text'], 300, `${at}/text`),
    ...textFaults(confirm['confirm'], 30, `${at}/confirm`, 'plain_text'),
    ...textFaults(confirm['deny'], 30, `${at}/deny`, 'plain_text'),
  ]
}

function sizeFaults(input: Fields, at: string): string[] {
  const longest = Number(input['max_length'] ?? 3000)
  const faults = longest > 3000 || longest < 1 ? [`must be less than 3001 [json-pointer:${at}/max_length]`] : []
  if (textOf(input, 'initial_value').length > longest)
    faults.push(`must be less than ${longest + 1} characters [json-pointer:${at}/initial_value]`)
  return faults
}

function imageElementFaults(image: Fields, at: string): string[] {
  const faults =
    image['image_url'] || image['slack_file'] ? [] : [`missing required field: image_url [json-pointer:${at}]`]
  return typeof image['alt_text'] === 'string'
    ? faults
    : [...faults, `missing required field: alt_text [json-pointer:${at}]`]
}
