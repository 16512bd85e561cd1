// Where a customer is: a channel, and their address in it.

export type Place = { readonly channel: string; readonly address: string }

/** Whether both are the same place. */
export function samePlace(one: Place, other: Place): boolean {
  return one.channel === other.channel && one.address === other.address
}
