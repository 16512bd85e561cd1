// The people on the other side of the bot: they write, press, edit, block, and read what they get.

import type { BotMessage, Chats } from './chats.ts'
import type { Payload } from './checks.ts'
import { createFiles, type Files } from './files.ts'
import type { Queue } from './queue.ts'
import { badRequest } from './refusals.ts'

export type Person = { readonly id: number; readonly first_name: string; readonly language_code?: string }

export type Customer = {
  readonly id: number
  /** Returns the id of the message. */
  says(text: string): number
  /** Sends something else, such as `{ voice: {...} }`. */
  sends(content: Payload): number
  /** Sends a file; `more` may hold a caption. Returns the id of the message. */
  sendsFile(file: CustomerFile, more?: Payload): number
  /** Sends several at once: Telegram tells of each by itself. A caption stands at the first. */
  sendsAlbum(files: readonly CustomerFile[], caption?: string): void
  edits(messageId: number, text: string): void
  /** Presses the newest button with that label. Returns the id of the query. */
  presses(label: string): string
  /** Presses with data of one's own making, as only a changed app does. */
  forges(data: string): string
  blocks(): void
  /** Everything from the bot, as it stands now. */
  readonly reads: () => readonly BotMessage[]
  /** Waits until the last message of the bot holds this. Returns it. */
  hears(words: string | RegExp): Promise<BotMessage>
  /** Whether the press was answered, so that the button no longer spins. */
  readonly isAnswered: (queryId: string) => boolean
}

/** A photo is made smaller by the app and has no name; all else goes as it is. */
export type CustomerFile = {
  readonly kind: 'photo' | 'document' | 'video' | 'animation' | 'video_note'
  readonly bytes: Uint8Array
  readonly name?: string
}

export type Sources = {
  readonly chats: Chats
  readonly files?: Files
  readonly queue: Pick<Queue, 'add'>
  readonly now: () => number
  readonly until: (what: string, condition: () => boolean) => Promise<void>
}

/** A press can be answered once, and not for long. */
const answerableMs = 15_000

export function createCustomers({ chats, queue, now, until, files = createFiles() }: Sources) {
  const presses = new Map<string, { readonly at: number; answered: boolean }>()
  let lastId = 5_000_000_000
  let lastQuery = 0
  let lastAlbum = 13_370_000

  function customer(about: Partial<Person> = {}): Customer {
    const person: Person = { id: ++lastId, first_name: 'Kim', ...about }
    const from = { is_bot: false, ...person }
    const chat = { id: person.id, type: 'private', first_name: person.first_name } as const
    const seconds = () => Math.floor(now() / 1000)
    const said = new Map<number, Payload>()
    chats.open(chat)

    function sends(content: Payload): number {
      const message = { message_id: chats.nextMessageId(), from, chat, date: seconds(), ...content }
      said.set(message.message_id, message)
      queue.add('message', message)
      return message.message_id
    }

    function sendsFile({ kind, bytes, name }: CustomerFile, more: Payload = {}): number {
      if (kind === 'photo') return sends({ photo: files.keepPhoto(bytes), ...more })
      const file = files.keep(kind, bytes, name === undefined ? {} : { file_name: name })
      // An animation is told of as a document too, for bots that know no better.
      return sends({ [kind]: file, ...(kind === 'animation' ? { document: file } : {}), ...more })
    }

    function press(data: string, message: BotMessage | undefined): string {
      const id = `${chat.id}${++lastQuery}`
      presses.set(id, { at: now(), answered: false })
      // A copy, as it travels: later edits do not reach back into an update.
      queue.add('callback_query', structuredClone({ id, from, chat_instance: `${chat.id}`, data, message }))
      return id
    }

    const reads = () => chats.messages(chat.id)
    const wordsOf = (message: BotMessage | undefined) => message?.text ?? message?.caption ?? ''
    return {
      id: person.id,
      sends,
      sendsFile,
      sendsAlbum(album, caption) {
        const media_group_id = String(++lastAlbum)
        for (const [index, file] of album.entries())
          sendsFile(file, { media_group_id, ...(index === 0 && caption !== undefined ? { caption } : {}) })
      },
      says: (text) => sends({ text }),
      edits: (message_id, text) =>
        void queue.add('edited_message', { ...said.get(message_id), text, edit_date: seconds() }),
      presses(label) {
        const found = chats.buttonOf(chat.id, label)
        if (!found?.button.callback_data) throw new Error(`${person.first_name} sees no button "${label}".`)
        return press(found.button.callback_data, found.message)
      },
      forges: (data) => press(data, reads().at(-1)),
      blocks() {
        chats.close(chat.id, 'blocked')
        queue.add('my_chat_member', { chat, from, date: seconds(), new_chat_member: { status: 'kicked' } })
      },
      reads,
      async hears(words) {
        const fits = () => {
          const text = wordsOf(reads().at(-1))
          return typeof words === 'string' ? text.includes(words) : words.test(text)
        }
        await until(`${person.first_name} reads ${String(words)}`, fits).catch((error: Error) => {
          throw new Error(`${error.message}. What was read:\n${reads().map(wordsOf).join('\n---\n')}`)
        })
        return reads().at(-1) as BotMessage
      },
      isAnswered: (queryId) => presses.get(queryId)?.answered === true,
    }
  }

  function answerPress({ callback_query_id }: Payload): true {
    const press = presses.get(String(callback_query_id))
    if (!press || press.answered || now() - press.at > answerableMs)
      throw badRequest('query is too old and response timeout expired or query ID is invalid')
    press.answered = true
    return true
  }

  return { customer, answerPress }
}
