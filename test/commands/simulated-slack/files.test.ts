// Files in the simulated workspace, looked at from the other side by Slack's own client.

import { WebClient } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { simulatedSlack } from '../../../src/commands/simulated-slack/simulated-slack.ts'
import { fakeClock } from '../../fake-clock.ts'

const silent = {
  ...{ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  ...{ setLevel: () => {}, getLevel: () => 'error' as never, setName: () => {} },
}
const bytes = new Uint8Array([137, 80, 78, 71])

function workspace() {
  const clock = fakeClock()
  const slack = simulatedSlack({ clock })
  const room = slack.room('support')
  const options = {
    ...{ slackApiUrl: `${slack.world.address}/api/`, fetch: slack.fetch, retryConfig: { retries: 0 } },
    logger: silent,
  }
  const client = new WebClient(slack.world.app.botToken, options)
  const kari = slack.person('kari', { rooms: ['support'] })
  const asBot = { headers: { authorization: `Bearer ${slack.world.app.botToken}` } }
  /** A photo of Kari's in the room, as the app reads it there. */
  const shown = async (guise?: 'hidden_by_limit' | 'check_file_info' | 'external') => {
    const { ts } = kari.says('support', 'look', { files: [{ name: 'a.png', bytes, ...(guise ? { guise } : {}) }] })
    const { messages = [] } = await client.conversations.history({ channel: room.id, latest: ts, inclusive: true })
    return messages[0]?.files?.[0] ?? {}
  }
  return { slack, clock, room, client, kari, asBot, shown }
}

const begun = async ({ client, slack }: ReturnType<typeof workspace>, length = bytes.length) => {
  const { file_id: id = '', upload_url: url = '' } = await client.files.getUploadURLExternal({
    filename: 'a.png',
    length,
  })
  return { id, send: (body: Uint8Array) => slack.fetch(url, { method: 'POST', body: Buffer.from(body) }) }
}

describe('an upload', () => {
  it('is nothing to anybody before it is completed, and is shown once', async () => {
    const made = workspace()
    const { client, room } = made
    const { id, send } = await begun(made)
    const complete = () => client.files.completeUploadExternal({ files: [{ id }], channel_id: room.id })
    await expect(complete()).rejects.toThrow('file_not_found')
    expect((await send(bytes.slice(1))).status).toBe(400)
    expect((await send(bytes)).status).toBe(200)
    await expect(client.files.info({ file: id })).rejects.toThrow('file_not_found')
    expect(room.messages).toEqual([])
    await complete()
    expect(room.messages).toHaveLength(1)
    const { file } = await client.files.info({ file: id })
    expect(file?.shares?.public?.[room.id]).toMatchObject([{ ts: room.messages[0]?.ts }])
    await expect(complete()).rejects.toThrow('file_not_found')
  })

  it('may be shown later than the answer says, or never', async () => {
    const made = workspace()
    const { slack, clock, client, room } = made
    slack.faults.showFilesLate(2_000)
    await client.filesUploadV2({ channel_id: room.id, filename: 'a.png', file: Buffer.from(bytes) })
    const [id = ''] = slack.world.files.keys()
    expect((await client.files.info({ file: id })).file?.shares).toEqual({})
    await clock.move(2_000)
    expect(room.messages).toHaveLength(1)
    slack.faults.showFilesLate(0)
    slack.faults.loseFiles()
    await client.filesUploadV2({ channel_id: room.id, filename: 'b.png', file: Buffer.from(bytes) })
    await clock.move(60_000)
    expect(room.messages).toHaveLength(1)
  })

  it('needs the right to write, an open room that the app is in, and a thread that is there', async () => {
    const { slack, client, room } = workspace()
    const upload = (channel: string, more = {}) =>
      client.filesUploadV2({ channel_id: channel, filename: 'a.png', file: Buffer.from(bytes), ...more })
    await expect(upload(room.id, { thread_ts: '1.000001' })).rejects.toThrow('invalid_thread_ts')
    await expect(upload(slack.room('other', { withoutApp: true }).id)).rejects.toThrow('not_in_channel')
    slack.archive('support')
    await expect(upload(room.id)).rejects.toThrow('is_archived')
    slack.faults.withoutScopes(['files:write'])
    await expect(upload(room.id)).rejects.toThrow('missing_scope')
  })
})

describe('a file of a person', () => {
  it('is read with the token, and is a page to sign in at without it or without the right', async () => {
    const { slack, client, asBot, shown } = workspace()
    const { url_private_download: url = '', id: file = '' } = await shown()
    const read = await slack.fetch(url, asBot)
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(bytes)
    const typeOf = async (init?: RequestInit) => (await slack.fetch(url, init)).headers.get('content-type')
    expect(await typeOf()).toBe('text/html')
    slack.faults.withoutScopes(['files:read'])
    expect(await typeOf(asBot)).toBe('text/html')
    await expect(client.files.info({ file })).rejects.toThrow('missing_scope')
  })

  it('of a room that the app is not in is not there', async () => {
    const { slack, client } = workspace()
    slack.room('lunch', { withoutApp: true })
    slack.person('ola', { rooms: ['lunch'] }).says('lunch', '', { files: [{ name: 'a.png', bytes }] })
    const [file = ''] = slack.world.files.keys()
    await expect(client.files.info({ file })).rejects.toThrow('file_not_found')
  })

  it('that the platform does not tell all of is named so', async () => {
    const { client, shown } = workspace()
    expect(await shown('hidden_by_limit')).toMatchObject({ mode: 'hidden_by_limit' })
    expect(await shown('external')).toMatchObject({ is_external: true, url_private: expect.stringContaining('else') })
    const guest = await shown('check_file_info')
    expect(guest).toMatchObject({ file_access: 'check_file_info' })
    expect(guest.url_private).toBeUndefined()
    const { file } = await client.files.info({ file: guest.id ?? '' })
    expect(file?.url_private_download).toContain('files-pri')
  })

  it('that is deleted leaves a mark, or takes along the message that held nothing else', async () => {
    const { slack, room, client, kari, asBot } = workspace()
    const alone = kari.says('support', '', { files: [{ name: 'a.png', bytes }] })
    kari.says('support', 'look', { files: [{ name: 'b.png', bytes }] })
    const [one = '', other = ''] = slack.world.files.keys()
    const { file } = await client.files.info({ file: other })
    kari.deletesFile(one)
    kari.deletesFile(other)
    expect(slack.message('support', alone.ts)).toBeUndefined()
    const { messages } = await client.conversations.history({ channel: room.id })
    expect(messages).toMatchObject([{ text: 'look', files: [{ id: other, mode: 'tombstone' }] }])
    await expect(client.files.info({ file: other })).rejects.toThrow('file_deleted')
    expect((await slack.fetch(file?.url_private_download ?? '', asBot)).status).toBe(404)
  })
})
