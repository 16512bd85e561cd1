// What agents are told in private, in one place. Texts are mrkdwn of our own: what comes from elsewhere is escaped here.

import type { Outcome } from '../../../src/model/decision.ts'
import { escaped } from '../../slack-app/safe-text.ts'

export const words = {
  notDone: 'Not done: nightdesk could not store it just now. Nothing was changed. Please try again.',
  slackAway: 'Not done: Slack did not answer nightdesk just now. Please try again.',
  stranger: 'Not done: only people who are in one of the rooms that cases come to can do this. Join one and try again.',
  later: 'Stored. It is not carried out yet, but it will be in a moment.',
  gone: 'That line is not there any more, so nothing was sent.',
  notYours: 'That is somebody else’s line, so nothing was sent.',
  lineComesAgain:
    'Your line could not be stored just now, so the customer does not have it. Slack hands it over again by itself within minutes.',
  lineLost: 'Your line could not be stored, and the customer does not have it. Please send it again.',
  marked:
    'A row of your line begins with // or 🔒, so all of it stayed inside. Send what is meant for the customer as a line of its own.',
  beforeYours:
    'Only colleagues see this: it came before the case was yours, or at that very moment. Send it again as a new line if it is meant for the customer.',
  changedInside:
    'You changed a line that had stayed inside; it stays there. Write the words as a new line to send them to the customer.',
  keptFormer: 'The customer keeps the words of before.',
  remarkKept: 'It begins with // or 🔒, so it stayed inside.',
  fileTakenOff:
    'You took a file off your line, so all of it is taken back: where the customer has it already, it is withdrawn there. Send what is meant for them as a new line.',
  corrected: 'The customer gets the new words.',
  withdrawn: 'Taken back: where the customer has the line already, it is withdrawn there.',
  held: 'It goes to the customer in a few seconds.',
  undone: 'Taken back.',
  ask: 'Send this line to the customer?',
  sent: 'It is on its way to the customer.',
  kept: 'It stays inside.',
  noDraft: 'The bot has no answer to this that it is sure of.',
  away: 'You are away. Your cases that wait for an answer went back to the queue.',
  back: 'Welcome back. New cases can come to you again.',
} as const

/** Why something was not done, and what to do. */
export function refusal(outcome: Extract<Outcome, { kind: 'refused' }>, caseNumber: number): string {
  switch (outcome.why) {
    case 'owned-by-other':
      return `Not done: ${escaped(outcome.ownerName ?? 'A colleague')} has case ${caseNumber}.`
    case 'not-owner':
      return `Not done: nobody has case ${caseNumber} yet. Take it first.`
    case 'already-solved':
      return `Not done: case ${caseNumber} is solved already.`
    case 'no-case':
      return `Not done: there is no case ${caseNumber}.`
    case 'empty':
      return 'Not done: there were no words in it.'
    case 'past':
      return 'Not done: that time has passed. Choose a later one.'
    case 'failed':
      return `Not done: something went wrong with case ${caseNumber}. Please try again.`
  }
}

/** A line that its author may think is at the customer. */
export function stayedInside(caseNumber: number, state: 'waiting' | 'handed-back' | 'solved'): string {
  switch (state) {
    case 'waiting':
      return `Only colleagues see this: nobody has case ${caseNumber} yet. Take it, and what you write after that goes to the customer.`
    case 'handed-back':
      return `Only colleagues see this: the bot has case ${caseNumber}. Take it, and what you write after that goes to the customer.`
    case 'solved':
      return `Only colleagues see this: case ${caseNumber} is solved. It opens again when the customer writes.`
  }
}

/** A link of ours with words of ours on it. */
export function linked(address: string, label: string): string {
  return `<${address.replaceAll('&', '&amp;')}|${label}>`
}

export function yours(caseNumber: number, address: string): string {
  return `Case ${caseNumber} is yours: ${linked(address, 'open its thread')}.`
}

export function putOff(caseNumber: number, time: string): string {
  return `Case ${caseNumber} comes back ${time}. For another time press Later on its card.`
}

export function passedOn(toUserId: string, by: string, caseNumber: number): string {
  return `<@${toUserId}>: ${escaped(by)} passed case ${caseNumber} on to you.`
}
