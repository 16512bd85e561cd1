// What events tell of channels: the latest of each, read on from where it stopped, and never from the very beginning of
// a long past.

import { expect, it } from 'vitest'
import type { Event } from '../../src/model/event.ts'
import { ChannelTimes } from '../../src/stats/channel-times.ts'
import { Log, minute, second, start } from './logs.ts'
import { memorySource } from './memory-source.ts'

it('knows the latest message in, the latest reply out, and whether the latest try failed', async () => {
  const log = new Log()
  const times = new ChannelTimes(memorySource(log.events))
  log.opened('c1.1').add('c1.1', 0, 'message.received', { messageId: 'm', author: 'customer' })
  log.bot('c1.1', second, 'answer')
  log.add('c1.1', minute, 'message.received', { messageId: 'n', author: 'agent' })
  log.add('c2.1', minute, 'reply.doubted', { messageId: 'o', kind: 'answer', author: 'bot' }, { channel: 'telegram' })
  log.add('c1.1', minute, 'case.taken', { caseNumber: 1, agentId: 'kari' })
  await times.look()
  expect(times.since).toBe(0)
  expect(times.channels.get('web')).toEqual({ lastInAt: start, lastOutAt: start + second })
  expect(times.channels.get('telegram')).toEqual({ trouble: 'doubt' })
  expect(times.acts.get('kari')).toBe(start + minute)
  log.add(
    'c2.1',
    2 * minute,
    'reply.delivered',
    { messageId: 'p', kind: 'answer', author: 'bot' },
    { channel: 'telegram' },
  )
  await Promise.all([times.look(), times.look()])
  expect(times.channels.get('telegram')).toEqual({ lastOutAt: start + 2 * minute })
})

it('looks at the latest of a long past alone, and says since when', async () => {
  const asked: number[] = []
  const eventAt = (id: number) =>
    ({
      ...{ id, at: id * second, conversationId: 'c', episodeId: 'c.1', channel: id < 100_000 ? 'slack' : 'web' },
      ...{ language: 'nb', name: 'message.received', data: { messageId: 'm', author: 'customer' } },
    }) as const satisfies Event
  const times = new ChannelTimes({
    lastEventId: async () => 200_000,
    events: async ({ afterId = 0, limit = 0 }) => {
      asked.push(afterId)
      return Array.from({ length: Math.min(limit, 200_000 - afterId) }, (_, index) => eventAt(afterId + 1 + index))
    },
  })
  await times.look()
  expect(times.since).toBe(180_001 * second)
  expect([...times.channels]).toEqual([['web', { lastInAt: 200_000 * second }]])
  const before = asked.length
  await times.look()
  expect(asked.slice(before)).toEqual([200_000])
})
