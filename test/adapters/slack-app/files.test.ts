// Files over Slack's own methods: shown once whatever goes wrong, and fetched only from Slack and only as bytes.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slackClient } from '../../../adapters/slack-app/client.ts'
import { slackFiles } from '../../../adapters/slack-app/files.ts'
import { simulatedSlack } from '../../../src/commands/simulated-slack/simulated-slack.ts'
import type { OutgoingFile } from '../../../src/model/attachment.ts'
import { fakeClock } from '../../fake-clock.ts'

const bytes = new TextEncoder().encode('%PDF-1.4 a label')
const file: OutgoingFile = { id: 'f_1', name: 'label.pdf', type: 'application/pdf', bytes }

function workspace(fetching?: typeof fetch) {
  const clock = fakeClock(Date.UTC(2026, 10, 25, 12))
  const slack = simulatedSlack({ clock })
  const room = slack.room('support')
  const apiUrl = `${slack.world.address}/api/`
  const { botToken } = slack.world.app
  const call: typeof fetch = fetching ?? slack.fetch
  const client = slackClient(botToken, apiUrl, slack.fetch)
  const files = slackFiles({ client, botToken, apiUrl, clock, fetch: call })
  const kari = slack.person('kari', { rooms: ['support'] })
  /** A person's file in the room, by its id. */
  const photo = (more: Partial<Parameters<typeof kari.says>[2] & { guise: 'external' }> = {}, content = bytes) => {
    const { guise } = more
    kari.says('support', 'look', { files: [{ name: 'a.png', bytes: content, ...(guise ? { guise } : {}) }] })
    return [...slack.world.files.keys()].at(-1) ?? ''
  }
  /** Carries on while time passes. */
  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    const end = work.catch((error: unknown) => ({ error }))
    await clock.move(20_000)
    const done = await end
    if (typeof done === 'object' && done !== null && 'error' in done) throw done.error
    return done
  }
  return { slack, clock, room, files, kari, photo, inTime, shown: () => room.messages.map(({ files: ids }) => ids) }
}

describe('a file of ours', () => {
  it('is seen by nobody until it is shown, with its comment, in the thread', async () => {
    const { files, room, kari } = workspace()
    const root = kari.says('support', 'a case')
    const id = await files.upload(file)
    expect(room.messages).toHaveLength(1)
    await files.show(id, { room: room.id, thread: root.ts }, '📎 Kari')
    expect(room.messages[1]).toMatchObject({ text: '📎 Kari', threadTs: root.ts, files: [id] })
  })

  it('is shown once, however often it is shown, and however late Slack is', async () => {
    const { slack, files, room, shown, inTime } = workspace()
    const id = await files.upload(file)
    slack.faults.showFilesLate(3_000)
    await inTime(files.show(id, { room: room.id }, ''))
    await inTime(files.show(id, { room: room.id }, ''))
    expect(shown()).toEqual([[id]])
  })

  it('is shown once when the answer to that is lost', async () => {
    const { slack, files, room, shown } = workspace()
    const id = await files.upload(file)
    slack.faults.dropAfter('files.completeUploadExternal')
    await expect(files.show(id, { room: room.id }, '')).rejects.toMatchObject({ code: 'unreachable' })
    await files.show(id, { room: room.id }, '')
    expect(shown()).toEqual([[id]])
  })

  it('that Slack lets fall, or has forgotten, must begin anew', async () => {
    const { slack, clock, files, room, inTime } = workspace()
    const id = await files.upload(file)
    slack.faults.loseFiles()
    await expect(inTime(files.show(id, { room: room.id }, ''))).rejects.toMatchObject({ code: 'unreachable' })
    await clock.move(60_000)
    await expect(files.show(id, { room: room.id }, '')).rejects.toMatchObject({ code: 'refused' })
    await expect(files.show('F0NEVER', { room: room.id }, '')).rejects.toMatchObject({ code: 'refused' })
  })

  it('that somebody deleted stays deleted', async () => {
    const { files, room, shown } = workspace()
    const id = await files.upload(file)
    await files.show(id, { room: room.id }, '')
    await files.remove(id)
    await files.remove(id)
    await files.show(id, { room: room.id }, '')
    expect(shown()).toEqual([[id]])
    expect(room.messages.every(({ deleted }) => deleted)).toBe(true)
  })

  it('says what is in the way: the thread, the right, the limit', async () => {
    const { slack, files, room } = workspace()
    const id = await files.upload(file)
    const show = (thread?: string) => files.show(id, { room: room.id, ...(thread ? { thread } : {}) }, '')
    await expect(show('1.000001')).rejects.toMatchObject({ code: 'gone' })
    slack.faults.limit({ method: 'files.completeUploadExternal', forMs: 7_000 })
    await expect(show()).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 7_000 })
    slack.faults.withoutScopes(['files:write'])
    await expect(files.upload(file)).rejects.toMatchObject({ code: 'unauthorized' })
  })

  it('for a customer is in doubt where it may stand there', async () => {
    const { slack, files, room, shown, inTime } = workspace()
    slack.faults.dropAfter('files.completeUploadExternal')
    const id = await files.upload(file)
    await files.showNew(id, { room: room.id })
    expect(shown()).toEqual([[id]])
    slack.faults.loseFiles()
    const other = await files.upload(file)
    await expect(inTime(files.showNew(other, { room: room.id }))).rejects.toMatchObject({ code: 'doubtful' })
  })
})

