// Whether customers' chats hold what the shop sent there, once and nothing else; and whether in Slack, where customers and
// agents share a workspace, their rooms stay apart.

import type { DeliveryState, Message } from '../../model/message.ts'
import type { Room } from '../simulated-slack/world.ts'
import { fromBotAt } from './in-slack.ts'
import type { Scene } from './scene.ts'
import type { Check, Side } from './side.ts'

/** What we hold for delivered stands in the chat, and nothing else does. A send that a crash cut off may have arrived. */
export function arrived(scene: Scene, sides: readonly Side[]): Check {
  const faults: string[] = []
  let count = 0
  for (const { who, conversation, visible } of sides) {
    const stands = standing(scene, conversation)
    if (stands === undefined) continue
    const states = visible.flatMap(({ reply }) => (reply ? [reply.delivery] : []))
    const sure = partsOf(visible, 'delivered')
    const perhaps = partsOf(visible, 'doubt')
    count += stands
    if (stands < sure || stands > sure + perhaps)
      faults.push(`${who} has ${stands} messages, and ${sure} were delivered, ${perhaps} perhaps`)
    if (states.includes('waiting')) faults.push(`${who} still waits for a message`)
  }
  return { what: 'what was sent to Telegram and to customers in Slack stands there once', count, faults }
}

/** How many messages a customer has from us; undefined: their page shows what the store has. */
function standing(scene: Scene, { channel, address }: Side['conversation']): number | undefined {
  if (channel === 'telegram') return scene.telegram.chat(Number(address)).length
  if (channel !== 'slack') return undefined
  const [, room = '', thread] = address.split(':')
  return fromBotAt(scene, room, thread).length
}

/** Of how many messages such replies are: their words, and each of their files. */
function partsOf(visible: readonly Message[], state: DeliveryState): number {
  return visible
    .filter(({ reply }) => reply?.delivery === state)
    .reduce((sum, { text, attachments = [] }) => {
      return sum + (text === '' ? 0 : 1) + attachments.filter((file) => file.state === 'kept').length
    }, 0)
}

/** No customer writes where agents do, no agent where customers do, and no card or line of a case stands with a customer. */
export function apart({ slack, helpRoom }: Scene): Check {
  const { world } = slack
  const rooms = [...world.rooms.values()]
  const agentRooms = rooms.filter(({ kind, name }) => kind !== 'im' && name !== helpRoom)
  const agents = new Set(agentRooms.flatMap(({ members }) => [...members]).filter((id) => id !== world.app.botUser))
  const faults: string[] = []
  let count = 0
  for (const room of rooms) {
    const isAgents = agentRooms.includes(room)
    // What an agent and the bot say to each other alone is neither's.
    if (!isAgents && room.kind === 'im' && [...room.members].some((id) => agents.has(id))) continue
    for (const message of room.messages) {
      count += 1
      const isFromPerson = message.user !== undefined && message.user !== world.app.botUser
      if (isFromPerson && agents.has(message.user ?? '') !== isAgents)
        faults.push(`${titleOf(room)} has a line of the others`)
      if (!isAgents && message.metadata) faults.push(`${titleOf(room)} has a post of the desk`)
    }
  }
  return {
    what: 'in Slack no customer stands in an agents’ room, and nothing of the desk with customers',
    count,
    faults,
  }
}

function titleOf({ kind, name }: Room): string {
  return kind === 'im' ? 'a direct message' : `#${name}`
}
