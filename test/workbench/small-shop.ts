// A shop with few intents, which is learnt fast; they lead to no others, which are not there.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The intents in it. */
export const smallShop = [
  ...['greeting', 'thanks', 'goodbye', 'talk-to-a-person', 'stop', 'are-you-a-bot'],
  ...['careers', 'newsletter', 'wholesale', 'stock', 'return-how', 'wool-care'],
]

/** Makes the folder, which must not be there yet. */
export function copySmallShop(folder: string): void {
  const whole = join(import.meta.dirname, '..', '..', 'intents')
  mkdirSync(folder)
  for (const file of ['_shop.yaml', '_phrases.yaml', '_orders.json']) cpSync(join(whole, file), join(folder, file))
  for (const name of smallShop) {
    const text = readFileSync(join(whole, `${name}.yaml`), 'utf8')
    writeFileSync(join(folder, `${name}.yaml`), text.replace(/^follow-ups:.*\n/m, ''))
  }
}
