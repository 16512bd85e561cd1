// What passes between widget and server, as zod schemas: they check every body and write /openapi.json.

import { z } from 'zod'
import type {
  ChatAccepted,
  ChatCarryOn,
  ChatCarryOnPost,
  ChatHistory,
  ChatMessage,
  ChatOpened,
  ChatPost,
  ChatProfile,
  ChatState,
} from '../../src/model/api.ts'
import { type Attachment, attachmentProblems, attachmentTypes, mostAttachments } from '../../src/model/attachment.ts'
import { languages } from '../../src/model/language.ts'

/** Longest message in characters (code points). */
export const longestText = 4000

const language = z.enum(languages)
/** A zone's IANA name; one that does not exist is passed over. */
const zone = z.string().max(64)
const position = z.int().min(0).max(2_147_483_647)
const choice = z.object({ label: z.string(), value: z.string() }).readonly()

const choicePattern =
  /^(person|skip|yes|no|none|part|(?:join|decline):[1-9]\d{0,8}|survey:[1-5]|language:(en|nb|sv|da|fi)|intent:[a-z0-9-]+|option:[\p{L}\p{N}_.-]+)$/u

/** A choice alone, or a text, files or both; the length of the text is counted after cleaning, not here. */
export const chatPost = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    text: z.string().optional(),
    choice: z.string().max(100).regex(choicePattern).optional(),
    attachments: z.array(z.string().max(40)).min(1).max(mostAttachments).readonly().optional(),
    language: language.optional(),
    zone: zone.optional(),
  })
  .refine(
    ({ text, choice, attachments }) => (choice === undefined) === (text !== undefined || attachments !== undefined),
  ) satisfies z.ZodType<ChatPost>

export const chatAccepted = z.object({
  id: z.string(),
  position,
  receivedAt: z.number(),
  outcome: z.enum(['new', 'duplicate']),
}) satisfies z.ZodType<ChatAccepted>

export const chatProfile = z.object({
  shopName: z.string(),
  languages: z.array(language).readonly(),
  accent: z.string(),
  longestText: z.number(),
  people: z.partialRecord(language, z.string()).readonly().optional(),
  carryOn: z
    .array(z.object({ channel: z.string(), name: z.string() }).readonly())
    .readonly()
    .optional(),
}) satisfies z.ZodType<ChatProfile>

export const chatProfileQuery = z.object({ zone: zone.optional() })

export const chatOpen = z.strictObject({ language: language.optional() })

export const chatOpened = z.object({
  token: z.string(),
  expiresAt: z.number(),
  conversationId: z.string(),
}) satisfies z.ZodType<ChatOpened>

export const chatFile = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['waiting', 'kept', 'refused']),
  type: z.enum(attachmentTypes).optional(),
  sizeBytes: z.number().optional(),
  problem: z.enum(attachmentProblems).optional(),
}) satisfies z.ZodType<Attachment>

export const chatFileParams = z.object({ id: z.string().max(40) })

/** The name in a query, as the visitor's device calls it. */
export const chatUpload = z.object({ name: z.string().max(1000).optional() })

export const chatMessage = z.object({
  position,
  id: z.string(),
  clientId: z.string().optional(),
  author: z.enum(['customer', 'bot', 'agent']),
  name: z.string().optional(),
  text: z.string(),
  choice: z.string().optional(),
  language,
  at: z.number(),
  kind: z
    .enum(['acknowledgement', 'answer', 'question', 'confirmation', 'relay', 'away', 'notice', 'survey'])
    .optional(),
  choices: z.array(choice).readonly().optional(),
  picture: z.object({ address: z.string(), alt: z.string() }).readonly().optional(),
  caseNumber: z.number().optional(),
  attachments: z.array(chatFile.readonly()).readonly().optional(),
}) satisfies z.ZodType<ChatMessage>

export const chatState = z.object({
  language,
  handler: z.enum(['bot', 'waiting', 'agent']),
  agentName: z.string().optional(),
  caseNumber: z.number().optional(),
  working: z.boolean(),
  asked: position.optional(),
  carriedOn: z.array(z.string()).readonly().optional(),
}) satisfies z.ZodType<ChatState>

export const chatHistory = z.object({
  messages: z.array(chatMessage).readonly(),
  more: z.boolean(),
  state: chatState,
}) satisfies z.ZodType<ChatHistory>

export const chatCarryOnPost = z.strictObject({
  channel: z.string().regex(/^[a-z-]{1,40}$/),
}) satisfies z.ZodType<ChatCarryOnPost>

export const chatCarryOn = z.object({
  url: z.string(),
  lastsMs: z.number(),
  qr: z.object({ size: z.number(), path: z.string() }).readonly(),
}) satisfies z.ZodType<ChatCarryOn>

/** `after` in a query: the last position that the visitor has. */
export const chatAfter = z.object({ after: z.coerce.number().pipe(position).optional() })

export const chatSeen = z.strictObject({ position })
