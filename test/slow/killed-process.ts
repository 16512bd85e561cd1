// nightdesk as it is, except that it may kill itself with SIGKILL at a named point: the points stand between its parts,
// in this file, and nowhere in the product.

import { startApp } from '../../src/app.ts'
import { createLog } from '../../src/commands/log.ts'
import { readConfig } from '../../src/config.ts'
import type { Store } from '../../src/ports/store.ts'
import type { KillPoint } from './kill-points.ts'

/** The process dies when it passes `point` for the `passes`-th time. */
let passesLeft = Number(process.env['KILL_PASSES'] ?? 0)

function pass(point: KillPoint): void {
  if (process.env['KILL_POINT'] !== point) return
  passesLeft -= 1
  if (passesLeft <= 0) process.kill(process.pid, 'SIGKILL')
}

function killingStore(store: Store): Store {
  return {
    ...store,
    async addMessage(message, start) {
      pass('received, not stored')
      const added = await store.addMessage(message, start)
      pass('stored, not answered')
      return added
    },
    async saveTurn(turn) {
      pass('decided, not saved')
      const saved = await store.saveTurn(turn)
      pass('saved, not sent')
      return saved
    },
    async endDelivery(id, end, now) {
      pass('sent, not noted')
      await store.endDelivery(id, end, now)
      pass('noted')
    },
  }
}

const { config, problems } = readConfig(process.env)
if (!config) throw new Error(problems.map(({ name, what }) => `${name} ${what}`).join(', '))
const app = await startApp(config, createLog('warn'), { store: killingStore })
process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)))
process.stdout.write(`READY ${app.url}\n`)
