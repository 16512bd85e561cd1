// Simulated people: what a person can do in the workspace, with the same bounds as in the real client.

import type { MessageRef, Outcome } from './deeds.ts'
import type { Delivery } from './delivery.ts'
import type { FaultState } from './faults.ts'
import { isFields } from './fields.ts'
import { keepFile, mimetypeOf } from './file-methods.ts'
import { crossDoor, edit, erase, loseFile, post, react } from './messages.ts'
import { type Modals, modalsOf } from './modals.ts'
import { commandPayload, shortcutPayload } from './payloads.ts'
import { type Presses, pressing } from './presses.ts'
import { say } from './response-urls.ts'
import { typed } from './typed-text.ts'
import { shownView } from './views.ts'
import { directRoom, type FileGuise, findMessage, type Message, type Room, type World } from './world.ts'

/** A file as a person uploads it. `guise`: how the platform writes it, where not in full. */
export type Upload = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly mimetype?: string
  readonly guise?: FileGuise
}

export type Human = Presses &
  Modals & {
    readonly id: string
    /** Says a line in a room (id or name), or in a thread; the events go out at once. Throws when not a member. */
    says(
      room: string,
      line: string,
      more?: { thread?: string; broadcast?: boolean; files?: readonly Upload[] },
    ): Message
    /** Says a line to the app itself. */
    tells(line: string, more?: { thread?: string; files?: readonly Upload[] }): Message
    edits(message: MessageRef, line: string): void
    deletes(message: MessageRef): void
    /** Deletes a file of their own, and with it the message that held nothing else. */
    deletesFile(id: string): void
    reacts(message: MessageRef, name: string): void
    unreacts(message: MessageRef, name: string): void
    joins(room: string): void
    leaves(room: string): void
    opensHome(): void
    /** Types a slash command in a room; what the app answers is said there as it asked. */
    commands(room: string, command: string, text?: string): Promise<Outcome>
    /** Uses a shortcut on a message. */
    shortcut(message: MessageRef, callbackId: string): Promise<Outcome>
    isAway(away: boolean): void
  }

export function human(world: World, delivery: Delivery, state: FaultState, id: string): Human {
  const roomNamed = (name: string): Room => {
    const room = world.rooms.get(name) ?? [...world.rooms.values()].find((one) => one.name && one.name === name)
    if (!room) throw new Error(`There is no room ${name}.`)
    if (!room.members.has(id)) throw new Error(`They are not in the room ${name}.`)
    return room
  }
  const place = (ref: MessageRef) => {
    const room = roomNamed(ref.room)
    const message = findMessage(room, ref.ts)
    if (!message) throw new Error('There is no such message.')
    return { room, message }
  }
  const own = (ref: MessageRef) => {
    const found = place(ref)
    if (found.message.user !== id) throw new Error('Only its author can change a message.')
    return found
  }
  const speak: Human['says'] = (name, line, more = {}) => {
    const room = roomNamed(name)
    if (room.archived) throw new Error('The room is archived.')
    if (more.thread && !findMessage(room, more.thread)) throw new Error('There is no such thread.')
    const files = (more.files ?? []).map((file) => {
      const fileId = world.nextId('F')
      const { name: title, bytes, guise, mimetype = mimetypeOf(title) } = file
      keepFile(world, { id: fileId, name: title, title, mimetype, user: id, bytes, ...(guise ? { guise } : {}) })
      return fileId
    })
    return post(world, room, {
      ...{ user: id, ...typed(world, line), files, broadcast: more.broadcast ?? false },
      ...(files.length > 0 ? { subtype: 'file_share' } : {}),
      ...(more.thread ? { threadTs: more.thread } : {}),
    })
  }
  const carried = async (parcel: Parameters<Delivery['carry']>[0]): Promise<Outcome> => {
    if (state.awayNow()) return { ok: false, why: 'the platform is away' }
    const receipt = await delivery.carry(parcel)
    return receipt.ok ? receipt : { ok: false, why: receipt.reason }
  }

  const presses = pressing(world, id, carried, roomNamed)

  return {
    id,
    ...presses,
    ...modalsOf(world, id, carried, presses.searches),
    says: speak,
    tells: (line, more) => speak(directRoom(world, id).id, line, more),
    edits(ref, line) {
      const { room, message } = own(ref)
      edit(world, room, message, id, { ...typed(world, line), marked: true })
    },
    deletes(ref) {
      const { room, message } = own(ref)
      erase(world, room, message)
    },
    deletesFile(fileId) {
      const file = world.files.get(fileId)
      if (file?.user !== id) throw new Error('Only its author can delete a file.')
      loseFile(world, file)
    },
    reacts: (ref, name) => void react(world, place(ref).message, id, name, 'added'),
    unreacts: (ref, name) => void react(world, place(ref).message, id, name, 'removed'),
    joins(name) {
      const room = world.rooms.get(name) ?? [...world.rooms.values()].find((one) => one.name === name)
      if (!room || room.kind === 'im') throw new Error(`There is no room ${name} to join.`)
      crossDoor(world, room, id, 'joined')
    },
    leaves: (name) => crossDoor(world, roomNamed(name), id, 'left'),
    opensHome() {
      const home = world.homes.get(id)
      const view = home ? { view: shownView(world, home) } : {}
      const channel = directRoom(world, id).id
      if (world.app.events.has('app_home_opened'))
        world.publish({ type: 'app_home_opened', user: id, channel, tab: 'home', event_ts: world.nextTs(), ...view })
    },
    async commands(name, command, text = '') {
      const room = roomNamed(name)
      const payload = commandPayload(world, id, room, command, text)
      const outcome = await carried({ kind: 'slash_commands', payload, takesAnswer: true })
      if (!outcome.ok) return outcome
      const answer = typeof outcome.answer === 'string' ? { text: outcome.answer } : outcome.answer
      if (isFields(answer) && (answer['text'] || answer['blocks'])) say(world, room, { user: id }, answer)
      return outcome
    },
    shortcut(ref, callbackId) {
      const { room, message } = place(ref)
      const payload = shortcutPayload(world, id, callbackId, room, message)
      return carried({ kind: 'interactive', payload, takesAnswer: false })
    },
    isAway(away) {
      const person = world.people.get(id)
      if (person) person.presence = away ? 'away' : 'active'
    },
  }
}
