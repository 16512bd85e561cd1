// Files of the night: some customers show what they mean, some agents send a document, and colleagues show each other
// what stays inside. Each is where it belongs, and nowhere else.

import type { Upload } from '../simulated-slack/people.ts'
import type { Scene } from './scene.ts'
import type { Check, Side } from './side.ts'

/** What was sent, by names that are each other's alone. */
export type FilesLog = {
  /** Channel and address, and what they sent. */
  readonly fromCustomers: { readonly who: string; readonly name: string }[]
  readonly toCustomers: { readonly caseNumber: number; readonly name: string }[]
  readonly inside: string[]
}

export const newFilesLog = (): FilesLog => ({ fromCustomers: [], toCustomers: [], inside: [] })

/** The smallest picture there is. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)

export function photo(name: string): { readonly name: string; readonly type: 'image/png'; readonly bytes: Uint8Array } {
  return { name, type: 'image/png', bytes: pixel }
}

export function paper(name: string): Upload {
  return { name, bytes: Buffer.from(`%PDF-1.4 ${name}`) }
}

/** Every file is kept, stands in its case's thread once or with its customer, and none from inside got out. */
export async function filesStand(scene: Scene, sides: readonly Side[], log: FilesLog): Promise<Check> {
  const faults: string[] = []
  for (const { who, name } of log.fromCustomers) {
    const side = sides.find((one) => one.who === who)
    const message = side?.visible.find(({ attachments = [] }) => attachments.some((file) => file.name === name))
    if (message?.attachments?.[0]?.state !== 'kept') faults.push(`${name} of ${who} is not kept`)
    const shown = timesInRooms(scene, name)
    const wanted = side && message && (await isInCase(scene, side, message.id)) ? 1 : 0
    if (shown !== wanted) faults.push(`${name} of ${who} stands ${shown} times in Slack, and should ${wanted}`)
  }
  for (const { caseNumber, name } of log.toCustomers) {
    const [side] = sides.filter(({ cases }) => cases.some(({ number }) => number === caseNumber))
    const got = side ? filesOf(side).filter((one) => one === name).length : 0
    if (got !== 1) faults.push(`the customer of case ${caseNumber} has ${name} ${got} times`)
  }
  for (const side of sides)
    for (const name of log.inside) if (filesOf(side).includes(name)) faults.push(`${side.who} got ${name} from inside`)
  const count = log.fromCustomers.length + log.toCustomers.length + log.inside.length
  return { what: 'every file is where it belongs, once', count, faults }
}

/** What people at the shop sent that the customer may see. */
function filesOf({ visible }: Side): readonly string[] {
  return visible.flatMap(({ author, attachments = [] }) =>
    author.kind === 'customer' ? [] : attachments.flatMap(({ name, state }) => (state === 'kept' ? [name] : [])),
  )
}

/** How often agents see it; a customer in Slack has it in a room of theirs too. */
function timesInRooms({ slack, helpRoom }: Scene, name: string): number {
  const files = [...slack.world.files.values()].filter((file) => file.name === name)
  const isAgents = (id: string): boolean => {
    const room = slack.roomNamed(id)
    return room.kind !== 'im' && room.name !== helpRoom
  }
  return files.flatMap(({ shares }) => shares).filter(({ room }) => isAgents(room)).length
}

/** A file of an episode that came to a case is that case's; one whose case was over before Slack saw it is not shown. */
async function isInCase({ store }: Scene, { conversation }: Side, messageId: string): Promise<boolean> {
  const events = await store.events({ conversationId: conversation.id })
  const told = events.find(({ name, data }) => name === 'message.received' && data.messageId === messageId)
  // By its events, for a case that was opened again belongs to the later episode.
  for (const event of events) {
    if (event.name !== 'case.opened' || event.episodeId !== told?.episodeId) continue
    if ((await store.deskPosted(`case:${event.data.caseNumber}`))?.externalId !== undefined) return true
  }
  return false
}
