// The modals with words for the customer: ready answers, the bot's draft; and the note, which is for colleagues alone.
// Nothing goes out but by the click on "Send".

import type { App, BlockAction } from '@slack/bolt'
import type { CaseCard } from '../../../src/model/desk.ts'
import { asked } from '../../slack-app/client.ts'
import { clamp, clean } from '../../slack-app/safe-text.ts'
import { says } from '../blocks/elements.ts'
import type { Acting } from '../heard/acting.ts'
import { refusal, words } from '../heard/agent-words.ts'
import { caseNumberIn, plainAct } from '../heard/buttons.ts'
import { onPress, type Press } from '../heard/presses.ts'
import { caseActions, fields, modals, moreOptions } from '../names.ts'
import { caseOf, files, openModal } from './doors.ts'
import { type About, aboutCase, aboutOf, type Modal, modal, option, plain, textField, valueIn } from './forms.ts'

/** Slack shows at most so many options. */
const mostOptions = 100

export function hearAnswering(app: App, acting: Acting): void {
  onPress(app, [caseActions.canned], (press) =>
    opened(acting, press, async ({ number }) => cannedModal(aboutCase(number, press.ear))),
  )
  onPress(app, [caseActions.more], (press) => chosenInMenu(acting, press))
  hearCannedSearch(app, acting)
  files(app, acting, modals.answer, 'Answer', async (sent, agent) => {
    const text = answerIn(sent)
    if (text === '') return { isDone: false, fault: { canned: 'Choose an answer first.' } }
    const id = acting.sentId(sent.id, sent.values)
    const said = await acting.act(agent, { id, caseNumber: caseOf(sent), action: { kind: 'say' }, text })
    return said.as === 'noted' ? { ...said, text: words.remarkKept } : said
  })
  files(app, acting, modals.note, 'Note', (sent, agent) => {
    const id = acting.sentId(sent.id, sent.values)
    const text = valueIn(sent, 'note')
    return acting.act(agent, { id, caseNumber: caseOf(sent), action: { kind: 'note' }, text })
  })
}

async function chosenInMenu(acting: Acting, press: Press): Promise<void> {
  const [word] = press.value.split(' ')
  if (word === moreOptions.draft)
    return opened(acting, press, async ({ number, language }) => {
      const draft = await acting.parts.house.draft(number)
      return draft === undefined ? words.noDraft : draftModal(aboutCase(number, press.ear), draft, language)
    })
  if (word === moreOptions.note)
    return opened(acting, press, async ({ number }) => noteModal(aboutCase(number, press.ear)), 'whoever')
  if (word !== moreOptions.raise) return
  const { text } = await acting.attempt(press.user, (agent) => plainAct(acting, press, agent, { kind: 'raise' }))
  if (text !== undefined) void acting.tell(press.ear, text)
}

/** Opens a modal about the pressed case. To write to a customer one must own the case: said before anything is typed. */
async function opened(
  acting: Acting,
  { user, value, trigger, ear }: Press,
  draw: (card: CaseCard) => Promise<Modal | string>,
  by: 'owner' | 'whoever' = 'owner',
): Promise<void> {
  const number = caseNumberIn(value)
  const { text } = await acting.attempt(user, async (agent) => {
    const card = await acting.parts.house.card(number)
    const why = card ? reasonNotTo(card, agent.id) : 'no-case'
    if (!card || (by === 'owner' && why)) {
      const ownerName = card?.owner ? { ownerName: card.owner.name } : {}
      return { isDone: false, text: refusal({ kind: 'refused', why: why ?? 'no-case', ...ownerName }, number) }
    }
    const drawn = await draw(card)
    if (typeof drawn === 'string') return { isDone: false, text: drawn }
    await openModal(acting, trigger, drawn)
    return { isDone: true }
  })
  if (text !== undefined) void acting.tell(ear, text)
}

function reasonNotTo({ state, owner }: CaseCard, agentId: string) {
  if (state === 'solved') return 'already-solved' as const
  if (owner?.id === agentId) return undefined
  return owner ? ('owned-by-other' as const) : ('not-owner' as const)
}

