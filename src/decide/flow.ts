// Runs an intent's steps downwards: says, asks, offers choices, looks up, opens a case; waits where the customer must answer.

import type { Awaiting } from '../model/conversation.ts'
import { type Intent, type PhraseName, type Step, steering } from '../model/shop.ts'
import type { Mood, SlotKind } from '../model/understanding.ts'
import {
  button,
  canSay,
  type Draft,
  intentButtons,
  note,
  say,
  sayPhrase,
  update,
  updateEpisode,
  type World,
} from './draft.ts'
import type { Variables } from './fill.ts'
import { addFactsToCase, caseVariables, handOff } from './handoff.ts'
import { answersKnownIssue } from './incident.ts'
import { factFor } from './needs.ts'
import { pictureFor } from './picture.ts'
import { questionChoices, timesAsked, waysOut } from './question.ts'

/** A question is asked so often; then a person is offered instead. */
const askLimit = 3

/** A key is asked for again so often in place of one that names no record. */
const lookupLimit = 2

const invalidPhrase: Readonly<Record<Exclude<SlotKind, 'text'>, PhraseName>> = {
  'order-number': 'order_number_invalid',
  email: 'email_invalid',
  phone: 'phone_invalid',
  date: 'date_invalid',
  'part-of-day': 'part_of_day_invalid',
  money: 'money_invalid',
  product: 'product_invalid',
  size: 'size_invalid',
}

/** Starts an intent from its first step. */
export function startIntent(
  draft: Draft,
  world: World,
  intent: Intent,
  match: { readonly confidence: number; readonly picked: boolean },
  mood: Mood,
): void {
  note(draft, world.now, 'intent.matched', { intent: intent.name, ...match })
  update(draft, { awaiting: undefined, flow: undefined })
  if (answersKnownIssue(draft, world, intent)) {
    countAnswered(draft, intent)
    return startLater(draft, world, mood)
  }
  runSteps(draft, world, intent, 0, mood)
  // What a request's case was called in for is known only now; the values it came with belong on its card.
  if (intent.kind === 'request') addFactsToCase(draft, 'its own questions')
}

/** Goes on with the flow that waits, from the step that has now been answered (or is asked again). */
export function continueFlow(draft: Draft, world: World, mood: Mood): void {
  const { flow } = draft.conversation
  const intent = flow && world.content.intents.get(flow.intent)
  if (!flow || !intent) return leaveFlow(draft, world, 'stopped')
  if (intent.kind === 'request') addFactsToCase(draft, 'its own questions')
  runSteps(draft, world, intent, flow.step, mood)
}

/** Ends a flow before its end. */
export function leaveFlow(draft: Draft, world: World, why: 'stopped' | 'other-wish' | 'person'): void {
  const { flow } = draft.conversation
  if (flow) note(draft, world.now, 'flow.left', { intent: flow.intent, step: flow.step, why })
  update(draft, { flow: undefined, awaiting: undefined, later: undefined })
}

/** An answer that needs nothing of the customer: it can be given in the middle of another flow. */
export function isPlainAnswer(intent: Intent): boolean {
  return intent.steps.every(({ verb }) => verb === 'say')
}

/** Answers something else in the middle of a flow, then asks the flow's question again. */
export function answerAside(draft: Draft, world: World, intent: Intent, confidence: number): void {
  note(draft, world.now, 'intent.matched', { intent: intent.name, confidence, picked: false })
  if (!answersKnownIssue(draft, world, intent))
    for (const step of intent.steps)
      if (step.verb === 'say')
        say(draft, world, step.text, { kind: 'answer', intent: intent.name, picture: pictureFor(draft, world, intent) })
  countAnswered(draft, intent)
  askAgain(draft, world)
}

/** The open question once more, as it was put first. */
export function askAgain(draft: Draft, world: World): void {
  const { flow } = draft.conversation
  const step = flow && world.content.intents.get(flow.intent)?.steps[flow.step]
  if (flow && (step?.verb === 'ask' || step?.verb === 'choose')) putQuestion(draft, world, flow.intent, flow.step, step)
}

