// Makes a stranger's text safe to store and to show, without changing what it says.

/**
 * Well-formed Unicode, `\n` line ends, no control characters but newline and tab, no direction that reaches out of
 * its line, no white space around it.
 */
export function cleanText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
      // Embeddings and overrides can make a text read backwards, an address look like another; isolates replaced them.
      .replace(/[\u202a-\u202e]/g, '')
      .split('\n')
      .map(closeIsolates)
      .join('\n')
      .trim()
  )
}

/** Length as people count it: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

function closeIsolates(line: string): string {
  let open = 0
  const kept = line.replace(/[\u2066-\u2069]/g, (mark) => {
    if (mark !== '\u2069') open++
    else if (open === 0) return ''
    else open--
    return mark
  })
  return kept + '\u2069'.repeat(open)
}
