// Every word of the workbench, as a type: a language that lacks one does not compile.

export type WorkbenchWords = {
  readonly title: string
  readonly views: Readonly<Record<'try' | 'intents' | 'unanswered', string>>
  // try it
  readonly message: string
  readonly messageHint: string
  readonly pageLanguage: string
  readonly anyLanguage: string
  readonly tryIt: string
  readonly learning: string
  readonly tryEmpty: string
  readonly tryDraft: string
  readonly notTriable: string
  readonly zones: Readonly<Record<'sure' | 'near' | 'far', string>>
  readonly zoneHelp: Readonly<Record<'sure' | 'near' | 'far', string>>
  readonly certainty: (value: string, mark: string) => string
  readonly scope: (value: string, mark: string) => string
  readonly understood: string
  readonly language: string
  readonly asksLanguage: (language: string) => string
  readonly intents: string
  readonly noIntents: string
  readonly words: string
  readonly wordsHelp: string
  readonly slots: string
  readonly mood: string
  readonly moods: Readonly<Record<'angry' | 'urgent' | 'safety', string>>
  readonly none: string
  readonly replies: string
  readonly noReplies: string
  readonly channel: string
  readonly plainText: string
  readonly opensCase: (team: string, priority: string) => string
  // files
  readonly find: string
  readonly nothingFound: string
  readonly newIntent: string
  readonly ownFiles: string
  readonly kinds: Readonly<Record<'question' | 'look-up' | 'request' | 'talk', string>>
  readonly counts: (utterances: number, tests: number) => string
  readonly errors: (n: number) => string
  readonly warnings: (n: number) => string
  readonly changedHere: string
  readonly chooseFile: string
  readonly chooseFileHelp: string
  readonly noSuchFile: string
  readonly back: string
  // editor
  readonly parts: Readonly<Record<'form' | 'text' | 'try' | 'tests' | 'history', string>>
  readonly noForm: string
  readonly about: string
  readonly kind: string
  readonly label: string
  readonly labelHelp: string
  readonly utterances: string
  readonly utterancesHelp: string
  readonly answer: string
  readonly step: (n: number, what: string) => string
  readonly stepWords: Readonly<Record<string, string>>
  readonly missing: string
  readonly inLanguage: (language: string, text: string) => string
  readonly wholeFile: string
  readonly problems: string
  readonly noProblems: string
  readonly checking: string
  readonly checkFailed: string
  readonly line: (n: number) => string
  readonly error: string
  readonly warning: string
  readonly otherFiles: string
  readonly save: string
  readonly saving: string
  readonly saveFailed: string
  readonly unsaved: string
  readonly saved: string
  readonly discard: string
  readonly discardAsk: string
  readonly live: Readonly<Record<'live' | 'waiting' | 'broken', string>>
  readonly mendFirst: string
  readonly readOnly: string
  readonly copy: string
  readonly copied: string
  readonly changedMeanwhile: string
  readonly changedHelp: string
  readonly takeTheirs: string
  readonly overwrite: string
  readonly diffOf: string
  readonly added: string
  readonly removed: string
  readonly runTests: string
  readonly runAll: string
  readonly running: string
  readonly testsHold: (n: number) => string
  readonly testsFail: (failed: number, n: number) => string
  readonly noTests: string
  readonly history: string
  readonly noHistory: string
  readonly changes: (added: number, removed: number) => string
  readonly restored: string
  /** Who changed it, where it was not done in the workbench. */
  readonly outside: string
  readonly restore: string
  readonly restoreBlocked: string
  /** Mark of a version by which the file was deleted. */
  readonly removes: string
  readonly timesIn: (place: string) => string
  /** The checks' own texts are in English only; empty in English. */
  readonly checksInEnglish: string
  // delete
  readonly remove: string
  readonly removeTitle: (label: string) => string
  readonly removeHelp: string
  readonly removeFollowUps: (files: string) => string
  readonly removeRunning: string
  readonly removeKept: string
  readonly removeBlocked: string
  readonly removeChanged: string
  readonly removeFailed: string
  readonly removedList: string
  readonly removedTitle: (name: string) => string
  readonly removedBy: (who: string, when: string) => string
  readonly bringBack: string
  // new
  readonly name: string
  readonly nameHelp: string
  readonly nameTaken: string
  readonly nameWrong: string
  readonly make: string
  readonly newFailed: string
  // unanswered
  readonly unansweredHelp: string
  readonly period: string
  readonly days: (n: number) => string
  readonly states: Readonly<Record<'open' | 'done' | 'ignored', string>>
  readonly nothingOpen: string
  readonly nothingOpenHelp: string
  readonly more: string
  readonly asked: (messages: number, customers: number) => string
  readonly waited: (mean: string, longest: string) => string
  readonly stillWaiting: (n: number) => string
  readonly again: string
  readonly lastAsked: (when: string) => string
  readonly wordings: string
  readonly agentsSaid: string
  readonly noAgentSaid: string
  readonly picked: string
  readonly noneOfThese: string
  readonly times: (n: number) => string
  readonly draftIntent: string
  readonly markDone: string
  readonly ignore: string
  readonly reopen: string
  readonly markFailed: string
}
