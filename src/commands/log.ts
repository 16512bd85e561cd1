// The log: JSON lines on standard error, with what could be personal left out.

import { type Logger, pino } from 'pino'
import type { Config } from '../config.ts'

/** Errors are logged by kind, code and place; their texts may quote a customer's words, so they stay out. */
export function createLog(level: Config['logLevel']): Logger {
  return pino({ level, serializers: { error: placeOf, err: placeOf } }, pino.destination({ dest: 2, sync: false }))
}

export const silentLog = pino({ level: 'silent' })

function placeOf(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error }
  const code = (error as { code?: unknown }).code
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { kind: error.name, ...(typeof code === 'string' ? { code } : {}), stack: frames.join('\n') }
}
