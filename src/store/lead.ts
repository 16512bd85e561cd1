// One process serves a server database at a time, and another waits until that one ends: what is under way towards
// customers and agents is known to its sender alone. Held by a session's lock, which the server takes back by itself
// when the process that held it is gone.

import pg from 'pg'
import { refuse } from './postgres.ts'

export type Lead = {
  /** Resolves when another process has taken over, after this one's connection was lost: it must end at once. */
  readonly displaced: Promise<void>
  end(): Promise<void>
}

/** Any fixed number but that of the write lock; it names the lead within a database. */
const leadLock = 20_022
/** How often whoever waits asks again, and whoever leads looks whether it still does. */
const askEveryMs = 500
const lookEveryMs = 5_000
const patienceMs = 10_000
/** A machine that is gone without a word is missed by the server after half a minute. */
const noticeDeath = 'set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3'

/**
 * Resolves once this process alone serves the database. `waiting` is called once when another one does.
 * Throws StoreError when the server does not answer.
 */
export async function takeLead(url: string, waiting: () => void): Promise<Lead> {
  let isEnded = false
  let session = await ask(url).catch(refuse)
  if (!session) waiting()
  while (!session) {
    await pause(askEveryMs)
    session = await ask(url).catch(refuse)
  }
  let held = session

  /** Resolves when the lead is another's. A lost connection is opened anew, and mostly the lead is still there. */
  async function keep(): Promise<void> {
    while (!isEnded) {
      await Promise.race([pause(lookEveryMs, 'idle'), held.lost])
      if (isEnded || (await held.isAlive())) continue
      await held.end()
      const again = await ask(url).catch(() => 'away' as const)
      if (again === 'away') await pause(askEveryMs, 'idle')
      else if (again) held = again
      else return
    }
    // Whoever has ended is displaced by nobody.
    await new Promise<never>(() => {})
  }

  return {
    displaced: keep(),
    async end() {
      isEnded = true
      await held.end()
    },
  }
}

type Session = {
  /** Resolves when its connection is known to be no more. */
  readonly lost: Promise<void>
  isAlive(): Promise<boolean>
  end(): Promise<void>
}

/** A session that leads; undefined: another one does. Rejects with pg's own error. */
async function ask(url: string): Promise<Session | undefined> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  })
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => resolve())
    client.on('end', () => resolve())
  })
  const end = (): Promise<void> => client.end().catch(() => undefined)
  try {
    await client.connect()
    await client.query(noticeDeath)
    const { rows } = await client.query<{ leads: boolean }>(`select pg_try_advisory_lock(${leadLock}) as leads`)
    if (rows[0]?.leads === true)
      return {
        lost,
        end,
        isAlive: () =>
          client.query('select 1').then(
            () => true,
            () => false,
          ),
      }
    await end()
    return undefined
  } catch (error) {
    await end()
    throw error
  }
}

/** `idle`: it keeps no process alive. */
function pause(ms: number, how?: 'idle'): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    if (how === 'idle') timer.unref()
  })
}
