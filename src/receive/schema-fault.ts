// Says in plain words what is wrong with a part of a call; a schema's own words, where it has some, go first.

import type { z } from 'zod'

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}
const counted: Readonly<Record<string, string>> = { string: ' characters', array: ' entries', set: ' entries' }

/** An error map for one `safeParse`; undefined leaves the words to zod. Never repeats a value, only names of keys. */
export const sayIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value'))
    return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return `give ${kinds[issue.expected] ?? 'another kind of value'}`
    case 'invalid_value':
      return `give ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `give at least ${issue.minimum}${counted[issue.origin] ?? ''}`
    case 'too_big':
      return `give at most ${issue.maximum}${counted[issue.origin] ?? ''}`
    case 'unrecognized_keys':
      return `leave out ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}, which is not known here`
    case 'invalid_format':
      return 'is not written as this address wants it; see /openapi.json'
    case 'invalid_union':
      return 'fits none of the forms that this address takes; see /openapi.json'
    default:
      return undefined
  }
}
