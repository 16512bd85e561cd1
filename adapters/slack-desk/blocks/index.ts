// Draws whatever the house posts, in Slack's blocks.

import type { DeskPost } from '../../../src/model/desk.ts'
import { clamp } from '../../slack-app/safe-text.ts'
import { caseCard } from './case-card.ts'
import { brief, flood } from './case-list.ts'
import { digest } from './digest.ts'
import type { Drawn } from './elements.ts'
import { incident } from './incident.ts'
import { filesLeft, moved, threadLine, undelivered, warning } from './thread-lines.ts'

/** A text that replaces another is refused above 4,000 characters; for a notification much less is enough. */
const longestText = 400

/** `zone`: the shop's, an IANA name. */
export function drawn(post: DeskPost, zone: string): Drawn {
  const made = draw(post, zone)
  return { ...made, text: clamp(made.text, longestText) }
}

function draw(post: DeskPost, zone: string): Drawn {
  switch (post.kind) {
    case 'card':
      return caseCard(post.card)
    case 'line':
      return threadLine(post, zone)
    case 'undelivered':
      return undelivered(post)
    case 'files-left':
      return filesLeft(post)
    case 'warning':
      return warning(post)
    case 'moved':
      return moved(post)
    case 'flood':
      return flood(post)
    case 'brief':
      return brief(post)
    case 'digest':
      return digest(post)
    case 'incident':
      return incident(post)
  }
}
