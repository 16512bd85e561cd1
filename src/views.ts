// The page's further views put together with the store, the shop, the channels and the clock.

import type { Config } from './config.ts'
import type { Figures } from './figures.ts'
import type { Shop } from './model/shop.ts'
import type { ChannelHealth, ChannelsReport, EffortComment } from './model/views.ts'
import type { Channel } from './ports/channel.ts'
import type { Desk } from './ports/desk.ts'
import type { Clock } from './ports/outside.ts'
import type { Agent } from './ports/route.ts'
import type { Store } from './ports/store.ts'
import { within } from './receive/deadline.ts'
import { presenceKey } from './receive/sessions.ts'
import type { ViewsDeps } from './receive/views-routes.ts'
import { type CommentMark, viewHead } from './stats/ask-views.ts'
import type { ChannelTime } from './stats/channel-times.ts'
import { groundOf } from './stats/rules.ts'
import { maskWith } from './workbench/mask.ts'

type Finding = { readonly ok: boolean; readonly what: string; readonly remedy?: string }

/** A way in and out; `health` asks the far side, as `doctor` does. */
export type Way = { readonly name: string; readonly health?: (() => Promise<readonly Finding[]>) | undefined }

/** Every channel, and the desk outside where there is one. */
export function waysOf(
  channels: readonly Pick<Channel, 'name'>[],
  { telegram }: Pick<Config, 'telegram'>,
  desk: Pick<Desk, 'name' | 'health'> | undefined,
): readonly Way[] {
  const asksTelegram =
    telegram && (async () => (await import('../adapters/telegram/health.ts')).telegramHealth(telegram))
  return [
    ...channels.map(({ name }) => ({ name, health: name === 'telegram' ? asksTelegram : undefined })),
    ...(desk ? [{ name: desk.name, health: () => desk.health() }] : []),
  ]
}

type Parts = {
  readonly store: Store
  readonly figures: Figures
  readonly shop: () => Pick<Shop, 'calendar' | 'teams' | 'targets' | 'orderNumberPattern' | 'figuresByAgent'>
  readonly clock: Clock
  readonly ways: readonly Way[]
}

/** What the views' routes ask. */
export function viewsDeps({ store, figures, shop, clock, ways }: Parts): ViewsDeps {
  const { week, distribution, flows, deliveries } = figures
  return {
    week,
    distribution,
    flows,
    deliveries,
    async comments(question, now) {
      const { marks, ...rest } = await figures.commentMarks(question, now)
      const mask = maskWith(shop().orderNumberPattern)
      return { ...rest, comments: await Promise.all(marks.map((mark) => withWords(store, mark, mask))) }
    },
    async agents(question, now) {
      if (!shop().figuresByAgent)
        return { ...viewHead(groundOf(shop(), now), question, true), switchedOn: false, agents: [] }
      const report = await figures.agentRows(question, now)
      const names = new Map((await store.agents()).map(({ id, name }) => [id, name]))
      const named = report.agents.map((row) => ({ ...row, name: names.get(row.id) ?? row.id }))
      return { ...report, switchedOn: true, agents: named.sort((a, b) => a.name.localeCompare(b.name)) }
    },
    channels: channelsNow(store, figures, clock, ways),
  }
}

const linesAtOnce = 200

/** The comment with its words; without them where the message is not kept any more. */
async function withWords(
  store: Pick<Store, 'deskTranscript'>,
  { messageId, ...comment }: CommentMark,
  mask: (text: string) => string,
): Promise<EffortComment> {
  let after = 0
  for (;;) {
    const lines = await store.deskTranscript(comment.conversationId, after, linesAtOnce)
    const found = lines.find(({ id }) => id === messageId)
    if (found) return { ...comment, text: mask(found.text) }
    after = lines.at(-1)?.position ?? after
    if (lines.length < linesAtOnce) return comment
  }
}

