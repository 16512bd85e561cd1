// nightdesk's recogniser: the code that serves customers, without the rest of a message's way.

import { recogniser } from '../src/understand/recognise.ts'
import { train } from '../src/understand/train.ts'
import { recogniseEach } from './recognise-each.ts'

await recogniseEach((lines) => {
  const classifier = train(lines.map(({ intent, ...line }) => ({ ...line, intent: intent ?? '' })))
  return (text, language) => {
    const { intents, scope } = recogniser({ classifier }, language, undefined)(text)
    return { intent: intents[0]?.name, score: scope }
  }
})
