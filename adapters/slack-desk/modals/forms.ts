// Modals as values: the few kinds of fields they are made of, what they carry along, and what was filled in.

import type { types } from '@slack/bolt'
import { z } from 'zod'
import { clamp } from '../../slack-app/safe-text.ts'
import type { Ear } from '../heard/acting.ts'

export type Modal = types.ModalView

/** Slack's longest text in a field. */
const longestText = 3000

/** What a modal is about: it comes back with what was filled in. */
const About = z.object({
  case: z.number().optional(),
  incident: z.string().optional(),
  room: z.string().optional(),
  thread: z.string().optional(),
})

export type About = z.infer<typeof About>

export function aboutCase(caseNumber: number, { room, thread }: Ear): About {
  return { case: caseNumber, ...(room ? { room } : {}), ...(thread ? { thread } : {}) }
}

type Form = {
  readonly callbackId: string
  readonly title: string
  readonly submit: string
  readonly about: About
  readonly blocks: Modal['blocks']
}

export function modal({ callbackId, title, submit, about, blocks }: Form): Modal {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    private_metadata: JSON.stringify(about),
    blocks,
  }
}

/** Takes the place of a modal that cannot do what it was for. */
export function saying(title: string, mrkdwn: string): Modal {
  return {
    type: 'modal',
    title: plain(title),
    close: plain('Close'),
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: clamp(mrkdwn, 3000), verbatim: true } }],
  }
}

export function plain(text: string) {
  return { type: 'plain_text' as const, text, emoji: false }
}

type TextField = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly initial?: string
  readonly optional?: boolean
  readonly oneLine?: boolean
}

export function textField({ id, label, hint, initial, optional, oneLine }: TextField): types.InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    ...(hint ? { hint: plain(hint) } : {}),
    optional: optional ?? false,
    element: {
      type: 'plain_text_input',
      action_id: 'text',
      multiline: !oneLine,
      max_length: longestText,
      ...(initial ? { initial_value: clamp(initial, longestText) } : {}),
    },
  }
}

export type Option = { readonly value: string; readonly label: string }

/** A menu's option; Slack takes 75 characters of its name. */
export function option({ value, label }: Option) {
  return { text: plain(clamp(label, 75)), value }
}

type Value = {
  readonly value?: string | null | undefined
  readonly selected_option?: { readonly value: string } | null | undefined
  readonly selected_user?: string | null | undefined
  readonly selected_date?: string | null | undefined
  readonly selected_time?: string | null | undefined
}

/** A modal that was sent. */
export type Sent = {
  readonly id: string
  readonly user: string
  readonly about: About
  readonly values: Readonly<Record<string, Readonly<Record<string, Value>>>>
}

/** The value of the one field in a block; empty when nothing was chosen or written. */
export function valueIn({ values }: Pick<Sent, 'values'>, block: string): string {
  const [field] = Object.values(values[block] ?? {})
  const { value, selected_option: chosen, selected_user: user, selected_date: date, selected_time: time } = field ?? {}
  return (value ?? chosen?.value ?? user ?? date ?? time ?? '').trim()
}

/** What a modal is about, from its view. Throws when it is none of ours. */
export function aboutOf(view: { readonly private_metadata: string }): About {
  return About.parse(JSON.parse(view.private_metadata || '{}'))
}
