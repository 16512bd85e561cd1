// Tables as text: comma, semicolon or tab between cells, quotes around what needs them (RFC 4180).

export type CsvRow = { readonly cells: readonly string[]; readonly line: number }

const separators = [',', ';', '\t'] as const

/** The sign that stands most often in the first line outside quotes. */
function separatorOf(source: string): string {
  const first = (source.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '')
  const count = (sign: string) => first.split(sign).length
  return separators.reduce((best, sign) => (count(sign) > count(best) ? sign : best), separators[0])
}

/**
 * The rows of a table, each with the line on which it begins; rows without any text are left out. A quote that is never
 * closed ends with the file, and `fault` is told its line.
 */
export function parseCsv(source: string, fault: (line: number) => void = () => {}): CsvRow[] {
  const text = source.replace(/^\uFEFF/, '')
  const separator = separatorOf(text)
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let quotedSince = 0
  let line = 1
  let rowLine = 1
  const endRow = () => {
    cells.push(cell)
    if (cells.some((one) => one !== '')) rows.push({ cells, line: rowLine })
    cells = []
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string
    if (sign === '\n') line++
    if (quotedSince > 0) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') {
        cell += sign
        at++
      } else quotedSince = 0
    } else if (sign === '"' && cell === '') quotedSince = line
    else if (sign === separator) {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n') {
      endRow()
      rowLine = line
    } else if (sign !== '\r' || text[at + 1] !== '\n') cell += sign
  }
  if (quotedSince > 0) fault(quotedSince)
  endRow()
  return rows
}

/** A table with commas, lines ending in CR LF, and the mark by which spreadsheets know UTF-8. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string) => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return `\uFEFF${rows.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`
}
