// Where a line of an intent file is, in the file's own words: "label › en", "answer › fi".

/** Keys look so in our files; deeper than a line above them is by spaces alone. */
const keyLine = /^( *(?:- )?)([a-z][a-z -]*):/

/** Keys that lead to a line, outermost first; empty where there are none. `line` counts from 1. */
export function placeOfLine(text: string, line: number): string[] {
  const lines = text.split('\n')
  const place: string[] = []
  let indent = Number.POSITIVE_INFINITY
  for (let at = line - 1; at >= 0 && indent > 0; at--) {
    const [, before = '', key] = keyLine.exec(lines[at] ?? '') ?? []
    if (key === undefined || before.length >= indent) continue
    place.unshift(key)
    indent = before.length
  }
  return place
}
