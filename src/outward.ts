// The figures out of the house, put together: report and tables for pages and programs, the wall screen, metrics.

import type { Config } from './config.ts'
import { createDigestHook } from './desk/digest-hook.ts'
import { createWebhook } from './desk/webhook.ts'
import type { OpenFigures } from './figures-thread.ts'
import type { Content, Shop } from './model/shop.ts'
import type { Clock, Log, Signals } from './ports/outside.ts'
import type { Route } from './ports/route.ts'
import type { Store } from './ports/store.ts'
import { changesRoutes } from './receive/changes-routes.ts'
import { exportRoutes } from './receive/export-routes.ts'
import { figuresRoutes } from './receive/figures-routes.ts'
import { marksRoutes } from './receive/marks-routes.ts'
import { createMetrics } from './receive/metrics.ts'
import { readingRoutes } from './receive/reading-routes.ts'
import { statsRoutes } from './receive/stats-routes.ts'
import { viewsRoutes } from './receive/views-routes.ts'
import { wallRoutes } from './receive/wall-routes.ts'
import { viewsDeps, type Way } from './views.ts'
import { maskWith } from './workbench/mask.ts'

export type OutwardParts = {
  readonly config: Pick<Config, 'host' | 'webhook'>
  /** Where browsers reach us. */
  readonly publicUrl: string
  readonly clock: Clock
  readonly log: Log
}

export type Outward = {
  /** The store, what goes through it counted. */
  readonly store: Store
  routes(content: () => Content, figures: OpenFigures, ways: readonly Way[]): readonly Route[]
  /** Keeps roll-ups and tells the webhook; the returned function ends all of it. */
  start(content: () => Content, figures: OpenFigures, signals: Pick<Signals, 'subscribe'>): () => Promise<void>
}

export function openOutward(opened: Store, { config, publicUrl, clock, log }: OutwardParts): Outward {
  const metrics = createMetrics(opened, clock)
  const { store } = metrics
  return {
    store,
    routes(content, figures, ways) {
      const shop = (): Shop => content().shop
      const marks = { store, figures: figures.figures, content, channels: () => ways.map(({ name }) => name) }
      const zone = () => shop().calendar.zone
      const deps = { ...figures, store, publicUrl, zone, figuresByAgent: () => shop().figuresByAgent === true }
      return [
        ...statsRoutes({ statsReport: figures.stats }),
        ...figuresRoutes(deps),
        ...exportRoutes(deps),
        ...viewsRoutes(viewsDeps({ store, figures, shop, clock, ways })),
        ...readingRoutes({ store, mask: () => maskWith(shop().orderNumberPattern) }),
        ...marksRoutes(marks),
        ...changesRoutes(marks),
        ...wallRoutes(deps),
        ...metrics.routes(isOnlyHere(config.host, publicUrl)),
      ]
    },
    start(content, openFigures, signals) {
      openFigures.start()
      const { figures } = openFigures
      const hook = config.webhook
      const webhook = hook && createWebhook({ store, content, url: publicUrl, hook, clock, signals, log })
      webhook?.start()
      const digest = hook && createDigestHook({ store, content, figures, url: publicUrl, hook, clock, log })
      digest?.start()
      return async () => {
        metrics.stop()
        await Promise.all([webhook?.stop(), digest?.stop()])
        await openFigures.close()
      }
    },
  }
}

/** Nobody but this machine can call: we listen here alone, and no address of elsewhere leads to us by a proxy. */
export function isOnlyHere(host: string, publicUrl: string): boolean {
  return isLoopback(host) && isLoopback(new URL(publicUrl).hostname)
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host)
}
