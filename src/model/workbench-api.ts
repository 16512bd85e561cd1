// What the workbench page and the server say to each other. Editors only.

import type { ByLanguage, Language } from './language.ts'
import type { Choice, ReplyKind } from './reply.ts'
import type { Intent } from './shop.ts'
import type { Slots, Understanding } from './understanding.ts'

/** Longest text of one file that is taken, in characters. */
export const longestFile = 40_000

/** What is wrong in a file, for the editor. */
export type WorkbenchProblem = {
  /** The file's name within its folder. */
  readonly file: string
  readonly line: number
  readonly severity: 'error' | 'warning'
  readonly what: string
  readonly remedy: string
}

/** Whether what stands on disk is what customers get. `waiting`: it is being learnt. */
export type WorkbenchLive = {
  readonly state: 'live' | 'waiting' | 'broken'
  /** Where it is broken: why. */
  readonly problems: readonly WorkbenchProblem[]
}

/** A file that is changed and not saved. `name` is the file's name without `.yaml`. */
export type WorkbenchDraft = { readonly name: string; readonly text: string }

// --- try it ---

/** POST /api/workbench/try. With drafts the content is compiled apart from what customers get. */
export type TryPost = {
  readonly text: string
  /** The language of the customer's page; without it the shop's first. */
  readonly language?: Language
  readonly drafts?: readonly WorkbenchDraft[]
}

/** `learning`: ask the same again. `broken`: the drafts have errors, so there is nothing to try. */
export type TryAnswer =
  | { readonly state: 'learning' }
  | { readonly state: 'broken'; readonly problems: readonly WorkbenchProblem[] }
  | ({ readonly state: 'done' } & Tried)

export type Tried = {
  /** `shares`: how likely each served language is by this message and its page, together 1. */
  readonly language: {
    readonly best: Language
    readonly asked?: Language
    readonly shares: readonly { readonly language: Language; readonly share: number }[]
  }
  /** Best first. */
  readonly intents: readonly { readonly name: string; readonly label: string; readonly confidence: number }[]
  readonly zone: Understanding['zone']
  /** Why it is sure, near or far: what was measured, and the marks it is held against; all in [0, 1]. */
  readonly marks: {
    readonly certainty: number
    readonly sureFrom: number
    readonly scope: number
    readonly nearFrom: number
  }
  /** The words that spoke for the best intent (above 0) or against it, as shares of the say, strongest first. */
  readonly words: readonly { readonly token: string; readonly weight: number }[]
  readonly slots: Slots
  readonly mood: Understanding['mood']
  /** What the customer would get, as each channel would show it. */
  readonly channels: readonly { readonly name: string; readonly replies: readonly TriedReply[] }[]
  /** The case that would be opened. */
  readonly case?: { readonly team: string; readonly priority: string; readonly tags: readonly string[] }
}

export type TriedReply = { readonly kind: ReplyKind; readonly text: string; readonly choices?: readonly Choice[] }

/** POST /api/workbench/tests: the tests inside one file, or with `all` of the whole folder, with the draft in place. */
export type TestsPost = { readonly draft: WorkbenchDraft; readonly all: boolean }
export type TestsAnswer =
  | { readonly state: 'learning' }
  | { readonly state: 'broken'; readonly problems: readonly WorkbenchProblem[] }
  | { readonly state: 'done'; readonly count: number; readonly failures: readonly WorkbenchProblem[] }

// --- files ---

/** GET /api/workbench/content. Labels and counts are missing where a file cannot be read. */
export type WorkbenchContent = {
  /** False: the folder cannot be written to; texts can be copied from the page. */
  readonly writable: boolean
  readonly languages: readonly Language[]
  /** The shop's time zone, an IANA name: times are said in it. */
  readonly zone: string
  readonly live: WorkbenchLive
  readonly files: readonly WorkbenchFileLine[]
  /** Intents that were deleted and can be brought back, the latest first. */
  readonly removed: readonly WorkbenchRemoved[]
}

/** `version`: what is to be restored. `who` is empty where the file went by another way than the workbench. */
export type WorkbenchRemoved = {
  readonly name: string
  readonly version: string
  readonly at: number
  readonly who: string
}

export type WorkbenchFileLine = {
  readonly name: string
  readonly kind?: string
  readonly label?: Partial<ByLanguage<string>>
  readonly utterances?: Partial<ByLanguage<number>>
  readonly tests: number
  readonly errors: number
  readonly warnings: number
}

/** The parts of an intent that a form can edit. Missing languages are empty. */
export type IntentForm = {
  readonly about: string
  readonly kind: Intent['kind'] | ''
  readonly label: ByLanguage<string>
  readonly utterances: ByLanguage<readonly string[]>
  /** Every text that is said, in the file's order; `path` leads to it: `answer`, `steps.0.question` ... */
  readonly texts: readonly { readonly path: string; readonly text: ByLanguage<string> }[]
}

