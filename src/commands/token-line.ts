// The command line of `token`; what it does is loaded only when it is called.

import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Config } from '../config.ts'
import { type Scope, scopes } from '../ports/route.ts'

type Around = {
  readonly config: () => Promise<Config>
  readonly out: (line: string) => void
  /** Ends the process as wrongly used. */
  readonly giveUp: (text: string) => never
}

/** Adds `token`, `token list` and `token revoke`. */
export function addTokenCommands(program: Command, { config, out, giveUp }: Around): void {
  const token = program
    .command('token')
    .description('make a key with which a program reads figures, cases or metrics: see docs/api.md')
    .option('--name <name>', 'what it is for')
    .addOption(new Option('--scope <scope...>', 'what it opens; stats stands for stats:read').argParser(scopeNamed))
    .action(async ({ name, scope = [] }: { name?: string; scope?: Scope[] }) => {
      if (!name || scope.length === 0) return giveUp('Say what it is for and what it opens: --name X --scope stats')
      const { makeToken } = await import('./token.ts')
      await makeToken(await config(), { name, scope }, out)
    })
  token
    .command('list')
    .description('all keys and wall links, with their last use')
    .option('--json', 'one JSON object')
    .action(async (options: { json?: boolean }) => {
      const { listTokens } = await import('./token.ts')
      await listTokens(await config(), options, out)
    })
  token
    .command('revoke <id>')
    .description('end a key or a wall link')
    .action(async (id: string) => {
      const { revokeToken } = await import('./token.ts')
      process.exitCode = await revokeToken(await config(), id, out)
    })
}

/** `stats` is `stats:read`; several may be given. */
function scopeNamed(text: string, before: Scope[] = []): Scope[] {
  const scope = scopes.find((one) => one === text || one === `${text}:read`)
  if (scope === undefined) throw new InvalidArgumentError(`Choose of ${scopes.join(', ')}.`)
  return [...before, scope]
}
