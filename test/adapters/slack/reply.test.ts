// What a customer sees of a reply in Slack: words, buttons, pictures; changed and taken back.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawn } from '../../../adapters/slack/blocks.ts'
import { slack as slackChannel } from '../../../adapters/slack/index.ts'
import { checkBlocks } from '../../../src/commands/simulated-slack/block-checks.ts'
import { renderMessage } from '../../../src/commands/simulated-slack/mrkdwn.ts'
import type { Block } from '../../../src/commands/simulated-slack/world.ts'
import type { FittedReply } from '../../../src/ports/channel.ts'
import { fakeClock } from '../../fake-clock.ts'
import { customersBench } from './bench.ts'

const reply: FittedReply = { id: 'r1', author: { kind: 'bot' }, kind: 'answer', language: 'en', text: 'Hello!' }

/** A customer's direct messages, to be written to. */
async function direct() {
  const world = await customersBench()
  const kari = world.slack.person('kari')
  const room = world.slack.directRoom(kari.id)
  const address = `${world.slack.world.team.id}:${room.id}`
  const shown = () => room.messages.filter(({ deleted }) => !deleted).map((message) => renderMessage(message))
  return { ...world, kari, address, shown }
}

function rendered(given: Partial<FittedReply>) {
  const { text, blocks } = drawn({ ...reply, ...given })
  return renderMessage({ text, blocks: blocks as unknown as Block[] })
}

describe('a reply', () => {
  it('shows addresses as links of themselves, and ends them where the sentence does', () => {
    const { links } = rendered({ text: 'See https://shop.example/a?b=1&c=2, or (https://shop.example/ø).' })
    const urls = ['https://shop.example/a?b=1&c=2', 'https://shop.example/ø']
    expect([...new Set(links.map(({ url, label }) => `${url} ${label}`))]).toEqual(urls.map((url) => `${url} ${url}`))
  })

  it('keeps all its buttons, in rows, with labels that fit', async () => {
    const { sends, address, kari, slack, heard, calm, listen } = await direct()
    listen()
    const choices = Array.from({ length: 30 }, (_, at) => ({ label: `${'🧶'.repeat(60)}${at}`, value: `option:${at}` }))
    const message = await sends({ choices }, address)
    const rows = message.blocks.filter(({ type }) => type === 'actions')
    expect(rows.map(({ elements }) => (elements as unknown[]).length)).toEqual([25, 5])
    await kari.presses({ room: slack.directRoom(kari.id).id, ts: message.ts }, 'reply:29')
    await calm()
    expect(heard.map(({ choice }) => choice)).toEqual(['option:29'])
  })

  it('shows a picture above its words, with words for those who do not see it', async () => {
    const { sends, address } = await direct()
    const picture = { address: 'https://shop.example/fjord.png', alt: 'A green jacket' }
    const { blocks } = await sends({ text: 'Fjord costs 990 kr.', picture }, address)
    expect(blocks.map(({ type }) => type)).toEqual(['image', 'rich_text'])
    expect(blocks[0]).toMatchObject({ image_url: picture.address, alt_text: picture.alt })
  })

  it('says the words where Slack cannot fetch the picture', async () => {
    const { slack, clock, address, shown } = await direct()
    const { botToken, signingSecret } = slack.world.app
    /** Slack tries to fetch pictures itself. */
    const fetching: typeof fetch = async (input, init) => {
      const isRefused = typeof init?.body === 'string' && init.body.includes('image_url')
      return isRefused ? Response.json({ ok: false, error: 'invalid_blocks' }) : slack.fetch(input, init)
    }
    const channel = slackChannel({
      ...{ botToken, signingSecret, apiUrl: 'http://simulated.invalid/api/', helpRooms: [], clock, fetch: fetching },
      languages: ['en'],
    })
    const picture = { address: 'https://shop.example/gone.png', alt: 'A green jacket' }
    await channel.send({ ...reply, picture }, address)
    await channel.send({ ...reply, text: '', picture }, address)
    expect(shown().map((message) => message.shown)).toEqual([
      expect.stringContaining('Hello!'),
      expect.stringContaining('A green jacket'),
    ])
  })

  it('is changed and taken back where the customer has it, more than once without harm', async () => {
    const { sends, channel, address, shown, slack, kari } = await direct()
    const { ts } = await sends({ text: 'It is 990 kr.', choices: [{ label: 'Yes', value: 'yes' }] }, address)
    for (const _ of ['first', 'again']) await channel.edit?.(ts, { ...reply, text: 'It is 890 kr.' }, address)
    expect(shown().map((message) => message.shown)).toEqual([expect.stringContaining('890')])
    expect(slack.directRoom(kari.id).messages[0]?.blocks.map(({ type }) => type)).toEqual(['rich_text'])
    for (const _ of ['first', 'again']) await channel.withdraw?.(ts, address)
    expect(shown()).toEqual([])
  })

  it('that is gone cannot be changed, and says so', async () => {
    const { sends, channel, address } = await direct()
    const { ts } = await sends({}, address)
    await channel.withdraw?.(ts, address)
    await expect(channel.edit?.(ts, reply, address)).rejects.toMatchObject({ code: 'gone' })
  })
})

