// A conversation to be read by whoever looks at the figures: what the customer saw, with what identifies them hidden.

import { z } from 'zod'
import { languages } from '../model/language.ts'
import type { Message } from '../model/message.ts'
import type { ReadConversation } from '../model/views.ts'
import type { Route } from '../ports/route.ts'
import type { Store } from '../ports/store.ts'
import { notFound } from './refusal.ts'

export type ReadingDeps = {
  readonly store: Pick<Store, 'conversation' | 'transcript'>
  /** Hides what identifies a customer. */
  readonly mask: () => (text: string) => string
}

const Params = z.strictObject({ id: z.string().regex(/^[\w.:-]{1,80}$/, 'no conversation has such an id') })
/** Longer ones are read to here; the answer says that there is more. */
const mostLines = 300

const Read = z.object({
  ...{ id: z.string(), channel: z.string(), language: z.enum(languages), more: z.boolean() },
  lines: z.array(
    z.object({
      at: z.int(),
      author: z.enum(['customer', 'bot', 'agent']),
      language: z.enum(languages).optional(),
      text: z.string().meta({ description: 'Names, addresses and numbers hidden' }),
      files: z.int().optional().meta({ description: 'How many files came with it' }),
    }),
  ),
})

/** GET /api/stats/conversations/:id. Neither notes nor names are in it: cases are read in full on the desk page. */
export function readingRoutes({ store, mask }: ReadingDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/stats/conversations/:id',
      access: 'manager',
      // Customers' words: a key that reads figures does not read these.
      scope: 'desk:read',
      summary: 'What a customer and the bot or an agent said to each other, with names and numbers hidden',
      params: Params,
      answers: {
        200: { description: 'Oldest first', schema: Read },
        404: { description: 'There is no such conversation' },
      },
      async handle({ params }) {
        const conversation = await store.conversation(params['id'] ?? '')
        if (!conversation) throw notFound()
        const { id, channel, language } = conversation
        const messages = await store.transcript(id, 0, mostLines + 1)
        const [labels, hide] = [labelsIn(messages), mask()]
        return {
          status: 200,
          body: {
            ...{ id, channel, language, more: messages.length > mostLines },
            lines: messages.slice(0, mostLines).map((message) => lineOf(message, labels, hide)),
          } satisfies ReadConversation,
        }
      },
    },
  ]
}

/** What the buttons said: a press arrives as the button's value alone. */
const labelsIn = (messages: readonly Message[]): ReadonlyMap<string, string> =>
  new Map(messages.flatMap(({ reply }) => reply?.choices ?? []).map(({ value, label }) => [value, label]))

function lineOf(
  { receivedAt, author, text, choice = '', reply, attachments = [], languageHint }: Message,
  labels: ReadonlyMap<string, string>,
  hide: (text: string) => string,
): ReadConversation['lines'][number] {
  const language = reply?.language ?? languageHint
  return {
    ...{ at: receivedAt, author: author.kind, text: hide(text || labels.get(choice) || '') },
    ...(language !== undefined && { language }),
    ...(attachments.length > 0 && { files: attachments.length }),
  }
}
