// What the bot would answer, for an agent to look at.

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { botDraft } from '../src/bot-draft.ts'
import { silentLog } from '../src/commands/log.ts'
import { loadKnowledge } from '../src/knowledge.ts'
import type { Case } from '../src/model/case.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { fakeClock } from './fake-clock.ts'

const knowledge = await loadKnowledge(join(import.meta.dirname, '..', 'intents'))

async function draftTo(text: string, language: Case['language']): Promise<string | undefined> {
  const store = await openSqlite(':memory:')
  const clock = fakeClock(Date.UTC(2026, 10, 25, 12))
  const message = { channel: 'web', externalId: '1', address: 'kari', author: { kind: 'customer' }, text } as const
  const { conversationId } = await store.addMessage(message, { language, now: clock.now() })
  const held: Case = {
    ...{ number: 1001, conversationId, episodeId: 'e', state: 'owned', reason: 'asked', tags: [], priority: 'normal' },
    ...{ team: 'care', language, openedAt: 0, promiseAt: 0, summary: { wish: '', facts: {}, tried: [], mood: [] } },
  }
  const draft = await botDraft({ store, knowledge: () => knowledge, lookups: [], clock, log: silentLog })(held)
  await store.close()
  return draft
}

describe('the bot’s draft', () => {
  it('is the shop’s own answer, in the customer’s language', async () => {
    expect(await draftTo('How long does delivery take?', 'en')).toMatch(/business days/)
    expect(await draftTo('Hvor lang tid tar leveringen?', 'nb')).toMatch(/virkedager/)
  })

  it('is none where the bot is not sure, or would only ask or call a person itself', async () => {
    expect(await draftTo('asdf qwer zxcv', 'en')).toBeUndefined()
    expect(await draftTo('I want to talk to a person', 'en')).toBeUndefined()
    expect(await draftTo('Where is my parcel?', 'en')).toBeUndefined()
  })
})
