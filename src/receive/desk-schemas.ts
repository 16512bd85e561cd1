// The desk's answers as schemas, for /openapi.json; the types of the model are checked against them by the compiler.

import { z } from 'zod'
import type { CannedAnswers, DeskActionAnswer, DeskCases, DeskCaseView } from '../model/api.ts'
import { attachmentProblems, attachmentTypes } from '../model/attachment.ts'
import { languages } from '../model/language.ts'

const Language = z.enum(languages)
const Person = z.strictObject({ id: z.string(), name: z.string() })
const At = z.int().meta({ description: 'Epoch milliseconds, UTC' })

/** What customers are told of an incident. */
export const NoteSchema = z.partialRecord(Language, z.string().max(2000))

const DeskCaseSchema = z
  .strictObject({
    number: z.int(),
    conversationId: z.string(),
    episodeId: z.string(),
    state: z.enum(['waiting', 'owned', 'handed-back', 'solved']),
    reason: z.enum(['asked', 'request', 'not-understood', 'mood', 'failure', 'late']),
    intent: z.string().optional(),
    tags: z.array(z.string()),
    priority: z.enum(['low', 'normal', 'high', 'urgent']),
    team: z.string(),
    language: Language,
    owner: Person.optional(),
    openedAt: At,
    promiseAt: At,
    humanRepliedAt: At.optional(),
    wroteAgainAt: At.optional(),
    takenAt: At.optional(),
    ownerSince: At.optional(),
    laterUntil: At.optional(),
    promiseRenewals: z.int().optional(),
    ladder: z.strictObject({ from: At, promiseAt: At, step: z.int() }).optional(),
    solvedAt: At.optional(),
    summary: z.strictObject({
      wish: z.string(),
      facts: z.record(z.string(), z.string()),
      tried: z.array(z.string()),
      mood: z.array(z.enum(['angry', 'urgent'])),
    }),
    channel: z.string(),
    lastLine: z.string(),
    lastLineAt: At,
    unanswered: z.boolean(),
  })
  .meta({ id: 'DeskCase' })

export const DeskCasesSchema: z.ZodType<DeskCases> = z.strictObject({
  cases: z.array(DeskCaseSchema),
  now: At,
  teams: z.array(z.strictObject({ name: z.string(), label: z.string() })),
  agents: z.array(Person),
  incidents: z.array(
    z
      .strictObject({
        id: z.string(),
        intent: z.string(),
        label: z.string().optional(),
        tag: z.string().optional().meta({ description: 'Set where it is of several intents filed under this tag' }),
        state: z.enum(['suspected', 'known']),
        since: At,
        customers: z.int(),
        note: NoteSchema.optional(),
        confirmedBy: Person.optional(),
      })
      .meta({ id: 'DeskIncident' }),
  ),
  languages: z.array(Language),
})

export const AttachmentSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    state: z.enum(['waiting', 'kept', 'refused']).meta({ description: 'waiting: it is on its way from a far side' }),
    type: z.enum(attachmentTypes).optional().meta({ description: 'By its content' }),
    sizeBytes: z.int().optional(),
    problem: z.enum(attachmentProblems).optional(),
  })
  .meta({ id: 'Attachment' })

const DeskMessageSchema = z
  .strictObject({
    position: z.int(),
    id: z.string(),
    author: z.enum(['customer', 'bot', 'agent']),
    name: z.string().optional(),
    text: z.string(),
    language: Language.optional(),
    at: At,
    note: z.boolean().meta({ description: 'Inside; never shown to the customer' }),
    kind: z
      .enum(['acknowledgement', 'answer', 'question', 'confirmation', 'relay', 'away', 'notice', 'survey'])
      .optional(),
    choices: z.array(z.strictObject({ label: z.string(), value: z.string() })).optional(),
    delivery: z.enum(['waiting', 'delivered', 'failed', 'doubt']).optional(),
    deliveryError: z.string().optional(),
    attachments: z.array(AttachmentSchema).optional(),
    inPlace: z.enum(['changed', 'removed']).optional().meta({ description: 'At the copy that the customer has' }),
    change: z
      .enum(['edited', 'withdrawn'])
      .optional()
      .meta({ description: 'The customer changed what they had said before to this, or took this back' }),
  })
  .meta({ id: 'DeskMessage' })

export const DeskCaseViewSchema: z.ZodType<DeskCaseView> = z.strictObject({
  case: DeskCaseSchema,
  messages: z.array(DeskMessageSchema),
  seenPosition: z.int(),
  now: At,
  zone: z.string().meta({ description: "The shop's time zone, an IANA name" }),
})

export const DeskActionAnswerSchema: z.ZodType<DeskActionAnswer> = z.strictObject({
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('done'),
      as: z.literal('noted').optional().meta({ description: 'Marked as a remark, so it stayed inside' }),
    }),
    z.strictObject({
      kind: z.literal('refused'),
      why: z.enum(['owned-by-other', 'not-owner', 'already-solved', 'no-case', 'empty', 'failed']),
      ownerName: z.string().optional(),
    }),
  ]),
})

export const CannedAnswersSchema: z.ZodType<CannedAnswers> = z.strictObject({
  answers: z.array(z.strictObject({ name: z.string(), text: z.string() })),
})