/** GET /api/workbench/files/:name */
export type WorkbenchFile = Checked & {
  readonly name: string
  /** Names this state of the file; sent back when saving. */
  readonly hash: string
  readonly writable: boolean
  readonly versions: readonly WorkbenchVersion[]
}

/** POST /api/workbench/check: with a form, its changes are first written into the text. */
export type CheckPost = { readonly name: string; readonly text: string; readonly form?: IntentForm }

export type Checked = {
  readonly text: string
  /** Missing where the file is no intent that can be read. */
  readonly form?: IntentForm
  /** This file's first, then what other files have against it. */
  readonly problems: readonly WorkbenchProblem[]
}

/** POST /api/workbench/files/:name. `baseHash`: the state that was opened; none for a new file. */
export type SavePost = { readonly text: string; readonly baseHash?: string }

/** POST /api/workbench/files/:name/restore: an earlier version becomes a new one. No hash: the file is deleted now. */
export type RestorePost = { readonly version: string; readonly baseHash?: string | undefined }

/** GET /api/workbench/files/:name/needed: what deleting the intent would change besides. */
export type RemovalView = {
  /** Files that offer it as a follow-up; it is taken out of them. */
  readonly followUpOf: readonly string[]
  /** What would be broken without it: while there is any, it cannot be deleted. */
  readonly problems: readonly WorkbenchProblem[]
}

/** POST /api/workbench/files/:name/remove. `baseHash`: the state that was opened. */
export type RemovePost = { readonly baseHash: string }

/** 200 removed; 409 for the rest, as in `SaveAnswer`. */
export type RemoveAnswer =
  | { readonly outcome: 'removed'; readonly version: WorkbenchVersion }
  | Exclude<SaveAnswer, { outcome: 'saved' }>

/** 200 saved; 409 for the rest. `changed`: somebody changed the file meanwhile; theirs is shown beside. */
export type SaveAnswer =
  | { readonly outcome: 'saved'; readonly hash: string; readonly text: string; readonly version: WorkbenchVersion }
  | { readonly outcome: 'changed'; readonly hash: string; readonly theirs: string; readonly diff: readonly DiffLine[] }
  | { readonly outcome: 'read-only' }
  | { readonly outcome: 'problems'; readonly problems: readonly WorkbenchProblem[] }

export type WorkbenchVersion = {
  readonly id: string
  readonly at: number
  /** Empty: it came to the file by another way than the workbench, at the latest then. */
  readonly who: string
  /** The version that this one brought back. */
  readonly restores?: string
  /** The file was deleted by it. */
  readonly removes?: true
  readonly added: number
  readonly removed: number
}

export type DiffLine = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }

/** GET /api/workbench/files/:name/versions/:version */
export type WorkbenchVersionView = { readonly version: WorkbenchVersion; readonly diff: readonly DiffLine[] }

/** POST /api/workbench/new: a file's text to begin with, from a group of unanswered questions or empty. Saves nothing. */
export type NewPost = { readonly name: string; readonly group?: string; readonly days?: number }
export type NewAnswer = { readonly name: string; readonly text: string }

// --- unanswered ---

export type MarkState = 'open' | 'done' | 'ignored'

/** GET /api/workbench/unanswered?days and GET /api/stats/unanswered?days: most asked first. E-mail, phone and order numbers are masked. */
export type Unanswered = {
  readonly from: number
  readonly now: number
  /** More was asked than is looked at: only the latest are. */
  readonly more: boolean
  readonly groups: readonly UnansweredGroup[]
}

export type UnansweredGroup = {
  readonly id: string
  /** A name that no intent has, made from the commonest words. */
  readonly suggestedName: string
  readonly state: MarkState
  /** It was marked done, and customers asked it again since. */
  readonly again: boolean
  readonly messages: number
  readonly conversations: number
  readonly lastAt: number
  /** Where it was asked last, latest first, each conversation once. */
  readonly lately: readonly { readonly at: number; readonly conversationId: string }[]
  /** From the question to the agent's answer, or to now while the case is open; missing where nobody waited. */
  readonly longestWaitMs?: number
  readonly meanWaitMs?: number
  readonly stillWaiting: number
  /** Most said first. */
  readonly wordings: readonly { readonly text: string; readonly language: Language; readonly times: number }[]
  /** What agents said after it, most said first. */
  readonly replies: readonly { readonly text: string; readonly language: Language; readonly times: number }[]
  /** What customers picked when asked back; the name is missing for "none of these". */
  readonly picked: readonly { readonly intent?: string; readonly times: number }[]
}

/** POST /api/workbench/unanswered/mark: kept for these messages, and for what is asked like them. */
export type MarkPost = { readonly group: string; readonly days: number; readonly state: MarkState }
