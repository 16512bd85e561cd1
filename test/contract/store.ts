// The contract of the Store port, run over every engine: what one engine does, the other does too.

import { describe } from 'vitest'
import { attachmentsContract } from './store-attachments.ts'
import { deliveriesContract } from './store-deliveries.ts'
import { joiningContract } from './store-joining.ts'
import { marksContract } from './store-marks.ts'
import { messagesContract } from './store-messages.ts'
import { modelContract } from './store-model.ts'
import { recordsContract } from './store-records.ts'
import { rollupsContract } from './store-rollups.ts'
import type { OpenStore } from './store-samples.ts'
import { turnsContract } from './store-turns.ts'

/** `open` makes a new, empty, migrated database each time. */
export function storeContract(name: string, open: OpenStore): void {
  describe(`${name}: the Store contract`, () => {
    messagesContract(open)
    attachmentsContract(open)
    joiningContract(open)
    turnsContract(open)
    deliveriesContract(open)
    recordsContract(open)
    rollupsContract(open)
    marksContract(open)
    modelContract(open)
  })
}
