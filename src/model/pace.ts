// How long people lately took to answer, as decisions and the chat window use it.

/** The waits for a person that began to count in one hour of the week. */
export type PaceCell = {
  /** Waits that ended with a person's answer. */
  readonly n: number
  /** Open milliseconds within which half of those who waited were answered, and four of five. */
  readonly p50Ms: number
  readonly p80Ms: number
}

/** By team's name, then by hour of the week: 0 is Monday from midnight on, by the clock of the team. */
export type Pace = Readonly<Record<string, Readonly<Record<number, PaceCell>>>>
