// Modals, App Homes and shortcuts: what the platform refuses of them, and what a person meets.

import { describe, expect, it } from 'vitest'
import { withApp } from './listening-app.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const note = { type: 'section', text: { type: 'mrkdwn', text: 'x' } }
const field = (element: object, more: object = {}) => ({
  type: 'input',
  block_id: 'f',
  label: plain('Field'),
  element,
  ...more,
})
const modalOf = (more: object = {}) => ({ type: 'modal', title: plain('T'), blocks: [note], ...more })

function scene() {
  const app = withApp()
  const kari = app.slack.person('kari', { rooms: ['support'] })
  /** A fresh trigger, as a command brings it. */
  const trigger = async () => {
    await kari.commands('support', '/nightdesk')
    return new URLSearchParams(app.heard.at(-1)?.body).get('trigger_id')
  }
  const open = async (view: object) => app.call('views.open', { trigger_id: await trigger(), view })
  return { ...app, kari, trigger, open }
}

describe('views', () => {
  it.each([
    ['a title of 25', modalOf({ title: plain('x'.repeat(25)) })],
    ['an input without a button to send', modalOf({ blocks: [field({ type: 'plain_text_input', action_id: 'a' })] })],
    ['private metadata of 3,001', modalOf({ private_metadata: 'x'.repeat(3001) })],
    ['101 blocks', modalOf({ blocks: Array.from({ length: 101 }, () => note) })],
    ['a faulty block', modalOf({ blocks: [{ ...note, text: plain('') }] })],
    ['a home in the place of a modal', { type: 'home', blocks: [note] }],
  ])('refuses %s, and the trigger stays good', async (_name, view) => {
    const { call, trigger, kari } = scene()
    const trigger_id = await trigger()
    expect(await call('views.open', { trigger_id, view })).toMatchObject({ error: 'invalid_arguments' })
    expect(kari.modal()).toBeUndefined()
    expect(await call('views.open', { trigger_id, view: modalOf() })).toMatchObject({ ok: true })
  })

  it('stack three high, and close one by one or all', async () => {
    const { call, trigger, open, kari } = scene()
    await open(modalOf())
    const push = async () => call('views.push', { trigger_id: await trigger(), view: modalOf() })
    expect(await push()).toMatchObject({ ok: true })
    expect(await push()).toMatchObject({ ok: true })
    expect(await push()).toMatchObject({ error: 'push_limit_reached' })
    const top = kari.modal()?.id
    await kari.closes()
    expect(kari.modal()?.id).not.toBe(top)
    await kari.closes('all')
    expect(kari.modal()).toBeUndefined()
  })

  it('refuse an update made for an older state, or for a view that is gone', async () => {
    const { call, open, kari } = scene()
    const view = (await open(modalOf()))['view'] as { readonly id: string; readonly hash: string }
    const update = { view_id: view.id, hash: view.hash, view: modalOf({ title: plain('New') }) }
    expect(await call('views.update', update)).toMatchObject({ ok: true })
    expect(await call('views.update', update)).toMatchObject({ error: 'hash_conflict' })
    await kari.closes()
    expect(await call('views.update', { ...update, hash: undefined })).toMatchObject({ error: 'not_found' })
  })

  it('say in the payload what was filled in, searched and left as it was', async () => {
    const { open, kari, answers, heard } = scene()
    const options = [{ text: plain('Returns'), value: 'r' }]
    const menu = { type: 'static_select', action_id: 'kind', options, initial_option: options[0] }
    const search = { type: 'external_select', action_id: 'who' }
    const words = { type: 'plain_text_input', action_id: 'words', max_length: 5 }
    const blocks = [field(menu), field(search, { block_id: 'g' }), field(words, { block_id: 'h', optional: true })]
    await open(modalOf({ submit: plain('Send'), blocks }))
    await expect(kari.submits({ words: 'too long' })).rejects.toThrow('must be filled in')
    answers.push({ body: JSON.stringify({ options: [{ text: plain('Team one'), value: '1' }] }) }, {})
    expect(await kari.submits({ who: 'Team one' })).toEqual({ kind: 'closed' })
    const payload = JSON.parse(new URLSearchParams(heard.at(-1)?.body).get('payload') ?? '{}')
    expect(payload).toMatchObject({ type: 'view_submission', user: { id: kari.id } })
    expect(payload.view.state.values).toMatchObject({
      f: { kind: { selected_option: { value: 'r' } } },
      g: { who: { selected_option: { value: '1' } } },
      h: { words: { value: null } },
    })
  })

  it.each([
    ['errors at no field', { response_action: 'errors', errors: { nowhere: 'x' } }, { kind: 'trouble' }],
    ['an unknown action', { response_action: 'dance' }, { kind: 'trouble' }],
    ['a faulty view', { response_action: 'update', view: { type: 'modal' } }, { kind: 'trouble' }],
    ['an update', { response_action: 'update', view: modalOf({ title: plain('Two') }) }, { kind: 'updated' }],
  ])('meet an answer with %s', async (_name, answer, expected) => {
    const { open, kari, answers } = scene()
    await open(modalOf({ submit: plain('Send') }))
    answers.push({ body: JSON.stringify(answer) })
    expect(await kari.submits()).toMatchObject(expected)
    expect(kari.modal()).toBeDefined()
  })

  it('show trouble when the app is slower than three seconds, and stay open', async () => {
    const { clock, open, kari, answers } = scene()
    await open(modalOf({ submit: plain('Send') }))
    answers.push({ never: true })
    const sent = kari.submits()
    await clock.move(3000)
    expect(await sent).toEqual({ kind: 'trouble', why: 'http_timeout' })
    expect(kari.modal()).toBeDefined()
  })

  it('tell of App Home with its present view', async () => {
    const { slack, call, kari, events } = scene()
    kari.opensHome()
    await call('views.publish', { user_id: kari.id, view: { type: 'home', blocks: [note] } })
    kari.opensHome()
    await slack.settled()
    expect(events().map(({ event }) => 'view' in event)).toEqual([false, true])
  })

  it('carry a shortcut with its message', async () => {
    const { support, kari, heard } = scene()
    const line = kari.says('support', 'good answer')
    expect(await kari.shortcut({ room: support.id, ts: line.ts }, 'add_to_answers')).toMatchObject({ ok: true })
    const payload = JSON.parse(new URLSearchParams(heard.at(-1)?.body).get('payload') ?? '{}')
    expect(payload).toMatchObject({
      type: 'message_action',
      callback_id: 'add_to_answers',
      message: { text: 'good answer' },
    })
  })
})

describe('slow answers', () => {
  it('come later on the clock', async () => {
    const { slack, clock, call } = withApp()
    slack.faults.slow(2000, 'auth.test')
    let isThere = false
    const answer = call('auth.test').then((found) => {
      isThere = true
      return found
    })
    await clock.move(1900)
    expect(isThere).toBe(false)
    await clock.move(100)
    expect(await answer).toMatchObject({ ok: true })
  })
})
