// Every word of the desk, as a type: a language that lacks one does not compile.

import type { CaseState, HandoffReason, Priority } from '../../../model/case.ts'
import type { Outcome } from '../../../model/decision.ts'
import type { DeliveryState } from '../../../model/message.ts'
import type { PromiseState } from '../promise-state.ts'

type Refusal = Extract<Outcome, { kind: 'refused' }>['why']

/** What a function takes: `time` is a duration that is already said, `name` a person's or team's name. */
export type DeskWords = {
  readonly title: string
  readonly caseLabel: (number: number) => string
  readonly groups: Readonly<Record<'waiting' | 'mine' | 'others' | 'solved', string>>
  readonly waitingCount: (count: number) => string
  readonly nobodyWaiting: string
  readonly nobodyWaitingHelp: string
  readonly nothingOpen: string
  readonly nothingOpenHelp: string
  readonly noSuchCase: string
  readonly backToList: string
  readonly promiseStates: Readonly<Record<PromiseState, string>>
  readonly left: (time: string) => string
  readonly over: (time: string) => string
  readonly waited: (time: string) => string
  readonly writtenAgo: (time: string) => string
  readonly unread: string
  readonly priority: Readonly<Record<Priority, string>>
  readonly mood: Readonly<Record<'angry' | 'urgent', string>>
  readonly reason: Readonly<Record<HandoffReason, string>>
  readonly state: Readonly<Record<CaseState, string>>
  readonly delivery: Readonly<Record<DeliveryState, string>>
  readonly failure: Readonly<
    Record<'rate-limited' | 'unreachable' | 'refused' | 'gone' | 'replaced' | 'file-refused' | 'other', string>
  >
  readonly inPlace: Readonly<Record<'changed' | 'removed', string>>
  readonly change: Readonly<Record<'edited' | 'withdrawn', string>>
  readonly seen: string
  readonly customer: string
  readonly bot: string
  readonly agent: string
  readonly you: string
  readonly noteSeal: string
  readonly buttonsShown: string
  readonly showAll: string
  readonly newBelow: string
  readonly conversation: string
  readonly newFromCustomer: (text: string) => string
  readonly summary: Readonly<
    Record<
      | 'heading'
      | 'wants'
      | 'facts'
      | 'tried'
      | 'mood'
      | 'promise'
      | 'reason'
      | 'language'
      | 'channel'
      | 'team'
      | 'owner',
      string
    >
  >
  readonly nothingGiven: string
  readonly nothingTried: string
  readonly calm: string
  readonly copy: (what: string) => string
  readonly copied: string
  readonly composer: string
  readonly answer: string
  readonly note: string
  readonly answerLabel: string
  readonly noteLabel: string
  readonly answerHint: (language: string) => string
  readonly send: string
  readonly save: string
  readonly sending: string
  readonly notSent: string
  readonly draftKept: string
  readonly takeToAnswer: string
  readonly takeToAnswerHelp: string
  readonly ownedBy: (name: string) => string
  readonly take: string
  readonly solve: string
  readonly solveTitle: (number: number) => string
  readonly solveHelp: string
  readonly solveWithDraft: string
  readonly handBack: string
  readonly handBackTitle: string
  readonly handBackHelp: string
  readonly passOn: string
  readonly passOnTitle: string
  readonly toTeam: string
  readonly toAgent: string
  readonly canned: string
  readonly cannedSearch: string
  readonly cannedNone: string
  readonly refused: Readonly<Record<Refusal, (name: string) => string>>
  readonly somebody: string
  readonly notDone: string
  readonly keys: string
  readonly keysTitle: string
  readonly keysOn: string
  readonly keyHelp: Readonly<
    Record<'move' | 'open' | 'take' | 'answer' | 'note' | 'solve' | 'passOn' | 'send' | 'back' | 'help', string>
  >
}