// --- ready answers ---

function cannedModal(about: About, chosen?: { readonly name: string; readonly text: string }): Modal {
  return modal({
    callbackId: modals.answer,
    title: 'Canned answers',
    submit: 'Send',
    about,
    blocks: [
      {
        type: 'input',
        block_id: 'canned',
        label: plain('Search for an answer'),
        dispatch_action: true,
        element: {
          type: 'external_select',
          action_id: fields.canned,
          min_query_length: 0,
          placeholder: plain('Type a word of it'),
          ...(chosen ? { initial_option: option({ value: chosen.name, label: labelOf(chosen.name) }) } : {}),
        },
      },
      ...(chosen ? [answerField(chosen)] : [says('Choose one, and it stands here to be read and changed.')]),
    ],
  })
}

/** A field keeps what was typed while its block keeps its name: another answer must come in another block. */
function answerField({ name, text }: { readonly name: string; readonly text: string }) {
  const hint = 'In the customer’s language. It goes out as it stands here, once you press Send.'
  return textField({ id: `answer ${clamp(name, 200)}`, label: 'To the customer', hint, initial: text })
}

/** `photo-please` as `Photo please`. */
function labelOf(name: string): string {
  const plainName = name.replaceAll('-', ' ')
  return plainName.charAt(0).toUpperCase() + plainName.slice(1)
}

function hearCannedSearch(app: App, acting: Acting): void {
  const { house } = acting.parts
  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: fields.canned }, async ({ ack, body }) => {
    const { text: fault } = await acting.attempt(body.user.id, async () => {
      const number = body.view ? (aboutOf(body.view).case ?? 0) : 0
      const found = matching(await house.cannedAnswers(number), body.value)
      await ack({
        options: found.slice(0, mostOptions).map(({ name }) => option({ value: name, label: labelOf(name) })),
      })
      return { isDone: true }
    })
    if (fault !== undefined) await ack({ options: [] })
  })
  app.action<BlockAction>(fields.canned, async ({ ack, body, payload }) => {
    const { view } = body
    const name = 'selected_option' in payload ? payload.selected_option?.value : undefined
    if (view && name !== undefined)
      await acting.attempt(body.user.id, async () => {
        const about = aboutOf(view)
        const chosen = (await house.cannedAnswers(about.case ?? 0)).find((one) => one.name === name)
        if (chosen) {
          const update = { view_id: view.id, hash: view.hash, view: cannedModal(about, chosen) }
          await asked(acting.parts.client.views.update(update))
        }
        return { isDone: true }
      })
    await ack()
  })
}

/** All words typed stand in its name or text. */
function matching<T extends { readonly name: string; readonly text: string }>(all: readonly T[], typed: string) {
  const wanted = typed
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(Boolean)
  return all.filter(({ name, text }) => {
    const inIt = `${name.replaceAll('-', ' ')} ${text}`.toLowerCase()
    return wanted.every((word) => inIt.includes(word))
  })
}

function answerIn(sent: Parameters<typeof valueIn>[0]): string {
  const block = Object.keys(sent.values).find((id) => id.startsWith('answer ') || id === 'draft')
  return block === undefined ? '' : valueIn(sent, block)
}

// --- the bot's draft, and notes ---

function draftModal(about: About, draft: string, language: string): Modal {
  const hint = `The bot would answer this (${language}). It goes out as it stands here, once you press Send.`
  return modal({
    callbackId: modals.answer,
    title: 'The bot’s draft',
    submit: 'Send',
    about,
    blocks: [textField({ id: 'draft', label: 'To the customer', hint, initial: clean(draft) })],
  })
}

function noteModal(about: About): Modal {
  return modal({
    callbackId: modals.note,
    title: `Note on case ${about.case}`,
    submit: 'Keep',
    about,
    blocks: [textField({ id: 'note', label: 'Note', hint: 'Only colleagues see it.' })],
  })
}
