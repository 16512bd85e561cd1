// Understanding alone: learning the shop's content, taking the compiled model, and one message.

import { join } from 'node:path'
import { loadContent } from '../src/knowledge.ts'
import { compiledMind, createMind, understand } from '../src/understand/understand.ts'
import { median, round, spread } from './figures.ts'

/** The messages are the customers' lines of the tests in the intent files, in five languages. */
export async function measureUnderstanding(rounds: number) {
  const { shop, intents } = await loadContent(join(import.meta.dirname, '..', 'intents'))
  const source = { ...shop, intents: [...intents.values()] }
  const learnMs: number[] = []
  const takeMs: number[] = []
  const messageUs: number[] = []
  const lines = source.intents.flatMap(({ tests }) => tests.flatMap(({ talk }) => talk))
  const texts = lines.flatMap((said) => (said.kind === 'customer' ? [said.text] : []))
  const context = { language: { current: shop.languages[0] ?? 'en', evidence: {}, served: shop.languages } }
  for (let n = 0; n < rounds; n++) {
    const [beganAt, learnt] = [performance.now(), createMind(source)]
    learnMs.push(performance.now() - beganAt)
    const bytes = compiledMind(learnt)
    const [takenAt, mind] = [performance.now(), createMind(source, bytes)]
    takeMs.push(performance.now() - takenAt)
    for (const text of texts) understand(text, context, mind)
    const askedAt = performance.now()
    for (const text of texts) understand(text, context, mind)
    messageUs.push(((performance.now() - askedAt) / texts.length) * 1000)
  }
  return {
    intents: source.intents.length,
    languages: shop.languages.length,
    learnMs: round(median(learnMs)),
    takeCompiledMs: round(median(takeMs)),
    messages: texts.length,
    charactersEach: Math.round(texts.join('').length / texts.length),
    messageUs: round(median(messageUs)),
    messageUsSpread: spread(messageUs),
  }
}
