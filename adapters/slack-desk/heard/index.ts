// Everything that people do in Slack, registered with Bolt in one place.

import type { App } from '@slack/bolt'
import { hearCommand } from '../command.ts'
import { hearHome, homeOf } from '../home.ts'
import { hearAddToAnswers } from '../modals/add-to-answers.ts'
import { hearAnswering } from '../modals/answering.ts'
import { hearIncidents } from '../modals/incidents.ts'
import { hearSorting } from '../modals/sorting.ts'
import type { SlackParts } from '../parts.ts'
import { createActing } from './acting.ts'
import { hearButtons } from './buttons.ts'
import { hearGone } from './gone.ts'
import { hearLines } from './lines.ts'
import { hearReactions } from './reactions.ts'

/** Listeners resolve once what was done is stored; a listener that rejects has stored nothing, and Slack asks again. */
export function listen(app: App, parts: SlackParts): void {
  const acting = createActing(parts)
  const showHome = homeOf(acting)
  hearLines(app, acting)
  hearGone(app, parts)
  hearReactions(app, acting)
  hearButtons(app, acting, showHome)
  hearSorting(app, acting)
  hearAnswering(app, acting)
  hearIncidents(app, acting)
  hearAddToAnswers(app, acting)
  hearHome(app, acting, showHome)
  hearCommand(app, acting)
}
