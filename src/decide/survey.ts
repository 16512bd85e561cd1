// The effort question (CES): when it may be asked, and what an answer does.

import type { Message } from '../model/message.ts'
import type { Choice } from '../model/reply.ts'
import { button, type Draft, note, sayPhrase, update, updateEpisode, type World } from './draft.ts'

/** At most once per customer in this time. */
const surveyRestMs = 30 * 24 * 3_600_000

/** Names the wording, so that answers to different questions are never mixed. */
const wording = 'ease-1'

export type Score = 1 | 2 | 3 | 4 | 5

/** Asks if the episode had something to rate and the customer was not asked lately. */
export function askSurvey(draft: Draft, world: World): void {
  const { episode, surveyAskedAt } = draft.conversation
  if (!episode || episode.surveyedAt !== undefined) return
  if (episode.answered.length === 0 && episode.caseNumber === undefined) return
  if (surveyAskedAt !== undefined && world.now - surveyAskedAt < surveyRestMs) return
  sayPhrase(draft, world, 'survey_question', { kind: 'survey', choices: scoreButtons(draft, world) })
  const solvedBy = episode.resolvedBy ?? 'bot'
  update(draft, {
    awaiting: { kind: 'survey' },
    survey: { episodeId: episode.id, solvedBy },
    surveyAskedAt: world.now,
  })
  updateEpisode(draft, { surveyedAt: world.now })
  note(draft, world.now, 'survey.asked', { scale: '1-5', wording, solvedBy })
}

function scoreButtons(draft: Draft, world: World): Choice[] {
  return ([1, 2, 3, 4, 5] as const).map((score) => button(draft, world, `survey_${score}`, `survey:${score}`))
}

/** "7" or "10/10": meant as a score, but not on our scale. */
export function isNumberOnly(text: string): boolean {
  return /^\W*\d{1,3}(\s*\/\s*\d{1,3})?\W*$/u.test(text)
}

/** Says what the scale is; the survey stays open. */
export function askScoreAgain(draft: Draft, world: World): void {
  sayPhrase(draft, world, 'survey_unclear', { kind: 'survey', choices: scoreButtons(draft, world) })
}

/** Whether a score can still be counted: it was asked for and not given. A button works after the next message too. */
export function surveyIsOpen({ conversation: { survey } }: Draft): boolean {
  return survey !== undefined && survey.score === undefined
}

/** Counts the score for the episode that it is about, and asks the one open question that goes with it. */
export function takeScore(draft: Draft, world: World, score: Score): void {
  const { survey, episode } = draft.conversation
  if (!survey) return
  update(draft, { survey: { ...survey, score } })
  const { episodeId, solvedBy } = survey
  note(draft, world.now, 'survey.answered', { scale: '1-5', wording, score, solvedBy }, { episodeId })
  // Something else has begun meanwhile: thank for the score and leave what is open alone.
  if (episode?.resolvedAt === undefined) return sayPhrase(draft, world, 'survey_thanks', { kind: 'survey' })
  sayPhrase(draft, world, score <= 3 ? 'survey_low' : 'survey_high', {
    kind: 'survey',
    // A low score is the moment at which somebody may still need help: a person is one tap away.
    choices: score <= 2 ? [button(draft, world, 'talk_to_person', 'person')] : [],
  })
  update(draft, { awaiting: { kind: 'survey-comment' } })
}

/** So long after the score a message is its comment; later it is the beginning of something else. */
const commentWithinMs = 3_600_000

/** Whether what comes now may be the comment; if not, nothing is awaited any more. */
export function isStillComment(draft: Draft, world: World): boolean {
  if (world.now - (draft.conversation.lastReplyAt ?? 0) <= commentWithinMs) return true
  update(draft, { awaiting: undefined })
  return false
}

/** Keeps the comment (it is the message itself; the event only points at it). */
export function takeComment(draft: Draft, world: World, message: Message): void {
  note(draft, world.now, 'survey.commented', { messageId: message.id })
  sayPhrase(draft, world, 'survey_thanks', { kind: 'survey' })
  update(draft, { awaiting: undefined })
}
