// Reading values whose shape is not known: arguments of a call, blocks, answers of the app.

import type { Block, Fields } from './world.ts'

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The field as fields of its own; empty when it is anything else. */
export function inner(fields: Fields, name: string): Fields {
  const value = fields[name]
  return isFields(value) ? value : {}
}

export function textOf(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** A flag as clients send it: true, "true", 1 or "1". */
export function flagOf(fields: Fields, name: string): boolean {
  return [true, 'true', 1, '1'].includes(fields[name] as string)
}

export function listOf(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name]
  return Array.isArray(value) ? value.filter(isFields) : []
}

export function isBlock(value: unknown): value is Block {
  return isFields(value) && typeof value['type'] === 'string'
}

/** Parses JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Every interactive element of these blocks with the block that it is in. */
export function elementsOf(blocks: readonly Block[]): { readonly block: Block; readonly element: Fields }[] {
  return blocks.flatMap((block) =>
    [...listOf(block, 'elements'), inner(block, 'accessory'), inner(block, 'element')]
      .filter((element) => typeof element['action_id'] === 'string')
      .map((element) => ({ block, element })),
  )
}
