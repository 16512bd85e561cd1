// `schema`: writes the JSON Schemas of the shop's files beside them, for editors that complete and underline.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { jsonSchemas } from '../intent-files/schema.ts'

/** Writes the files into the folder, in place of older ones, and names them. */
export async function schema(
  { intentsFolder }: Pick<Config, 'intentsFolder'>,
  out: (line: string) => void,
): Promise<void> {
  for (const [name, text] of jsonSchemas()) {
    const path = join(intentsFolder, name)
    await writeFile(path, text)
    out(`${path} is written.`)
  }
}
