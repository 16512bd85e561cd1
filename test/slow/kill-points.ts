// The named points at which the kill test ends the process.

/** Where a kill may fall: around each durable step of a message's way. */
export const killPoints = [
  'received, not stored',
  'stored, not answered',
  'decided, not saved',
  'saved, not sent',
  'sent, not noted',
  'noted',
] as const

export type KillPoint = (typeof killPoints)[number]
