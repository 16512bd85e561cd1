// The port, put together over one engine.

import type { Store } from '../ports/store.ts'
import { attachmentStore } from './attachments.ts'
import { caseStore } from './cases.ts'
import { conversationStore } from './conversations.ts'
import { deliveryStore } from './deliveries.ts'
import { deskPostStore } from './desk-posts.ts'
import type { Engine } from './engine.ts'
import { eventStore } from './events.ts'
import { incidentStore } from './incidents.ts'
import { joiningStore } from './joining.ts'
import { markStore } from './marks.ts'
import { messageStore } from './messages.ts'
import { rollupStore } from './rollups.ts'
import { tokenStore } from './tokens.ts'
import { turnStore } from './turns.ts'
import { valueStore } from './values.ts'

/** The store over an engine whose database is migrated. */
export function storeOn(engine: Engine): Store {
  return {
    ...conversationStore(engine),
    ...messageStore(engine),
    ...joiningStore(engine),
    ...attachmentStore(engine),
    ...turnStore(engine),
    ...deliveryStore(engine),
    ...caseStore(engine),
    ...deskPostStore(engine),
    ...eventStore(engine),
    ...rollupStore(engine),
    ...incidentStore(engine),
    ...markStore(engine),
    ...tokenStore(engine),
    ...valueStore(engine),
    async health() {
      try {
        return { engine: engine.name, version: await engine.version(), ok: true }
      } catch (error) {
        const problem = error instanceof Error ? error.message : 'The database does not answer.'
        return { engine: engine.name, version: 'unknown', ok: false, problem }
      }
    },
    close: () => engine.close(),
  }
}