describe('a file of theirs', () => {
  it('is fetched to the byte, up to the limit', async () => {
    const { files, photo } = workspace()
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 3_000 }), async (content) => {
        const id = photo({}, new Uint8Array(content))
        expect(new Uint8Array(await files.fetch(id, content.length))).toEqual(new Uint8Array(content))
        await expect(files.fetch(id, content.length - 1)).rejects.toMatchObject({ code: 'too-large' })
      }),
      { numRuns: 20 },
    )
  })

  it('is no file where Slack gives its page to sign in', async () => {
    const { slack, photo } = workspace()
    const { files, photo: other } = workspace((url, init) =>
      String(url).includes('files-pri') ? Promise.resolve(signIn()) : slack.fetch(url, init),
    )
    const signIn = () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } })
    photo()
    await expect(files.fetch(other(), 100)).rejects.toMatchObject({ code: 'unauthorized' })
  })

  it('is not asked for elsewhere with our token, and is gone where Slack does not have it', async () => {
    const asked: string[] = []
    const { slack, files, photo, kari } = workspace((url) => {
      asked.push(String(url))
      return Promise.reject(new Error('Nothing may be asked.'))
    })
    await expect(files.fetch(photo({ guise: 'external' }), 100)).rejects.toMatchObject({ code: 'gone' })
    const deleted = photo()
    kari.deletesFile(deleted)
    await expect(files.fetch(deleted, 100)).rejects.toMatchObject({ code: 'gone' })
    await expect(files.fetch('F0NEVER', 100)).rejects.toMatchObject({ code: 'gone' })
    const hidden = photo()
    Object.assign(slack.world.files.get(hidden) ?? {}, { guise: 'hidden_by_limit' })
    await expect(files.fetch(hidden, 100)).rejects.toMatchObject({ code: 'gone' })
    expect(asked).toEqual([])
  })

  it.each([
    [429, 'rate-limited'],
    [500, 'unreachable'],
    [404, 'gone'],
    [302, 'unauthorized'],
  ])('with the status %i is %s', async (status, code) => {
    const { files, photo } = workspace(() => Promise.resolve(new Response(null, { status })))
    await expect(files.fetch(photo(), 100)).rejects.toMatchObject({ code })
  })

  it('that is longer than was said is read no further than the limit', async () => {
    let read = 0
    const endless = new ReadableStream({
      pull(controller) {
        read += 1
        controller.enqueue(new Uint8Array(1_000))
      },
    })
    const { files, photo } = workspace(() => Promise.resolve(new Response(endless)))
    await expect(files.fetch(photo(), 10_000)).rejects.toMatchObject({ code: 'too-large' })
    expect(read).toBeLessThan(15)
  })
})
