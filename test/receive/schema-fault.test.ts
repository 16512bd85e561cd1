// What a caller reads when a part of the call does not fit: plain words, never the schema library's.

import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sayIssue } from '../../src/receive/schema-fault.ts'

function said(schema: z.ZodType, value: unknown): string | undefined {
  return schema.safeParse(value, { error: sayIssue }).error?.issues[0]?.message
}

describe('a part of a call that does not fit', () => {
  it.each([
    ['no number', z.coerce.number(), 'ten', 'give a number'],
    ['half a number', z.int(), 1.5, 'give a whole number'],
    ['a number for a text', z.string(), 7, 'give a text'],
    ['nothing', z.string(), undefined, 'is missing'],
    ['no choice', z.enum(['en', 'nb']), undefined, 'is missing'],
    ['another choice', z.enum(['en', 'nb']), 'hemmelig', 'give one of en, nb'],
    ['too long', z.string().max(3), 'hemmelig', 'give at most 3 characters'],
    ['too many', z.array(z.int()).max(1), [1, 2], 'give at most 1 entries'],
    ['too small', z.int().min(1), 0, 'give at least 1'],
    ['unknown keys', z.strictObject({}), { depth: 'hemmelig' }, 'leave out "depth", which is not known here'],
    ['the schema\u2019s own words', z.string().regex(/^a$/, 'use the letter a'), 'b', 'use the letter a'],
  ] as const)('says it plainly: %s', (_, schema, value, words) => {
    expect(said(schema, value)).toBe(words)
  })
  it('never repeats a value, nor the library\u2019s own words', () => {
    const union = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('take') })])
    for (const words of [said(union, { kind: 'hemmelig' }), said(z.email(), 'hemmelig')]) {
      expect(words).toMatch(/openapi\.json/)
      expect(words).not.toMatch(/hemmelig|Invalid/)
    }
  })
})
