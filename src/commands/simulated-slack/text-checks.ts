// What a text object may be; shared by the checks of blocks and of their elements.

import { isFields, textOf } from './fields.ts'

/** Checks a text object; returns its faults, each with its place. */
export function textFaults(value: unknown, longest: number, at: string, kind?: 'plain_text'): string[] {
  if (!isFields(value)) return [`missing required field: text [json-pointer:${at}]`]
  const type = textOf(value, 'type')
  if (type !== 'plain_text' && (type !== 'mrkdwn' || kind === 'plain_text'))
    return [`must be a ${kind ?? 'plain_text or mrkdwn'} object [json-pointer:${at}/type]`]
  const text = value['text']
  if (typeof text !== 'string') return [`must be a string [json-pointer:${at}/text]`]
  if (text.length === 0) return [`must be more than 0 characters [json-pointer:${at}/text]`]
  if (text.length > longest) return [`must be less than ${longest + 1} characters [json-pointer:${at}/text]`]
  const strange = type === 'plain_text' ? 'verbatim' : 'emoji'
  return strange in value ? [`invalid additional property: ${strange} [json-pointer:${at}]`] : []
}
