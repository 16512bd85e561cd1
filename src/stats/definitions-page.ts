// docs/figures.md, made of the definitions that the page shows.

import { definitions, definitionVersion, figureNames } from './definitions.ts'

/** The whole document; what it says apart from the definitions stands in the text around them. */
export function definitionsPage(): string {
  const rows = figureNames.map((name) => `| \`${name}\` | ${definitions[name].en} |`)
  return `${head}\n${['| figure | meaning |', '| --- | --- |', ...rows].join('\n')}\n${tail}`
}

const head = `# What the figures mean

This page is made of \`src/stats/definitions.ts\`, which the stats page shows on hover in five languages; a test holds the
two together. Definitions version ${definitionVersion}: figures of different versions are never compared.

Everything is computed from events. An episode counts in the period in which it opened, with all that followed, however
late. Touch, answer and human reply are three clocks and never blended; each is given in wall time and in business time.
`

const tail = `
## How they are counted

- **Clocks start** at the event that opens the episode and stop at the event that says the reply was *delivered*; a reply
  that failed or is in doubt stops nothing. A clock that was set back gives 0, never less.
- **A wait for a person** is counted once: from a handoff to the person's first line as \`handoffReply\`, afterwards from the
  customer's line to the person's next as \`nextReply\`. A line of the customer while they wait begins nothing new.
- **The parts of a resolution** lie end to end, so \`withBot\`, \`waitingTime\` and \`withPerson\` add up to \`resolution\`. Each has
  as many values as episodes had that part.
- **Business time** is open time of the team that had the case when the stretch ended, else of the shop. Each day counts by
  the hours that were in force on it; a change of hours that restates history holds for the time before it too.
- **A promise** is kept by the delivered line of a person at the promised moment or before, missed by one after it or when
  the time has passed without one, and renewed when the customer was told another time before either. It is released when
  the case was solved, or handed back to the bot, before either: nobody waits for it any more, so it is neither kept nor
  missed.
- **Shares** count what was reached or not; what may still be reached is in neither number until its time has passed.
- **Percentiles** are nearest-rank. Means are total time divided by how many. Intervals are Wilson's, 95 %.
- **Flows** are counted by run: a question was come to when it stood open, once in a run however often it was put. A run
  that nobody ended is left in silence where its episode ended so, to a person where an agent solved it, and stopped where
  the customer said that it was solved; one that another flow began in is left to another wish.
- **The map of the week** has an episode in the hour in which it opened, with all that followed; the load is the mean of all
  hours of that name which the period touches. **A distribution** has a value in the step that begins at it or below it.
- **The people needed** for an hour come from its handoffs by Erlang C. A case keeps a person from being taken to being solved
  or passed on, by the clock on the wall: the median of those of the same weeks, from 20 cases on; below that ten minutes
  are assumed, and the page says so. A person holds one case at a time unless \`atOnce\` says otherwise.
- **Comments, failed deliveries and those in doubt** count in the episode that they belong to, like everything else.
- **Figures by agent** give a reply to whoever had the case when it was delivered, and are read from events alone.
- **CES on 1–7** is the mean and, apart, the share of 5 to 7; **CSAT** the satisfied among the answers (3 of 3, 4 and 5 of
  5, 8 to 10 of 10); **NPS** the share of 9 and 10 less the share of 0 to 6. No scale is ever mixed with another.

## Targets

Each team's \`human reply minutes\` is a target: open time from the handoff to the person's first line. Others stand in
\`_shop.yaml\`, and show up as \`target:NAME\`:

\`\`\`yaml
targets:
  quick-answer: { of: answer, within: 5 s, share: 90 }
  sales-on-the-web: { of: human reply, within: 15 min, team: sales, channel: web }
\`\`\`

\`of\` is touch, answer, human reply, next reply or resolution. People's replies count in open time and all else in wall
time, unless \`open time\` says yes or no. A changed target, like changed hours that restate history, restates the past.

## Many episodes

Up to 1,000 episodes, about 10,000 events, behind a question are read themselves. Above, sums kept by hour and day answer it: counts and
means stay exact; percentiles come from buckets 2 % apart and are at most 1 % off. The report says which it was (\`exact\`).
The sums are a cache. They can be thrown away at any time and are compared with a recount in the background.
`
