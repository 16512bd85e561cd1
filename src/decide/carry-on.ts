// A conversation carried on in another channel: asks at home whether it is the customer who came there, says so in both
// places, sums up what is open, and says when it is undone.

import { tellOpening } from '../calendar/say.ts'
import { answerChoice, partChoice } from '../model/carry-on.ts'
import type { Message } from '../model/message.ts'
import { type Place, samePlace } from '../model/place.ts'
import type { PhraseName } from '../model/shop.ts'
import { button, type Draft, note, sayPhrase, sayPlain, update, type World } from './draft.ts'
import { fill, type Variables } from './fill.ts'
import { askAgain } from './flow.ts'
import { caseVariables } from './handoff.ts'

/** Lets the conversation follow the customer to where they write; false where it has been parted from meanwhile. */
export function follow(draft: Draft, { from }: Message): boolean {
  const { home, joined = [] } = draft.conversation
  if (!from) return true
  if (home && ![home, ...joined].some((place) => samePlace(place, from))) return false
  update(draft, from)
  return true
}

/** Says what storing the message did to where the conversation is carried on. False: it is a message like any other. */
export function decideCarryOn(draft: Draft, world: World, message: Message): boolean {
  const { carryOn, choice, from } = message
  if (carryOn?.kind === 'asked' && from) {
    sayAsked(draft, world, message, from)
    return true
  }
  if (carryOn?.kind === 'parted') {
    for (const place of carryOn.places)
      note(draft, message.receivedAt, 'conversation.parted', { of: place.channel }, { channel: from?.channel })
    sayParted(draft, world, carryOn.places)
    return true
  }
  // What is still said from a place that was parted belongs to nobody here.
  if (!follow(draft, message)) return true
  if (carryOn?.kind === 'joined' || carryOn?.kind === 'declined') {
    update(draft, { lastCustomerMessageAt: message.receivedAt })
    if (carryOn.kind === 'declined') sayDeclined(draft, world, carryOn.places)
    else goOn(draft, world, message, carryOn.places)
    return true
  }
  if (carryOn?.kind === 'refused') sayPhrase(draft, world, 'carry_on_refused', { kind: 'notice', aside: true })
  // Pressed again: it is so already.
  else if (choice === partChoice && from) sayParted(draft, world, draft.conversation.home ? [] : [from])
  else return false
  return true
}

/** At home whose place it is; there that home has to answer. Of the conversation nothing goes there yet. */
function sayAsked(draft: Draft, world: World, { position, author }: Message, at: Place): void {
  const { home = at, asked } = draft.conversation
  const notice = { kind: 'notice', aside: true } as const
  // A newer link has ended this one meanwhile.
  if (asked?.position !== position) return sayPhrase(draft, world, 'carry_on_refused', { ...notice, to: at })
  const choices = [
    button(draft, world, 'carry_on_yes', answerChoice({ answer: 'join', position })),
    button(draft, world, 'carry_on_no', answerChoice({ answer: 'decline', position })),
  ]
  const variables = { place: nameOf(at), name: author.name ?? at.address }
  sayPhrase(draft, world, 'carry_on_ask', { ...notice, to: home, choices, variables })
  sayPhrase(draft, world, 'carry_on_confirm', { ...notice, to: at })
}

/** At home that it goes nowhere else; there no more than that the link is no good. */
function sayDeclined(draft: Draft, world: World, places: readonly Place[]): void {
  const notice = { kind: 'notice', aside: true } as const
  sayPhrase(draft, world, 'carry_on_declined', notice)
  for (const place of places) sayPhrase(draft, world, 'carry_on_refused', { ...notice, to: place })
}

/** What comes next goes to where the customer went. Where it was so already, that is said again. */
function goOn(draft: Draft, world: World, { receivedAt }: Message, places: readonly Place[]): void {
  const { home, joined = [] } = draft.conversation
  const [at] = places
  const [there] = joined.slice(-1)
  if (!at && there) sayThere(draft, world, there)
  // Parted from again since: that is said by what parted it.
  if (!at || !joined.some((place) => samePlace(place, at))) return
  update(draft, { channel: at.channel, address: at.address })
  note(draft, receivedAt, 'conversation.joined', { from: home?.channel ?? at.channel })
  sayJoined(draft, world, at)
}

function sayThere(draft: Draft, world: World, at: Place): void {
  const { home } = draft.conversation
  const choices = [button(draft, world, 'carry_on_undo', partChoice)]
  const notice = { kind: 'notice', aside: true, choices, variables: { place: nameOf(at) } } as const
  if (home) sayPhrase(draft, world, 'carry_on_there', { ...notice, to: home })
}

/** At home where it goes on; at the new place what it is, and what of it is open. Nothing that was written before. */
function sayJoined(draft: Draft, world: World, at: Place): void {
  const undo = button(draft, world, 'carry_on_undo', partChoice)
  const notice = { kind: 'notice', aside: true, choices: [undo], to: at } as const
  sayThere(draft, world, at)
  sayPlain(draft, [began(draft, world), ...openCase(draft, world)].join('\n\n'), notice)
  const before = draft.replies.length
  if (draft.conversation.flow) askAgain(draft, world)
  else repeatOffer(draft, world)
  draft.replies = draft.replies.map((reply, index) => (index < before ? reply : { ...reply, to: at }))
}

/** A question beside any flow, with its buttons. */
function repeatOffer(draft: Draft, world: World): void {
  const { awaiting, choices = [] } = draft.conversation
  if (awaiting?.kind === 'survey') sayPhrase(draft, world, 'survey_question', { kind: 'survey', choices })
  if (awaiting?.kind === 'choice') sayPhrase(draft, world, 'did_you_mean', { kind: 'question', choices })
}

function began(draft: Draft, world: World): string {
  const { episode, createdAt, language, zone } = draft.conversation
  const clocks = { shop: world.content.shop.calendar.zone, own: zone }
  const at = tellOpening(episode?.openedAt ?? createdAt, world.now, clocks, language)
  return words(draft, world, 'carry_on_here', { began: at })
}

function openCase(draft: Draft, world: World): string[] {
  const state = draft.case?.state
  if (state !== 'waiting' && state !== 'owned') return []
  const phrase = state === 'owned' ? 'carry_on_agent' : 'carry_on_case'
  return [words(draft, world, phrase, caseVariables(draft, world))]
}

/** To each place what it means there; the question that stands open stays so at home. */
function sayParted(draft: Draft, world: World, places: readonly Place[]): void {
  const { home } = draft.conversation
  const notice = { kind: 'notice', aside: true } as const
  for (const place of places) sayPhrase(draft, world, 'carry_on_ended_here', { ...notice, to: place })
  if (home) sayPhrase(draft, world, 'carry_on_ended_there', { ...notice, to: home })
}

function words(draft: Draft, world: World, name: PhraseName, variables: Variables): string {
  const { shop, phrases } = world.content
  const { language, zone } = draft.conversation
  return fill(phrases[name], language, variables, shop, world.now, zone)
}

/** Channels are called as they call themselves: "Telegram". */
function nameOf({ channel }: Place): string {
  return channel.charAt(0).toUpperCase() + channel.slice(1)
}
