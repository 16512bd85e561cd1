// `start`: the process that does it all, until it is told to stop.

import { startApp } from '../app.ts'
import type { Config } from '../config.ts'
import { createLog } from './log.ts'

/** How long a stop may take before the process ends anyway, in ms. Nothing is lost by that: the database has it all. */
const stopWithinMs = 9000

/** Resolves once everything listens; the process then lives until SIGINT or SIGTERM. */
export async function start(config: Config, out: (line: string) => void): Promise<void> {
  const beganAt = performance.now()
  const log = createLog(config.logLevel)
  const app = await startApp(config, log)
  const { shop, intents } = app.knowledge().content
  out(`
  nightdesk answers for ${shop.name} · ${intents.size} intents, ${shop.languages.length} languages · ready in ${Math.round(performance.now() - beganAt)} ms

    Shop and chat   ${app.url}/
    Desk            ${app.url}/desk
    Stats           ${app.url}/stats
    Workbench       ${app.url}/workbench
    Sign in once    ${app.signInLink}

  Ctrl+C stops it; nothing is lost.
`)
  const stop = (): void => {
    setTimeout(() => process.exit(1), stopWithinMs).unref()
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, 'stopping failed; the database is safe')
        process.exit(1)
      },
    )
  }
  void app.displaced.then(() => {
    log.error('another nightdesk has taken over this database: this one ends')
    process.exit(1)
  })
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
