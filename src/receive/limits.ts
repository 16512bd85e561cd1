// Every limit against abuse in one place, with its default.

/** So many within a window of time, for each key. `points: Infinity` switches the limit off. */
export type Rate = { readonly points: number; readonly perMs: number }

export type Limits = {
  /** A connection must have sent its headers, and its whole request, by then. */
  readonly headersMs: number
  readonly requestMs: number
  /** The same for a whole upload. */
  readonly uploadMs: number
  /** How often connections are checked against the limits above; they are cut at most so much later. */
  readonly checkMs: number
  /** An idle connection is kept for a next request so long. */
  readonly keepAliveMs: number
  /** Open connections in all, and from one address (loopback, where our own proxy sits, is not counted). */
  readonly connections: number
  readonly connectionsPerAddress: number
  /** Largest body in bytes, and deepest nesting of JSON. */
  readonly bodyBytes: number
  readonly jsonDepth: number
  /** Rest of a refused body that is still read, so that the sender hears the refusal before the connection closes. */
  readonly lingerBytes: number
  /** Messages received and not yet committed, above which new ones are refused at once. */
  readonly uncommittedMessages: number
  /** The store must have committed a message by then, or it is refused. */
  readonly commitMs: number
  /** An API call must be answered by then. */
  readonly callMs: number
  /** Live streams for each visitor or agent, and bytes that a slow reader may leave unread before it is cut. */
  readonly streamsPerCaller: number
  readonly streamBacklogBytes: number
  /** How often an idle stream says that it lives; its caller's right to it is proved again at the same time. */
  readonly streamBeatMs: number
  /** How long running requests have to end when the server closes. */
  readonly closeMs: number
  /** Any requests from one address. */
  readonly requestsPerAddress: Rate
  /** Public calls that create something, such as a new conversation, from one address. */
  readonly openingsPerAddress: Rate
  /** Messages into one conversation. */
  readonly messagesPerConversation: Rate
  /** Tries to sign in from one address. */
  readonly signInsPerAddress: Rate
  /** Uploads in all at one moment, and of one visitor or agent and from one address. */
  readonly uploadsAtOnce: number
  readonly uploadsPerCaller: Rate
  readonly uploadsPerAddress: Rate
}

export const defaultLimits: Limits = {
  headersMs: 10_000,
  // 12 s and a check each 2 s: a dripping connection lives at most 14 s.
  requestMs: 12_000,
  // Ten megabytes over a slow line.
  uploadMs: 180_000,
  checkMs: 2_000,
  keepAliveMs: 10_000,
  connections: 20_000,
  connectionsPerAddress: 256,
  bodyBytes: 64 * 1024,
  jsonDepth: 32,
  lingerBytes: 2 * 1024 * 1024,
  uncommittedMessages: 2_000,
  commitMs: 1_800,
  callMs: 8_000,
  streamsPerCaller: 10,
  streamBacklogBytes: 1024 * 1024,
  streamBeatMs: 15_000,
  closeMs: 5_000,
  requestsPerAddress: { points: 1_000, perMs: 10_000 },
  openingsPerAddress: { points: 60, perMs: 600_000 },
  messagesPerConversation: { points: 20, perMs: 10_000 },
  signInsPerAddress: { points: 10, perMs: 60_000 },
  uploadsAtOnce: 16,
  uploadsPerCaller: { points: 30, perMs: 600_000 },
  uploadsPerAddress: { points: 90, perMs: 600_000 },
}
