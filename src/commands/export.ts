// `export`: the shop's words as one table, a row for each text and a column for each language; `import` puts it back.

import { writeFile } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { contentTable } from '../intent-files/content-table.ts'
import { readFolder } from '../intent-files/read.ts'

/**
 * Writes the table into the file, or prints it if none is named.
 * @throws Error with a remedy when the folder cannot be read or the file is there already.
 */
export async function exportContent(
  { intentsFolder }: Pick<Config, 'intentsFolder'>,
  { to }: { readonly to?: string },
  out: (line: string) => void,
): Promise<void> {
  const table = contentTable(await readFolder(intentsFolder))
  if (to === undefined) {
    out(table.trimEnd())
    return
  }
  await writeFile(to, table, { flag: 'wx' }).catch(() => {
    throw new Error(`${to} cannot be written, or is there already. Give the name of a new file.`)
  })
  out(`${to} is written. After editing: npm run desk -- import ${to} --write`)
}
