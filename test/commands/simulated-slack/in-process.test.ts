// The official client over the workspace's own fetch: a whole night needs no socket, and repeats to the byte.

import { WebClient } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { withApp } from './listening-app.ts'

/** Silences the client; what it logs is not under test. */
const logger = {
  ...{ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  ...{ setLevel: () => {}, getLevel: () => 'error' as never, setName: () => {} },
}

async function scene() {
  const { slack, support, clock, events } = withApp()
  const options = {
    slackApiUrl: `${slack.world.address}/api/`,
    fetch: slack.fetch,
    retryConfig: { retries: 0 },
    logger,
  }
  const client = new WebClient(slack.world.app.botToken, options)
  const kari = slack.person('kari', { rooms: ['support'] })
  await client.chat.postMessage({ channel: support.id, text: 'card' })
  await clock.move(1500)
  kari.says('support', 'hei 👀 a@b.no')
  slack.otherAppSays('support', 'deployed')
  await client.reactions.add({ channel: support.id, timestamp: support.messages[0]?.ts ?? '', name: 'eyes' })
  await slack.settled()
  return { slack, support, client, kari, events }
}

describe('in one process', () => {
  it('does the same twice, to the byte', async () => {
    const [one, two] = [await scene(), await scene()]
    expect(JSON.stringify(one.events())).toBe(JSON.stringify(two.events()))
    expect(one.support.messages).toEqual(two.support.messages)
    expect(one.events().map(({ event }) => event['type'])).toEqual(['message', 'message', 'message', 'reaction_added'])
  })

  it('writes what a person types as the real client does', async () => {
    const { support } = await scene()
    expect(support.messages[1]?.text).toBe('hei :eyes: <mailto:a@b.no|a@b.no>')
  })

  it('cuts the connection while the platform is away, and takes a file in three steps', async () => {
    const { slack, client, support } = await scene()
    slack.faults.away()
    await expect(client.auth.test()).rejects.toThrow('request error')
    slack.faults.away(1000, '503')
    await expect(client.auth.test()).rejects.toMatchObject({ statusCode: 503 })
    slack.faults.back()
    await client.filesUploadV2({ channel_id: support.id, filename: 'a.txt', content: 'æøå' })
    const [file] = slack.world.files.values()
    expect(Buffer.from(file?.bytes ?? []).toString()).toBe('æøå')
  })

  it('holds a person to what the client shows', async () => {
    const { slack, kari, support } = await scene()
    const ola = slack.person('ola')
    const [card] = support.messages
    if (!card) throw new Error('The room is empty.')
    expect(() => ola.says('support', 'hei')).toThrow('not in the room')
    expect(() => kari.edits(card, 'mine now')).toThrow('Only its author')
    expect(() => kari.says('support', 'x', { thread: '1.000001' })).toThrow('no such thread')
    await expect(kari.presses(card, 'Take')).rejects.toThrow('no "Take"')
    await expect(kari.submits()).rejects.toThrow('no modal')
    slack.archive('support')
    expect(() => kari.says('support', 'hei')).toThrow('archived')
  })
})
