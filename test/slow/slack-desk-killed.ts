// nightdesk as it is, except that it kills itself with SIGKILL right after Slack took a post and before that is noted.

import { startApp } from '../../src/app.ts'
import { createLog } from '../../src/commands/log.ts'
import { readConfig } from '../../src/config.ts'
import type { Desk } from '../../src/ports/desk.ts'

/** Posts until the end; none: it lives. */
let postsLeft = Number(process.env['KILL_POSTS'] ?? 0)

function killing(desk: Desk): Desk {
  return {
    ...desk,
    async post(place, key, post) {
      const posted = await desk.post(place, key, post)
      postsLeft -= 1
      if (postsLeft === 0) process.kill(process.pid, 'SIGKILL')
      return posted
    },
  }
}

const { config, problems } = readConfig(process.env)
if (!config) throw new Error(problems.map(({ name, what }) => `${name} ${what}`).join(', '))
const app = await startApp(config, createLog('warn'), { desk: killing })
process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)))
process.stdout.write(`READY ${app.url}\n`)
