// What every deed of an agent has in common: who may do it, what its id is, and what they are told when it is not done.

import { createHash } from 'node:crypto'
import type { ChatPostEphemeralArguments } from '@slack/web-api'
import type { IncomingAttachment } from '../../../src/model/attachment.ts'
import type { AgentAction } from '../../../src/model/case.ts'
import type { Outcome } from '../../../src/model/decision.ts'
import { ChannelError } from '../../../src/ports/channel.ts'
import type { DeskAgent } from '../../../src/ports/desk.ts'
import { asked } from '../../slack-app/client.ts'
import type { Block } from '../blocks/elements.ts'
import type { SlackParts } from '../parts.ts'
import { refusal, words } from './agent-words.ts'

/** Whom to tell, and where they are looking. Without a room: in their direct messages with the app. */
export type Ear = { readonly user: string; readonly room?: string; readonly thread?: string }

/** What came of a deed; `text`: what its doer should be told, if anything. */
export type Deed = { readonly isDone: boolean; readonly text?: string; readonly as?: Said }

type Said = Extract<Outcome, { kind: 'done' }>['as']

export type Act = {
  readonly id: string
  readonly caseNumber: number
  readonly action: AgentAction
  readonly text?: string
  readonly attachments?: readonly IncomingAttachment[]
}

export type Acting = {
  readonly parts: SlackParts
  /** Tells one person privately. Never rejects: what is told here has been stored, or is refused, already. */
  tell(ear: Ear, text: string, blocks?: readonly Block[]): Promise<void>
  /** Does the work for somebody who works here; whatever goes wrong becomes words for them. */
  attempt(user: string, work: (agent: DeskAgent) => Promise<Deed>): Promise<Deed>
  /** One act on a case, decided. */
  act(agent: DeskAgent, act: Act): Promise<Deed>
  /** The id of what was done by pressing: the same press is the same act, however often it comes. */
  pressId(user: string, actionTs: string, action: string): string
  /** The id of a modal sent with these values: sent again it is the same act, mended it is another. */
  sentId(viewId: string, values: unknown): string
  /** The external id of a line in a thread. */
  lineId(room: string, ts: string): string
}

export function createActing(parts: SlackParts): Acting {
  const { house, client, team, agentOf, isAgent, log } = parts

  async function whisper({ user, room, thread }: Required<Pick<Ear, 'room'>> & Ear, message: object): Promise<void> {
    const inThread = thread === undefined ? {} : { thread_ts: thread }
    await asked(
      client.chat.postEphemeral({ channel: room, user, ...inThread, ...message } as ChatPostEphemeralArguments),
    )
  }

  async function tell(ear: Ear, text: string, blocks?: readonly Block[]): Promise<void> {
    const message = { text, ...(blocks ? { blocks: [...blocks] } : {}) }
    const directly = () => asked(client.chat.postMessage({ channel: ear.user, ...message }))
    try {
      const { room } = ear
      if (room === undefined) await directly()
      // Somebody who is not in the room sees no private message there.
      else await whisper({ ...ear, room }, message).catch(directly)
    } catch (error) {
      const code = error instanceof ChannelError ? error.code : 'unknown'
      log.warn({ desk: 'slack', code }, 'somebody could not be told privately what came of what they did')
    }
  }

  return {
    parts,
    tell,
    async attempt(user, work) {
      try {
        if (!(await isAgent(user))) return { isDone: false, text: words.stranger }
        return await work(await agentOf(user))
      } catch (error) {
        if (error instanceof ChannelError) return { isDone: false, text: words.slackAway }
        log.warn({ desk: 'slack', fault: nameOf(error) }, 'what an agent did could not be stored; they were told')
        return { isDone: false, text: words.notDone }
      }
    },
    async act(agent, { id, ...act }) {
      const outcome = await house.act({ externalId: id, agent, ...act })
      if (!outcome) return { isDone: true, text: words.later }
      if (outcome.kind === 'refused') return { isDone: false, text: refusal(outcome, act.caseNumber) }
      return { isDone: true, ...(outcome.as ? { as: outcome.as } : {}) }
    },
    // These begin otherwise than lines, so that what was said by a button is brought into the thread as a line.
    pressId: (user, actionTs, action) => `slack-press:${team()}:${user}:${actionTs}:${action}`,
    sentId: (viewId, values) =>
      `slack-modal:${team()}:${viewId}:${createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)}`,
    lineId: (room, ts) => `slack:${team()}:${room}:${ts}`,
  }
}

/** The text of an error may quote a customer. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
