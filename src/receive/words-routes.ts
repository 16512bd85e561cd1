// The shop's own names for the staff's pages: what teams and intents are called in each language.

import { z } from 'zod'
import type { ShopWords } from '../model/api.ts'
import { languages } from '../model/language.ts'
import type { Route } from '../ports/route.ts'

const Names = z.record(z.string(), z.record(z.enum(languages), z.string()))

const ShopWordsSchema: z.ZodType<ShopWords> = z
  .strictObject({ teams: Names, intents: Names, questions: z.record(z.string(), Names).optional() })
  .meta({ id: 'ShopWords', description: 'By the name that files and figures use, then by language' })

/** GET /api/words. It changes with the content; a page reads it once. */
export function wordsRoutes(deps: { readonly shopWords: () => ShopWords }): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/words',
      access: 'staff',
      summary: 'What teams, intents and the questions of flows are called, in each language',
      answers: { 200: { description: 'The names', schema: ShopWordsSchema } },
      handle: () => ({ status: 200, body: deps.shopWords() }),
    },
  ]
}
