// Finds where a text stops being JSON, because the engine's own message does not always say.

const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these in strings.
  /[\t\n\r ]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|((?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])))/y

type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'more'

/** The first place that cannot be JSON, as "line 2, column 7", or "the end" when it only stops too early. */
export function jsonFault(text: string): string {
  const open: string[] = []
  let expected: Expected = 'value'
  let position = 0
  while (expected !== 'more' || open.length > 0) {
    token.lastIndex = position
    const found = token.exec(text)
    const next: Expected | undefined = found ? step(expected, found, open) : undefined
    if (!next) return place(text, position)
    position = token.lastIndex
    expected = next
  }
  return place(text, position)
}

function step(expected: Expected, found: RegExpExecArray, open: string[]): Expected | undefined {
  const [, sign, string] = found
  if (expected === 'colon') return sign === ':' ? 'value' : undefined
  if (expected === 'key' || expected === 'first-key') {
    if (string) return 'colon'
    return sign === '}' && expected === 'first-key' ? close('{', open) : undefined
  }
  if (expected === 'more') {
    if (sign === ',') return open.at(-1) === '{' ? 'key' : 'value'
    return sign === '}' ? close('{', open) : sign === ']' ? close('[', open) : undefined
  }
  if (!sign) return 'more'
  if (sign === '{' || sign === '[') {
    open.push(sign)
    return sign === '{' ? 'first-key' : 'first-value'
  }
  return sign === ']' && expected === 'first-value' ? close('[', open) : undefined
}

function close(opening: string, open: string[]): Expected | undefined {
  return open.pop() === opening ? 'more' : undefined
}

function place(text: string, position: number): string {
  const start = position + (/^[\t\n\r ]*/.exec(text.slice(position))?.[0].length ?? 0)
  if (start >= text.length) return 'the end'
  const before = text.slice(0, start).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}
