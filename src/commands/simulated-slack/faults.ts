// What can go wrong with the platform, switched on and off while it runs. Spans are on the workspace's clock.

import type { Clock } from '../../ports/outside.ts'

export type Faults = {
  /** The platform is away: connections are cut (`reset`) or answered 503. Without a span: until `back`. */
  away(forMs?: number, how?: 'reset' | '503'): void
  back(): void
  /** 429 for a method, or for a method in one room, or (with neither) for everything. */
  limit(what: { readonly method?: string; readonly room?: string; readonly forMs: number }): void
  /** Answers of a method (or all) come this much later. 0 ends it. */
  slow(ms: number, method?: string): void
  /** The next calls of the method are carried out, and then the connection is cut before the answer. */
  dropAfter(method: string, times?: number): void
  /** Completed uploads are shown so much later, as the platform's own checks take their time. 0 ends it. */
  showFilesLate(ms: number): void
  /** The next completed uploads are shown nowhere, and the answer says nothing of it. */
  loseFiles(times?: number): void
  /** The next requests to the app carry a wrong signature, or a timestamp of six minutes ago. */
  forge(kind: 'signature' | 'timestamp', times?: number): void
  /** The next events come twice: as the same event, or once more under a new event id. */
  repeat(kind: 'same' | 'new-id', times?: number): void
  /** The bot's token is revoked until it is given back. */
  revokeToken(): void
  giveTokenBack(): void
  /** Takes scopes off the token; an empty list gives them back. */
  withoutScopes(scopes: readonly string[]): void
}

/** How the rest of the workspace asks what is wrong now. */
export type FaultState = {
  readonly faults: Faults
  awayNow(): 'reset' | '503' | undefined
  /** Seconds to wait, when the call is limited by a fault. */
  limitedFor(method: string, room: string): number | undefined
  slownessOf(method: string): number
  dropsNow(method: string): boolean
  /** How much later the upload that is completed now is shown; undefined: never. */
  shownAfterMs(): number | undefined
  forgedNow(): 'signature' | 'timestamp' | undefined
  repeatedNow(): 'same' | 'new-id' | undefined
  tokenRevoked(): boolean
  readonly missingScopes: () => ReadonlySet<string>
  /** Called once the platform is back. */
  whenBack(call: () => void): void
}

export function newFaults(clock: Clock): FaultState {
  let away: { readonly until: number; readonly how: 'reset' | '503' } | undefined
  let cancelReturn = () => {}
  let revoked = false
  let missing: ReadonlySet<string> = new Set()
  let limits: { readonly method?: string; readonly room?: string; readonly until: number }[] = []
  const slow = new Map<string, number>()
  const drops = new Map<string, number>()
  const forged: ('signature' | 'timestamp')[] = []
  const repeated: ('same' | 'new-id')[] = []
  const waiting: (() => void)[] = []
  let filesLateMs = 0
  let filesLost = 0
  const back = () => {
    away = undefined
    cancelReturn()
    for (const call of waiting.splice(0)) call()
  }
  const faults: Faults = {
    away(forMs = Number.POSITIVE_INFINITY, how = 'reset') {
      away = { until: clock.now() + forMs, how }
      cancelReturn()
      if (Number.isFinite(forMs)) cancelReturn = clock.after(forMs, back)
    },
    back,
    limit({ forMs, ...what }) {
      limits = [...limits, { ...what, until: clock.now() + forMs }]
    },
    slow: (ms, method = '') => void slow.set(method, ms),
    dropAfter: (method, times = 1) => void drops.set(method, times),
    showFilesLate(ms) {
      filesLateMs = ms
    },
    loseFiles(times = 1) {
      filesLost = times
    },
    forge: (kind, times = 1) => void forged.push(...Array.from({ length: times }, () => kind)),
    repeat: (kind, times = 1) => void repeated.push(...Array.from({ length: times }, () => kind)),
    revokeToken() {
      revoked = true
    },
    giveTokenBack() {
      revoked = false
    },
    withoutScopes(scopes) {
      missing = new Set(scopes)
    },
  }
  return {
    faults,
    awayNow: () => (away && away.until > clock.now() ? away.how : undefined),
    limitedFor(method, room) {
      limits = limits.filter(({ until }) => until > clock.now())
      const hit = limits.find((one) => (one.method ?? method) === method && (one.room ?? room) === room)
      return hit && Math.ceil((hit.until - clock.now()) / 1000)
    },
    slownessOf: (method) => slow.get(method) ?? slow.get('') ?? 0,
    dropsNow(method) {
      const left = drops.get(method) ?? 0
      if (left > 0) drops.set(method, left - 1)
      return left > 0
    },
    shownAfterMs() {
      if (filesLost === 0) return filesLateMs
      filesLost -= 1
      return undefined
    },
    forgedNow: () => forged.shift(),
    repeatedNow: () => repeated.shift(),
    tokenRevoked: () => revoked,
    missingScopes: () => missing,
    whenBack: (call) => void waiting.push(call),
  }
}