/** The awaited value was not in what the customer wrote. */
export function askForValid(draft: Draft, world: World, mood: Mood, text: string): void {
  const { flow } = draft.conversation
  const step = flow && world.content.intents.get(flow.intent)?.steps[flow.step]
  if (!flow || (step?.verb !== 'ask' && step?.verb !== 'choose')) return
  if (flow.asked >= askLimit) return giveUpAsking(draft, world, step, mood)
  update(draft, { flow: { ...flow, asked: flow.asked + 1 } })
  // What was no attempt at a value ("is anyone there") is not called a wrong one.
  if (step.verb === 'choose' || step.kind === 'text' || !/[\d@]/.test(text)) return askAgain(draft, world)
  sayPhrase(draft, world, invalidPhrase[step.kind], {
    kind: 'question',
    intent: flow.intent,
    choices: waysOut(draft, world, step),
  })
}

/** After several tries the value is left out where that is allowed; else a person is offered. */
function giveUpAsking(draft: Draft, world: World, step: Step, mood: Mood): void {
  if (step.verb === 'ask' && step.optional) return skipQuestion(draft, world, mood)
  offerPersonInstead(draft, world, 'not_understood_again')
}

/** Goes on without the value that was asked for. */
export function skipQuestion(draft: Draft, world: World, mood: Mood): void {
  const { flow } = draft.conversation
  if (!flow) return
  update(draft, { flow: { ...flow, step: flow.step + 1, asked: 0 }, awaiting: undefined })
  continueFlow(draft, world, mood)
}

function runSteps(draft: Draft, world: World, intent: Intent, from: number, mood: Mood): void {
  for (const [index, step] of intent.steps.entries()) {
    if (index < from) continue
    if (runStep(draft, world, intent, index, step, mood) === 'wait') return
  }
  finish(draft, world, intent)
  startLater(draft, world, mood)
}

/** `wait`: the customer must answer, or an outside fact must be fetched first. */
function runStep(draft: Draft, world: World, intent: Intent, index: number, step: Step, mood: Mood): 'on' | 'wait' {
  switch (step.verb) {
    case 'say': {
      const variables = variablesAt(draft, world, intent, index)
      // A record without a field that the text needs is as good as none.
      if (variables && hasRecord(intent, index) && !canSay(draft, world, step.text, variables))
        return lookUpFailed(draft, world, intent)
      if (variables)
        say(draft, world, step.text, {
          kind: 'answer',
          intent: intent.name,
          variables,
          picture: pictureFor(draft, world, intent),
          courtesy: intent.kind === 'talk',
        })
      return variables ? 'on' : 'wait'
    }
    case 'ask':
    case 'choose':
      if (draft.conversation.slots[step.slot] !== undefined) return 'on'
      putQuestion(draft, world, intent.name, index, step)
      return 'wait'
    case 'look-up':
      return lookUp(draft, world, intent, step)
    case 'open-case':
      handOff(draft, world, { ...step, reason: reasonFor(draft, intent), intent: intent.name, mood })
      return draft.needs.length > 0 ? 'wait' : 'on'
  }
}

function reasonFor(draft: Draft, intent: Intent): 'asked' | 'not-understood' | 'request' {
  if (intent.name !== steering.person) return 'request'
  return draft.conversation.misses > 0 ? 'not-understood' : 'asked'
}

function putQuestion(
  draft: Draft,
  world: World,
  intent: string,
  index: number,
  step: Step & { verb: 'ask' | 'choose' },
): void {
  const asked = timesAsked(draft, world, intent, index, step.slot)
  say(draft, world, step.question, { kind: 'question', intent, choices: questionChoices(draft, world, step) })
  const awaiting: Awaiting =
    step.verb === 'ask' ? { kind: 'slot', slot: step.kind, name: step.slot } : { kind: 'choice' }
  update(draft, { flow: { intent, step: index, asked }, awaiting })
}

function lookUp(draft: Draft, world: World, intent: Intent, step: Step & { verb: 'look-up' }): 'on' | 'wait' {
  const key = step.with ? draft.conversation.slots[step.with] : ''
  if (key === undefined) return 'on'
  const fact = factFor(draft, world, { kind: 'lookup', lookup: step.lookup, key })
  if (fact === undefined) return 'wait'
  if (fact === 'failed') return lookUpFailed(draft, world, intent)
  if (fact === 'missing') return notFound(draft, world, intent, step)
  return 'on'
}

