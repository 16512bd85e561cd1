// The figures that the page shows, with what each means: the definitions themselves are those of src/stats.

export { definitions } from '../../stats/definitions.ts'

const figureNames = [
  'touch',
  'answer',
  'humanReply',
  'mean',
  'p50',
  'p90',
  'p99',
  'episodes',
  'conversations',
  'solvedByBot',
  'solvedByAgent',
  'handoffs',
  'promises',
  'reopened',
  'missed',
  'open',
  'ces',
  'waiting',
] as const

/** A figure, or a way of summing one up. */
export type FigureName = (typeof figureNames)[number]
