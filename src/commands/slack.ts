// `slack manifest`: the Slack app as Slack's own page takes it, so that nobody ticks boxes.

import { manifest } from '../../adapters/slack-desk/manifest.ts'
import type { Config } from '../config.ts'

/** With `http` Slack posts to NIGHTDESK_URL; without, nightdesk opens the connection. Throws where that cannot be. */
export function printManifest(
  { publicUrl }: Config,
  { http = false }: { readonly http?: boolean },
  out: (line: string) => void,
): void {
  if (http && !publicUrl.startsWith('https://'))
    throw new Error('Slack posts only to an address that begins with https://: set NIGHTDESK_URL, or leave out --http.')
  out(manifest(http ? publicUrl : undefined))
}
