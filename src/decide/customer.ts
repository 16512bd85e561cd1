// What to do with a customer's message: the order in which its possible meanings are tried.

import { isOpen, nextOpening } from '../calendar/calendar.ts'
import { calendarOf } from '../calendar/versions.ts'
import type { Message } from '../model/message.ts'
import { type Intent, steering } from '../model/shop.ts'
import type { Understanding } from '../model/understanding.ts'
import { type Draft, note, sayPhrase, update, updateCase, type World } from './draft.ts'
import { caseIsOpen, openEpisode, resolveEpisode } from './episode.ts'
import { isFilesAlone, takeFilesAlone } from './files.ts'
import { answerAside, askAgain, isPlainAnswer, leaveFlow, startIntent } from './flow.ts'
import { addFactsToCase, caseVariables, handOff } from './handoff.ts'
import { type Heard, hear, isCourtesy, lookUpBy, matchOf, received, startsSomethingElse } from './heard.ts'
import { declinesQuestion, goesOnInFlow, leaveGoneFlow } from './in-flow.ts'
import { awaitAgain } from './ladder.ts'
import { adoptLanguage, choosesLanguage } from './language.ts'
import { comesTooLate, isLateCourtesy, lateWish, leaveToPerson, noteLateCourtesy } from './late.ts'
import {
  askScoreAgain,
  isNumberOnly,
  isStillComment,
  type Score,
  surveyIsOpen,
  takeComment,
  takeScore,
} from './survey.ts'
import { addsToCase, missed, notSure } from './unsure.ts'

/** A message has one wish or several; each is taken up in the order written. */
export function decideCustomer(draft: Draft, world: World, message: Message, meanings: readonly Understanding[]): void {
  const wishes = meanings.map((meaning) => hear(world, message, meaning))
  if (isLateCourtesy(draft, wishes)) return noteLateCourtesy(draft, wishes)
  const [first, ...further] = message.lateSaidAt === undefined ? wishes : lateWish(wishes)
  if (first) decideWish(draft, world, first)
  for (const heard of further) decideFurtherWish(draft, world, heard)
}

/** A further wish is answered beside the first; if it asks questions of its own, it waits until the first is done. */
function decideFurtherWish(draft: Draft, world: World, heard: Heard): void {
  const { intent, meaning } = heard
  draft.product = meaning.slots['product']
  const { flow, later = [] } = draft.conversation
  if (!intent || draft.case?.state === 'owned') return
  if (intent.name === steering.person) return callPerson(draft, world, heard)
  if (intent.kind === 'talk') return
  if (!flow) startIntent(draft, world, intent, matchOf(heard), meaning.mood)
  else if (isPlainAnswer(intent)) answerAside(draft, world, intent, matchOf(heard).confidence)
  else if (intent.name !== flow.intent) update(draft, { later: [...later, intent.name] })
}

function decideWish(draft: Draft, world: World, heard: Heard): void {
  const { message, meaning } = heard
  draft.product = meaning.slots['product']
  const { safety } = meaning.mood
  if (!safety && answersInAnotherLanguage(draft, world, heard)) return
  if (!safety && answersSurvey(draft, world, heard)) return
  if (isCourtesyAfterTheEnd(draft, heard)) return courtesy(draft, world, heard)

  openEpisode(draft, message, !startsSomethingElse(draft, heard))
  received(draft, heard)
  adoptLanguage(draft, world, meaning)
  const corrected = rememberSlots(draft, meaning)
  rememberWish(draft, heard)
  addFactsToCase(draft, 'other talk')

  if (draft.case?.state === 'owned') return leaveToOwner(draft, world, heard)
  if (comesTooLate(heard)) return leaveToPerson(draft, world, heard)
  if (isFilesAlone(message)) return filesAlone(draft, world, heard)
  if (meaning.mood.safety) return callAtOnce(draft, world, meaning)
  if (heard.intent?.name === steering.person) return callPerson(draft, world, heard)
  if (meaning.asksWhen && heard.choice === undefined && caseIsOpen(draft)) return sayWhen(draft, world, heard)
  if (heard.intent?.name === steering.stop && !declinesQuestion(draft, heard)) return stop(draft, world, heard)
  // What was asked may be there no more: then the message is read afresh, and whoever is not understood is told why.
  const isGone = leaveGoneFlow(draft, world)
  if (draft.conversation.flow && goesOnInFlow(draft, world, heard)) return
  if (answersOffer(draft, world, heard)) return
  const wished = wishedIntent(draft, world, heard, corrected)
  if (wished) return startMatched(draft, world, heard, wished)
  notSure(draft, world, heard, isGone)
}

// --- language ---

