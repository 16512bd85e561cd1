// The workbench's calls and answers as schemas; the types of the model are checked against them by the compiler.

import { z } from 'zod'
import { languages } from '../model/language.ts'
import * as api from '../model/workbench-api.ts'

const Language = z.enum(languages)

const Text = z.string().max(api.longestFile)
const Said = z.string().max(10_000)
const Name = z
  .string()
  .regex(/^(_shop|_phrases|[a-z][a-z0-9]*(-[a-z0-9]+)*)$/, 'use small letters a-z, digits and single dashes')
  .max(60)
const IntentName = Name.refine((name) => !name.startsWith('_'), 'use small letters a-z, digits and single dashes')
const Hash = z.string().regex(/^[a-f0-9]{20}$/)
const Version = z.string().regex(/^\d{13}-[a-f0-9]{20}$/)
const Days = z.int().min(1).max(366)
const At = z.int().meta({ description: 'Epoch milliseconds, UTC' })

const byLanguage = <T extends z.ZodType>(value: T) =>
  z.strictObject({ en: value, nb: value, sv: value, da: value, fi: value })
const someLanguages = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    en: value.optional(),
    nb: value.optional(),
    sv: value.optional(),
    da: value.optional(),
    fi: value.optional(),
  })

const Form: z.ZodType<api.IntentForm> = z
  .strictObject({
    about: Said,
    kind: z.enum(['question', 'look-up', 'request', 'talk', '']),
    label: byLanguage(z.string().max(500)),
    utterances: byLanguage(z.array(z.string().max(500)).max(400)),
    texts: z.array(z.strictObject({ path: z.string().max(100), text: byLanguage(Said) })).max(60),
  })
  .meta({ id: 'IntentForm' })

const Draft = z.strictObject({ name: Name, text: Text })

export const NameParams = z.strictObject({ name: Name })
export const VersionParams = z.strictObject({ name: Name, version: Version })
export const TryBody = z.strictObject({
  text: z.string().trim().min(1).max(4_000),
  language: Language.optional(),
  drafts: z.array(Draft).max(3).optional(),
})
export const TestsBody = z.strictObject({ draft: Draft, all: z.boolean() })
export const CheckBody = z.strictObject({ name: Name, text: Text, form: Form.optional() })
export const SaveBody = z.strictObject({ text: Text, baseHash: Hash.optional() })
export const IntentParams = z.strictObject({ name: IntentName })
export const RestoreBody = z.strictObject({ version: Version, baseHash: Hash.optional() })
export const RemoveBody = z.strictObject({ baseHash: Hash })
export const NewBody = z.strictObject({
  name: IntentName,
  group: z.string().max(100).optional(),
  days: Days.optional(),
})
export const MarkBody = z.strictObject({
  group: z.string().max(100),
  days: Days,
  state: z.enum(['open', 'done', 'ignored']),
})
export const DaysQuery = z.strictObject({
  days: z
    .string()
    .regex(/^\d{1,3}$/, 'give a number of days')
    .transform(Number)
    .pipe(Days)
    .optional(),
})

const Problem: z.ZodType<api.WorkbenchProblem> = z
  .strictObject({
    file: z.string(),
    line: z.int(),
    severity: z.enum(['error', 'warning']),
    what: z.string(),
    remedy: z.string(),
  })
  .meta({ id: 'WorkbenchProblem' })
const Problems = z.array(Problem)

export const Live: z.ZodType<api.WorkbenchLive> = z.strictObject({
  state: z.enum(['live', 'waiting', 'broken']),
  problems: Problems,
})

const Choices = z.array(z.strictObject({ label: z.string(), value: z.string() }))
const ReplyKind = z.enum(['acknowledgement', 'answer', 'question', 'confirmation', 'relay', 'away', 'notice', 'survey'])
const TriedReply: z.ZodType<api.TriedReply> = z.strictObject({
  kind: ReplyKind,
  text: z.string(),
  choices: Choices.optional(),
})

const Learning = z.strictObject({ state: z.literal('learning') })
const Broken = z.strictObject({ state: z.literal('broken'), problems: Problems })

