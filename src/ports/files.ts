// Files of conversations as browsers give them in and get them out: the same for the widget and for the desk.

import type { Answer } from './route.ts'

export type Files = {
  /**
   * Checks an upload by its content and keeps it until a message names it: 201 with the Attachment. 413, 415 and 400
   * with the reason and the remedy where it is not taken.
   */
  take(
    conversationId: string,
    upload: { readonly name: string; readonly bytes: Uint8Array },
    now: number,
  ): Promise<Answer>
  /** A file of a message that this reader may see: 200 with its bytes; 404 where there is none. */
  give(conversationId: string, id: string, reader: 'customer' | 'agent'): Promise<Answer>
}
