// Where a customer's conversation stands in Slack, as an address.

export type SlackPlace = {
  readonly team: string
  /** A room's id; those of direct messages begin with D. */
  readonly room: string
  /** The ts of the thread's first message; undefined: the direct messages outside of all threads. */
  readonly thread?: string
}

/** `TEAM:ROOM` or `TEAM:ROOM:THREAD`. */
export function addressOf({ team, room, thread }: SlackPlace): string {
  return [team, room, ...(thread === undefined ? [] : [thread])].join(':')
}

export function placeOf(address: string): SlackPlace {
  const [team = '', room = '', thread] = address.split(':')
  return { team, room, ...(thread === undefined ? {} : { thread }) }
}

/** Rooms of one person and us. */
export const isDirect = ({ room }: Pick<SlackPlace, 'room'>): boolean => room.startsWith('D')