const sameForMs = 60_000
const patienceMs = 4_000
const mostInOutbox = 1_000
/** A second try that has begun says that the first did not get through. */
const triesThatTell = 2
/** These are the channel's trouble; others, such as `gone`, are about one customer. */
const channelsOwn = new Set(['unreachable', 'unauthorized', 'doubt'])
const quietMs = 7 * 86_400_000
const actsCountMs = 12 * 3_600_000

function channelsNow(
  store: Store,
  figures: Pick<Figures, 'channelsSeen'>,
  clock: Clock,
  ways: readonly Way[],
): ViewsDeps['channels'] {
  let asked: { readonly at: number; readonly findings: Promise<ReadonlyMap<string, readonly Finding[]>> } | undefined
  return async (now): Promise<ChannelsReport> => {
    const seen = await figures.channelsSeen({}, now)
    if (!asked || Math.abs(now - asked.at) >= sameForMs) asked = { at: now, findings: askAll(ways, clock) }
    const [findings, due] = await Promise.all([
      asked.findings,
      store.dueDeliveries(Number.MAX_SAFE_INTEGER, mostInOutbox),
    ])
    const again = due.filter(({ attempts }) => attempts >= triesThatTell)
    return {
      now,
      since: seen.since,
      channels: ways.map(({ name }) => {
        const waiting = again.filter(({ channel }) => channel === name).length
        return healthOf(name, seen.channels.get(name) ?? {}, waiting, findings.get(name), now)
      }),
      agents: await agentsIn(store, seen.acts, now),
    }
  }
}

/** What each far side says; one that does not answer in time is a finding. */
async function askAll(ways: readonly Way[], clock: Clock): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const late: readonly Finding[] = [{ ok: false, what: 'It does not answer. See "npm run doctor".' }]
  const found = await Promise.all(
    ways.map(async ({ name, health }): Promise<[string, readonly Finding[]]> => {
      const asked = health?.().catch(() => late)
      return [name, asked ? await within(clock, patienceMs, asked, late) : []]
    }),
  )
  return new Map(found)
}

function healthOf(
  name: string,
  { lastInAt, lastOutAt, trouble }: ChannelTime,
  waitingAgain: number,
  findings: readonly Finding[] = [],
  now: number,
): ChannelHealth {
  const bad = findings.find(({ ok }) => !ok)
  const failed = trouble !== undefined && channelsOwn.has(trouble)
  const lately = Math.max(lastOutAt ?? 0, lastInAt ?? 0) > now - quietMs
  const works = findings.length > 0 || lately
  return {
    name,
    ...(lastInAt !== undefined && { lastInAt }),
    ...(lastOutAt !== undefined && { lastOutAt }),
    state: bad || failed || waitingAgain > 0 ? 'trouble' : works ? 'works' : 'unknown',
    ...(waitingAgain > 0 && { waitingAgain }),
    ...(failed && { failedCode: trouble }),
    ...(bad && { said: [bad.what, bad.remedy].filter(Boolean).join(' ') }),
  }
}

/** Signed in, or at work in the desk outside within a shift; who said that they are away is counted apart. */
async function agentsIn(
  store: Pick<Store, 'agents' | 'getValue'>,
  acts: ReadonlyMap<string, number>,
  now: number,
): Promise<ChannelsReport['agents']> {
  const agents = (await store.agents()).filter(({ roles }) => roles.includes('agent'))
  const states = await Promise.all(agents.map((agent) => presenceOf(store, agent, acts.get(agent.id), now)))
  return {
    in: states.filter((state) => state === 'in').length,
    away: states.filter((state) => state === 'away').length,
  }
}

async function presenceOf(
  store: Pick<Store, 'getValue'>,
  { id }: Agent,
  actedAt: number | undefined,
  now: number,
): Promise<'in' | 'away' | 'out'> {
  const signed = await store.getValue(presenceKey(id), now)
  const acted = actedAt !== undefined && actedAt > now - actsCountMs
  if (signed === 'out' || (signed === undefined && !acted)) return 'out'
  return (await store.getValue(`away:${id}`, now)) === 'yes' ? 'away' : 'in'
}