describe('whatever is said', () => {
  const nasty = fc.constantFrom(
    '<!channel>',
    '<@U000000002>',
    '<https://evil.example|your bank>',
    '*b*',
    '`',
    ':tada:',
    '&lt;',
    '@here',
    '#general',
    '\u202e',
    '\ud83e',
  )
  const text = fc.array(fc.oneof(fc.string({ unit: 'binary' }), nasty)).map((parts) => parts.join('').slice(0, 4000))

  it('is taken by Slack, pings nobody, and links nothing but what it shows', () => {
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 4 }), (words, labels) => {
        const choices = labels.map((label, at) => ({ label, value: `option:${at}` }))
        const made = drawn({ ...reply, text: words, choices })
        expect(checkBlocks(JSON.parse(JSON.stringify(made.blocks)), 'message')).toMatchObject({ ok: true })
        const { mentions, links, formatting } = renderMessage({ text: '', blocks: made.blocks as unknown as Block[] })
        expect([mentions, formatting]).toEqual([[], []])
        for (const { url, label } of links) expect(label).toBe(url)
        const notice = renderMessage({ text: made.text, blocks: [] })
        expect([notice.mentions, notice.links]).toEqual([[], []])
      }),
      { numRuns: 300 },
    )
  })
})

describe('a file', () => {
  const bytes = new TextEncoder().encode('%PDF-1.4 a label')
  const file = { id: 'f1', name: 'label.pdf', type: 'application/pdf', bytes } as const

  it('comes where the customer wrote, and goes when the line is taken back', async () => {
    const { channel, address, slack, kari } = await direct()
    const room = slack.directRoom(kari.id)
    const root = kari.tells('my parcel')
    const { externalId } = await channel.send({ ...reply, text: '', file }, `${address}:${root.ts}`)
    expect(room.messages.at(-1)).toMatchObject({ files: [externalId], threadTs: root.ts })
    expect(slack.world.files.get(externalId)?.bytes).toEqual(bytes)
    await channel.edit?.(externalId, reply, address)
    await channel.withdraw?.(externalId, address)
    await channel.withdraw?.(externalId, address)
    expect(room.messages.at(-1)?.deleted).toBe(true)
  })

  it('of a customer is fetched by what their message named it', async () => {
    const { channel, kari, heard, calm, listen } = await direct()
    listen()
    kari.tells('', { files: [{ name: 'label.pdf', bytes }] })
    await calm()
    const [{ text = '?', attachments: [named] = [] } = {}] = heard
    expect([text, named]).toMatchObject(['', { name: 'label.pdf', sizeBytes: bytes.length }])
    const reference = named && 'reference' in named ? named.reference : ''
    expect(new Uint8Array((await channel.fetch?.(reference, 1_000)) ?? [])).toEqual(bytes)
  })

  it('that could not be shown is tried again, or is in doubt where it may stand there', async () => {
    const { channel, address, slack } = await direct()
    const send = () => channel.send({ ...reply, text: '', file }, address)
    slack.faults.limit({ method: 'files.getUploadURLExternal', forMs: 3_000 })
    await expect(send()).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 3_000 })
    slack.faults.away()
    await expect(send()).rejects.toMatchObject({ code: 'unreachable' })
  })
})

describe('a limit', () => {
  it('holds for a room, whichever of its threads is answered', () => {
    const { roomOf } = slackChannel({
      ...{ botToken: '', signingSecret: '', apiUrl: '', helpRooms: [], languages: [], clock: fakeClock() },
    })
    expect(['T1:C1:1.1', 'T1:C1:2.2', 'T1:D1'].map((address) => roomOf?.(address))).toEqual(['C1', 'C1', 'D1'])
  })
})
