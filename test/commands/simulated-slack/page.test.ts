// The workspace as a page: what it shows, what one may do there, and that no text becomes markup.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { simulatedSlackPage } from '../../../src/commands/simulated-slack/page.ts'
import { withApp } from './listening-app.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function opened() {
  const scene = withApp()
  const kari = scene.slack.person('kari', { rooms: ['support'] })
  const server = createServer(simulatedSlackPage(scene.slack, '/slack/'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/`
  const look = async (query = '') => (await fetch(`${base}${query}`)).text()
  const act = (name: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${base}${name}`, {
      method: 'POST',
      body: new URLSearchParams({ as: kari.id, ...form }),
      headers,
      redirect: 'manual',
    })
  return { ...scene, kari, look, act }
}

const card = [
  { type: 'header', text: { type: 'plain_text', text: 'Case 12' } },
  { type: 'actions', elements: [{ type: 'button', action_id: 'take', text: { type: 'plain_text', text: 'Take' } }] },
]

describe('the page', () => {
  it('shows a card with its thread, and never takes a text for markup', async () => {
    const { call, support, look, kari } = await opened()
    const root = await call('chat.postMessage', { channel: support.id, text: 'x', blocks: card })
    kari.says('support', '<script>alert(1)</script> *hei* \uE0000\uE001', { thread: String(root['ts']) })
    const html = await look(`?room=${support.id}&thread=${root['ts']}`)
    expect(html).toContain('Case 12')
    expect(html).toContain('1 reply')
    expect(html).toContain('>Take</button>')
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('&#60;script&#62;alert(1)')
  })

  it('shows a file by name and size, and a picture as such, and nothing that a browser could run', async () => {
    const { support, kari, look, slack } = await opened()
    const bytes = new Uint8Array(2048)
    kari.says('support', 'look', {
      files: [
        { name: 'a<b>.png', bytes },
        { name: 'page.html', bytes },
      ],
    })
    const [picture = '', page = ''] = slack.world.files.keys()
    const html = await look(`?room=${support.id}`)
    expect(html).toContain(`<img src="picture?file=${picture}" alt="a&#60;b&#62;.png">`)
    expect(html).toContain('page.html <small>2 KB</small>')
    expect(html).not.toContain(page)
    expect(await look(`picture?file=${page}`)).toBe('Not found')
    expect((await look(`picture?file=${picture}`)).length).toBe(2048)
  })

  it('speaks in a thread, presses buttons and gives commands as the chosen person', async () => {
    const { slack, call, support, act, heard, answers, look } = await opened()
    const root = await call('chat.postMessage', { channel: support.id, text: 'x', blocks: card })
    const place = { room: support.id, ts: String(root['ts']), back: `?room=${support.id}` }
    const answer = await act('say', { ...place, reply: place.ts, line: 'On my way' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `./?room=${support.id}`])
    expect(support.messages.at(-1)).toMatchObject({ text: 'On my way', threadTs: place.ts })
    await act('press', { ...place, press: 'take' })
    await act('say', { ...place, line: '/nightdesk queue' })
    await slack.settled()
    const urls = heard.map(({ url }) => url)
    expect(urls.filter((url) => url !== 'events')).toEqual(['interactivity', 'commands'])
    answers.push({ status: 500 })
    await act('press', { ...place, press: 'take' })
    expect(await look(place.back)).toContain('The app did not answer: http_error')
  })

  it('shows a modal, the faults at its fields, and closes it', async () => {
    const { call, slack, kari, act, answers, look, heard } = await opened()
    await kari.commands('support', '/nightdesk')
    const trigger_id = new URLSearchParams(heard.at(-1)?.body).get('trigger_id')
    const plain = (text: string) => ({ type: 'plain_text', text })
    const field = { type: 'plain_text_input', action_id: 'typed' }
    const blocks = [{ type: 'input', block_id: 'why', label: plain('Why'), element: field }]
    await call('views.open', {
      trigger_id,
      view: { type: 'modal', title: plain('Solve'), submit: plain('Done'), blocks },
    })
    expect(await look()).toContain('<dialog open')
    answers.push({ body: JSON.stringify({ response_action: 'errors', errors: { why: 'Say more' } }) })
    await act('submit', { 'field why': 'x' })
    expect(await look()).toContain('Say more')
    await act('submit', { 'field why': 'because' })
    expect(await look()).not.toContain('<dialog')
    expect(slack.world.openModals.get(kari.id)).toEqual([])
  })

  it('refuses deeds from other pages', async () => {
    const { act, support } = await opened()
    const form = { room: support.id, line: 'forged' }
    expect((await act('say', form, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await act('say', form, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect(support.messages).toEqual([])
  })
})
