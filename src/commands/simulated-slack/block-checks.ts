// What Block Kit takes: kinds, sizes and ids of blocks; a breach is said with the place, as the platform says it.

import { elementFaults } from './element-checks.ts'
import { inner, isBlock, isFields, listOf, textOf } from './fields.ts'
import { textFaults } from './text-checks.ts'
import type { Block, Fields } from './world.ts'

/** All blocks of a message together, every text, value and id counted. Not documented; seen in the field. */
const longestTogether = 13_200

export type Surface = 'message' | 'modal' | 'home'

const mostBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 }

/** Kinds of blocks by surface. */
const kinds: Record<Surface, readonly string[]> = {
  message: 'actions,context,divider,header,image,markdown,rich_text,section,video,file,input'.split(','),
  modal: 'actions,context,divider,header,image,input,rich_text,section,video'.split(','),
  home: 'actions,context,divider,header,image,input,rich_text,section,video'.split(','),
}

export type BlockVerdict =
  | { readonly ok: true; readonly blocks: readonly Block[] }
  | { readonly ok: false; readonly error: string; readonly messages: readonly string[] }

/** Checks the `blocks` argument whole. Faults name their place as a JSON pointer. */
export function checkBlocks(value: unknown, surface: Surface): BlockVerdict {
  if (!Array.isArray(value)) return refused(['must be an array [json-pointer:/blocks]'])
  if (value.length > mostBlocks[surface])
    return refused([`no more than ${mostBlocks[surface]} items allowed [json-pointer:/blocks]`])
  if (!value.every(isBlock)) return refused(['missing required field: type [json-pointer:/blocks]'])
  const faults = value.flatMap((block, at) => blockFaults(block, surface, `/blocks/${at}`))
  const doubles = [...doublesIn(value.map((block) => block.block_id)), ...value.flatMap(doubleActions)]
  faults.push(...doubles.map((id) => `\`${id}\` is a duplicate id [json-pointer:/blocks]`))
  if (faults.length > 0) return refused(faults)
  if (surface === 'message' && charactersOf(value) > longestTogether)
    return { ok: false, error: 'msg_blocks_too_long', messages: [] }
  return { ok: true, blocks: value }
}

function blockFaults(block: Block, surface: Surface, at: string): string[] {
  if (!kinds[surface].includes(block.type)) return [`unsupported type: ${block.type} [json-pointer:${at}/type]`]
  const id = block.block_id
  const idFaults =
    id !== undefined && (typeof id !== 'string' || id.length > 255)
      ? [`must be less than 256 characters [json-pointer:${at}/block_id]`]
      : []
  return [...idFaults, ...contentFaults(block, at)]
}

function contentFaults(block: Block, at: string): string[] {
  switch (block.type) {
    case 'section':
      return sectionFaults(block, at)
    case 'header':
      return textFaults(block['text'], 150, `${at}/text`, 'plain_text')
    case 'markdown':
      return lengthFaults(block, 'text', 1, 12_000, at)
    case 'context':
      return [
        ...countFaults(block, 10, at),
        ...listOf(block, 'elements').flatMap((element, n) =>
          element['type'] === 'image'
            ? imageFaults(element, `${at}/elements/${n}`)
            : textFaults(element, 3000, `${at}/elements/${n}`),
        ),
      ]
    case 'actions':
      return [
        ...countFaults(block, 25, at),
        ...listOf(block, 'elements').flatMap((element, n) => elementFaults(element, `${at}/elements/${n}`, 'actions')),
      ]
    case 'input':
      return inputFaults(block, at)
    case 'image':
      return imageFaults(block, at)
    case 'rich_text':
      return Array.isArray(block['elements']) ? [] : [`missing required field: elements [json-pointer:${at}]`]
    default:
      return []
  }
}

function sectionFaults(block: Block, at: string): string[] {
  const fields = block['fields']
  if (block['text'] === undefined && fields === undefined)
    return [`missing required field: text or fields [json-pointer:${at}]`]
  return [
    ...(block['text'] === undefined ? [] : textFaults(block['text'], 3000, `${at}/text`)),
    ...(fields === undefined ? [] : fieldsFaults(fields, at)),
    ...(block['accessory'] === undefined ? [] : elementFaults(inner(block, 'accessory'), `${at}/accessory`, 'section')),
  ]
}

function fieldsFaults(fields: unknown, at: string): string[] {
  if (!Array.isArray(fields) || fields.length === 0)
    return [`no fewer than 1 items allowed [json-pointer:${at}/fields]`]
  if (fields.length > 10) return [`no more than 10 items allowed [json-pointer:${at}/fields]`]
  return fields.flatMap((field, n) => textFaults(field, 2000, `${at}/fields/${n}`))
}

function inputFaults(block: Block, at: string): string[] {
  return [
    ...textFaults(block['label'], 2000, `${at}/label`, 'plain_text'),
    ...(block['hint'] === undefined ? [] : textFaults(block['hint'], 2000, `${at}/hint`, 'plain_text')),
    ...elementFaults(inner(block, 'element'), `${at}/element`, 'input'),
  ]
}

function imageFaults(image: Fields, at: string): string[] {
  if (!image['image_url'] && !image['slack_file']) return [`missing required field: image_url [json-pointer:${at}]`]
  return [...lengthFaults(image, 'image_url', 0, 3000, at), ...lengthFaults(image, 'alt_text', 0, 2000, at)].concat(
    typeof image['alt_text'] === 'string' ? [] : [`missing required field: alt_text [json-pointer:${at}]`],
  )
}

function lengthFaults(fields: Fields, name: string, least: number, most: number, at: string): string[] {
  const length = textOf(fields, name).length
  if (length < least) return [`must be more than ${least - 1} characters [json-pointer:${at}/${name}]`]
  return length > most ? [`must be less than ${most + 1} characters [json-pointer:${at}/${name}]`] : []
}

function countFaults(block: Block, most: number, at: string): string[] {
  const { length } = listOf(block, 'elements')
  if (length === 0) return [`no fewer than 1 items allowed [json-pointer:${at}/elements]`]
  return length > most ? [`no more than ${most} items allowed [json-pointer:${at}/elements]`] : []
}

/** The same action_id twice in one block. */
function doubleActions(block: Block): string[] {
  return doublesIn(listOf(block, 'elements').map((element) => textOf(element, 'action_id') || undefined))
}

function doublesIn(ids: readonly unknown[]): string[] {
  return ids.filter((id, at): id is string => typeof id === 'string' && ids.indexOf(id) !== at)
}

/** Characters of all texts, values and ids in the blocks: what the undocumented limit was seen to count. */
function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + charactersOf(each), 0)
  return isFields(value) ? charactersOf(Object.values(value)) : 0
}

function refused(faults: readonly string[]): BlockVerdict {
  return { ok: false, error: 'invalid_blocks', messages: faults.map((fault) => `[ERROR] ${fault}`) }
}
