// A flow's question: how often it was put, and the buttons under it.

import type { Choice } from '../model/reply.ts'
import type { Step } from '../model/shop.ts'
import { button, type Draft, note, type World } from './draft.ts'
import { fill } from './fill.ts'

/** How often a question was put, this time included; that the flow came to it is told once. */
export function timesAsked(draft: Draft, world: World, intent: string, step: number, slot: string): number {
  const { flow } = draft.conversation
  if (!flow) note(draft, world.now, 'flow.started', { intent })
  if (flow?.intent === intent && flow.step === step) return flow.asked
  note(draft, world.now, 'flow.asked', { intent, step, slot })
  return 1
}

/** What the customer can press in place of writing. */
export function questionChoices(draft: Draft, world: World, step: Step & { verb: 'ask' | 'choose' }): Choice[] {
  const { language } = draft.conversation
  if (step.verb === 'ask')
    return step.optional || step.kind === 'order-number' ? [button(draft, world, 'skip', 'skip')] : []
  return step.options.map(({ value, label, intent }) => ({
    label: fill(label, language, {}, world.content.shop, world.now),
    value: intent ? `intent:${intent}` : `option:${value}`,
  }))
}

/** What is offered when no answer could be made out. */
export function waysOut(draft: Draft, world: World, step: Step & { verb: 'ask' }): Choice[] {
  const person = button(draft, world, 'talk_to_person', 'person')
  return step.optional ? [button(draft, world, 'skip', 'skip'), person] : [person]
}
