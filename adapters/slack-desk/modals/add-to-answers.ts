// The message shortcut "Add to answers": a question and its answer, kept for the editor of the shop's words.

import type { App, MessageShortcut } from '@slack/bolt'
import { mentionedIn, plainText } from '../../slack-app/plain-text.ts'
import type { Acting } from '../heard/acting.ts'
import { linked } from '../heard/agent-words.ts'
import { addToAnswers, modals } from '../names.ts'
import { files, openModal } from './doors.ts'
import { type Modal, modal, textField, valueIn } from './forms.ts'

/** Lines looked through for what the customer asked. */
const looked = 50

export function hearAddToAnswers(app: App, acting: Acting): void {
  const { house, nameOf } = acting.parts
  app.shortcut<MessageShortcut>(addToAnswers, async ({ ack, body }) => {
    const { user, channel, message, trigger_id: trigger } = body
    const { text } = await acting.attempt(user.id, async () => {
      const said = message.text ?? ''
      const names = await Promise.all(mentionedIn(said).map(async (id) => [id, await nameOf(id)] as const))
      const thread: unknown = message['thread_ts']
      const question = typeof thread === 'string' ? await lastAsked(acting, channel.id, thread) : ''
      await openModal(acting, trigger, answerModal(question, plainText(said, new Map(names))))
      return { isDone: true }
    })
    if (text !== undefined) void acting.tell({ user: user.id, room: channel.id }, text)
    await ack()
  })
  files(app, acting, modals.addToAnswers, 'Add to answers', async (sent, agent) => {
    const address = await house.addToAnswers(agent, valueIn(sent, 'question'), valueIn(sent, 'answer'))
    return {
      isDone: true,
      text: `Kept. The editor finds it among the ${linked(address, 'questions without an answer')}.`,
    }
  })
}

/** What the customer of the thread's case asked last; empty where it is no case's thread. */
async function lastAsked({ parts: { house } }: Acting, room: string, thread: string): Promise<string> {
  const number = await house.caseAt(room, thread)
  if (number === undefined) return ''
  const asked = (await house.lines(number, looked)).findLast(
    ({ author, change }) => author === 'customer' && change !== 'withdrawn',
  )
  return asked?.text ?? ''
}

function answerModal(question: string, answer: string): Modal {
  return modal({
    callbackId: modals.addToAnswers,
    title: 'Add to answers',
    submit: 'Keep',
    about: {},
    blocks: [
      textField({ id: 'question', label: 'The question, as customers ask it', initial: question }),
      textField({
        id: 'answer',
        label: 'The answer',
        hint: 'Without names and numbers of this customer. An editor reads it before the bot says it.',
        initial: answer,
      }),
    ],
  })
}
