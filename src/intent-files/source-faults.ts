// What can be told of a file's text before it is read as YAML, whose parser would speak of what follows from it instead.

/** Where a file's text is broken, and how to mend it. */
export type SourceFault = { readonly line: number; readonly what: string; readonly remedy: string }

/** UTF-16 units; the largest intent of a shop holds a fiftieth of it. */
const longestFile = 1_000_000

const lineAt = (source: string, at: number): number => source.slice(0, at).split('\n').length

/** Faults that make everything the parser says about the file a consequence. The first of each kind. */
export function sourceFaults(source: string): readonly SourceFault[] {
  if (source.length > longestFile)
    return [
      {
        line: 1,
        what: 'The file holds more than a million characters.',
        remedy: 'Remove what is no words of the shop; one file is one intent.',
      },
    ]
  const faults: SourceFault[] = []
  const strange = source.indexOf('\uFFFD')
  if (strange !== -1)
    faults.push({
      line: lineAt(source, strange),
      what: 'The file is not UTF-8.',
      remedy: 'Save it as UTF-8, so that æ, ø, å, ä and ö survive.',
    })
  if (!source.includes('\n') && source.includes('\r'))
    faults.push({
      line: 1,
      what: 'The lines end as they did on very old Macs.',
      remedy: 'Save the file with the line ends of Unix (LF) or Windows (CRLF).',
    })
  // Deeper within a text that stands in a | block a tab harms nothing.
  const tab = /^ *\t[ \t]*[^\s#]/m.exec(source)
  if (tab)
    faults.push({ line: lineAt(source, tab.index), what: 'The line begins with a tab.', remedy: 'Indent with spaces.' })
  return faults
}

/** A value that begins with a quote which its own line does not close. */
const opening = /^(?: *- +| *[^\s"'#:][^"'#:\n]*: +| *- +[^"'#:\n]*: +)(["'])(?:(?!\1).)*$/

/**
 * The line of the quote that swallowed what stands at a line of which the parser complains; undefined where no quote does.
 * @param from from 1, where the parser gave up.
 */
export function unclosedQuote(source: string, from: number): number | undefined {
  const lines = source.split('\n')
  for (let at = 0; at < Math.min(from, lines.length); at++) {
    const quote = opening.exec((lines[at] as string).trimEnd())?.[1]
    if (quote === undefined) continue
    const closed = lines.findIndex((line, below) => below > at && line.includes(quote))
    // Closed before the trouble, it was a text of several lines.
    if (closed === -1 || closed + 1 >= from) return at + 1
    at = closed
  }
  return undefined
}
