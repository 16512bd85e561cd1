// The forms in which the page's further views are told.

import { z } from 'zod'
import { languages } from '../model/language.ts'
import { clockNames, flowLosses, timeKinds } from '../model/stats.ts'
import { Clock, Effort, Share } from './figures-routes.ts'

const Count = z.int()
const head = {
  ...{ from: Count, to: Count, zone: z.string(), definition: Count, rules: z.string() },
  exact: z.boolean().meta({ description: 'False: times come from roll-ups, within 1 %' }),
}
const Clocks = z.record(z.enum(timeKinds), Clock)
const Losses = z.record(z.enum(flowLosses), Count)

export const Week = z.object({
  ...head,
  hours: z.array(
    z.object({
      weekday: Count.meta({ description: '0 is Monday' }),
      hour: Count,
      times: Count.meta({ description: 'How often this hour was begun in the period' }),
      episodes: Count,
      handoffs: Count,
      humanReply: Clocks,
      effort: Effort,
    }),
  ),
})

export const Distribution = z.object({
  ...head,
  clocks: z.record(
    z.enum(clockNames),
    z.record(z.enum(timeKinds), z.array(z.object({ fromMs: Count, toMs: Count.optional(), n: Count }))),
  ),
})

export const Flows = z.object({
  ...head,
  flows: z.array(
    z.object({
      ...{ intent: z.string(), started: Count, finished: Share, left: Losses, running: Count },
      steps: z.array(
        z.object({ slot: z.string(), step: Count, came: Count, wentOn: Count, left: Losses, here: Count }),
      ),
      largestLoss: z.string().optional().meta({ description: 'The slot of the step at which most leave' }),
    }),
  ),
})

const about = { at: Count, conversationId: z.string(), caseNumber: Count.optional(), channel: z.string() }

export const Comments = z.object({
  ...head,
  n: Count,
  comments: z.array(
    z.object({
      ...about,
      language: z.enum(languages),
      score: Count.optional(),
      solvedBy: z.enum(['bot', 'agent']),
      text: z.string().optional().meta({ description: 'What identifies the customer is hidden' }),
    }),
  ),
})

export const Deliveries = z.object({
  ...head,
  failed: Count,
  inDoubt: Count,
  deliveries: z.array(
    z.object({
      ...about,
      ...{ eventId: Count, state: z.enum(['failed', 'doubt']), kind: z.string(), author: z.enum(['bot', 'agent']) },
      code: z.string().optional(),
    }),
  ),
})

export const Agents = z.object({
  ...head,
  switchedOn: z.boolean(),
  agents: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), taken: Count, solved: Count },
      ...{ handoffReply: Clocks, nextReply: Clocks, effort: Effort },
    }),
  ),
})

export const Channels = z.object({
  now: Count,
  since: Count.meta({ description: 'Before this moment the last messages were not looked for' }),
  channels: z.array(
    z.object({
      name: z.string(),
      lastInAt: Count.optional(),
      lastOutAt: Count.optional(),
      state: z.enum(['works', 'trouble', 'unknown']),
      waitingAgain: Count.optional(),
      failedCode: z.string().optional(),
      said: z.string().optional(),
    }),
  ),
  agents: z.object({ in: Count, away: Count }),
})