export const TryAnswer: z.ZodType<api.TryAnswer> = z.discriminatedUnion('state', [
  Learning,
  Broken,
  z.strictObject({
    state: z.literal('done'),
    language: z.strictObject({
      best: Language,
      asked: Language.optional(),
      shares: z.array(z.strictObject({ language: Language, share: z.number() })),
    }),
    intents: z.array(z.strictObject({ name: z.string(), label: z.string(), confidence: z.number() })),
    zone: z.enum(['sure', 'near', 'far']),
    marks: z.strictObject({
      certainty: z.number(),
      sureFrom: z.number(),
      scope: z.number(),
      nearFrom: z.number(),
    }),
    words: z.array(z.strictObject({ token: z.string(), weight: z.number() })),
    slots: z.record(z.string(), z.string()),
    mood: z.strictObject({ angry: z.boolean(), urgent: z.boolean(), safety: z.boolean() }),
    channels: z.array(z.strictObject({ name: z.string(), replies: z.array(TriedReply) })),
    case: z.strictObject({ team: z.string(), priority: z.string(), tags: z.array(z.string()) }).optional(),
  }),
])

export const TestsAnswer: z.ZodType<api.TestsAnswer> = z.discriminatedUnion('state', [
  Learning,
  Broken,
  z.strictObject({ state: z.literal('done'), count: z.int(), failures: Problems }),
])

export const ContentAnswer: z.ZodType<api.WorkbenchContent> = z.strictObject({
  writable: z.boolean(),
  languages: z.array(Language),
  zone: z.string(),
  live: Live,
  removed: z.array(z.strictObject({ name: z.string(), version: Version, at: At, who: z.string() })),
  files: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.string().optional(),
      label: someLanguages(z.string()).optional(),
      utterances: someLanguages(z.int()).optional(),
      tests: z.int(),
      errors: z.int(),
      warnings: z.int(),
    }),
  ),
})

const checked = { text: z.string(), form: Form.optional(), problems: Problems }
const VersionLine = z.strictObject({
  id: z.string(),
  at: At,
  who: z.string(),
  restores: z.string().optional(),
  removes: z.literal(true).optional(),
  added: z.int(),
  removed: z.int(),
})
const Diff = z.array(z.strictObject({ kind: z.enum(['same', 'added', 'removed']), text: z.string() }))

export const CheckedAnswer: z.ZodType<api.Checked> = z.strictObject(checked)
export const FileAnswer: z.ZodType<api.WorkbenchFile> = z.strictObject({
  ...checked,
  name: z.string(),
  hash: Hash,
  writable: z.boolean(),
  versions: z.array(VersionLine),
})
const refusals = [
  z.strictObject({ outcome: z.literal('changed'), hash: Hash, theirs: z.string(), diff: Diff }),
  z.strictObject({ outcome: z.literal('read-only') }),
  z.strictObject({ outcome: z.literal('problems'), problems: Problems }),
] as const
export const SaveAnswer: z.ZodType<api.SaveAnswer> = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('saved'), hash: Hash, text: z.string(), version: VersionLine }),
  ...refusals,
])
export const RemoveAnswer: z.ZodType<api.RemoveAnswer> = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('removed'), version: VersionLine }),
  ...refusals,
])
export const NeededAnswer: z.ZodType<api.RemovalView> = z.strictObject({
  followUpOf: z.array(z.string()),
  problems: Problems,
})
export const VersionAnswer: z.ZodType<api.WorkbenchVersionView> = z.strictObject({ version: VersionLine, diff: Diff })
export const NewAnswer: z.ZodType<api.NewAnswer> = z.strictObject({ name: z.string(), text: z.string() })

const Times = z.int().min(1)
const Lines = z.array(z.strictObject({ text: z.string(), language: Language, times: Times }))
export const UnansweredAnswer: z.ZodType<api.Unanswered> = z.strictObject({
  from: At,
  now: At,
  more: z.boolean(),
  groups: z.array(
    z.strictObject({
      id: z.string(),
      suggestedName: z.string(),
      state: z.enum(['open', 'done', 'ignored']),
      again: z.boolean(),
      messages: z.int(),
      conversations: z.int(),
      lastAt: At,
      lately: z.array(z.strictObject({ at: At, conversationId: z.string() })),
      longestWaitMs: z.int().optional(),
      meanWaitMs: z.int().optional(),
      stillWaiting: z.int(),
      wordings: Lines,
      replies: Lines,
      picked: z.array(z.strictObject({ intent: z.string().optional(), times: Times })),
    }),
  ),
})
