// How a customer reaches the shop and what they see there: the page's chat, with its key, its door and its history.

import { issueToken } from '../../../adapters/web-chat/token.ts'
import { chatMessageFrom } from '../../../adapters/web-chat/visible.ts'
import type { Language } from '../../model/language.ts'
import type { Choice } from '../../model/reply.ts'
import type { photo } from './files.ts'
import type { Scene } from './scene.ts'

export type Said = { readonly text: string } | { readonly choice: string; readonly label: string }

/** A line from the shop, as the customer sees it. */
export type Seen = {
  readonly by: 'bot' | 'agent'
  readonly kind: string
  readonly text: string
  readonly choices: readonly Choice[]
}

export type Medium = {
  readonly channel: string
  readonly address: string
  /** Resolves once the shop has it; tries again, as the same message, for as long as the shop does not answer. */
  says(said: Said): Promise<void>
  /** Says something and shows a picture with it, where that is as easy as on a page. */
  shows?(text: string, picture: ReturnType<typeof photo>): Promise<void>
  /** What has come since the last look. */
  sees(): Promise<readonly Seen[]>
  /** Calls when there may be something new to see. */
  onNews(heard: () => void): void
}

/** A page that gets no answer sends again after so long. */
const answerWithinMs = 10_000
const againMs = 3_000

/** A browser on the shop's page. */
export async function browser(scene: Scene, name: string, language: Language): Promise<Medium> {
  const { store, time, webSecret } = scene
  const { id } = await store.conversationAt('web', name, { language, now: time.now() })
  const { token } = issueToken(name, webSecret, time.now())
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  let sent = 0
  let read = 0
  async function post(content: object): Promise<void> {
    const body = Buffer.from(JSON.stringify({ id: `m${++sent}`, language, ...content }))
    await untilTaken(scene, () => {
      const request = { method: 'POST', url: '/chat/messages', headers, body, remoteAddress: '127.0.0.1' }
      return scene.receive('web', { ...request, receivedAt: time.now() })
    })
  }

  return {
    ...{ channel: 'web', address: name },
    says: (said) => post('choice' in said ? { choice: said.choice } : { text: said.text }),
    async shows(text, picture) {
      const kept = await store.keepUpload(id, picture, time.now())
      await post({ text, attachments: [kept.id] })
    },
    async sees() {
      const conversation = await store.conversation(id)
      const rows = await store.transcript(id, read, 200)
      read = rows.at(-1)?.position ?? read
      if (!conversation) return []
      return rows.flatMap((row) => {
        const { author, kind = '', text, choices = [] } = chatMessageFrom(row, conversation)
        return author === 'customer' ? [] : [{ by: author, kind, text, choices }]
      })
    },
    onNews: (heard) => scene.onChange(id, heard),
  }
}

/** Tries until it is taken. Nobody there, refused, and no answer at all are the same to whoever waits. */
export async function untilTaken(scene: Scene, post: () => Promise<unknown>): Promise<void> {
  for (;;) {
    const taken = await Promise.race([
      post().then(
        () => true,
        () => false,
      ),
      scene.pause(answerWithinMs).then(() => false),
    ])
    if (taken) return
    await scene.pause(againMs)
  }
}