/** A tap on a language, or "svenska pls": whatever was open stays open and is put again in the new language. */
function answersInAnotherLanguage(draft: Draft, world: World, heard: Heard): boolean {
  const { meaning, choice, intent } = heard
  const wanted = choosesLanguage(draft, world, choice, meaning)
  if (!wanted) return false
  // "where is my parcel, in English please" has a wish besides; then the answer itself shows the language.
  if (choice === undefined && intent && (intent.kind !== 'talk' || intent.name === steering.person)) return false
  if (draft.conversation.episode) received(draft, heard)
  sayPhrase(draft, world, 'language_changed', { kind: 'notice' })
  askAgain(draft, world)
  return true
}

// --- survey ---

function answersSurvey(draft: Draft, world: World, heard: Heard): boolean {
  const { message, meaning, choice, intent } = heard
  if (isFilesAlone(message)) return false
  const { awaiting } = draft.conversation
  const pressed = choice?.startsWith('survey:') ? (Number(choice.slice(7)) as Score) : undefined
  const score = pressed ?? (awaiting?.kind === 'survey' ? meaning.score : undefined)
  if (score !== undefined && score >= 1 && score <= 5) {
    received(draft, heard)
    if (surveyIsOpen(draft)) takeScore(draft, world, score)
    else sayPhrase(draft, world, 'survey_thanks', { kind: 'survey' })
    return true
  }
  if (awaiting?.kind === 'survey' && choice === undefined && isNumberOnly(message.text)) {
    received(draft, heard)
    askScoreAgain(draft, world)
    return true
  }
  if (awaiting?.kind !== 'survey-comment' || choice !== undefined) return false
  if (!isStillComment(draft, world)) return false
  // After the score a sentence is the comment, unless it plainly is a new wish.
  if (intent && intent.kind !== 'talk') return false
  if (intent?.name === steering.person) return false
  received(draft, heard)
  takeComment(draft, world, message)
  return true
}

// --- files ---

/** A photo without a word belongs to what is asked, or to the case; else the customer is asked what it is about. */
function filesAlone(draft: Draft, world: World, heard: Heard): void {
  if (draft.conversation.flow || !addsToCase(draft, world, heard)) takeFilesAlone(draft, world, heard.message)
}

// --- courtesy ---

/** "takk" after the end reopens nothing; where an agent has taken the case up again it is theirs to answer. */
function isCourtesyAfterTheEnd(draft: Draft, heard: Heard): boolean {
  return draft.case?.state !== 'owned' && draft.conversation.episode?.resolvedAt !== undefined && isCourtesy(heard)
}

function courtesy(draft: Draft, world: World, heard: Heard): void {
  const intent = heard.intent ?? world.content.intents.get(steering.thanks)
  if (!intent) return
  received(draft, heard)
  const { awaiting } = draft.conversation
  startIntent(draft, world, intent, matchOf(heard), heard.meaning.mood)
  update(draft, { awaiting })
}

// --- what is remembered ---

const remembered = ['order_number', 'email', 'phone']

/** Keeps what was given; returns the names of values that replaced an earlier, different one. */
function rememberSlots(draft: Draft, meaning: Understanding): readonly string[] {
  const before = draft.conversation.slots
  const found = Object.entries(meaning.slots).filter(([name]) => remembered.includes(name))
  if (found.length > 0) update(draft, { slots: { ...before, ...Object.fromEntries(found) } })
  return found.filter(([name, value]) => before[name] !== undefined && before[name] !== value).map(([name]) => name)
}

/** What to answer with: a wish in words comes before what a bare value asks for, and that before a greeting. */
function wishedIntent(draft: Draft, world: World, heard: Heard, corrected: readonly string[]): Intent | undefined {
  const { intent } = heard
  if (intent && intent.kind !== 'talk') return intent
  const byValue = caseIsOpen(draft) ? undefined : lookUpBy(world, heard)
  return lastIntentWith(draft, world, corrected) ?? byValue ?? intent
}

/** "no, order 10432": the last answer is given again with the corrected value. */
function lastIntentWith(draft: Draft, world: World, corrected: readonly string[]): Intent | undefined {
  const last = world.content.intents.get(draft.conversation.episode?.answered.at(-1) ?? '')
  const asksForIt = last?.steps.some((step) => step.verb === 'ask' && corrected.includes(step.slot))
  return asksForIt ? last : undefined
}

/** Longest wish kept on a case, in characters; the conversation itself keeps every word. */
const longestWish = 400

function rememberWish(draft: Draft, { message, meaning, intent, choice }: Heard): void {
  // A "yes" to an offer says nothing of what it is about; "tomorrow?" asks the same of another day.
  if (meaning.reply !== undefined || meaning.bare) return
  // "a person about my broken jacket" may be all that the customer says; small talk never is a wish.
  const asksForPerson = intent?.name === steering.person && draft.conversation.wish === undefined
  const hasWish = choice === undefined && (intent?.kind !== 'talk' || asksForPerson) && /\p{L}{2}/u.test(message.text)
  if (hasWish && !draft.conversation.flow) update(draft, { wish: message.text.slice(0, longestWish) })
}

