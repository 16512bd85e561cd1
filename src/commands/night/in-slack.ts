// A customer in Slack: alone with the bot, or in the thread that they open by calling it in the help room. What they say
// goes to the app as Slack posts it, and what they see stands in their room.

import type { Language } from '../../model/language.ts'
import { elementsOf, inner, textOf } from '../simulated-slack/fields.ts'
import { renderMessage } from '../simulated-slack/mrkdwn.ts'
import type { Upload } from '../simulated-slack/people.ts'
import type { Message } from '../simulated-slack/world.ts'
import type { Medium, Said, Seen } from './media.ts'
import type { Scene } from './scene.ts'

/** Locales as people set them in the app. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', nb: 'no-NO', sv: 'sv-SE', da: 'da-DK', fi: 'fi-FI' }
/** Who pressed and sees nothing happen presses again. */
const pressAgainMs = 20_000

/** Direct messages with the bot, which nobody else sees. */
export async function directly(scene: Scene, name: string, language: Language): Promise<Medium> {
  return inSlack(scene, name, language, (id) => scene.slack.directRoom(id).id)
}

/** A thread in the help room, opened by the bot's name; its address is known once the first line is said. */
export async function inHelpRoom(scene: Scene, name: string, language: Language): Promise<Medium> {
  return inSlack(scene, name, language, () => scene.slack.roomNamed(scene.helpRoom).id)
}

/** Messages of the bot at a place, oldest first. `thread` undefined: outside of all threads. */
export function fromBotAt({ slack }: Pick<Scene, 'slack'>, room: string, thread?: string): readonly Message[] {
  const { botUser } = slack.world.app
  return slack
    .roomNamed(room)
    .messages.filter(({ user, deleted, threadTs }) => user === botUser && !deleted && threadTs === thread)
}

function inSlack(scene: Scene, name: string, language: Language, roomOf: (id: string) => string): Medium {
  const { slack, helpRoom } = scene
  const { team, app, watchers } = slack.world
  const realName = name.replace('-', ' ')
  const person = slack.person(name, { realName, locale: locales[language], rooms: [helpRoom] })
  const room = roomOf(person.id)
  const isInThread = room === slack.roomNamed(helpRoom).id
  let thread: string | undefined
  let read = 0
  const ours = () => (isInThread && thread === undefined ? [] : fromBotAt(scene, room, thread))

  function write(text: string, files: readonly Upload[] = []): void {
    const isCall = isInThread && thread === undefined
    const inThread = thread === undefined ? {} : { thread }
    const { ts } = person.says(room, isCall ? `@${app.name} ${text}` : text, { ...inThread, files })
    if (isCall) thread = ts
  }

  async function press({ label }: Extract<Said, { choice: string }>): Promise<void> {
    const shown = ours().findLast((message) => choicesOf(message).some((choice) => choice.label === label))
    if (!shown) throw new Error(`${name} sees no button "${label}".`)
    // Refused in an outage it was not taken, for nothing that is stored is refused in a time that stands still.
    while (!(await person.presses({ room, ts: shown.ts }, label)).ok) await scene.pause(pressAgainMs)
  }

  return {
    channel: 'slack',
    get address() {
      return [team.id, room, ...(thread === undefined ? [] : [thread])].join(':')
    },
    async says(said) {
      if ('choice' in said) await press(said)
      else write(said.text)
    },
    async shows(text, picture) {
      write(text, [{ name: picture.name, bytes: picture.bytes, mimetype: picture.type }])
    },
    async sees() {
      const fresh = ours().slice(read)
      read += fresh.length
      return fresh.map(seenAs)
    },
    onNews(heard) {
      let known = 0
      watchers.add(() => {
        const count = ours().length
        if (count > known) heard()
        known = count
      })
    },
  }
}

function choicesOf({ blocks }: Message): Seen['choices'] {
  return elementsOf(blocks)
    .filter(({ element }) => element['type'] === 'button')
    .map(({ element }) => ({ label: textOf(inner(element, 'text'), 'text'), value: textOf(element, 'value') }))
}

/** A room shows no kinds either: see the phone. */
function seenAs(message: Message): Seen {
  const choices = choicesOf(message)
  const text = renderMessage(message.blocks.length > 0 ? { ...message, text: '' } : message).shown
  return {
    by: 'bot',
    kind: choices.length === 0 && text.trimEnd().endsWith('?') ? 'question' : 'answer',
    text,
    choices,
  }
}
