// Puts the embedder together that the settings name: the model, its rest, its memory, and a mask before them all.

import type { KeyvStoreAdapter } from 'keyv'
import type { Embedder } from '../ports/embedder.ts'
import type { Clock, Log } from '../ports/outside.ts'
import { energeticEmbedder, energeticName } from './energetic-embedder.ts'
import { masking } from './masking.ts'
import { type OpenaiSettings, openaiEmbedder } from './openai-embedder.ts'
import { remembering } from './remembering.ts'
import { resting } from './resting.ts'

/** The address may be empty for the model on this machine. */
export type EmbedderSettings = OpenaiSettings

/** Loads nothing and asks nothing yet: the first `embed` does. */
export const openEmbedder = (
  settings: EmbedderSettings,
  { clock, log, store }: { readonly clock: Clock; readonly log: Log; readonly store: KeyvStoreAdapter },
): Embedder => {
  const isLocal = settings.url === '' && settings.model === energeticName
  const embedder = isLocal ? energeticEmbedder(clock) : openaiEmbedder(settings, clock)
  return masking(remembering(resting(embedder, clock, log), store))
}