// --- with a person ---

/** While a person owns the case the bot is silent, except to say once per closed period when people are back. */
function leaveToOwner(draft: Draft, world: World, heard: Heard): void {
  const { meaning } = heard
  if (!isCourtesy(heard)) awaitAgain(draft, world)
  const calendar = calendarOf(world.content.shop, draft.case?.team)
  if (meaning.mood.safety) {
    updateCase(draft, { priority: 'urgent' })
    return sayPhrase(draft, world, 'safety', { kind: 'notice' })
  }
  if (meaning.mood.angry && draft.case?.priority !== 'urgent') updateCase(draft, { priority: 'high' })
  if (isOpen(calendar, world.now)) return
  const opening = nextOpening(calendar, world.now)
  if (opening === undefined || draft.conversation.awayNotedFor === opening) return
  sayPhrase(draft, world, 'away', { kind: 'away', variables: caseVariables(draft, world) })
  update(draft, { awayNotedFor: opening })
}

/** Injury, fire, fraud, self-harm: no question first, and nobody is told to wait for an answer from the bot. */
function callAtOnce(draft: Draft, world: World, meaning: Understanding): void {
  leaveFlow(draft, world, 'person')
  sayPhrase(draft, world, 'safety', { kind: 'notice' })
  handOff(draft, world, { reason: 'mood', priority: 'urgent', mood: meaning.mood })
}

function callPerson(draft: Draft, world: World, heard: Heard): void {
  leaveFlow(draft, world, 'person')
  if (caseIsOpen(draft)) return awaitPerson(draft, world, heard)
  if (heard.intent) startIntent(draft, world, heard.intent, matchOf(heard), heard.meaning.mood)
}

/** A person comes already: say when, and do not ask again what it is about. */
function awaitPerson(draft: Draft, world: World, heard: Heard): void {
  note(draft, world.now, 'intent.matched', { intent: steering.person, ...matchOf(heard) })
  handOff(draft, world, { reason: 'asked', intent: steering.person, mood: heard.meaning.mood })
}

/** "How long will it take?" from somebody who waits: the promise, and whatever question is open. */
function sayWhen(draft: Draft, world: World, heard: Heard): void {
  handOff(draft, world, { reason: 'asked', mood: heard.meaning.mood })
  askAgain(draft, world)
}

function stop(draft: Draft, world: World, heard: Heard): void {
  leaveFlow(draft, world, 'stopped')
  if (heard.intent) startIntent(draft, world, heard.intent, matchOf(heard), heard.meaning.mood)
}

// --- offers and matches ---

/** "yes" and "no" to the offer of a person, and "none of these". */
function answersOffer(draft: Draft, world: World, heard: Heard): boolean {
  const { awaiting } = draft.conversation
  const { meaning, choice } = heard
  const yes = choice === 'yes' || meaning.reply === 'yes'
  const no = choice === 'no' || meaning.reply === 'no'
  if (choice === 'none') {
    missed(draft, world, heard)
    return true
  }
  // "ok" to something that was only told: nothing is misunderstood, and nothing is ended.
  const plain = choice === undefined && heard.message.text.trim().split(/\s+/).length <= 2
  if (awaiting === undefined && plain && (yes || no) && !caseIsOpen(draft) && draft.conversation.introducedAt) {
    sayPhrase(draft, world, 'something_else', { kind: 'question' })
    return true
  }
  if (awaiting?.kind !== 'confirm' || (!yes && !no)) return false
  const person = world.content.intents.get(steering.person)
  if (yes && person) startIntent(draft, world, person, { confidence: 1, picked: true }, meaning.mood)
  else {
    update(draft, { awaiting: undefined, misses: 0 })
    sayPhrase(draft, world, 'something_else', { kind: 'question' })
  }
  return true
}

function startMatched(draft: Draft, world: World, heard: Heard, intent: Intent): void {
  if (intent.name === steering.greeting && draft.conversation.introducedAt === undefined) {
    note(draft, world.now, 'intent.matched', { intent: intent.name, ...matchOf(heard) })
    sayPhrase(draft, world, 'introduction', { kind: 'answer', intent: intent.name, courtesy: true })
    return
  }
  // "anyone there?" from somebody who waits for a person is no hello.
  if (intent.name === steering.greeting && caseIsOpen(draft)) return notSure(draft, world, heard)
  startIntent(draft, world, intent, matchOf(heard), heard.meaning.mood)
  const { episode } = draft.conversation
  const satisfied = isCourtesy(heard) && (episode?.answered.length ?? 0) > 0
  if (satisfied && !caseIsOpen(draft)) resolveEpisode(draft, world, 'bot', 'confirmed')
}
