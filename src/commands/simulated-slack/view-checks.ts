// What a modal or an App Home may be.

import { checkBlocks } from './block-checks.ts'
import { listOf, textOf } from './fields.ts'
import { textFaults } from './text-checks.ts'
import type { Block, Fields } from './world.ts'

export type ViewVerdict =
  | { readonly ok: true; readonly blocks: readonly Block[] }
  | { readonly ok: false; readonly messages: readonly string[] }

/** Checks a view whole; the platform calls every fault of it invalid_arguments. */
export function checkView(view: Fields): ViewVerdict {
  const kind = textOf(view, 'type')
  if (kind !== 'modal' && kind !== 'home') return refused(['must be modal or home [json-pointer:/view/type]'])
  const faults = [
    ...longFaults(view, 'private_metadata', 3000),
    ...longFaults(view, 'callback_id', 255),
    ...longFaults(view, 'external_id', 255),
    ...(kind === 'modal' ? modalFaults(view) : []),
  ]
  const verdict = checkBlocks(view['blocks'], kind)
  if (!verdict.ok)
    faults.push(...verdict.messages.map((text) => text.replace('[ERROR] ', '').replace(':/blocks', ':/view/blocks')))
  if (faults.length > 0) return refused(faults)
  return { ok: true, blocks: listOf(view, 'blocks') as readonly Block[] }
}

function modalFaults(view: Fields): string[] {
  const hasInput = listOf(view, 'blocks').some(({ type }) => type === 'input')
  return [
    ...textFaults(view['title'], 24, '/view/title', 'plain_text'),
    ...['submit', 'close'].flatMap((name) =>
      view[name] === undefined || view[name] === null ? [] : textFaults(view[name], 24, `/view/${name}`, 'plain_text'),
    ),
    ...(hasInput && !view['submit'] ? ['missing required field: submit [json-pointer:/view]'] : []),
  ]
}

function longFaults(view: Fields, name: string, most: number): string[] {
  return textOf(view, name).length > most
    ? [`must be less than ${most + 1} characters [json-pointer:/view/${name}]`]
    : []
}

function refused(faults: readonly string[]): ViewVerdict {
  return { ok: false, messages: faults.map((fault) => `[ERROR] ${fault}`) }
}