function lookUpFailed(draft: Draft, world: World, intent: Intent): 'wait' {
  leaveFlow(draft, world, 'stopped')
  sayPhrase(draft, world, 'lookup_failed', {
    kind: 'notice',
    intent: intent.name,
    choices: [button(draft, world, 'talk_to_person', 'person')],
  })
  return 'wait'
}

/** Says that there is no such record and waits for a better key. */
function notFound(draft: Draft, world: World, intent: Intent, step: Step & { verb: 'look-up' }): 'wait' {
  const index = intent.steps.findIndex((other) => other.verb === 'ask' && other.slot === step.with)
  const ask = intent.steps[index]
  const { [step.with ?? '']: wrong = '', ...slots } = draft.conversation.slots
  // A key that came along unasked counts as an answer to the question.
  const asked = (draft.conversation.flow?.asked ?? 1) + 1
  if (asked > lookupLimit) {
    update(draft, { slots })
    offerPersonInstead(draft, world, 'lookup_missing_again')
    return 'wait'
  }
  if (step.ifMissing)
    say(draft, world, step.ifMissing, {
      kind: 'question',
      intent: intent.name,
      variables: step.with ? { [step.with]: wrong } : {},
      choices: [button(draft, world, 'talk_to_person', 'person')],
    })
  update(draft, { slots })
  if (ask?.verb !== 'ask') return 'wait'
  timesAsked(draft, world, intent.name, index, ask.slot)
  update(draft, {
    flow: { intent: intent.name, step: index, asked },
    awaiting: { kind: 'slot', slot: ask.kind, name: ask.slot },
  })
  return 'wait'
}

/** Ends the flow with the offer of a person; a value that is written now still is looked up. */
export function offerPersonInstead(draft: Draft, world: World, phrase: PhraseName): void {
  leaveFlow(draft, world, 'stopped')
  sayPhrase(draft, world, phrase, { kind: 'question', choices: [button(draft, world, 'talk_to_person', 'person')] })
  update(draft, { awaiting: { kind: 'confirm' } })
}

const hasRecord = ({ steps }: Intent, index: number): boolean =>
  steps.slice(0, index).some(({ verb }) => verb === 'look-up')

/** Records found by the look-ups above this step, as variables; undefined while one must still be fetched. */
function variablesAt(draft: Draft, world: World, intent: Intent, index: number): Variables | undefined {
  let variables: Variables = caseVariables(draft, world)
  for (const step of intent.steps.slice(0, index)) {
    if (step.verb !== 'look-up') continue
    const key = step.with ? draft.conversation.slots[step.with] : ''
    if (key === undefined) continue
    const fact = factFor(draft, world, { kind: 'lookup', lookup: step.lookup, key })
    if (fact === undefined) return undefined
    if (typeof fact === 'object') variables = { ...variables, ...fact.record }
  }
  return variables
}

function finish(draft: Draft, world: World, intent: Intent): void {
  if (draft.conversation.flow) {
    note(draft, world.now, 'flow.finished', { intent: intent.name })
    // The customer gave something after the case was opened: say that it arrived.
    if (intent.steps.at(-1)?.verb !== 'say' && intent.steps.some(({ verb }) => verb === 'open-case'))
      sayPhrase(draft, world, 'noted', { kind: 'confirmation', intent: intent.name })
  }
  update(draft, { flow: undefined, awaiting: undefined, misses: 0 })
  countAnswered(draft, intent)
  offerFollowUps(draft, world, intent)
}

/** Takes up the next wish that waited for this flow to end. */
function startLater(draft: Draft, world: World, mood: Mood): void {
  const [name, ...later] = draft.conversation.later ?? []
  if (name === undefined) return
  update(draft, { later })
  const intent = world.content.intents.get(name)
  if (intent) startIntent(draft, world, intent, { confidence: 1, picked: false }, mood)
}

function countAnswered(draft: Draft, intent: Intent): void {
  const answered = draft.conversation.episode?.answered ?? []
  if (intent.kind !== 'talk' && answered.at(-1) !== intent.name)
    updateEpisode(draft, { answered: [...answered, intent.name].slice(-20) })
}

function offerFollowUps(draft: Draft, world: World, intent: Intent): void {
  const last = draft.replies.at(-1)
  if (!last || last.choices || last.round !== draft.round || intent.followUps.length === 0) return
  draft.replies[draft.replies.length - 1] = { ...last, choices: intentButtons(draft, world, intent.followUps) }
}
